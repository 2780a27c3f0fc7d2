"""The two signatures on a letter, and its paper."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.documents.models import Document
from governance.documents.services import order_document
from governance.office.responsibilities import judgement
from governance.office.responsibilities.models import ResponsibilityLetter
from governance.office.responsibilities.rules.signing import LOWER, UPPER
from governance.office.responsibilities.rules.steps import GO
from governance.office.responsibilities.services.locking import come, lock
from governance.people.queries import leaders_of

L, Way = ResponsibilityLetter.Status, ResponsibilityLetter.Way
LETTER = "responsibilities.letter"
SIDES = {UPPER: ("upper_on", "upper_way"), LOWER: ("lower_on", "lower_way")}


def _put(letter: ResponsibilityLetter, side: str, day: date, way: str) -> None:
    """Write one side's signature; with the second the letter is signed."""
    on, how = SIDES[side]
    setattr(letter, on, day)
    setattr(letter, how, way)
    if letter.upper_on and letter.lower_on:
        letter.status = L.SIGNED
    letter.save(update_fields=[on, how, "status", *(["upper_by"] if side == UPPER else [])])


@verb("responsibilities.letter.signed_above")
def sign_above(*, letter_id: int, actor: Actor) -> ResponsibilityLetter:
    """The committee's side, by the secretary."""
    letter = lock(ResponsibilityLetter, letter_id, actor)
    decision = require(actor, "responsibilities.letter.signed_above", letter)
    with act(decision, judgement.may_sign(letter, UPPER, actor), on=letter):
        letter.upper_by_id = actor.person_id
        _put(letter, UPPER, actor.day, Way.ACCOUNT)
    return letter


@verb("responsibilities.letter.signed")
def sign(*, letter_id: int, actor: Actor) -> ResponsibilityLetter:
    """The person's side, by the person."""
    letter = lock(ResponsibilityLetter, letter_id, actor)
    decision = require(actor, "responsibilities.letter.signed", letter)
    with act(decision, judgement.may_sign(letter, LOWER, actor), on=letter):
        _put(letter, LOWER, actor.day, Way.ACCOUNT)
    return letter


@verb("responsibilities.letter.signed_on_paper")
def enter_paper_signature(*, letter_id: int, actor: Actor, side: str, day: date) -> ResponsibilityLetter:
    """What was signed on the printed letter, by those who have no account here: the scan is put to its paper. Raises
    ValidationError for a day before it was checked, or ahead."""
    letter = lock(ResponsibilityLetter, letter_id, actor)
    decision = require(actor, "responsibilities.letter.signed_on_paper", letter)
    come(day, actor.day, "day")
    if letter.checked_on is not None and day < letter.checked_on:
        raise ValidationError({"day": _("签字日期在核稿以前，请核对。")})
    who = letter.person.name if side == LOWER else _("上级党委")
    facts = {"side": who, "day": day.isoformat()}
    with act(decision, judgement.may_sign_on_paper(letter, side), on=letter, happened_on=day, facts=facts):
        _put(letter, side, day, Way.PAPER)
    return letter


@verb("responsibilities.letter.printed")
def print_letter(*, letter_id: int, actor: Actor) -> Document:
    letter = lock(ResponsibilityLetter, letter_id, actor)
    decision = require(actor, "responsibilities.letter.printed", letter)
    with act(decision, GO, on=letter):
        return order_document(kind=LETTER, subject=letter, title=str(letter), actor=actor)


def secretary_name(letter: ResponsibilityLetter, day: date) -> str:
    """Who stands for the committee's side on the day, for the head of the paper."""
    found = leaders_of(letter.organization_id, "secretary", day)
    return found[0].person.name if found else ""
