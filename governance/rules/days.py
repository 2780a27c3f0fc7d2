"""Day arithmetic over the State Council's yearly holiday arrangements, make-up workdays included.

Pure: the calendar is handed in. A year without a published arrangement is provisional. Its day counts
are bounds: the early bound reaches a due date first, the late bound last. A duty goes by the early
bound and only warns; a minimum period goes by the late bound and blocks until it is over (design §6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from governance.rules import strict_yaml

SHIPPED = Path(__file__).resolve().parent.parent / "rulebooks" / "calendar"
_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class YearDays:
    """One published arrangement: every day off it names and every weekend day worked to make up."""

    year: int
    source: str
    holidays: frozenset[date]
    workdays: frozenset[date]


@dataclass(frozen=True)
class Festivals:
    """The days on which the lunar festivals of a year fall."""

    spring: date
    dragon_boat: date
    mid_autumn: date


@dataclass(frozen=True)
class DayCount:
    """Working days in a stretch: `least` are certain, `most` are possible."""

    least: int
    most: int
    provisional: bool


@dataclass(frozen=True)
class DueDay:
    """A day reached by counting; `early` and `late` are equal unless `provisional`."""

    early: date
    late: date
    provisional: bool


@dataclass(frozen=True)
class WorkingCalendar:
    """`years` are the arrangements entered; `festivals` narrow the bounds of the years without one."""

    years: Mapping[int, YearDays]
    festivals: Mapping[int, Festivals] = field(default_factory=dict)

    def knows(self, day: date) -> bool:
        return day.year in self.years

    def is_working(self, day: date) -> bool:
        """Whether the office works on the day; in a year without arrangement the plain weekday."""
        year = self.years.get(day.year)
        if year is None:
            return day.weekday() < _SATURDAY
        return day in year.workdays or (day.weekday() < _SATURDAY and day not in year.holidays)

    def surely_working(self, day: date) -> bool:
        if self.knows(day):
            return self.is_working(day)
        return day.weekday() < _SATURDAY and not self._near_festival(day, off=True)

    def maybe_working(self, day: date) -> bool:
        if self.knows(day):
            return self.is_working(day)
        if (day.month, day.day) in _ALWAYS_OFF:
            return False
        return day.weekday() < _SATURDAY or self._near_festival(day, off=False)

    def working_days(self, after: date, through: date) -> DayCount:
        """Working days after `after`, up to and including `through`; none where that runs backwards."""
        if through <= after:
            return DayCount(0, 0, False)
        days = list(_days(after + _DAY, through))
        return DayCount(
            least=sum(map(self.surely_working, days)),
            most=sum(map(self.maybe_working, days)),
            provisional=not all(map(self.knows, days)),
        )

    def add_working_days(self, start: date, number: int) -> DueDay:
        """The day on which the `number`th working day after `start` falls (start day excluded)."""
        if number < 1:
            raise ValueError("a period has at least one working day")
        early, late = start, start
        sure = maybe = 0
        day = start
        while sure < number:
            day += _DAY
            if maybe < number and self.maybe_working(day):
                maybe, early = maybe + 1, day
            if self.surely_working(day):
                sure, late = sure + 1, day
        return DueDay(early, late, not all(map(self.knows, _days(start + _DAY, late))))

    def roll_forward(self, day: date) -> DueDay:
        """The day itself, or the next working day where it is a day of rest (Civil Code 203)."""
        early = late = day
        while not self.maybe_working(early):
            early += _DAY
        while not self.surely_working(late):
            late += _DAY
        return DueDay(early, late, not all(map(self.knows, _days(day, late))))

    def _near_festival(self, day: date, *, off: bool) -> bool:
        """Whether a day of an unpublished year may be a day off, or a weekend day worked to make up."""
        around = _OFF if off else _MADE_UP
        return any(
            first - timedelta(before) <= day <= last + timedelta(behind)
            for year in (day.year, min(day.year + 1, MAXYEAR))
            for name, first, last in self._festival_days(year)
            for before, behind in (around[name],)
        )

    def _festival_days(self, year: int) -> Iterator[tuple[str, date, date]]:
        """Name, first and last day on which each festival of the year may fall."""
        yield "new_year", date(year, 1, 1), date(year, 1, 1)
        yield "qingming", date(year, 4, 4), date(year, 4, 6)
        yield "labour", date(year, 5, 1), date(year, 5, 1)
        yield "national", date(year, 10, 1), date(year, 10, 1)
        known = self.festivals.get(year)
        if known is not None:
            yield "spring", known.spring, known.spring
            yield "dragon_boat", known.dragon_boat, known.dragon_boat
            yield "mid_autumn", known.mid_autumn, known.mid_autumn
        else:
            yield "spring", date(year, 1, 21), date(year, 2, 21)
            yield "dragon_boat", date(year, 5, 27), date(year, 6, 25)
            yield "mid_autumn", date(year, 9, 7), date(year, 10, 8)


# Days off by the Regulations on Public Holidays whatever the year's arrangement says.
_ALWAYS_OFF = frozenset({(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)})

# How far the days off, and the weekend days worked for them, have ever lain before and behind the
# festival since the holidays of 2014 (checked against the published years by a test).
_OFF: Mapping[str, tuple[int, int]] = {
    "new_year": (2, 2),
    "spring": (2, 8),
    "qingming": (2, 2),
    "labour": (2, 4),
    "dragon_boat": (2, 2),
    "mid_autumn": (2, 2),
    "national": (2, 7),
}
_MADE_UP: Mapping[str, tuple[int, int]] = {
    "new_year": (3, 4),
    "spring": (9, 15),
    "qingming": (5, 5),
    "labour": (8, 12),
    "dragon_boat": (8, 5),
    "mid_autumn": (8, 5),
    "national": (12, 13),
}


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(offset)


@cache
def shipped_calendar() -> WorkingCalendar:
    """The years under governance/rulebooks/calendar; read once per process. Raises ValueError."""
    return load_calendar(SHIPPED)


def load_calendar(folder: Path) -> WorkingCalendar:
    """Read `YYYY.yaml` arrangements and `festivals.yaml`. Raises ValueError naming the file."""
    years = {}
    for path in sorted(folder.glob("[0-9]*.yaml")):
        year = _read_year(path)
        years[year.year] = year
    festivals = {
        row["year"]: Festivals(row["spring"], row["dragon_boat"], row["mid_autumn"])
        for row in strict_yaml.read(folder / "festivals.yaml")
    }
    return WorkingCalendar(years, festivals)


def _read_year(path: Path) -> YearDays:
    data: dict[str, Any] = strict_yaml.read(path)
    wanted = {"year", "source", "published", "holidays", "workdays"}
    if set(data) != wanted:
        raise ValueError(f"{path.name}: holds {', '.join(sorted(data))}, not {', '.join(sorted(wanted))}")
    if path.stem != str(data["year"]):
        raise ValueError(f"{path.name}: says that it is {data['year']}")
    holidays = frozenset(day for row in data["holidays"] for day in _days(row["from"], row["to"]))
    workdays = frozenset(data["workdays"])
    for day in holidays | workdays:
        if day.year != data["year"]:
            raise ValueError(f"{path.name}: {day} is of another year")
    for day in workdays:
        if day.weekday() < _SATURDAY or day in holidays:
            raise ValueError(f"{path.name}: {day} needs no making up")
    return YearDays(data["year"], data["source"], holidays, workdays)
