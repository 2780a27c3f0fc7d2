"""Letters of a year: all prepared in one step, written, checked, signed by both sides, each with their own account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.deadlines.reminders import tell
from governance.office.responsibilities import judgement
from governance.office.responsibilities.models import LetterItem, LetterRound, ResponsibilityLetter
from governance.office.responsibilities.rules.steps import GO
from governance.office.responsibilities.services.locking import lock, lock_town, of_town
from governance.office.responsibilities.signers import Signer, signers
from governance.people.models import Organization, Person
from governance.people.queries import leaders_of

L = ResponsibilityLetter.Status
MOST_ITEMS = 20


@dataclass(frozen=True)
class Line:
    """One goal or responsibility; a goal of P-36 has no day and no evidence of its own."""

    text: str
    deadline: str = ""
    evidence: str = ""


@verb("responsibilities.round.opened")
def open_round(
    *,
    organization: Organization,
    actor: Actor,
    kind: str,
    year: int,
    goal: str,
    duties: str,
    lines: Sequence[Line],
    sign_by: date,
) -> LetterRound:
    """Open the year and prepare a letter for everybody who signs. Whoever signed one of the kind before starts from
    that, the others from `lines`. Raises ValidationError where the year is open already, for a day that has passed,
    and where nobody would sign."""
    town = lock_town(organization)
    round_ = LetterRound(
        organization=town,
        kind=kind,
        year=year,
        goal=goal,
        duties=duties,
        sign_by=sign_by,
        opened_by_id=actor.person_id,
        opened_on=actor.day,
    )
    decision = require(actor, "responsibilities.round.opened", round_)
    if LetterRound.objects.filter(organization=town, kind=kind, year=year).exists():
        raise ValidationError({"year": _("已经发起%(round)s。") % {"round": round_}})
    if sign_by < actor.day:
        raise ValidationError({"sign_by": _("签订的日子已经过了，请改到今天以后。")})
    people = signers(town, kind, actor.day)
    if not people:
        raise ValidationError({"kind": _("没有要签的人：请先登记岗位和任职。")})
    before = _letters_before(town, kind)
    facts = {"count": len(people), "sign_by": sign_by.isoformat()}
    with act(decision, GO, on=round_, facts=facts):
        round_.save()
        letters = [_letter(round_, one, actor) for one in people]
        for letter in letters:
            last = before.get((letter.person_id, letter.capacity, letter.unit_id))
            letter.duties = last.duties if last and last.duties else duties
        record_many(letters)
        rows = [row for letter in letters for row in _items(letter, _start(letter, before, lines))]
        record_many(rows)
    return round_


def _letters_before(town: Organization, kind: str) -> dict[tuple[int, str, int | None], ResponsibilityLetter]:
    """The last signed letter of each person in each capacity."""
    signed = ResponsibilityLetter.objects.filter(organization=town, round__kind=kind, status=L.SIGNED)
    rows = signed.select_related("round").prefetch_related("items").order_by("round__year", "pk")
    return {(row.person_id, row.capacity, row.unit_id): row for row in rows}


def _start(
    letter: ResponsibilityLetter,
    before: dict[tuple[int, str, int | None], ResponsibilityLetter],
    lines: Sequence[Line],
) -> Sequence[Line]:
    last = before.get((letter.person_id, letter.capacity, letter.unit_id))
    if last is None:
        return lines
    standing = [item for item in last.items.all() if item.removed_on is None]
    return [Line(item.text, item.deadline, item.evidence) for item in standing] or lines


def _letter(round_: LetterRound, one: Signer, actor: Actor) -> ResponsibilityLetter:
    return ResponsibilityLetter(
        organization_id=round_.organization_id,
        round=round_,
        capacity=one.capacity,
        person=one.person,
        title=one.title,
        unit=one.unit,
        drafted_by_id=actor.person_id,
    )


def _items(letter: ResponsibilityLetter, lines: Sequence[Line], after: int = 0) -> list[LetterItem]:
    return [
        LetterItem(
            organization_id=letter.organization_id,
            letter=letter,
            ordinal=after + place,
            text=line.text,
            deadline=line.deadline,
            evidence=line.evidence,
        )
        for place, line in enumerate(lines, start=1)
    ]


@verb("responsibilities.letter.drafted")
def draft_letter(
    *,
    round_id: int,
    actor: Actor,
    person: Person,
    capacity: str,
    title: str,
    unit: Organization | None = None,
    lines: Sequence[Line] = (),
) -> ResponsibilityLetter:
    """One more, for somebody the posts do not show: who came later, the secretary of another branch."""
    round_ = lock(LetterRound, round_id, actor)
    decision = require(actor, "responsibilities.letter.drafted", round_)
    of_town(person, round_.organization_id, actor.day, "person")
    if unit is not None and unit.town_id != round_.organization_id:
        raise ValidationError({"unit": _("请选本镇的单位。")})
    standing = ResponsibilityLetter.objects.standing().filter(
        round=round_, person=person, capacity=capacity, unit=unit
    )
    if standing.exists():
        raise ValidationError({"person": _("%(name)s已经有这一份。") % {"name": person.name}})
    letter = _letter(round_, Signer(person, capacity, title, unit), actor)
    letter.duties = round_.duties
    with act(decision, GO, on=letter):
        letter.save()
        record_many(_items(letter, lines))
    return letter


@verb("responsibilities.letter.revised")
def revise_letter(
    *, letter_id: int, actor: Actor, duties: str, lines: Sequence[Line]
) -> ResponsibilityLetter:
    """The words, line by line in their places; a line that is no longer there is struck out and stays."""
    letter = lock(ResponsibilityLetter, letter_id, actor)
    decision = require(actor, "responsibilities.letter.revised", letter)
    if len(lines) > MOST_ITEMS:
        raise ValidationError({"lines": _("最多%(n)s条，请合并。") % {"n": MOST_ITEMS}})
    standing = list(letter.items.select_for_update(of=("self",)).filter(removed_on__isnull=True))
    last = letter.items.aggregate(n=Max("ordinal"))["n"] or 0
    with act(decision, judgement.letter_in(letter, L.DRAFT), on=letter, facts={"count": len(lines)}):
        letter.duties = duties
        if actor.person_id is not None:  # whoever wrote it last is not who checks it
            letter.drafted_by_id = actor.person_id
        letter.save(update_fields=["duties", "drafted_by"])
        for item, line in zip(standing, lines, strict=False):
            if (item.text, item.deadline, item.evidence) != (line.text, line.deadline, line.evidence):
                item.text, item.deadline, item.evidence = line.text, line.deadline, line.evidence
                item.save(update_fields=["text", "deadline", "evidence"])
        for item in standing[len(lines) :]:
            item.removed_on = actor.day
            item.save(update_fields=["removed_on"])
        record_many(_items(letter, lines[len(standing) :], after=last))
    return letter


@verb("responsibilities.letter.checked")
def check_letter(*, letter_id: int, actor: Actor) -> ResponsibilityLetter:
    """Its words stand from now on; both sides are told that it waits for them."""
    letter = lock(ResponsibilityLetter, letter_id, actor)
    decision = require(actor, "responsibilities.letter.checked", letter)
    with act(decision, judgement.may_check(letter, actor), on=letter):
        letter.status = L.CHECKED
        letter.checked_by_id, letter.checked_on = actor.person_id, actor.day
        letter.save(update_fields=["status", "checked_by", "checked_on"])
        tell(
            letter.organization,
            _both_sides(letter, actor.day),
            matter=f"responsibilities.letter:{letter.pk}:{actor.day}",
            text=_("%(letter)s已核，请签字") % {"letter": letter},
            url=reverse("responsibilities:letter", args=[letter.pk]),
            day=letter.round.sign_by,
        )
    return letter


def _both_sides(letter: ResponsibilityLetter, day: date) -> list[int]:
    if letter.own_superior_signs:
        return [letter.person_id]
    above = leaders_of(letter.organization_id, "secretary", day)
    return [letter.person_id, *(tenure.person_id for tenure in above)]


@verb("responsibilities.letter.returned")
def return_letter(*, letter_id: int, actor: Actor) -> ResponsibilityLetter:
    letter = lock(ResponsibilityLetter, letter_id, actor)
    decision = require(actor, "responsibilities.letter.returned", letter)
    with act(decision, judgement.may_return(letter), on=letter):
        letter.status, letter.checked_by, letter.checked_on = L.DRAFT, None, None
        letter.save(update_fields=["status", "checked_by", "checked_on"])
    return letter


@verb("responsibilities.letter.withdrawn")
def withdraw_letter(*, letter_id: int, actor: Actor) -> ResponsibilityLetter:
    """One that is not signed: the person left, or it was prepared by mistake."""
    letter = lock(ResponsibilityLetter, letter_id, actor)
    decision = require(actor, "responsibilities.letter.withdrawn", letter)
    with act(decision, judgement.letter_in(letter, L.DRAFT, L.CHECKED), on=letter):
        letter.status = L.WITHDRAWN
        letter.save(update_fields=["status"])
    return letter
