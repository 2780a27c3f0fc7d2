"""Consequences: what an act of one field of work sets going in another, without either importing the other
(design §2).

The verb puts a consequence down inside its act, so neither exists without the other; a job carries it over
after the commit. A process that dies in between loses nothing: the row waits for the next worker or `tick`.
Running it twice is harmless: the taker acts under an id made from the causing act's.
Where nothing takes consequences of a name (yet), they wait and are shown as waiting; the first `tick` after
somebody registers hands them over.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from governance.audit.errors import AlreadyDone, TrailError
from governance.audit.scope import current_act
from governance.deadlines.jobs import order_job, register_job, retry_job
from governance.deadlines.models import Consequence, Job

JOB = "consequence"
TRIED_AGAIN_AFTER = timedelta(days=1)
_SPACE = uuid.UUID("7d0f5c0e-6c5b-4d0e-9a58-4a1a8f3b7c11")  # names of acts that follow from acts
_TAKERS: dict[str, Taker] = {}


@dataclass(frozen=True)
class Cause:
    """What the taker gets: ids, dates and counts, never a model of another app. `once` is the number under
    which it must act (the verb's `once`), `act_id` the act to name as parent."""

    name: str
    act_id: uuid.UUID
    once: uuid.UUID
    organization_id: int
    subject_type: str
    subject_id: int
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Taken:
    """As what it was taken over, for the page that handed it on: 督查事项 稔委督〔2026〕3号."""

    label: str
    url: str = ""


Taker = Callable[[Cause], Taken | None]


def register_taker(name: str, taker: Taker) -> None:
    """The one command run for consequences of this name. It calls a verb with `once=cause.once` and ends
    quietly; AlreadyDone counts as done. Raises ValueError for a second one."""
    if name in _TAKERS:
        raise ValueError(f"two takers for {name}")
    _TAKERS[name] = taker


def is_taken_up(name: str) -> bool:
    """Whether anything takes consequences of this name in this installation."""
    return name in _TAKERS


def set_going(name: str, *, on: models.Model, facts: Mapping[str, Any]) -> Consequence:
    """Put a consequence down inside the open act. Raises TrailError outside one."""
    act = current_act()
    if act is None:
        raise TrailError(f"{name} follows from an act and none is open")
    row, _made = Consequence.objects.get_or_create(
        act_id=act.id,
        name=name,
        subject_type=on._meta.label_lower,
        subject_id=on.pk,
        defaults={"organization_id": on.organization_id, "facts": dict(facts)},  # type: ignore[attr-defined]
    )
    if is_taken_up(name):
        _order(row)
    return row


def _order(row: Consequence) -> None:
    order_job(JOB, f"{JOB}:{row.pk}", {"consequence": row.pk})


def order_waiting() -> int:
    """Order the jobs of consequences that waited for a taker, and give those that failed another round once
    a day; called by every tick. Returns how many waited."""
    waiting = Consequence.objects.filter(state=Consequence.State.WAITING, name__in=list(_TAKERS))
    failed = Job.objects.filter(
        kind=JOB, state=Job.State.FAILED, next_try_at__lt=timezone.now() - TRIED_AGAIN_AFTER
    )
    with transaction.atomic():
        for row in (found := list(waiting.order_by("pk")[:500])):
            _order(row)
        for key in failed.values_list("key", flat=True):
            retry_job(key)
    return len(found)


def hand_over(payload: Mapping[str, Any]) -> None:
    """The job: run the taker, then say on the row as what it was taken. Killed in between, it runs again
    under the same number and finds its act done."""
    row = Consequence.objects.get(pk=payload["consequence"])
    taker = _TAKERS.get(row.name)
    if row.state == Consequence.State.TAKEN or taker is None:
        return
    cause = Cause(
        name=row.name,
        act_id=row.act_id,
        once=uuid.uuid5(_SPACE, f"{row.act_id}:{row.name}:{row.subject_type}:{row.subject_id}"),
        organization_id=row.organization_id,
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        facts=row.facts,
    )
    try:
        taken = taker(cause)
    except AlreadyDone as already:
        taken = Taken(already.act.object_text[:80])
    row.state, row.taken_at, row.last_error = Consequence.State.TAKEN, timezone.now(), ""
    if taken is not None:
        row.taken_as, row.taken_url = taken.label[:80], taken.url[:200]
    row.save(update_fields=["state", "taken_at", "taken_as", "taken_url", "last_error"])


def _gave_up(payload: Mapping[str, Any], why: str) -> None:
    Consequence.objects.filter(pk=payload["consequence"]).update(
        state=Consequence.State.FAILED, last_error=why[:300]
    )


def consequences_of(subject_type: str, subject_ids: Iterable[int]) -> dict[int, Consequence]:
    """The newest consequence of each of these things. One query."""
    rows = Consequence.objects.filter(subject_type=subject_type, subject_id__in=list(subject_ids))
    return {row.subject_id: row for row in rows.order_by("pk")}


register_job(JOB, hand_over, gave_up=_gave_up)
