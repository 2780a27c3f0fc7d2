"""The democratic life meeting: read by the committee and whoever prepares it; each member acts on the own part;
what was said is for those in the room."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from meetings.life.models import KIND, LifeCriticism, LifeMeeting, LifeMember, LifeOpinion
from meetings.life.procedures import LIFE
from meetings.models import BodyMeeting, BodySeat
from tests import builders
from tests.architecture.url_rows.meetings import made
from tests.architecture.url_table import World, own_list, row

READERS = ("secretary", "committee_member", "discipline_secretary", "office_clerk", "office_director")
OFFICE = ("office_clerk", "office_director")


def meeting(world: World) -> BodyMeeting:
    crew = world.crew

    def make() -> BodyMeeting:
        found = builders.save(
            BodyMeeting(
                organization=world.town,
                kind=KIND,
                year=2026,
                ordinal=1,
                title="2026年第1次民主生活会",
                held_on=date(2026, 11, 20),
                starts_at=time(9, 0),
                place="三楼会议室",
                status=BodyMeeting.Status.NOTICED,
                chair=crew.person("secretary"),
                chair_post="secretary",
                recorder=crew.person("office_clerk"),
                called_by=crew.person("office_clerk"),
            )
        )
        for code, capacity in (
            ("secretary", "attends"),
            ("committee_member", "attends"),
            ("office_clerk", "records"),
        ):
            builders.save(
                BodySeat(
                    organization=world.town,
                    meeting=found,
                    person=crew.person(code),
                    post_code=code,
                    post_title=code,
                    capacity=capacity,
                )
            )
        return found

    return made(world, "meetings.life.body", make)


def life(world: World) -> LifeMeeting:
    def make() -> LifeMeeting:
        from governance.procedures.pinning import edition_for

        found = meeting(world)
        edition = builders.save(edition_for(LIFE, world.town.pk, date(2026, 11, 1)))
        return builders.save(
            LifeMeeting(organization=world.town, meeting=found, edition=edition, theme="转作风")
        )

    return made(world, "meetings.life", make)


def member(world: World) -> LifeMember:
    def make() -> LifeMember:
        return builders.save(
            LifeMember(
                organization=world.town,
                life=life(world),
                person=world.crew.person("committee_member"),
                post_title="委员",
            )
        )

    return made(world, "meetings.life.member", make)


def speech(world: World) -> LifeCriticism:
    def make() -> LifeCriticism:
        who = world.crew.person("committee_member")
        return builders.save(
            LifeCriticism(organization=world.town, life=life(world), critic=who, subject=who)
        )

    return made(world, "meetings.life.speech", make)


def opinion(world: World) -> LifeOpinion:
    def make() -> LifeOpinion:
        from meetings.bodies.services.locking import sealed_or_none

        row_ = LifeOpinion(
            organization=world.town,
            life=life(world),
            source="masses",
            channel="box",
            collected_on=date(2026, 11, 10),
        )

        def write() -> LifeOpinion:
            row_.text = sealed_or_none("多下村", meeting(world))
            row_.save()
            return row_

        return builders.within(life(world), write)

    return made(world, "meetings.life.opinion", make)


def inside(find: Any, *allowed: str, readers: tuple[str, ...] = READERS, **more: Any) -> Any:
    """Whoever may read and not do this is refused; to the others it does not exist."""
    statuses = {role: 200 if role in allowed else 403 for role in readers}
    return row(lambda world: {"pk": find(world).pk, **more}, town=404, **statuses)


PREPARING = (
    "theme",
    "opinion",
    "return",
    "report",
    "approve",
    "put-off",
    "measure",
    "publish",
    "submit",
)

ROWS = {
    "meetings:lives": own_list(),
    "meetings:lives-sheet": own_list(),
    "meetings:life": inside(meeting, *READERS),
    "meetings:life-package": inside(lambda world: life(world).meeting, *OFFICE),
    **{f"meetings:life-{name}": inside(meeting, *OFFICE) for name in PREPARING},
    "meetings:life-print": inside(meeting, *OFFICE, kind="notice"),
    "meetings:life-proceedings": inside(meeting, "secretary", "office_clerk"),
    "meetings:life-speak": inside(meeting, "secretary", "office_clerk"),
    "meetings:life-receive": inside(member, "committee_member"),
    "meetings:life-talk": inside(member, "committee_member", *OFFICE),
    "meetings:life-state": inside(member, "committee_member", *OFFICE),
    "meetings:life-speech-strike": inside(
        speech, "secretary", "office_clerk", readers=("secretary", "committee_member", "office_clerk")
    ),
    "meetings:life-opinion-strike": inside(opinion, *OFFICE, readers=("secretary", *OFFICE)),
    "meetings:life-outing": own_list(town=200, staff=403),
}
