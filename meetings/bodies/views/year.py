"""The year of all bodies: what was held, what is due, what was missed."""

from __future__ import annotations

from typing import Any

from governance.access.views import PageView
from governance.listing.table import whole
from meetings.bodies.year import year_page
from meetings.pages.calendar import FIRST, LAST


class BodyYear(PageView):
    """`nian` 2026."""

    action = "meetings.body.year"
    template_name = "meetings/bodies/year.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        year = whole(self.request.GET.get("nian", ""), 4)
        if year is None or not FIRST <= year <= LAST:
            year = self.actor.day.year
        return super().context(p=year_page(self.actor, self.organization, year), **extra)
