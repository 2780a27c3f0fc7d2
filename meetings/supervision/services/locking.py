"""Row locks of supervision, inside the actor's view."""

from __future__ import annotations

from datetime import date

from governance.access.actor import Actor
from governance.people.models import Tenure
from meetings import judgement
from meetings.models import ResolutionClause
from meetings.supervision.models import SupervisedTask


def lock_task(task_id: int, actor: Actor) -> SupervisedTask:
    """The matter, locked. SupervisedTask.DoesNotExist outside the actor's view."""
    seen = SupervisedTask.objects.visible_to(actor).values_list("pk", flat=True).get(pk=task_id)
    return (
        SupervisedTask.objects.select_for_update(of=("self",))
        .select_related("organization", "unit", "responsible", "leader")
        .get(pk=seen)
    )


def lock_clause_of(task: SupervisedTask) -> ResolutionClause | None:
    """The clause the matter carries out, locked after the matter; the only way to write it meanwhile."""
    if task.clause_id is None:
        return None
    return (
        ResolutionClause.objects.select_for_update(of=("self",))
        .select_related("resolution__item__topic", "resolution__item__meeting")
        .get(pk=task.clause_id)
    )


def keep_names_out(task: SupervisedTask, **texts: str) -> None:
    """Of a secret matter nothing typed may name whom it is about. ValidationError by field."""
    if task.kept and task.clause is not None:
        judgement.keep_names_out([task.clause.resolution.item.topic], **texts)


def post_of(person_id: int | None, task: SupervisedTask, actor: Actor) -> str:
    """The title under which the actor acts in the town of the matter."""
    held = next((p for p in actor.posts if p.organization_id == task.organization_id), None)
    return held.title if held else ""


def unit_of(organization_id: int, person_id: int, day: date) -> int | None:
    """The office in which the person holds the first post of the town on the day; the town itself for those
    whose post belongs to no office. None for whoever holds no post there."""
    held = (
        Tenure.objects.filter(organization_id=organization_id, person_id=person_id)
        .on(day)
        .order_by("post__order", "id")
        .values_list("post__unit_id", flat=True)
    )
    units = list(held)
    return next((pk for pk in units if pk != organization_id), units[0] if units else None)
