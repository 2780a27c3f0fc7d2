"""Verbs on a clause after it was decided: entered done by mistake, given more time, given to somebody else."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.deadlines.moves import due_day_decided
from governance.deadlines.reminders import tell
from governance.people.models import Person, Tenure
from meetings import judgement
from meetings.models import ResolutionClause
from meetings.states import in_order

CLAUSE = "meetings.resolutionclause"


def _lock(clause_id: int, actor: Actor) -> ResolutionClause:
    return (
        ResolutionClause.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related(
            "resolution__item__topic", "resolution__item__meeting", "owner", "done_by", "organization"
        )
        .get(pk=clause_id)
    )


@verb("meetings.clause.reopened")
def reopen_clause(*, clause_id: int, actor: Actor, because: str) -> ResolutionClause:
    """Take back that a clause was entered as done. The entry stays in the trail: its act says the day, the
    history what was written. Whoever has to see it done is told."""
    clause = _lock(clause_id, actor)
    decision = require(actor, "meetings.clause.reopened", clause)
    judgement.keep_names_out([clause.resolution.item.topic], because=because)
    verdict = in_order("meetings.clause.reopened", clause, lambda: judgement.not_supervised(clause))
    facts = {
        "day": clause.done_on.isoformat() if clause.done_on else "",
        "entered_by": clause.done_by.name if clause.done_by else "",
        "because": because,
    }
    with act(decision, verdict, on=clause, facts=facts) as opened:
        clause.status = ResolutionClause.Status.OPEN
        clause.done_on, clause.done_note, clause.done_by = None, "", None
        clause.save(update_fields=["status", "done_on", "done_note", "done_by"])
        _tell(clause, {clause.owner_id}, str(opened.id), _("重新办理"), actor.day)
    return clause


@verb("meetings.clause.extended")
def extend_clause(
    *, clause_id: int, actor: Actor, due_on: date, because: str, authority: str
) -> ResolutionClause:
    """Give a clause more time on somebody's decision (`authority`: whose, on which day, or the number of the
    paper). ValidationError (field `due_on`) for a day not after the one that stands, or gone by."""
    clause = _lock(clause_id, actor)
    decision = require(actor, "meetings.clause.extended", clause)
    if due_on <= clause.due_on:
        raise ValidationError({"due_on": _("新的时限须在原时限以后，请核对。")})
    if due_on < actor.day:
        raise ValidationError({"due_on": _("新的时限早于今天，请改到今天或以后。")})
    judgement.keep_names_out([clause.resolution.item.topic], because=because, authority=authority)
    verdict = in_order(
        "meetings.clause.extended",
        clause,
        lambda: judgement.confirmed(clause.resolution),
        lambda: judgement.not_supervised(clause),
    )
    facts = {
        "was": clause.due_on.isoformat(),
        "day": due_on.isoformat(),
        "because": because,
        "authority": authority,
    }
    with act(decision, verdict, on=clause, facts=facts) as opened:
        clause.due_on = due_on
        clause.save(update_fields=["due_on"])
        due_day_decided(CLAUSE, clause.pk)
        _tell(clause, {clause.owner_id}, str(opened.id), _("时限改了"), actor.day)
    return clause


@verb("meetings.clause.reassigned")
def reassign_clause(*, clause_id: int, actor: Actor, owner: Person, because: str) -> ResolutionClause:
    """Make somebody else responsible for a clause. ValidationError (field `owner`) for whoever holds no post
    in the town today, has it already, or must not deal with the matter."""
    clause = _lock(clause_id, actor)
    decision = require(actor, "meetings.clause.reassigned", clause)
    fit_to_own(clause, owner, actor.day)
    judgement.keep_names_out([clause.resolution.item.topic], because=because)
    verdict = in_order(
        "meetings.clause.reassigned",
        clause,
        lambda: judgement.confirmed(clause.resolution),
        lambda: judgement.not_supervised(clause),
    )
    before = clause.owner
    facts = {"from": before.name, "to": owner.name, "because": because}
    with act(decision, verdict, on=clause, facts=facts) as opened:
        clause.owner = owner
        clause.save(update_fields=["owner"])
        _tell(clause, {before.pk, owner.pk}, str(opened.id), _("责任人改了"), actor.day)
    return clause


def fit_to_own(clause: ResolutionClause, owner: Person, day: date) -> None:
    """Raises ValidationError (field `owner`) where this person cannot be made responsible."""
    item = clause.resolution.item
    if owner.pk == clause.owner_id:
        raise ValidationError({"owner": _("现在的责任人就是这个人，请另选一位。")})
    if not Tenure.objects.filter(organization_id=clause.organization_id, person=owner).on(day).exists():
        raise ValidationError({"owner": _("这个人在本镇没有现任职务，请另选一位。")})
    if item.recusals.filter(person=owner).exists() or item.topic.subjects.filter(person=owner).exists():
        raise ValidationError({"owner": _("这个人在这一项须回避，请另选一位。")})


def _tell(clause: ResolutionClause, persons: set[int], act_id: str, what: str, day: date) -> None:
    """A message to those concerned; what a secret matter is about stays out of it."""
    tell(
        clause.organization,
        persons,
        matter=f"{CLAUSE}|{clause.pk}|{act_id}",
        text=_("%(number)s第%(n)s条：%(what)s")
        % {"number": clause.resolution.number, "n": clause.order, "what": what},
        url=reverse("meetings:clause-done", args=[clause.pk]),
        day=day,
    )
