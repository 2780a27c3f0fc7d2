"""Meetings of other bodies: a secretary meeting, which its seats and the office may read, and a meeting of the
group of five, of which nobody else knows."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from meetings.models import BodyMatter, BodyMeeting, BodySeat
from tests import builders
from tests.architecture.url_rows.meetings import made
from tests.architecture.url_table import World, own_list, row

HELD = date(2026, 11, 20)
# The secretary presides; the discipline secretary observes; the office prepares it and reads it.
READERS = ("secretary", "discipline_secretary", "office_clerk", "office_director")
RUNNERS = ("secretary", "office_clerk", "office_director")


def meeting(world: World) -> BodyMeeting:
    crew = world.crew

    def make() -> BodyMeeting:
        found = builders.save(
            BodyMeeting(
                organization=world.town,
                kind="secretary_meeting",
                year=2026,
                ordinal=1,
                title="2026年第1次书记办公会",
                held_on=HELD,
                starts_at=time(9, 0),
                place="三楼会议室",
                status=BodyMeeting.Status.HELD,
                chair=crew.person("secretary"),
                chair_post="secretary",
                recorder=crew.person("deputy_secretary"),
                called_by=crew.person("office_clerk"),
            )
        )
        for code, capacity in (
            ("secretary", "attends"),
            ("deputy_secretary", "attends"),
            ("discipline_secretary", "observes"),
        ):
            _seat(found, crew.person(code), code, capacity)
        return found

    return made(world, "meetings.body", make)


def sealed(world: World) -> BodyMeeting:
    crew = world.crew

    def make() -> BodyMeeting:
        found = builders.save(
            BodyMeeting(
                organization=world.town,
                kind="five_person_group",
                year=2026,
                ordinal=1,
                title="2026年第1次五人小组会",
                held_on=HELD,
                starts_at=time(9, 0),
                place="三楼会议室",
                status=BodyMeeting.Status.HELD,
                chair=crew.person("deputy_secretary"),
                chair_post="deputy_secretary",
                recorder=crew.person("organization_commissioner"),
                called_by=crew.person("organization_clerk"),
            )
        )
        for code in ("secretary", "deputy_secretary", "organization_commissioner", "discipline_secretary"):
            _seat(found, crew.person(code), code, "attends")
        return found

    return made(world, "meetings.body.sealed", make)


def _seat(of: BodyMeeting, person: Any, code: str, capacity: str) -> BodySeat:
    return builders.save(
        BodySeat(
            organization_id=of.organization_id,
            meeting=of,
            person=person,
            post_code=code,
            post_title=code,
            capacity=capacity,
        )
    )


def own_seat(world: World) -> BodySeat:
    return meeting(world).seats.get(post_code="secretary")


def matter(world: World) -> BodyMatter:
    found = meeting(world)

    def make() -> BodyMatter:
        return builders.save(
            BodyMatter(
                organization=world.town,
                meeting=found,
                order=1,
                title="集镇停车整治",
                prepared="已摸底。",
                outcome="referred",
            )
        )

    return made(world, "meetings.body.matter", make)


def secret(world: World) -> BodyMatter:
    found = sealed(world)

    def make() -> BodyMatter:
        return builders.save(
            BodyMatter(
                organization=world.town, meeting=found, order=1, matter="personnel", outcome="referred"
            )
        )

    return made(world, "meetings.body.secret", make)


def inside(find: Any, *allowed: str) -> Any:
    """Whoever may read the meeting and not do this is refused; to the others it does not exist."""
    statuses = {role: 200 if role in allowed else 403 for role in READERS}
    return row(lambda world: {"pk": find(world).pk}, town=404, **statuses)


ROWS = {
    "meetings:bodies": own_list(),
    "meetings:bodies-sheet": own_list(),
    "meetings:body-year": own_list(),
    "meetings:body-call": own_list(
        lambda world: {"kind": "staff_meeting"}, town=403, office_clerk=200, office_director=200
    ),
    "meetings:body-enter": own_list(
        lambda world: {"kind": "staff_meeting"}, town=403, office_clerk=200, office_director=200
    ),
    "meetings:body": inside(meeting, *READERS),
    "meetings:body-notice": inside(meeting, *RUNNERS),
    "meetings:body-cancel": inside(meeting, *RUNNERS),
    "meetings:body-attend": inside(meeting, *RUNNERS),
    "meetings:body-close": inside(meeting, *RUNNERS),
    "meetings:body-summary": inside(meeting, *RUNNERS),
    "meetings:body-sign": inside(meeting, "secretary"),
    "meetings:body-minutes-print": inside(meeting, *RUNNERS),
    "meetings:body-sign-in-print": inside(meeting, *RUNNERS),
    "meetings:body-matter-add": inside(meeting, *RUNNERS),
    "meetings:body-ack": inside(own_seat, "secretary"),
    "meetings:body-leave": inside(own_seat, "secretary"),
    "meetings:body-matter-correct": inside(matter, *RUNNERS),
    "meetings:body-matter-strike": inside(matter, *RUNNERS),
    "meetings:body-matter-refer": inside(matter, *RUNNERS),
    # Of the group of five everybody without a seat finds nothing, the office included.
    "meetings:body-matter-done": row(
        lambda world: {"pk": secret(world).pk}, town=404, secretary=403, discipline_secretary=403
    ),
}
