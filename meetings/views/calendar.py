"""The calendar of meetings: a month, a year."""

from __future__ import annotations

from typing import Any

from governance.access.views import PageView
from governance.listing.table import whole
from meetings.pages.calendar import FIRST, LAST, month_of, month_page, year_page, years_of


class MonthCalendar(PageView):
    """`yue` 2026-11."""

    action = "meetings.meeting.list"
    template_name = "meetings/calendar.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        first = month_of(self.request.GET.get("yue", ""), self.actor.day)
        return super().context(p=month_page(self.actor, first), **extra)


class YearCalendar(PageView):
    """`nian` 2026."""

    action = "meetings.meeting.list"
    template_name = "meetings/calendar_year.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        year = whole(self.request.GET.get("nian", ""), 4)
        if year is None or not FIRST <= year <= LAST:
            year = self.actor.day.year
        page = year_page(self.actor, self.organization, year)
        return super().context(p=page, years=years_of(self.actor, year), **extra)
