"""Lists and pages that only read: meetings, topics, one meeting, one topic."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.list_views import ListPage, ListSheet
from governance.access.log import log_reading
from governance.access.policy import ask
from governance.access.views import PageView
from governance.rulebook.explain import explain
from governance.rulebook.reading import LEVELS
from meetings.models import AgendaItem, Meeting, Topic
from meetings.pages.lists import MEETINGS, TOPICS, number
from meetings.pages.past import past_beside
from meetings.pages.preparing import rehearsed
from meetings.pages.progress import with_progress
from meetings.pages.reasons import judged_item
from meetings.pages.resolutions import GREAT, RESOLUTIONS
from meetings.pages.room import RoomPage, room_page
from meetings.pages.topic import topic_page
from meetings.pages.wall import wall_page


class MeetingList(ListPage):
    action = "meetings.meeting.list"
    template_name = "meetings/list.html"
    listing = MEETINGS
    sheet_url = "meetings:list-sheet"

    def context(self, **extra: Any) -> dict[str, Any]:
        may_plan = ask(self.actor, "meetings.meeting.planned", self.organization).allowed
        return super().context(
            action_url=reverse("meetings:plan") if may_plan else "",
            action_label=_("拟开会议"),
            more_actions=[(reverse("meetings:enter"), _("补录已经开过的会"))] if may_plan else [],
            **extra,
        )


class MeetingSheet(ListSheet):
    action = "meetings.meeting.list"
    listing = MEETINGS


class TopicList(ListPage):
    action = "meetings.topic.read"
    template_name = "meetings/topics.html"
    listing = TOPICS
    sheet_url = "meetings:topics-sheet"

    def context(self, **extra: Any) -> dict[str, Any]:
        may_propose = ask(self.actor, "meetings.topic.proposed", self.organization).allowed
        return super().context(
            action_url=reverse("meetings:propose") if may_propose else "",
            action_label=_("提出议题"),
            **extra,
        )


class TopicSheet(ListSheet):
    action = "meetings.topic.read"
    listing = TOPICS


class ResolutionList(ListPage):
    """The index of decisions and the register of the great matters."""

    action = "meetings.resolution.list"
    template_name = "meetings/resolutions.html"
    listing = RESOLUTIONS
    sheet_url = "meetings:resolutions-sheet"

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(past=past_beside(self.actor, self.request.GET), **extra)


class ResolutionSheet(ListSheet):
    action = "meetings.resolution.list"
    listing = RESOLUTIONS

    def title(self) -> str:
        great = self.request.GET.get("leibie") == GREAT
        return _("三重一大台账") if great else _("决议目录")


class TopicDetail(PageView):
    action = "meetings.topic.read"
    model = Topic
    template_name = "meetings/topic.html"

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("proposed_by", "leader", "organization", "call__meeting")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = topic_page(self.object, self.actor)
        if page.subjects:  # a personnel topic with names on it (design §4: reading leaves a row)
            log_reading(self.decision, self.object.organization_id, request)
        return self.page(p=page)


class Wall(PageView):
    """The screen on the wall. It asks for itself again; without scripts the browser loads it anew."""

    action = "meetings.wall.read"
    model = Meeting
    template_name = "meetings/wall.html"
    live_template = "meetings/_wall.html"

    def visible(self) -> models.QuerySet:
        return with_progress(super().visible())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        template = self.live_template if request.headers.get("HX-Request") else self.template_name
        page = wall_page(self.object, self.actor.day)
        return TemplateResponse(request, template, self.context(p=page))


class Room(PageView):
    """The workspace of one meeting. The part that follows the room is the same page asked again."""

    action = "meetings.meeting.read"
    model = Meeting
    template_name = "meetings/room.html"
    live_template = "meetings/_live.html"

    def visible(self) -> models.QuerySet:
        return with_progress(super().visible())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        live = request.headers.get("HX-Target") == "live"
        item_id = number(request.GET.get("item", ""))
        page = room_page(self.object, self.actor, item_id, whole=not live)
        if self._shows_secret_words(page):
            log_reading(self.decision, self.object.organization_id, request)
        if live:
            return TemplateResponse(request, self.live_template, self.context(p=page))
        return self.page(p=page)

    @staticmethod
    def _shows_secret_words(page: RoomPage) -> bool:
        part = page.part
        return part is not None and part.item.topic.is_secret and (part.words_shown or bool(part.subjects))

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(topics_url=reverse("meetings:topics"), **extra)


class Rehearsal(PageView):
    """What every item still lacks before the meeting, on one page."""

    action = "meetings.item.read"
    model = Meeting
    template_name = "meetings/rehearsal.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = rehearsed(self.object, self.actor)
        if rows is None:
            raise Http404
        return self.page(rows=rows, meeting=self.object)


class ItemFinding(PageView):
    """Why one finding beside an item came out as it did: the same page as for a finding of an act, also
    before any act was done."""

    action = "meetings.meeting.read"
    model = AgendaItem
    template_name = "rulebook/finding.html"

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("topic", "meeting__chair", "meeting__organization")

    def context(self, **extra: Any) -> dict[str, Any]:
        judged = judged_item(self.object, self.actor)
        index = self.kwargs["index"]
        if judged is None or index >= len(judged.verdict.findings):
            raise Http404
        finding = judged.verdict.findings[index]
        explained = explain(finding, organization_id=self.object.organization_id, on=judged.on)
        return super().context(
            act_url=f"{reverse('meetings:room', args=[self.object.meeting_id])}?item={self.object.pk}#item",
            act_title=judged.title,
            sentence=judged.heading,
            explained=explained,
            finding=finding,
            findings=[finding],
            remedy=finding.remedy(_),
            level=LEVELS[explained.article.enforce] if explained.article else "",
            **extra,
        )
