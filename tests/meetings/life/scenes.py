"""A democratic life meeting brought to a stage through the services."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from governance.audit import clock
from meetings.bodies.services import calling, sitting
from meetings.bodies.services.calling import Plan
from meetings.bodies.services.sitting import Came
from meetings.life.models import KIND, LifeMeeting, LifeMember
from meetings.life.services import holding, preparing
from meetings.life.services.preparing import Heard
from meetings.models import BodyMeeting, BodySeat
from tests import builders
from tests.meetings.bodies.scenes import tenure
from tests.meetings.staging import Stage

CALLED, REPORTED, HELD = date(2026, 11, 9), date(2026, 11, 13), date(2026, 11, 23)
CLERK, COMMISSIONER = "office_clerk", "organization_commissioner"
CONTENTS = list(preparing.CONTENTS)


def plan(stage: Stage, **over: Any) -> Plan:
    given = {
        "held_on": HELD,
        "starts_at": time(9, 0),
        "place": "三楼会议室",
        "chair": tenure(stage, "secretary"),
        "recorder": stage.crew.person(CLERK),
    }
    return Plan(**{**given, **over})


def called(stage: Stage, *, reason: str = "", **over: Any) -> BodyMeeting:
    return calling.call_meeting(
        organization=stage.town, actor=stage.actor(CLERK), kind=KIND, plan=plan(stage, **over), reason=reason
    )


def themed(stage: Stage, **over: Any) -> LifeMeeting:
    meeting = called(stage, **over)
    preparing.set_theme(
        meeting_id=meeting.pk,
        actor=stage.actor(CLERK),
        theme="转作风、办实事",
        sort="regular",
        contents=CONTENTS,
    )
    calling.give_notice(meeting_id=meeting.pk, actor=stage.actor(CLERK))
    return LifeMeeting.objects.get(meeting=meeting)


def heard(about: Any = None, text: str = "下村少", **over: Any) -> Heard:
    given = {
        "source": "masses",
        "channel": "forum",
        "text": text,
        "collected_on": clock.today(),
        "about": about,
    }
    return Heard(**{**given, **over})


def member(life: LifeMeeting, person: Any) -> LifeMember:
    return life.members.get(person=person)


def opinion(stage: Stage, life: LifeMeeting, about: Any = None, **over: Any) -> Any:
    return preparing.record_opinion(
        meeting_id=life.meeting_id, actor=stage.actor(CLERK), heard=heard(about, **over)
    )


def returned(stage: Stage, **over: Any) -> LifeMeeting:
    life = themed(stage, **over)
    opinion(stage, life)
    opinion(stage, life, stage.members[1], text="会议多，下村少")
    preparing.return_opinions(meeting_id=life.meeting_id, actor=stage.actor(CLERK))
    return life


def prepared(stage: Stage, **over: Any) -> LifeMeeting:
    """Signed for, talked, written: everybody; and the county told."""
    life = returned(stage, **over)
    for n in range(len(stage.members)):
        sign_talk_write(stage, life, n)
    with builders.on_day(REPORTED):
        preparing.report_up(
            meeting_id=life.meeting_id,
            actor=stage.actor(CLERK),
            reported_on=REPORTED,
            report_number="云委〔2026〕31号",
        )
        preparing.record_approval(
            meeting_id=life.meeting_id,
            actor=stage.actor(CLERK),
            approved_on=REPORTED,
            approved_by="县委组织部",
            observers="县纪委、县委组织部各1人",
        )
    return life


def sign_talk_write(stage: Stage, life: LifeMeeting, n: int) -> None:
    actor, row = stage.member(n), member(life, stage.members[n])
    preparing.receive_feedback(member_id=row.pk, actor=actor)
    preparing.record_talk(member_id=row.pk, actor=actor, talked_on=clock.today(), talked_with="书记")
    preparing.hand_in_statement(member_id=row.pk, actor=actor, statement=f"对照检查{n}")


def spoken(stage: Stage, life: LifeMeeting) -> LifeMeeting:
    """Told, and each member's word on themselves; the second criticises the first."""
    with builders.on_day(HELD):
        holding.record_proceedings(
            meeting_id=life.meeting_id, actor=stage.actor(CLERK), opinions_told="通报意见2条。"
        )
        for person in stage.members:
            speak(stage, life, person, person, "自己查摆")
        speak(stage, life, stage.members[1], stage.members[0], "下村要多")
    return life


def speak(stage: Stage, life: LifeMeeting, critic: Any, subject: Any, points: str = "") -> Any:
    return holding.record_speech(
        meeting_id=life.meeting_id, actor=stage.actor(CLERK), critic=critic, subject=subject, points=points
    )


def came(stage: Stage, life: LifeMeeting, away: int | None = None, state: str = "on_leave") -> None:
    """Everybody is there but the member of that number."""
    lines = {}
    for seat in life.meeting.seats.all():
        out = away is not None and seat.person_id == stage.members[away].pk
        because = "住院" if out and state == "on_leave" else ""
        lines[seat.pk] = Came(state if out else BodySeat.State.PRESENT, because)
    with builders.on_day(HELD):
        sitting.record_attendance(meeting_id=life.meeting_id, actor=stage.actor(CLERK), lines=lines)


def close(stage: Stage, life: LifeMeeting, reason: str = "") -> BodyMeeting:
    with builders.on_day(HELD):
        return sitting.close_meeting(meeting_id=life.meeting_id, actor=stage.actor(CLERK), reason=reason)


def held(stage: Stage, **over: Any) -> LifeMeeting:
    life = spoken(stage, prepared(stage, **over))
    came(stage, life)
    close(stage, life)
    life.meeting.refresh_from_db()
    return life
