"""One's own year, on the page, on paper and as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from governance.access.list_views import sheet_answer, taken_out
from governance.access.views import PageView
from governance.listing.spreadsheet import workbook
from governance.listing.table import whole
from meetings.pages.own import HEADS, own_year, sheet


class OwnPage(PageView):
    abstract_view = True
    action = "meetings.meeting.list"

    @property
    def year(self) -> int:
        asked = whole(self.request.GET.get("nian", ""), 4)
        return asked if asked is not None and 1900 < asked < 2200 else self.actor.day.year


class OwnYearPage(OwnPage):
    template_name = "meetings/own.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(own=own_year(self.actor, self.year), **extra)


class OwnSheet(OwnPage):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        title = _("%(name)s%(year)s年履职") % {"name": self.actor.name, "year": self.year}
        note = taken_out(self.actor, self.organization)
        rows = sheet(own_year(self.actor, self.year), self.actor.day)
        return sheet_answer(workbook(title, note, [_(head) for head in HEADS], rows), title)
