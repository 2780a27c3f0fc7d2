"""Forms while a matter is carried out, reviewed, closed and filed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.access.policy import ask
from meetings.judgement import bench
from meetings.supervision.forms import work as forms
from meetings.supervision.forms.tasks import WordsForm
from meetings.supervision.models import Extension, LeaderWord, Report, SupervisedTask
from meetings.supervision.services import closing, handling, reviewing
from meetings.supervision.views.base import TaskVerb
from meetings.views.base import BecauseVerb

# Under which an adopted matter may be given up: a decision changed by the body that took it, a matter that
# turned out to be none, what was registered twice.
CANCELLED_UNDER = ("S1-04:四-3", "S0-21:四-1", "S0-21:二", "S1-07:一", "S1-07:三-1b", "S0-04:二-8")


class SignFor(TaskVerb):
    action = "supervision.task.signed_for"
    title = _("签收")
    consequence = _("签收后由您办理，到期前报结果。")

    def carry_out(self, form: Any, **common: Any) -> SupervisedTask:
        return handling.sign_for(task_id=self.object.pk, **common)


class ChaseTask(TaskVerb):
    action = "supervision.task.chased"
    title = _("登记催办")
    form_class = forms.ChaseForm
    consequence = _("承办单位会收到消息。书面催办的，登记后可以印催办单。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"chased_on": self.actor.day}}

    def carry_out(self, form: forms.ChaseForm, **common: Any) -> Any:
        return handling.chase(task_id=self.object.pk, **form.cleaned_data, **common)


class ReportProgress(TaskVerb):
    action = "supervision.report.submitted"
    title = _("报进度")
    form_class = forms.ProgressForm
    drafted = True

    def carry_out(self, form: forms.ProgressForm, **common: Any) -> Report:
        return handling.report_progress(task_id=self.object.pk, **form.taken(), **common)


class ReportResult(TaskVerb):
    action = "supervision.result.submitted"
    title = _("报结果")
    form_class = forms.ResultForm
    drafted = True
    consequence = _("报出后由主要领导审核；不合格的退回，限期重办。")

    def carry_out(self, form: forms.ResultForm, **common: Any) -> Report:
        return handling.report_result(task_id=self.object.pk, **form.taken(), **common)


class AskExtension(TaskVerb):
    action = "supervision.extension.asked"
    title = _("申请延期")
    form_class = forms.ExtendForm
    consequence = _("报书记定；定之前，时限不变。")

    def carry_out(self, form: forms.ExtendForm, **common: Any) -> Extension:
        return handling.ask_extension(task_id=self.object.pk, **form.cleaned_data, **common)


class ExtendTask(TaskVerb):
    action = "supervision.task.extended"
    title = _("改时限")
    form_class = forms.ExtendForm
    consequence = _("承办人会收到消息，提醒按新的时限算；由决议立项的，那一条的时限跟着改。")

    def form_kwargs(self) -> dict[str, Any]:
        asked = self.object.extensions.filter(status=Extension.Status.ASKED).first()
        return {"initial": {"due_on": asked.due_on, "because": asked.because} if asked else {}}

    def carry_out(self, form: forms.ExtendForm, **common: Any) -> SupervisedTask:
        return handling.extend_task(task_id=self.object.pk, **form.cleaned_data, **common)


class RefuseExtension(BecauseVerb, TaskVerb):
    action = "supervision.extension.refused"
    title = _("不同意延期")
    because_hint = _("申请人看得到。")

    def carry_out(self, form: Any, **common: Any) -> Extension:
        return handling.refuse_extension(task_id=self.object.pk, **form.cleaned_data, **common)


class ReviewVerb(TaskVerb):
    """The report with its files above the form."""

    abstract_view = True
    template_name = "supervision/review.html"
    takes_reason = True

    def context(self, **extra: Any) -> dict[str, Any]:
        found = self.object.reports.filter(kind=Report.Kind.RESULT).select_related("reported_by")
        return super().context(report=found.prefetch_related("files").order_by("-pk").first(), **extra)


class AcceptResult(ReviewVerb):
    action = "supervision.result.accepted"
    title = _("审核通过")
    form_class = WordsForm
    consequence = _("通过后由党政办登记办结；不合格的，点“退回重办”。")

    def carry_out(self, form: WordsForm, **common: Any) -> Any:
        return reviewing.accept_result(task_id=self.object.pk, **form.cleaned_data, **common)

    def context(self, **extra: Any) -> dict[str, Any]:
        may = ask(self.actor, "supervision.result.sent_back", self.object).allowed
        return super().context(may_send_back=may, **extra)


class SendBack(ReviewVerb):
    action = "supervision.result.sent_back"
    title = _("退回重办")
    form_class = forms.SendBackForm
    consequence = _("承办人会收到消息，时限改到您写的那天。")

    def carry_out(self, form: forms.SendBackForm, **common: Any) -> Any:
        return reviewing.send_back(task_id=self.object.pk, **form.cleaned_data, **common)


class RaiseToLeader(TaskVerb):
    action = "supervision.word.raised"
    title = _("报主要领导")
    form_class = forms.RaiseForm

    def carry_out(self, form: forms.RaiseForm, **common: Any) -> LeaderWord:
        return reviewing.raise_to_leader(task_id=self.object.pk, **form.cleaned_data, **common)


class GiveWord(TaskVerb):
    action = "supervision.word.given"
    title = _("作批示")
    form_class = forms.GiveWordForm
    consequence = _("承办单位和党政办会收到消息；按批示办完以前，这件不能归档。")

    def carry_out(self, form: forms.GiveWordForm, **common: Any) -> LeaderWord:
        return reviewing.give_word(task_id=self.object.pk, **form.cleaned_data, **common)


class CarryOutWord(TaskVerb):
    action = "supervision.word.carried_out"
    model = LeaderWord  # type: ignore[assignment]
    title = _("登记批示办理")
    form_class = forms.CarryOutForm

    def visible(self) -> models.QuerySet:
        rows: models.QuerySet = LeaderWord.objects.visible_to(self.actor)
        return rows.select_related("task__organization", "task__unit", "task__responsible", "organization")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"done_on": self.actor.day}}

    def consequence_text(self) -> str:
        return _now("批示：%(text)s") % {"text": self.object.text}

    def carry_out(self, form: forms.CarryOutForm, **common: Any) -> LeaderWord:
        return reviewing.carry_out_word(word_id=self.object.pk, **form.cleaned_data, **common)


class CloseTask(TaskVerb):
    action = "supervision.task.closed"
    title = _("登记办结")
    form_class = forms.CloseForm
    consequence = _("由决议立项的，那一条跟着登记为已落实。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"closed_on": self.object.reported_on or self.actor.day}}

    def carry_out(self, form: forms.CloseForm, **common: Any) -> SupervisedTask:
        return closing.close_task(task_id=self.object.pk, **form.cleaned_data, **common)


class FileTask(TaskVerb):
    action = "supervision.task.filed"
    title = _("归档")
    form_class = forms.FileForm
    takes_reason = True
    consequence = _("材料收齐立卷，移交镇档案室；归档后不再改。")

    def carry_out(self, form: forms.FileForm, **common: Any) -> SupervisedTask:
        return closing.file_task(task_id=self.object.pk, **form.cleaned_data, **common)


class CancelTask(TaskVerb):
    action = "supervision.task.cancelled"
    title = _("撤销")
    form_class = forms.CancelForm
    consequence = _("撤销后不能恢复，留痕可查；由决议立项的，那一条仍由责任人落实。")

    def form_kwargs(self) -> dict[str, Any]:
        book = bench(self.object.organization_id, self.actor.day).book
        known = [(cite, book.article(cite)) for cite in CANCELLED_UNDER]
        regulations = book.regulations
        return {
            "cites": [
                (cite, f"{regulations[cite.partition(':')[0]].short} {a.ref}　{a.statement}")
                for cite, a in known
                if a is not None
            ]
        }

    def carry_out(self, form: forms.CancelForm, **common: Any) -> SupervisedTask:
        return closing.cancel_task(task_id=self.object.pk, **form.cleaned_data, **common)
