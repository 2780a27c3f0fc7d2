"""Inspections, what they ask to be put right, papers and bulletins."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.access.policy import ask
from governance.access.views import PageView
from governance.documents.models import Document
from governance.people.queries import posts_by_person, serving
from meetings.supervision.documents import kinds
from meetings.supervision.forms import work as forms
from meetings.supervision.models import (
    Chase,
    Inspection,
    Rectification,
    SupervisionBulletin,
)
from meetings.supervision.pages.papers import bulletin_document
from meetings.supervision.services import inspecting, printing
from meetings.supervision.trail import trail_of
from meetings.supervision.views.base import TaskVerb
from meetings.supervision.views.reading import TaskDetail

OF_TASK = ("task__organization", "task__unit", "task__responsible", "task__leader", "organization")


class RecordInspection(TaskVerb):
    action = "supervision.inspection.recorded"
    title = _("记录检查")
    form_class = forms.InspectForm
    consequence = _("每次检查照实记录；同一件连续不合格两次，分管领导、部门、当事人当年不评优评先。")

    def form_kwargs(self) -> dict[str, Any]:
        town, day = self.object.organization_id, self.actor.day
        return {
            "people": serving(town, day),
            "titles": posts_by_person(town, day),
            "initial": {"inspected_on": day},
        }

    def carry_out(self, form: forms.InspectForm, **common: Any) -> Inspection:
        return inspecting.record_inspection(task_id=self.object.pk, **form.cleaned_data, **common)


class RowVerb(TaskVerb):
    """A verb on a row that hangs on a matter."""

    abstract_view = True

    def visible(self) -> models.QuerySet:
        assert self.model is not None
        rows: models.QuerySet = self.model.objects.visible_to(self.actor)  # type: ignore[attr-defined]
        return rows.select_related(*OF_TASK)


class OrderRectification(RowVerb):
    action = "supervision.rectification.ordered"
    model = Inspection  # type: ignore[assignment]
    title = _("通知整改")
    form_class = forms.RectifyForm

    def form_kwargs(self) -> dict[str, Any]:
        latest = inspecting.last_day_to_report(self.object.organization_id, self.actor.day)
        return {"initial": {"problem": self.object.found, "due_on": latest}}

    def consequence_text(self) -> str:
        latest = inspecting.last_day_to_report(self.object.organization_id, self.actor.day)
        if latest is None:
            return _now("承办人会收到通知，在限期前书面报告。")
        return _now("承办人会收到通知；整改报告最迟%(day)s交（督促检查制度 五-1）。") % {
            "day": latest.isoformat()
        }

    def carry_out(self, form: forms.RectifyForm, **common: Any) -> Rectification:
        return inspecting.order_rectification(inspection_id=self.object.pk, **form.cleaned_data, **common)


class ReportRectification(RowVerb):
    action = "supervision.rectification.reported"
    model = Rectification  # type: ignore[assignment]
    title = _("报整改")
    form_class = forms.RectificationForm
    drafted = True

    def consequence_text(self) -> str:
        return _now("问题：%(text)s") % {"text": self.object.problem}

    def carry_out(self, form: forms.RectificationForm, **common: Any) -> Rectification:
        return inspecting.report_rectification(rectification_id=self.object.pk, **form.taken(), **common)


class AcceptRectification(RowVerb):
    action = "supervision.rectification.accepted"
    model = Rectification  # type: ignore[assignment]
    title = _("整改合格")
    form_class = forms.RevisitForm
    consequence = _("写回访看到的；效果不好的，点“退回再改”。")

    def carry_out(self, form: forms.RevisitForm, **common: Any) -> Rectification:
        return inspecting.accept_rectification(rectification_id=self.object.pk, **form.cleaned_data, **common)


class SendRectificationBack(RowVerb):
    action = "supervision.rectification.sent_back"
    model = Rectification  # type: ignore[assignment]
    title = _("退回再改")
    form_class = forms.SendBackForm

    def carry_out(self, form: forms.SendBackForm, **common: Any) -> Rectification:
        return inspecting.send_rectification_back(
            rectification_id=self.object.pk, **form.cleaned_data, **common
        )


# Papers ------------------------------------------------------------------------------------


class PrintForm(TaskVerb):
    action = "supervision.paper.printed"
    title = _("打印呈批表")
    kind = kinds.FORM

    def carry_out(self, form: Any, **common: Any) -> Document:
        return printing.print_paper(kind=self.kind, subject_id=self.object.pk, **common)


class PrintNotice(PrintForm):
    title = _("打印督查通知")
    kind = kinds.NOTICE


class PrintChaseNote(RowVerb):
    action = "supervision.paper.printed"
    model = Chase  # type: ignore[assignment]
    title = _("打印催办单")

    def carry_out(self, form: Any, **common: Any) -> Document:
        return printing.print_paper(kind=kinds.CHASE_NOTE, subject_id=self.object.pk, **common)


class PrintRectification(RowVerb):
    action = "supervision.paper.printed"
    model = Rectification  # type: ignore[assignment]
    title = _("打印整改报告")

    def carry_out(self, form: Any, **common: Any) -> Document:
        return printing.print_paper(kind=kinds.RECTIFICATION, subject_id=self.object.pk, **common)


# Bulletins ---------------------------------------------------------------------------------


class BulletinList(PageView):
    action = "supervision.bulletin.read"
    template_name = "supervision/bulletins.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        rows = SupervisionBulletin.objects.visible_to(self.actor).filter(organization=self.organization)
        may = ask(self.actor, "supervision.bulletin.drafted", self.organization).allowed
        return super().context(
            rows=rows.select_related("drafted_by", "approved_by")[:100],
            draft_url=reverse("supervision:bulletin-draft") if may else "",
            **extra,
        )


class BulletinDetail(PageView):
    action = "supervision.bulletin.read"
    model = SupervisionBulletin
    template_name = "supervision/bulletin.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        row = self.object
        may = ask(self.actor, "supervision.bulletin.approved", row).allowed
        return super().context(
            lines=row.lines.select_related("task"),
            paper=bulletin_document(row, self.actor),
            approve_url=reverse("supervision:bulletin-approve", args=[row.pk])
            if may and row.status == SupervisionBulletin.Status.DRAFTED
            else "",
            **extra,
        )


class DraftBulletin(TaskVerb):
    action = "supervision.bulletin.drafted"
    model = None
    title = _("起草通报")
    form_class = forms.BulletinForm
    with_task = False
    drafted = True
    consequence = _("各件的结果按起草时登记的写；书记批准后编号印发。")

    @property
    def topic(self) -> None:  # type: ignore[override]
        return None

    def heading(self) -> str:
        return _now("督查通报")

    def place_url(self) -> str:
        return reverse("supervision:bulletins")

    def success_url(self, result: SupervisionBulletin) -> str:
        return reverse("supervision:bulletin", args=[result.pk])

    def form_kwargs(self) -> dict[str, Any]:
        day = self.actor.day
        return {"initial": {"first_on": day - timedelta(days=30), "last_on": day, "audience": "town"}}

    def carry_out(self, form: forms.BulletinForm, **common: Any) -> SupervisionBulletin:
        return printing.draft_bulletin(organization=self.organization, **form.cleaned_data, **common)


class ApproveBulletin(TaskVerb):
    action = "supervision.bulletin.approved"
    model = SupervisionBulletin  # type: ignore[assignment]
    title = _("批准印发")
    with_task = False
    consequence = _("批准后编号、印发，内容不再改。")

    def visible(self) -> models.QuerySet:
        rows: models.QuerySet = SupervisionBulletin.objects.visible_to(self.actor)
        return rows.select_related("organization")

    def heading(self) -> str:
        return str(self.object)

    def place_url(self) -> str:
        return reverse("supervision:bulletin", args=[self.object.pk])

    def carry_out(self, form: Any, **common: Any) -> SupervisionBulletin:
        return printing.approve_bulletin(bulletin_id=self.object.pk, **common)


# From the topic to the bulletin --------------------------------------------------------------


class TaskTrail(TaskDetail):
    """The whole way of a matter on one page, each line leading to its act and its article."""

    template_name = "supervision/trail.html"

    def page(self, status: int = 200, **extra: Any) -> Any:
        return super().page(status=status, links=trail_of(self.object, self.actor), **extra)
