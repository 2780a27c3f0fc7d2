"""Who is responsible for what: sheets of posts, lines, points and areas, letters signed for a year, groups, regulations,
and who was held to account."""

from governance.office.responsibilities.models.base import (
    KEEPERS,
    LEADING,
    LETTER_KEEPERS,
    SUPERVISORS,
)
from governance.office.responsibilities.models.charges import Assignment, Charge
from governance.office.responsibilities.models.groups import GroupSeat, LeadingGroup, SystemOwner
from governance.office.responsibilities.models.letters import LetterItem, LetterRound, ResponsibilityLetter
from governance.office.responsibilities.models.pursuits import Pursuit
from governance.office.responsibilities.models.sheets import DutySheet, DutyTask

__all__ = (
    "KEEPERS",
    "LEADING",
    "LETTER_KEEPERS",
    "SUPERVISORS",
    "Assignment",
    "Charge",
    "DutySheet",
    "DutyTask",
    "GroupSeat",
    "LeadingGroup",
    "LetterItem",
    "LetterRound",
    "Pursuit",
    "ResponsibilityLetter",
    "SystemOwner",
)
