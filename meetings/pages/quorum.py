"""Who counts towards the threshold of each item, live: one room, judged once per kind of matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from governance.rules.verdict import Status, Verdict
from meetings import judgement
from meetings.models import AgendaItem, Attendance, Meeting, Vote
from meetings.room import Room, room_of


@dataclass(frozen=True)
class ItemQuorum:
    """One item's threshold and who counts for it. `need` is None where the article's figure is unset
    or no adopted article gives one."""

    item: AgendaItem
    room: Room
    verdict: Verdict
    need: int | None
    cites: tuple[str, ...]
    waiting: bool = False  # the meeting has not opened: whoever has not signed in is expected, not missing

    @property
    def counted(self) -> int:
        return self.room.present

    @property
    def expected(self) -> int:
        """Members who may still come and would count."""
        return sum(expected(s) for s in self.room.seats) if self.waiting else 0

    @property
    def possible(self) -> int:
        return self.counted + self.expected

    @property
    def short(self) -> bool:
        return self.need is not None and self.possible < self.need

    @property
    def missing(self) -> int:
        return max(0, (self.need or 0) - self.possible)

    @property
    def unset(self) -> bool:
        """An adopted article wants a number that nobody has set yet."""
        return any(f.status is Status.UNKNOWN for f in self.verdict.findings)

    @property
    def seats(self) -> dict[str, Any]:
        return seats_of(self.room, self.need, waiting=self.waiting)


def quorum_of_items(
    meeting: Meeting, items: Iterable[AgendaItem], day: date, attendances: Sequence[Attendance] | None = None
) -> list[ItemQuorum]:
    """One query for the room where `attendances` are not handed over; items come with `topic`,
    `recusals` and `votes` loaded. Before the notice nobody is expected yet: no item has a room."""
    if attendances is None:
        attendances = list(meeting.attendances.select_related("person"))
    if not any(a.voting for a in attendances):
        return []
    waiting = meeting.status in (Meeting.Status.PREPARING, Meeting.Status.NOTICED)
    judge = judgement.bench(meeting.organization_id, day)
    judged: dict[tuple[str, int], Verdict] = {}
    rows = []
    for item in items:
        seen = _room(item, attendances)
        key = (item.topic.matter, seen.present)
        if key not in judged:
            judged[key] = judgement.for_quorum(item, seen, judge)
        need, cites = judgement.threshold(judged[key])
        rows.append(ItemQuorum(item, seen, judged[key], need, cites, waiting))
    return rows


WAITING = (AgendaItem.Status.PENDING, AgendaItem.Status.DISCUSSING, AgendaItem.Status.SUMMARISED)


def spare(row: ItemQuorum) -> int | None:
    """How many more may leave before the item falls short; None where no threshold is set."""
    return None if row.need is None else row.counted - row.need


def fragile(rows: Iterable[ItemQuorum]) -> list[ItemQuorum]:
    """Items not voted on yet that fall short as soon as one member who counts leaves."""
    return [row for row in rows if row.item.status in WAITING and spare(row) == 0]


def safer_order(rows: Sequence[ItemQuorum]) -> list[ItemQuorum]:
    """Items not begun, those with the fewest to spare first, those already short last; nothing where they
    already stand so. The order is a proposal: the committee keeps the agenda it confirmed."""
    waiting = sorted(
        (row for row in rows if row.item.status == AgendaItem.Status.PENDING), key=lambda row: row.item.order
    )

    def urgency(row: ItemQuorum) -> tuple[bool, float]:
        left = spare(row)
        return (left is not None and left < 0, float("inf") if left is None else left)

    better = sorted(waiting, key=urgency)
    return better if better != waiting else []


def _room(item: AgendaItem, attendances: Sequence[Attendance]) -> Room:
    """The room now; for an item that was voted on, the room as the roll froze it."""
    seen = room_of(attendances, frozenset(r.person_id for r in item.recusals.all()))
    vote = next((v for v in item.votes.all() if v.status != Vote.Status.VOIDED), None)
    if vote is None:
        return seen
    roll = set(vote.roll)
    frozen = []
    for seat in seen.seats:
        if seat.person_id in roll:
            frozen.append(replace(seat, status=Attendance.Status.PRESENT, recused=False))
        elif seat.in_room and not seat.recused:  # came in after the vote had begun
            frozen.append(replace(seat, status=Attendance.Status.ABSENT))
        else:
            frozen.append(seat)
    return Room(tuple(frozen))


def expected(seat: Any) -> bool:
    return seat.status == Attendance.Status.EXPECTED and not seat.recused


def seats_of(room: Room, need: int | None, *, waiting: bool = False) -> dict[str, Any]:
    """The room as the drawing takes it; `waiting` as in `ItemQuorum`."""
    kinds: dict[str, list[str]] = {
        "counted": [],
        "expected": [],
        "recused": [],
        "left": [],
        "leave": [],
        "absent": [],
    }
    for seat in room.seats:
        if seat.counts:
            kinds["counted"].append(seat.name)
        elif waiting and expected(seat):
            kinds["expected"].append(seat.name)
        elif seat.recused:
            kinds["recused"].append(seat.name)
        elif seat.status == Attendance.Status.LEFT:
            kinds["left"].append(seat.name)
        elif seat.status == Attendance.Status.ON_LEAVE:
            kinds["leave"].append(seat.name)
        else:
            kinds["absent"].append(seat.name)
    return {**kinds, "line": need}
