"""A town with its bodies, and meetings of theirs brought to a stage through the services."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from governance.people.models import Tenure
from meetings.bodies.services import calling, sitting
from meetings.bodies.services.calling import Plan
from meetings.bodies.services.matters import Said, record_matter
from meetings.bodies.services.sitting import Came
from meetings.models import BodyMatter, BodyMeeting, BodySeat
from tests import builders
from tests.meetings.staging import Stage

CALLED, HELD = date(2026, 11, 21), date(2026, 11, 23)


def tenure(stage: Stage, code: str, person: Any = None) -> Tenure:
    found = Tenure.objects.filter(organization=stage.town, post__code=code).order_by("post__order", "id")
    return (found.filter(person=person) if person else found).select_related("person", "post").first()


CHAIRS = {
    "secretary_meeting": ("secretary", "deputy_secretary", "office_clerk"),
    "five_person_group": ("deputy_secretary", "organization_commissioner", "organization_clerk"),
    "staff_meeting": ("secretary", "office_clerk", "office_clerk"),
    "party_leaders_huddle": ("secretary", "office_clerk", "office_clerk"),
    "village_review": ("secretary", "office_clerk", "office_clerk"),
}


def plan(stage: Stage, kind: str, **over: Any) -> Plan:
    chair, recorder, _caller = CHAIRS[kind]
    given = {
        "held_on": HELD,
        "starts_at": time(9, 0),
        "place": "三楼会议室",
        "chair": tenure(stage, chair),
        "recorder": stage.crew.person(recorder),
        "purpose": "酝酿集镇停车整治",
    }
    return Plan(**{**given, **over})


def call(stage: Stage, kind: str = "secretary_meeting", *, reason: str = "", **over: Any) -> BodyMeeting:
    return calling.call_meeting(
        organization=stage.town,
        actor=stage.actor(CHAIRS[kind][2]),
        kind=kind,
        plan=plan(stage, kind, **over),
        reason=reason,
    )


def noticed(stage: Stage, kind: str = "secretary_meeting", **over: Any) -> BodyMeeting:
    meeting = call(stage, kind, **over)
    return calling.give_notice(meeting_id=meeting.pk, actor=stage.actor(CHAIRS[kind][2]))


def came(stage: Stage, meeting: BodyMeeting, absent: int = 0) -> BodyMeeting:
    """Everybody is there but the last so many of those who attend, the chair never."""
    seats = meeting.seats.order_by("capacity", "order", "id")
    away = [s.pk for s in seats if s.capacity == "attends" and s.person_id != meeting.chair_id]
    out = set(away[len(away) - absent :])
    state = BodySeat.State
    lines = {s.pk: Came(state.ABSENT if s.pk in out else state.PRESENT) for s in seats}
    return sitting.record_attendance(meeting_id=meeting.pk, actor=recorder(stage, meeting), lines=lines)


def recorder(stage: Stage, meeting: BodyMeeting) -> Any:
    return stage.actor(CHAIRS[meeting.kind][1])


def said(**over: Any) -> Said:
    return Said(**{"title": "集镇停车整治", "prepared": "先摸底再定方案。", "outcome": "prepared", **over})


def record(stage: Stage, meeting: BodyMeeting, *, reason: str = "", **over: Any) -> BodyMatter:
    return record_matter(
        meeting_id=meeting.pk, actor=recorder(stage, meeting), said=said(**over), reason=reason
    )


def held(stage: Stage, kind: str = "secretary_meeting", **over: Any) -> BodyMeeting:
    meeting = came(stage, noticed(stage, kind, **over))
    with builders.on_day(HELD):
        return sitting.close_meeting(meeting_id=meeting.pk, actor=recorder(stage, meeting))
