"""Registering what follows from acts elsewhere: a clause decided, a matter another body agreed on, a measure of
a life meeting, a petition marked for supervision. Run after those acts, under a number made from theirs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.people.models import Organization, Person
from governance.rules.verdict import Verdict
from meetings.models import ResolutionClause
from meetings.supervision.models import SupervisedTask
from meetings.supervision.services.locking import unit_of
from meetings.supervision.services.registering import draw_task_number

S = SupervisedTask.Source


def _follow(
    task: SupervisedTask, town: Organization, actor: Actor, cause: uuid.UUID | None
) -> SupervisedTask:
    decision = require(actor, "supervision.task.taken_up", town)
    facts = {"source": str(S(task.source).label)}
    verdict = Verdict.without_article("registration follows from an act elsewhere")
    with act(decision, verdict, on=task, facts=facts, parent_id=cause):
        task.number = draw_task_number(town, actor.day)
        task.save()
    return task


@verb("supervision.task.taken_up")
def take_up_clause(*, clause_id: int, actor: Actor, cause: uuid.UUID | None = None) -> SupervisedTask | None:
    """A clause of a confirmed resolution becomes a supervised matter. None for one that is done already, or
    supervised. A secret one says the number of its resolution and nothing else."""
    clause = (
        ResolutionClause.objects.select_for_update(of=("self",))
        .select_related("resolution__item__topic", "owner", "organization")
        .get(pk=clause_id)
    )
    town = Organization.objects.select_for_update(of=("self",)).get(pk=clause.organization_id)
    live = clause.tasks.exclude(status=SupervisedTask.Status.CANCELLED)
    if clause.status == ResolutionClause.Status.DONE or live.exists():
        return None
    kept = clause.resolution.item.topic.is_secret
    named = {"number": clause.resolution.number, "n": clause.order}
    place = _("%(number)s第%(n)s条") % named
    title = _("落实%(place)s") % {"place": place} if kept else clause.text.rstrip("。；")
    task = SupervisedTask(
        organization=town,
        source=S.CLAUSE,
        source_ref=place,
        source_key=f"meetings.resolutionclause:{clause.pk}",
        clause=clause,
        kept=kept,
        title=title if len(title) <= 120 else title[:119] + "…",
        basis=_("党委会决议%(place)s") % {"place": place},
        requirements=_("按%(place)s办理，内容见决议。") % {"place": place} if kept else clause.text,
        unit_id=unit_of(town.pk, clause.owner_id, actor.day) or town.pk,
        responsible=clause.owner,
        due_on=clause.due_on,
        registered_on=actor.day,
    )
    return _follow(task, town, actor, cause)


@verb("supervision.task.taken_up")
def take_up_matter(
    *, source: str, payload: Mapping[str, Any], actor: Actor, cause: uuid.UUID | None = None
) -> SupervisedTask | None:
    """A matter handed on by name and plain values: `organization` (id), `title`, `owner` (person's id), `due`
    (ISO day), `source` (`app.model:pk`), and where they are given `ref`, `requirements`. Keys nobody here
    knows are passed over; what is missing is typed at the registration. None where it is registered already.
    """
    town = Organization.objects.select_for_update(of=("self",)).get(pk=payload["organization"])
    key = str(payload.get("source", ""))[:80]
    standing = SupervisedTask.objects.filter(organization=town, source_key=key)
    if key and standing.exclude(status=SupervisedTask.Status.CANCELLED).exists():
        return None
    owner = Person.objects.filter(pk=payload["owner"]).first() if payload.get("owner") else None
    title = str(payload.get("title") or S(source).label).strip().rstrip("。；")
    requirements = str(payload.get("requirements") or title)
    ref = str(payload.get("ref") or payload.get("meeting_title") or "")
    task = SupervisedTask(
        organization=town,
        source=source,
        source_ref=ref[:120],
        source_key=key,
        title=title if len(title) <= 120 else title[:119] + "…",
        basis=(ref or str(S(source).label))[:300],
        requirements=requirements[:1000],
        unit_id=unit_of(town.pk, owner.pk, actor.day) if owner else None,
        responsible=owner,
        due_on=_day(payload.get("due") or payload.get("due_on")),
        registered_on=actor.day,
    )
    return _follow(task, town, actor, cause)


def _day(typed: Any) -> date | None:
    if isinstance(typed, date):
        return typed
    try:
        return date.fromisoformat(str(typed)) if typed else None
    except ValueError:
        return None
