"""`calendar_for`: the frozen working calendar that rules are handed, from confirmed rows."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db.models import Subquery

from governance.calendar.models import CalendarDay, CalendarYear
from governance.rules.days import WorkingCalendar, YearDays, shipped_calendar


def calendar_for(on: date) -> WorkingCalendar:
    """The calendar of a day: for each year the newest arrangement published by then and confirmed.

    A year without one is provisional. Acts keep what they were judged by, so that an amendment changes
    only what is judged afterwards. One query when the calendar is kept, two when it has to be made.
    """
    newest: dict[int, int] = {}
    states = {(0, 0)}
    confirmed = CalendarYear.objects.filter(status=CalendarYear.Status.CONFIRMED, published_on__lte=on)
    confirmed = confirmed.annotate(of_years=_newest(CalendarYear), of_days=_newest(CalendarDay))
    found = confirmed.order_by("published_on", "id").values_list("pk", "year", "of_years", "of_days")
    for pk, year, of_years, of_days in found:
        newest[year] = pk
        states = {(of_years or 0, of_days or 0)}
    return _calendar(tuple(sorted(newest.values())), states.pop())


def _newest(model: type[CalendarYear | CalendarDay]) -> Subquery:
    """The newest history row of any arrangement or day."""
    return Subquery(model.history.model.objects.order_by("-history_id").values("history_id")[:1])


@lru_cache(maxsize=64)
def _calendar(arrangements: tuple[int, ...], state: tuple[int, int]) -> WorkingCalendar:
    """Kept by the rows it is made of and by the newest history (`state`): whatever act changes an
    arrangement or one of its days, in this process or another, makes the calendar anew."""
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
