"""Duty sheets: one sheet and its steps."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.views import PageView
from governance.documents.models import Document
from governance.office.responsibilities import forms as typed
from governance.office.responsibilities import judgement, reading, services
from governance.office.responsibilities.models import DutySheet, DutyTask
from governance.office.responsibilities.views.base import DutiesMixin, DutyStep
from governance.rules.verdict import Status


class SheetPage(DutiesMixin, PageView):
    action = "responsibilities.sheet.seen"
    model = DutySheet
    template_name = "responsibilities/sheet.html"

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("post", "drafted_by", "confirmed_by")

    def context(self, **extra: Any) -> dict[str, Any]:
        sheet: DutySheet = self.object
        draft = sheet.status == DutySheet.Status.DRAFT
        found = judgement.written(sheet).findings if draft else ()
        return super().context(
            sheet=sheet,
            parts=[(item, getattr(sheet, name)) for item, name in DutySheet.PARTS.items()],
            tasks=list(sheet.tasks.filter(removed_on__isnull=True)),
            lacks=[one for one in found if one.status is Status.FAIL],
            editions=reading.editions_of(sheet, self.actor),
            papers=reading.papers_of(services.SHEET, sheet),
            may=self.may(
                "sheet.revised", "task.entered", "sheet.confirmed", "sheet.dropped", "sheet.drafted", on=sheet
            ),
            **extra,
        )


class DraftSheet(DutyStep):
    action = "responsibilities.sheet.drafted"
    form_class = typed.DraftSheetForm
    title = gettext_lazy("拟岗位目标书")
    home = "responsibilities:sheets"

    def form_kwargs(self) -> dict[str, Any]:
        holders = {row.post.pk: row.holders[0].person.name for row in self._rows()}
        wanted = self.request.GET.get("gangwei", "")
        initial = {"post": int(wanted)} if wanted.isdecimal() else {}
        return {"posts": self.posts(), "holders": holders, "initial": initial}

    def _rows(self) -> list[reading.PostRow]:
        return reading.sheets_of(self.organization, self.actor)

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> DutySheet:
        return services.draft_sheet(
            organization=self.organization, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_url(self, result: DutySheet) -> str:
        return reverse("responsibilities:sheet", args=[result.pk])

    def success_text(self, result: DutySheet) -> str:
        return _("已开始拟%(sheet)s，接着写各部分、列任务。") % {"sheet": result}


class OnSheet(DutyStep):
    abstract_view = True
    model = DutySheet
    place = "responsibilities:sheet"

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("post")


class ReviseSheet(OnSheet):
    action = "responsibilities.sheet.revised"
    form_class = typed.SheetForm
    title = gettext_lazy("写岗位目标书")
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {name: getattr(self.object, name) for name in DutySheet.PARTS.values()}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> DutySheet:
        return services.revise_sheet(
            sheet_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: DutySheet) -> str:
        return _("已存%(sheet)s。") % {"sheet": result}


class EnterTask(OnSheet):
    action = "responsibilities.task.entered"
    form_class = typed.TaskForm
    title = gettext_lazy("列岗位任务")
    note = gettext_lazy("一次列一项，写清做什么、做多少、质量和程序、标准和时限，以及相应的职权和责任。")
    drafted = True

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> DutyTask:
        data = dict(form.cleaned_data)
        return services.enter_task(
            sheet_id=self.object.pk, actor=self.actor, ground=data.pop("ground"), items=data, once=once
        )

    def success_text(self, result: DutyTask) -> str:
        return _("已列“%(task)s”。") % {"task": result}


class OnTask(DutyStep):
    abstract_view = True
    model = DutyTask

    def visible(self) -> models.QuerySet:
        sheets = DutySheet.objects.visible_to(self.actor).filter(status=DutySheet.Status.DRAFT)
        found = DutyTask.objects.visible_to(self.actor).filter(removed_on__isnull=True, sheet__in=sheets)
        return found.select_related("sheet__post")

    def subject(self) -> DutySheet:
        return self.object.sheet

    def back_url(self) -> str:
        return reverse("responsibilities:sheet", args=[self.object.sheet_id])


class ReviseTask(OnTask):
    action = "responsibilities.task.revised"
    form_class = typed.TaskForm
    title = gettext_lazy("改岗位任务")
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        names = ("ground", *DutyTask.ITEMS.values())
        return {"initial": {name: getattr(self.object, name) for name in names}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> DutyTask:
        data = dict(form.cleaned_data)
        return services.revise_task(
            task_id=self.object.pk, actor=self.actor, ground=data.pop("ground"), items=data, once=once
        )

    def success_text(self, result: DutyTask) -> str:
        return _("已改“%(task)s”。") % {"task": result}


class RemoveTask(OnTask):
    action = "responsibilities.task.removed"
    title = gettext_lazy("删去岗位任务")
    note = gettext_lazy("从这份拟稿里删去；留痕还在。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> DutyTask:
        return services.remove_task(task_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: DutyTask) -> str:
        return _("已删去“%(task)s”。") % {"task": result}


class ConfirmSheet(OnSheet):
    action = "responsibilities.sheet.confirmed"
    form_class = typed.ConfirmForm
    title = gettext_lazy("审定岗位目标书")
    note = gettext_lazy("审定后照这一版执行，现行的一版到前一天为止。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"since": self.actor.day}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> DutySheet:
        return services.confirm_sheet(
            sheet_id=self.object.pk,
            actor=self.actor,
            since=form.cleaned_data["since"],
            reason=reason,
            once=once,
        )

    def success_text(self, result: DutySheet) -> str:
        return _("已审定%(sheet)s。") % {"sheet": result}


class DropSheet(OnSheet):
    action = "responsibilities.sheet.dropped"
    title = gettext_lazy("撤回拟稿")
    home = "responsibilities:sheets"

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> DutySheet:
        return services.drop_sheet(sheet_id=self.object.pk, actor=self.actor, once=once)

    def success_url(self, result: DutySheet) -> str:
        return reverse("responsibilities:sheets")

    def success_text(self, result: DutySheet) -> str:
        return _("已撤回%(sheet)s的拟稿。") % {"sheet": result}


class PrintSheet(OnSheet):
    action = "responsibilities.sheet.printed"
    title = gettext_lazy("打印岗位目标书")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Document:
        return services.print_sheet(sheet_id=self.object.pk, actor=self.actor, once=once)

    def success_url(self, result: Document) -> str:
        return reverse("documents:download", args=[result.pk])
