"""From rows to the facts the rules of the study group take, and what each member did in a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from meetings.bodies.models import BodyMeeting, BodySeat
from meetings.study.models import KIND, StudyLeave, StudyNote, StudyPlan, StudyTopic

P, C = BodySeat.State, BodySeat.Capacity
AWAY = (P.ON_LEAVE, P.ABSENT)
HELD = (BodyMeeting.Status.HELD, BodyMeeting.Status.RECORDED)


def topics(meeting: BodyMeeting, more: int = 0) -> dict[str, Any]:
    return {"topics": StudyTopic.objects.filter(session=meeting).count() + more}


def leave(meeting: BodyMeeting, seats: Iterable[BodySeat]) -> dict[str, Any]:
    away = [s.pk for s in seats if s.capacity == C.ATTENDS and s.state in AWAY]
    special = StudyLeave.objects.filter(seat__in=away, granted_on__isnull=False).exclude(special="")
    return {"away": len(away), "special": special.count()}


def kept(plan: StudyPlan, *, changed: bool) -> dict[str, Any]:
    return {"confirmed": plan.confirmed_on is not None, "changed": changed}


@dataclass
class Year:
    """One member's year: sessions called to, there, made up, and papers by kind."""

    person_id: int
    name: str
    post: str
    called: int = 0
    present: int = 0
    made_up: int = 0
    notes: Counter[str] = field(default_factory=Counter)

    @property
    def owed(self) -> int:
        return self.called - self.present - self.made_up


def years_of(organization_id: int, year: int) -> list[Year]:
    """Everybody who was called to a session held in the year, in the order of their seats. Two queries."""
    seats = (
        BodySeat.objects.filter(
            organization_id=organization_id,
            capacity=C.ATTENDS,
            meeting__kind=KIND,
            meeting__year=year,
            meeting__status__in=HELD,
        )
        .select_related("person", "study_leave")
        .order_by("order", "person_id", "id")
    )
    found: dict[int, Year] = {}
    for seat in seats:
        row = found.setdefault(seat.person_id, Year(seat.person_id, seat.person.name, seat.post_title))
        row.called += 1
        row.present += seat.state == P.PRESENT
        made = getattr(seat, "study_leave", None)
        row.made_up += seat.state in AWAY and made is not None and made.made_up_on is not None
    written = StudyNote.objects.filter(
        organization_id=organization_id, written_on__range=(date(year, 1, 1), date(year, 12, 31))
    )
    for person, kind in written.values_list("person_id", "kind"):
        if person in found:
            found[person].notes[kind] += 1
    return list(found.values())
