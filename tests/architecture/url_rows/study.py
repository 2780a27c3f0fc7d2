"""The study group: plans and shared notes are read by the town, sessions by those who know of them, one's own notes
by oneself; the office keeps it, the secretary confirms and grants leave."""

from __future__ import annotations

from datetime import date, time

from meetings.models import BodyMeeting, BodySeat
from meetings.study.models import KIND, StudyNote, StudyPlan, StudyTopic
from tests import builders
from tests.architecture.url_rows.meetings import made
from tests.architecture.url_table import World, only, own_list, row

OFFICE = ("office_clerk", "office_director")
READERS = ("secretary", "committee_member", "discipline_secretary", *OFFICE)


def plan(world: World) -> StudyPlan:
    return made(
        world, "meetings.study.plan", lambda: builders.save(StudyPlan(organization=world.town, year=2026))
    )


def topic(world: World) -> StudyTopic:
    def make() -> StudyTopic:
        return builders.save(
            StudyTopic(
                organization=world.town,
                plan=plan(world),
                month=11,
                theme="粮食安全",
                block="policy",
                speaker=world.crew.person("secretary"),
            )
        )

    return made(world, "meetings.study.topic", make)


def meeting(world: World) -> BodyMeeting:
    crew = world.crew

    def make() -> BodyMeeting:
        found = builders.save(
            BodyMeeting(
                organization=world.town,
                kind=KIND,
                year=2026,
                ordinal=1,
                title="2026年第1次中心组学习会",
                held_on=date(2026, 11, 20),
                starts_at=time(9, 0),
                place="三楼会议室",
                status=BodyMeeting.Status.HELD,
                chair=crew.person("secretary"),
                chair_post="secretary",
                recorder=crew.person("office_clerk"),
                called_by=crew.person("office_clerk"),
            )
        )
        builders.save(
            BodySeat(
                organization=world.town,
                meeting=found,
                person=crew.person("committee_member"),
                post_code="committee_member",
                post_title="委员",
                capacity="attends",
                state="on_leave",
            )
        )
        return found

    return made(world, "meetings.study.meeting", make)


def seat(world: World) -> BodySeat:
    return meeting(world).seats.get()


def note(world: World) -> StudyNote:
    def make() -> StudyNote:
        return builders.save(
            StudyNote(
                organization=world.town,
                person=world.crew.person("committee_member"),
                kind="note",
                title="读书一得",
                text="多下村",
                written_on=date(2026, 11, 1),
                shared=True,
            )
        )

    return made(world, "meetings.study.note", make)


def at(find):
    return lambda world: {"pk": find(world).pk}


def known(find, *allowed: str):
    """Of a session: nothing to those who do not know of it."""
    return row(at(find), town=404, **{role: 200 if role in allowed else 403 for role in READERS})


ROWS = {
    "meetings:studies": own_list(),
    "meetings:studies-sheet": own_list(),
    "meetings:study-own": own_list(),
    "meetings:study-note-add": own_list(),
    "meetings:study-note": row(at(note)),
    "meetings:study-recommend": only(*OFFICE, args=at(note)),
    "meetings:study-plan": own_list(town=403, office_clerk=200, office_director=200),
    "meetings:study-year": row(at(plan)),
    "meetings:study-topic-add": only(*OFFICE, args=at(plan)),
    "meetings:study-confirm": only("secretary", args=at(plan)),
    "meetings:study-check": only(*OFFICE, args=at(plan)),
    "meetings:study-report": only(*OFFICE, args=at(plan)),
    "meetings:study-print": only(*OFFICE, args=at(plan)),
    "meetings:study-topic": only(*OFFICE, args=at(topic)),
    "meetings:study-session": only(*OFFICE, args=at(topic)),
    "meetings:study": known(meeting, *READERS),
    "meetings:study-record": known(meeting, *OFFICE),
    "meetings:study-leave": known(seat, "secretary"),
    "meetings:study-make-up": known(seat, "committee_member", *OFFICE),
}
