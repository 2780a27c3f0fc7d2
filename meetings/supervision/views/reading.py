"""The register, one matter, and the files that go with it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.list_views import ListPage, ListSheet
from governance.access.log import log_reading
from governance.access.policy import ask
from governance.access.views import PageView
from governance.audit.sealed import Erased
from governance.documents.kept_files import read_kept
from governance.documents.uploads import kind_of_media
from meetings.supervision.models import SupervisedTask, TaskFile
from meetings.supervision.pages.lists import TASKS
from meetings.supervision.pages.task import task_page
from meetings.supervision.views.base import JOINED

T = SupervisedTask.Status


class TaskList(ListPage):
    action = "supervision.task.list"
    template_name = "supervision/list.html"
    listing = TASKS
    sheet_url = "supervision:list-sheet"

    def context(self, **extra: Any) -> dict[str, Any]:
        may = {
            step: ask(self.actor, f"supervision.task.{step}", self.organization).allowed
            for step in ("registered", "handed_over", "approved")
        }
        more = []
        if may["handed_over"]:
            more.append((reverse("supervision:hand-over-many"), _("成批交办")))
        if may["approved"]:
            more.append((reverse("supervision:approve-many"), _("成批审定")))
        return super().context(
            action_url=reverse("supervision:register") if may["registered"] else "",
            action_label=_("立项"),
            more_actions=more,
            **extra,
        )


class TaskSheet(ListSheet):
    action = "supervision.task.list"
    listing = TASKS


class TaskDetail(PageView):
    """One matter. Showing that of a secret decision leaves a row in the access log."""

    action = "supervision.task.read"
    model = SupervisedTask
    template_name = "supervision/task.html"

    def visible(self) -> models.QuerySet:
        return super().visible().select_related(*JOINED)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.kept:
            log_reading(self.decision, self.object.organization_id, request)
        return self.page(p=task_page(self.object, self.actor))


class TaskFileView(PageView):
    """One file of a report."""

    action = "supervision.file.read"
    model = TaskFile

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("task", "organization")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        row: TaskFile = self.object
        try:
            content = read_kept(row.file)
        except (FileNotFoundError, Erased):
            raise Http404 from None
        if row.task.kept:
            log_reading(self.decision, row.organization_id, request)
        return FileResponse(
            BytesIO(content),
            content_type=row.media_type,
            filename=row.file_name,
            as_attachment=not kind_of_media(row.media_type).shown,
        )
