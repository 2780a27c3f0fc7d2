"""Pages that only read: the topics of all years, one year, one session, my study."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from governance.access.list_views import ListPage, ListSheet
from governance.access.policy import ask
from governance.access.views import PageView
from meetings.bodies.models import BodyMeeting
from meetings.study.models import KIND, StudyNote, StudyPlan
from meetings.study.pages import STUDIES, may_plan, own_page, record_url, session_lines, year_page


class StudyList(ListPage):
    action = "meetings.study.list"
    template_name = "meetings/study/list.html"
    listing = STUDIES
    sheet_url = "meetings:studies-sheet"

    def context(self, **extra: Any) -> dict[str, Any]:
        probe = BodyMeeting(organization=self.organization, kind=KIND)
        plans = StudyPlan.objects.visible_to(self.actor).filter(organization=self.organization)
        sessions = BodyMeeting.objects.visible_to(self.actor).filter(
            kind=KIND, organization=self.organization
        )
        return super().context(
            plans=list(plans.order_by("-year")),
            sessions=list(sessions.order_by("-held_on")[:12]),
            may_plan=may_plan(self.actor, self.organization),
            may_call=ask(self.actor, "meetings.body.called", probe).allowed,
            kind=KIND,
            **extra,
        )


class StudySheet(ListSheet):
    action = "meetings.study.list"
    listing = STUDIES


class StudyYear(PageView):
    action = "meetings.study.read"
    model = StudyPlan
    template_name = "meetings/study/year.html"

    def visible(self) -> Any:
        return super().visible().select_related("organization", "confirmed_by")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(p=year_page(self.object, self.actor))


class StudySession(PageView):
    action = "meetings.study.read"
    model = BodyMeeting
    template_name = "meetings/study/session.html"

    def visible(self) -> Any:
        return super().visible().filter(kind=KIND).select_related("organization", "chair", "recorder")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        url, button = record_url(self.object, self.actor)
        return self.page(
            meeting=self.object,
            topics=list(self.object.study_topics.select_related("speaker", "plan")),
            away=session_lines(self.object, self.actor),
            record_url=url,
            b=button,
        )


class OwnStudy(PageView):
    action = "meetings.study.own"
    template_name = "meetings/study/own.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(p=own_page(self.organization, self.actor))


class NoteDetail(PageView):
    action = "meetings.study.read"
    model = StudyNote
    template_name = "meetings/study/note.html"

    def visible(self) -> Any:
        return super().visible().select_related("person", "topic", "organization")
