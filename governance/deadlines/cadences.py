"""So many times a period: counted from what was recorded, reminded before the period ends (design §6)."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil
from typing import Any

from governance.deadlines.duties import Towns
from governance.people.models import Organization
from governance.rulebook.book import books_for
from governance.rules.book import Book
from governance.rules.figures import Amount


class Period(StrEnum):
    """How often a regulation counts. A week begins on Monday; a fortnight is a pair of such weeks, counted on
    without a break across years, so that 隔周 never means twice in a row when a year has 53 weeks."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


@dataclass(frozen=True)
class Cadence:
    """`count(towns, first, last)` counts what each town recorded from `first` to `last`, both included, by
    the town's id; a town left out has recorded nothing. `count_many(towns, stretches)` counts each of many
    stretches, in their order and in as many queries as for one; who has it is asked for a year at once.
    `bound(towns)` names the towns there is anything to count in (None: all): where a town has no village, no
    meeting is owed in each."""

    code: str
    title: Any
    cite: str
    figure: str
    period: Period
    count: Callable[[Towns, date, date], Mapping[int, int]]
    count_many: Callable[[Towns, Sequence[Stretch]], Mapping[int, Sequence[int]]] | None = None
    bound: Callable[[Towns], Towns] | None = None


Stretch = tuple[date, date]  # first and last day, both included


@dataclass(frozen=True)
class Standing:
    """A cadence in one period. `required` None: the article is adopted, its figure is not set."""

    cadence: Cadence
    first: date
    last: date
    done: int
    required: int | None

    @property
    def missing(self) -> int:
        return max(0, (self.required or 0) - self.done)


_WEEKS = {Period.WEEK: 1, Period.FORTNIGHT: 2}
_MONTHS = {Period.MONTH: 1, Period.TWO_MONTHS: 2, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}
_FIRST_MONDAY = date(2024, 1, 1)  # where the count of fortnights begins
_CADENCES: dict[str, Cadence] = {}


def register_cadence(cadence: Cadence) -> None:
    if cadence.code in _CADENCES:
        raise ValueError(f"two cadences are called {cadence.code}")
    _CADENCES[cadence.code] = cadence


def all_cadences() -> tuple[Cadence, ...]:
    """In the order they were registered."""
    return tuple(_CADENCES.values())


def period_of(period: Period, day: date) -> tuple[date, date]:
    """First and last day of the period the day lies in."""
    if period in _WEEKS:
        length = 7 * _WEEKS[period]
        first = day - timedelta(days=(day - _FIRST_MONDAY).days % length)
        return first, first + timedelta(days=length - 1)
    length = _MONTHS[period]
    opens = day.month - (day.month - 1) % length
    closes = opens + length - 1
    return date(day.year, opens, 1), date(day.year, closes, calendar.monthrange(day.year, closes)[1])


def standing(cadence: Cadence, organization: Organization, day: date) -> Standing | None:
    """How the cadence stands in the period of the day; None where its article is not adopted."""
    return standing_by_town(cadence, [organization], day).get(organization.pk)


def standing_by_town(cadence: Cadence, towns: Towns, day: date) -> dict[int, Standing]:
    """How the cadence stands in each town that has adopted its article, by the town's id."""
    books = books_for([town.pk for town in towns], day)
    bound = [town for town in towns if binds(cadence, books[town.pk])]
    if bound and cadence.bound is not None:
        bound = list(cadence.bound(bound))
    if not bound:
        return {}
    first, last = period_of(cadence.period, day)
    done = cadence.count(bound, first, last)
    return {
        town.pk: Standing(cadence, first, last, done.get(town.pk, 0), required_by(cadence, books[town.pk]))
        for town in bound
    }


def binds(cadence: Cadence, book: Book) -> bool:
    """Whether the article is adopted and no settlement has set it aside."""
    return book.article(cadence.cite) is not None and book.set_aside_by(cadence.cite) is None


def required_by(cadence: Cadence, book: Book) -> int | None:
    return times_in(cadence.period, book.figure(cadence.cite, cadence.figure).value)


def times_in(period: Period, value: Any) -> int | None:
    """How often the figure asks for something in the period: its number, or, where it says how many months lie
    between one time and the next (每两个月一次), as often as those fit in. None where it is not set."""
    if not isinstance(value, Amount):
        return None
    if value.unit == "month" and period in _MONTHS:
        return ceil(_MONTHS[period] / value.number)
    return ceil(value.number)


def standings(organization: Organization, day: date) -> list[Standing]:
    found = (standing(cadence, organization, day) for cadence in _CADENCES.values())
    return [one for one in found if one is not None]


def past_standings(cadence: Cadence, organization: Organization, day: date, periods: int) -> list[Standing]:
    """The period of the day and those before it, newest first, each by the article in force at its end."""
    found, at = [], day
    for _period in range(periods):
        one = standing(cadence, organization, at)
        if one is not None:
            found.append(one)
        at = period_of(cadence.period, at)[0] - timedelta(days=1)
    return found
