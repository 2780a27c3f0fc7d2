"""Days of the demonstration, counted from its own day (T): meetings on working days, and the
preparations of each counted back from the day its notice goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from governance.rules.days import shipped_calendar

FOUNDED = -372  # T-372: bodies, posts and people
ADOPTED = -368  # the committees adopt their regulations


def from_today(today: date, days: int) -> date:
    return today + timedelta(days)


def working_day(day: date) -> date:
    """The day itself, or the next one on which the office surely works."""
    return shipped_calendar().roll_forward(day).late


def back(day: date, number: int) -> date:
    """The `number`th working day before `day`; with 0 the day itself or the working day before it."""
    calendar = shipped_calendar()
    day += timedelta(1)
    for _passed in range(number + 1):
        day -= timedelta(1)
        while not calendar.is_working(day):
            day -= timedelta(1)
    return day


def text(day: date) -> str:
    return f"{day.month}月{day.day}日"


@dataclass(frozen=True)
class Timetable:
    """When each step towards one meeting is taken; everything lies before `today`, but perhaps `held`."""

    held: date
    noticed: date

    @classmethod
    def of(cls, today: date, offset: int, *, late: bool) -> Timetable:
        """`late`: the notice goes out one day ahead instead of three working days."""
        held = working_day(from_today(today, offset))
        if offset < 0 <= (held - today).days:  # yesterday was no working day, and today is not over
            held = back(today, 1)
        noticed = held - timedelta(1) if late else back(held, 3)
        return cls(held, min(noticed, back(today, 1)))

    @property
    def proposed(self) -> date:
        return back(self.noticed, 9)

    @property
    def consented(self) -> date:
        return back(self.noticed, 8)

    @property
    def researched(self) -> date:
        return back(self.noticed, 7)

    @property
    def heard(self) -> date:
        return back(self.noticed, 6)

    @property
    def agreed(self) -> date:
        """The secretary meeting, or the secretary with the deputies."""
        return back(self.noticed, 5)

    @property
    def stated(self) -> date:
        return back(self.noticed, 4)

    @property
    def listed(self) -> date:
        return back(self.noticed, 3)

    @property
    def confirmed(self) -> date:
        return back(self.noticed, 2)

    @property
    def sent(self) -> date:
        """The materials go out."""
        return back(self.noticed, 1)

    @property
    def minuted(self) -> date:
        return working_day(self.held + timedelta(1))

    @property
    def signed(self) -> date:
        return working_day(self.minuted + timedelta(1))

    @property
    def archived(self) -> date:
        return working_day(self.signed + timedelta(5))

    @property
    def cancelled(self) -> date:
        """The day before the meeting."""
        return back(self.held, 1)


def months_between(first: date, last: date) -> Iterator[date]:
    """The first days of the months after that of `first`, up to the one after that of `last`."""
    month = first.replace(day=1)
    while month <= last:
        month = (month + timedelta(days=32)).replace(day=1)
        yield month
