"""Pages that only read: the list of other bodies' meetings, and one of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from governance.access.list_views import ListPage, ListSheet
from governance.access.log import log_reading
from governance.access.views import PageView
from meetings.bodies.models import BodyMeeting
from meetings.bodies.pages import BODIES, body_page, kinds_to_call


class BodyList(ListPage):
    action = "meetings.body.list"
    template_name = "meetings/bodies/list.html"
    listing = BODIES
    sheet_url = "meetings:bodies-sheet"

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(kinds=kinds_to_call(self.actor, self.organization), **extra)


class BodySheet(ListSheet):
    action = "meetings.body.list"
    listing = BODIES


class BodyDetail(PageView):
    action = "meetings.body.read"
    model = BodyMeeting
    template_name = "meetings/bodies/meeting.html"

    def visible(self) -> Any:
        return super().visible().select_related("organization", "chair", "recorder", "unit", "signed_by")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = body_page(self.object, self.actor)
        if self.object.rules.sealed or any(line.row.secret for line in page.matters):
            log_reading(self.decision, self.object.organization_id, request)
        return self.page(p=page)
