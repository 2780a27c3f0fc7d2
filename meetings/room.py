"""The room at one moment: who counts for an item. Read from rows once, judged by rules elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from governance.access.actor import Actor, HeldPost
from governance.people.models import Tenure
from governance.people.queries import committee_tenures
from governance.people.standard_posts import OFFICE
from meetings.models import AgendaItem, Attendance, Meeting

CLERK = "office_clerk"


def clerk(actor: Actor, meeting: Meeting) -> HeldPost | None:
    """The clerk at this meeting: the office clerk, or the director of the office where the director
    keeps its record."""
    posts = OFFICE if meeting.recorder_id == actor.person_id else (CLERK,)
    return actor.holds(meeting.organization_id, *posts)


@dataclass(frozen=True)
class Seat:
    """One voting member as the picture of the room shows them."""

    person_id: int
    name: str
    post_code: str
    post_title: str
    status: str  # an Attendance status
    recused: bool

    @property
    def in_room(self) -> bool:
        return self.status == Attendance.Status.PRESENT

    @property
    def counts(self) -> bool:
        """算数: in the room and not recused."""
        return self.in_room and not self.recused


@dataclass(frozen=True)
class Room:
    seats: tuple[Seat, ...]

    @property
    def entitled(self) -> int:
        return len(self.seats)

    @property
    def in_room(self) -> int:
        return sum(s.in_room for s in self.seats)

    @property
    def present(self) -> int:
        """Members in the room and not recused: the number quorum articles look at."""
        return sum(s.counts for s in self.seats)

    @property
    def recused_present(self) -> int:
        return sum(s.in_room and s.recused for s in self.seats)

    @property
    def counting(self) -> tuple[Seat, ...]:
        return tuple(s for s in self.seats if s.counts)

    @property
    def counting_ids(self) -> list[int]:
        return [s.person_id for s in self.counting]

    def seat(self, person_id: int) -> Seat | None:
        return next((s for s in self.seats if s.person_id == person_id), None)


def room_of(attendances: Iterable[Attendance], recused_ids: frozenset[int]) -> Room:
    """The room from attendance rows (with `person` loaded) and the ids recused from the item."""
    return Room(
        tuple(
            Seat(
                person_id=a.person_id,
                name=a.person.name,
                post_code=a.post_code,
                post_title=a.post_title,
                status=a.status,
                recused=a.person_id in recused_ids,
            )
            for a in attendances
            if a.voting
        )
    )


# What of an attendance row says by which seat somebody is there.
SEAT = ("post_code", "post_title", "order", "heads_government")


def expected(meeting: Meeting, *, voting: bool, tenure: Tenure) -> Attendance:
    """The row of somebody expected, as their tenure has them."""
    return Attendance(
        organization_id=meeting.organization_id,
        meeting=meeting,
        person=tenure.person,
        post_code=tenure.post.code,
        post_title=tenure.title,
        order=tenure.post.order,
        voting=voting,
        heads_government=tenure.post.heads_government,
    )


def roll_call(meeting: Meeting, day: date) -> list[Attendance]:
    """Who is expected on the day itself, unsaved: a member whose seat ended since the notice has no
    vote any more, one whose seat began is expected, and everybody sits for the post held on this day.
    Two queries."""
    rows = {a.person_id: a for a in meeting.attendances.select_related("person")}
    members = {t.person_id: t for t in committee_tenures(meeting.organization_id, day)}
    for row in rows.values():
        tenure = members.get(row.person_id)
        row.voting = tenure is not None
        if tenure is not None:
            seat = expected(meeting, voting=True, tenure=tenure)
            for name in SEAT:
                setattr(row, name, getattr(seat, name))
    new = [expected(meeting, voting=True, tenure=t) for pk, t in members.items() if pk not in rows]
    return [*rows.values(), *new]


def room(item: AgendaItem) -> Room:
    """The room as it counts for an item. Two queries."""
    recused = frozenset(item.recusals.values_list("person_id", flat=True))
    return room_of(item.meeting.attendances.select_related("person"), recused)


def presider(item: AgendaItem) -> int | None:
    """Who presides over the item: the chair; where the chair is recused from it, the next member in
    the order of posts who was in the room and is not (S1-01:七-4g binds the chair as anybody). None
    where nobody is left."""
    meeting = item.meeting
    recused = {r.person_id for r in item.recusals.all()}
    if meeting.chair_id not in recused:
        return meeting.chair_id
    there = Attendance.Status.PRESENT, Attendance.Status.LEFT
    next_in_order = (
        meeting.attendances.filter(voting=True, status__in=there)
        .exclude(person_id__in=recused)
        .order_by("order", "id")
    )
    return next_in_order.values_list("person_id", flat=True).first()
