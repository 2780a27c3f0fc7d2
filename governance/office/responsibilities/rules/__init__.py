"""The rules on duty sheets and letters. Importing this package registers the rule and its sentences."""

from governance.office.responsibilities.rules import sentences
from governance.office.responsibilities.rules.sheets import SheetFacts, sheet
from governance.office.responsibilities.rules.signing import Signing, may_check, may_sign, may_sign_on_paper
from governance.office.responsibilities.rules.steps import in_state

__all__ = (
    "SheetFacts",
    "Signing",
    "in_state",
    "may_check",
    "may_sign",
    "may_sign_on_paper",
    "sentences",
    "sheet",
)
