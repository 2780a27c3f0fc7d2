"""Pages that only read: the list, one meeting, its package, life meetings elsewhere."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from governance.access.list_views import ListPage, ListSheet
from governance.access.log import log_reading
from governance.access.policy import ask
from governance.access.views import PageView
from meetings.bodies.models import BodyMeeting
from meetings.life.documents.package import package
from meetings.life.lists import LIVES
from meetings.life.models import KIND, LifeMeeting, LifeOuting
from meetings.life.pages import life_page


class LifeList(ListPage):
    action = "meetings.life.list"
    template_name = "meetings/life/list.html"
    listing = LIVES
    sheet_url = "meetings:lives-sheet"

    def context(self, **extra: Any) -> dict[str, Any]:
        probe = BodyMeeting(organization=self.organization, kind=KIND)
        outings = LifeOuting.objects.visible_to(self.actor).filter(organization=self.organization)
        return super().context(
            may_call=ask(self.actor, "meetings.body.called", probe).allowed,
            may_enter=ask(self.actor, "meetings.life_outing.recorded", self.organization).allowed,
            outings=list(outings.select_related("person")[:20]),
            kind=KIND,
            **extra,
        )


class LifeSheet(ListSheet):
    action = "meetings.life.list"
    listing = LIVES


class LifeDetail(PageView):
    action = "meetings.life.read"
    model = BodyMeeting
    template_name = "meetings/life/meeting.html"

    def visible(self) -> Any:
        found = super().visible().filter(kind=KIND)
        return found.select_related("organization", "chair", "recorder")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = life_page(self.object, self.actor)
        if page.opinions or page.speeches:
            log_reading(self.decision, self.object.organization_id, request)
        return self.page(p=page)


class LifePackage(PageView):
    """The papers for the county in one file."""

    action = "meetings.life.packed"
    model = BodyMeeting
    sensitive_read = True

    def visible(self) -> Any:
        return super().visible().filter(kind=KIND)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = LifeMeeting.objects.visible_to(self.actor).select_related("meeting__organization")
        life = found.filter(meeting=self.object).first()
        if life is None:
            raise Http404
        name = f"shenghuohui-{life.meeting.year}-{life.meeting.ordinal}.zip"
        return HttpResponse(
            package(life, self.actor),
            content_type="application/zip",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
