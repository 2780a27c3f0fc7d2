"""Verbs on resolutions: word them with owners and dates, confirm, see each clause done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.people.models import Person
from governance.rules.verdict import Verdict
from meetings import held, judgement
from meetings.handing_on import hand_on
from meetings.models import Resolution, ResolutionClause
from meetings.services.locking import lock_item, unconfirm
from meetings.states import in_order


class ClauseWording(NamedTuple):
    """What is to be done, by whom, by when; `upward`: whether the superior's approval is asked or the matter
    is filed with it (S1-04:三-3d)."""

    what: str
    owner: Person
    due_on: date
    upward: str = ResolutionClause.Upward.NONE


def _lock(resolution_id: int, actor: Actor) -> Resolution:
    item_id = Resolution.objects.visible_to(actor).values_list("item_id", flat=True).get(pk=resolution_id)
    item = lock_item(item_id, actor)
    resolution = Resolution.objects.select_for_update(of=("self",)).get(pk=resolution_id)
    resolution.item = item
    return resolution


def _still_open(code: str, resolution: Resolution) -> Verdict:
    return in_order(code, resolution, lambda: judgement.not_signed(resolution.item.meeting))


@verb("meetings.resolution.worded")
def word_resolution(
    *,
    resolution_id: int,
    actor: Actor,
    text: str,
    grounds: str,
    supervision: str,
    clauses: Sequence[tuple[str, Person, date] | ClauseWording],
    publication: str = Resolution.Publication.UNSET,
    publication_reason: str = "",
) -> Resolution:
    """The clerk drafts what was decided, on what grounds (S1-01:九-3), and who does what by when.

    Clauses may be replaced until the chair confirms: existing rows are reworded, surplus ones
    refused (a clause is never deleted, so give at least as many as before): ValidationError. A secret
    matter is not made public, and what is kept back says why: ValidationError too.
    """
    resolution = _lock(resolution_id, actor)
    decision = require(actor, "meetings.resolution.worded", resolution)
    existing = list(resolution.clauses.all())
    worded = [ClauseWording(*clause) for clause in clauses]
    if len(worded) < len(existing):
        raise ValidationError(_("落实事项只能改写，不能删掉；不办的，写明不办。"))
    _publishable(resolution, publication, publication_reason)
    judgement.keep_names_out(
        [resolution.item.topic],
        text=text,
        publication_reason=publication_reason,
        grounds=grounds,
        supervision=supervision,
        clauses="".join(clause.what for clause in worded),
    )
    verdict = _still_open("meetings.resolution.worded", resolution)
    when = held.in_room(resolution.item.meeting, actor)
    with act(decision, verdict, on=resolution, facts={"clauses": len(worded)}, **when.act(verdict)):
        unconfirm(resolution.item.meeting)
        resolution.text, resolution.grounds, resolution.supervision = (
            text,
            grounds,
            supervision,
        )
        resolution.publication, resolution.publication_reason = publication, publication_reason
        resolution.save(update_fields=["text", "grounds", "supervision", "publication", "publication_reason"])
        for order, clause in enumerate(worded, start=1):
            row = (
                existing[order - 1]
                if order <= len(existing)
                else ResolutionClause(
                    organization_id=resolution.organization_id,
                    resolution=resolution,
                    order=order,
                )
            )
            row.text, row.owner, row.due_on, row.upward = clause
            row.save()
    return resolution


def _publishable(resolution: Resolution, publication: str, reason: str) -> None:
    closed = Resolution.Publication.CLOSED
    if resolution.item.topic.is_secret and publication not in (Resolution.Publication.UNSET, closed):
        raise ValidationError({"publication": _("涉密事项和干部事项不在这里公开，请选“不公开”。")})
    if publication == closed and not reason.strip():
        raise ValidationError({"publication_reason": _("请写不公开的理由。")})


@verb("meetings.resolution.confirmed")
def confirm_resolution(*, resolution_id: int, actor: Actor) -> Resolution:
    """The chair confirms the wording; from then on it changes only by reconsideration. Each clause is handed
    on to whoever supervises such matters here."""
    resolution = _lock(resolution_id, actor)
    decision = require(actor, "meetings.resolution.confirmed", resolution)
    verdict = _still_open("meetings.resolution.confirmed", resolution)
    when = held.in_room(resolution.item.meeting, actor)
    with act(decision, verdict, on=resolution, **when.act(verdict)):
        resolution.status = Resolution.Status.CONFIRMED
        resolution.save(update_fields=["status"])
        for clause in resolution.clauses.all():
            clause.resolution = resolution
            hand_on(clause)
    return resolution


@verb("meetings.clause.done")
def finish_clause(*, clause_id: int, actor: Actor, done_on: date, note: str) -> ResolutionClause:
    """Whoever has to see it done, or the office, enters that it is, on which day and how (S1-01:十一-1).

    ValidationError (field `done_on`) for a day before the decision or after today.
    """
    clause = (
        ResolutionClause.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("resolution__item__topic", "resolution__item__meeting", "owner")
        .get(pk=clause_id)
    )
    decision = require(actor, "meetings.clause.done", clause)
    if done_on > clock.today():
        raise ValidationError({"done_on": _("办成日期在今天以后，请改到今天或以前。")})
    if done_on < clause.resolution.decided_on:
        raise ValidationError({"done_on": _("办成日期早于议定日期，请核对。")})
    judgement.keep_names_out([clause.resolution.item.topic], note=note)
    verdict = in_order(
        "meetings.clause.done",
        clause,
        lambda: judgement.confirmed(clause.resolution),
        lambda: judgement.not_supervised(clause),
    )
    facts = {"day": done_on.isoformat(), "owner": clause.owner.name}
    with act(decision, verdict, on=clause, facts=facts):
        clause.status = ResolutionClause.Status.DONE
        clause.done_on, clause.done_note, clause.done_by_id = done_on, note, actor.person_id
        clause.save(update_fields=["status", "done_on", "done_note", "done_by"])
    return clause
