"""`calendar_for`: the frozen working calendar that rules are handed, from confirmed rows."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from governance.calendar.models import CalendarDay, CalendarYear
from governance.rules.days import WorkingCalendar, YearDays, shipped_calendar


def calendar_for(on: date) -> WorkingCalendar:
    """The calendar of a day: for each year the newest arrangement published by then and confirmed.

    A year without one is provisional. Acts keep what they were judged by, so that an amendment changes
    only what is judged afterwards. One query when the calendar is kept, two when it has to be made.
    """
    newest: dict[int, int] = {}
    confirmed = CalendarYear.objects.filter(status=CalendarYear.Status.CONFIRMED, published_on__lte=on)
    for pk, year in confirmed.order_by("published_on", "id").values_list("pk", "year"):
        newest[year] = pk
    return _calendar(tuple(sorted(newest.values())))


@lru_cache(maxsize=64)
def _calendar(arrangements: tuple[int, ...]) -> WorkingCalendar:
    """Kept by the rows it is made of: an arrangement is never changed once it is entered."""
    rows = CalendarYear.objects.filter(pk__in=arrangements).prefetch_related("days")
    # On which days the lunar festivals fall is astronomy and no decision: the shipped table serves.
    return WorkingCalendar({row.year: year_days(row) for row in rows}, shipped_calendar().festivals)


def year_days(row: CalendarYear) -> YearDays:
    """An arrangement as the rules read it."""
    days = row.days.all()
    return YearDays(
        year=row.year,
        source=row.source,
        holidays=frozenset(d.day for d in days if d.kind == CalendarDay.Kind.HOLIDAY),
        workdays=frozenset(d.day for d in days if d.kind == CalendarDay.Kind.MAKE_UP),
    )
