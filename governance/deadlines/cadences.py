"""So many times a period: counted from what was recorded, reminded before the period ends (design §6)."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil
from typing import Any

from governance.people.models import Organization
from governance.rulebook.book import book_for
from governance.rules.figures import Amount


class Period(StrEnum):
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Cadence:
    """`count(organization, first, last)` counts what was recorded from `first` to `last`, both included."""

    code: str
    title: Any
    cite: str
    figure: str
    period: Period
    count: Callable[[Organization, date, date], int]


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


_CADENCES: dict[str, Cadence] = {}


def register_cadence(cadence: Cadence) -> None:
    if cadence.code in _CADENCES:
        raise ValueError(f"two cadences are called {cadence.code}")
    _CADENCES[cadence.code] = cadence


def period_of(period: Period, day: date) -> tuple[date, date]:
    """First and last day of the period the day lies in."""
    if period is Period.YEAR:
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def standing(cadence: Cadence, organization: Organization, day: date) -> Standing | None:
    """How the cadence stands in the period of the day; None where its article is not adopted."""
    book = book_for(organization.pk, day)
    if book.article(cadence.cite) is None:
        return None
    value = book.figure(cadence.cite, cadence.figure).value
    first, last = period_of(cadence.period, day)
    return Standing(
        cadence=cadence,
        first=first,
        last=last,
        done=cadence.count(organization, first, last),
        required=ceil(value.number) if isinstance(value, Amount) else None,
    )


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
