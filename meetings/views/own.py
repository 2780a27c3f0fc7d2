"""One's own year, on the page, on paper and as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from governance.access.views import PageView
from governance.listing.spreadsheet import CONTENT_TYPE, workbook
from governance.listing.table import whole
from governance.templatetags.wordings import official_date
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
        note = _("%(town)s　%(name)s于%(day)s导出") % {
            "town": self.organization.name,
            "name": self.actor.name,
            "day": official_date(self.actor.day),
        }
        rows = sheet(own_year(self.actor, self.year), self.actor.day)
        response = HttpResponse(
            workbook(title, note, [_(head) for head in HEADS], rows), content_type=CONTENT_TYPE
        )
        response["Content-Disposition"] = content_disposition_header(True, f"{title}.xlsx")
        return response
