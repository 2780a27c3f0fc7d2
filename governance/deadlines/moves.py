"""A due day that changed though its event did not: working days were entered late, or a figure was set.

The old and the new day go on record, under the object, by an act of the sweep (design §6).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.apps import apps

from governance.access.actor import Actor, system_actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.deadlines.duties import Duty, clock_of
from governance.deadlines.models import DueMemory
from governance.rules.verdict import Verdict

MOVED = "deadlines.due.moved"
SWEEP = "deadline sweep"


def note_due_days(duties: Sequence[Duty], day: date) -> int:
    """Remember the due day of every standing duty whose day is computed; returns how many had moved. Where
    the day is stored, the verb that moves it tells of it."""
    duties = [duty for duty in duties if not clock_of(duty.clock).day_is_stored]
    known = DueMemory.objects.in_bulk([duty.key for duty in duties], field_name="key")
    moved, fresh, later = 0, [], []
    for duty in duties:
        memory = known.get(duty.key)
        if memory is None:
            fresh.append(
                DueMemory(
                    key=duty.key,
                    organization_id=duty.organization_id,
                    event_on=duty.event_on,
                    due_on=duty.due_on,
                )
            )
            continue
        if (memory.event_on, memory.due_on) == (duty.event_on, duty.due_on):
            continue
        if memory.event_on == duty.event_on:
            record_moved_due(actor=system_actor(SWEEP, day), duty=duty, earlier=memory.due_on)
            moved += 1
        memory.event_on, memory.due_on = duty.event_on, duty.due_on
        later.append(memory)
    DueMemory.objects.bulk_create(fresh, ignore_conflicts=True)
    DueMemory.objects.bulk_update(later, ["event_on", "due_on"])
    return moved


def due_day_decided(object_type: str, object_id: int) -> None:
    """Somebody moved the due day by a verb of their own, whose act tells it: what was seen last is forgotten,
    so that the sweep does not report the same move as one of the calendar."""
    DueMemory.objects.filter(key__contains=f"|{object_type}|{object_id}|").delete()


@verb(MOVED)
def record_moved_due(*, actor: Actor, duty: Duty, earlier: date) -> None:
    """Put the old and the new due day of a duty on record."""
    thing = apps.get_model(duty.object_type)._base_manager.get(pk=duty.object_id)
    decision = require(actor, MOVED, thing)
    verdict = Verdict.without_article("working days or a figure changed; the article stayed")
    facts = {
        "what": str(clock_of(duty.clock).title),
        "earlier": earlier.isoformat(),
        "later": duty.due_on.isoformat(),
    }
    with act(decision, verdict, on=thing, facts=facts):
        pass
