"""From rows to the facts the rules of the democratic life meeting take. Reads, few queries, no judgement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from meetings.bodies.models import BodyMatter, BodyMeeting, BodySeat
from meetings.life.models import LifeMeeting, LifeMember
from meetings.life.rules import MEET, RETURN

P = BodySeat.State


def life_of(meeting: BodyMeeting) -> LifeMeeting | None:
    return LifeMeeting.objects.filter(meeting=meeting).first()


def prepared(life: LifeMeeting, step: str, members: Iterable[LifeMember] = ()) -> dict[str, Any]:
    """`members`: those the step concerns; everybody of the meeting for the meeting itself."""
    rows = list(life.members.all()) if step in (MEET, RETURN) else list(members)
    return {
        "stage": step,
        "opinions": life.opinions.filter(struck=False).count(),
        "members": len(rows),
        "signed_for": sum(m.received_at is not None for m in rows),
        "talked": sum(m.talked_on is not None for m in rows),
        "statements_in": sum(m.stated_at is not None for m in rows),
    }


def absence(life: LifeMeeting | None, seats: Iterable[BodySeat]) -> dict[str, Any]:
    away = [s for s in seats if s.capacity == BodySeat.Capacity.ATTENDS and s.state in (P.ON_LEAVE, P.ABSENT)]
    rows = life.members.exclude(stated_at=None).values_list("person_id", flat=True) if life else ()
    stated = set(rows)
    return {
        "absent": len(away),
        "asked": sum(s.state == P.ON_LEAVE for s in away),
        "statements_in": sum(s.person_id in stated for s in away),
    }


def reported(life: LifeMeeting | None, held_on: date, *, meets: bool) -> dict[str, Any]:
    on = life.reported_on if life else None
    return {
        "held_on": held_on.isoformat(),
        "meets": meets,
        "told_county": on is not None,
        "told_on": on.isoformat() if on else None,
        "county_agreed": bool(life and life.approved_on),
    }


def theme(life: LifeMeeting | None, meeting: BodyMeeting) -> dict[str, Any]:
    arranged = meeting.matters.filter(state=BodyMatter.State.STANDS, outcome=BodyMatter.Outcome.COORDINATED)
    return {"theme": bool(life and life.theme), "arranged": arranged.count()}
