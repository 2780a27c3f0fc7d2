"""What is done on a supervised matter: chasing, reports with their files, reviews, more time, a leader's word."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory
from governance.people.models import Person
from meetings.models.base import TownModel
from meetings.supervision.models.task import SupervisedTask


class TaskRow(TownModel):
    """A row that hangs on a matter: known to whoever knows of that."""

    seen_through = "task"

    class Meta(TownModel.Meta):
        abstract = True

    @property
    def audit_text(self) -> str:
        return self.task.audit_text  # type: ignore[attr-defined, no-any-return]

    @property
    def audit_matter(self) -> SupervisedTask:
        return self.task  # type: ignore[attr-defined, no-any-return]


class Chase(TaskRow):
    """One chasing: how, who with, what was found (S0-21:四-2, 五-2, 五-3, S1-07:三-3a)."""

    class Kind(models.TextChoices):
        CALL = "call", _("电话")
        SPOKEN = "spoken", _("口头")
        NOTE = "note", _("书面催办单")
        TALK = "talk", _("座谈")
        VISIT = "visit", _("现场督查")

    task = models.ForeignKey(
        SupervisedTask, on_delete=models.PROTECT, related_name="chases", verbose_name=_("督查事项")
    )
    n = models.PositiveSmallIntegerField(_("次数"))
    kind = models.CharField(_("方式"), max_length=6, choices=Kind.choices)
    chased_on = models.DateField(_("日期"))
    chased_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("催办人")
    )
    spoke_to = models.CharField(_("对方"), max_length=40, blank=True)
    found = models.CharField(_("了解到的情况"), max_length=300, blank=True)
    reply_by = models.DateField(_("限何时办结或回复"), null=True, blank=True)
    late_days = models.PositiveSmallIntegerField(_("催办时已逾期天数"), default=0)

    history = RecordedHistory()

    class Meta(TaskRow.Meta):
        verbose_name = _("催办")
        verbose_name_plural = _("催办")
        ordering = ["task_id", "n"]
        constraints = [models.UniqueConstraint(fields=["task", "n"], name="chase_once")]

    def __str__(self) -> str:
        return f"{self.task_id}-{self.n}"


class Report(TaskRow):
    """What whoever has the matter in hand reports: how far it is, why it is not done, or that it is."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("进度")
        UNFINISHED = "unfinished", _("未办结说明")
        RESULT = "result", _("办理结果")

    task = models.ForeignKey(
        SupervisedTask, on_delete=models.PROTECT, related_name="reports", verbose_name=_("督查事项")
    )
    kind = models.CharField(_("种类"), max_length=10, choices=Kind.choices)
    text = models.TextField(_("内容"), max_length=2000)
    because = models.CharField(_("没有办结的原因"), max_length=300, blank=True)
    next_on = models.DateField(_("下次报告或预计办结日期"), null=True, blank=True)
    reported_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("报告人")
    )
    reported_post = models.CharField(_("报告人职务"), max_length=40, blank=True)
    reported_on = models.DateField(_("报告日期"))

    history = RecordedHistory()

    class Meta(TaskRow.Meta):
        verbose_name = _("办理报告")
        verbose_name_plural = _("办理报告")
        ordering = ["task_id", "id"]
        indexes = [models.Index(fields=["task", "reported_on"], name="task_report_by_day")]

    def __str__(self) -> str:
        return f"{self.task_id}-{self.pk}"


class TaskFile(TaskRow):
    """A file that goes with a report. That of a secret matter lies sealed."""

    task = models.ForeignKey(
        SupervisedTask, on_delete=models.PROTECT, related_name="files", verbose_name=_("督查事项")
    )
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("报告")
    )
    file = models.CharField(_("存放位置"), max_length=200)
    file_name = models.CharField(_("文件名"), max_length=120)
    media_type = models.CharField(_("格式"), max_length=80)
    size = models.PositiveIntegerField(_("字节数"))
    digest = models.CharField(_("SHA-256"), max_length=64)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("上传人"))
    added_on = models.DateField(_("上传日期"))

    history = RecordedHistory()

    class Meta(TaskRow.Meta):
        verbose_name = _("督查附件")
        verbose_name_plural = _("督查附件")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.file_name


class Review(TaskRow):
    """What the main leader said to a report of the result (S0-21:四-3, S1-07:三-4b)."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("审核通过")
        RETURNED = "returned", _("退回重办")

    task = models.ForeignKey(
        SupervisedTask, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("督查事项")
    )
    report = models.OneToOneField(
        Report, on_delete=models.PROTECT, related_name="review", verbose_name=_("报告")
    )
    outcome = models.CharField(_("结论"), max_length=8, choices=Outcome.choices)
    words = models.CharField(_("审核意见"), max_length=300, blank=True)
    new_due_on = models.DateField(_("改限"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("审核人")
    )
    reviewed_post = models.CharField(_("审核人职务"), max_length=40)
    reviewed_on = models.DateField(_("审核日期"))

    history = RecordedHistory()

    class Meta(TaskRow.Meta):
        verbose_name = _("审核")
        verbose_name_plural = _("审核")
        ordering = ["task_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="returned") | (Q(new_due_on__isnull=False) & ~Q(words="")),
                name="task_returned_with_reason_and_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id}-{self.report_id}"


class Extension(TaskRow):
    """More time: asked for by whoever has the matter, or given by the secretary unasked."""

    class Status(models.TextChoices):
        ASKED = "asked", _("等书记定")
        GRANTED = "granted", _("同意延期")
        REFUSED = "refused", _("不同意延期")

    task = models.ForeignKey(
        SupervisedTask, on_delete=models.PROTECT, related_name="extensions", verbose_name=_("督查事项")
    )
    because = models.CharField(_("理由"), max_length=200)
    was_due_on = models.DateField(_("原时限"))
    due_on = models.DateField(_("新的时限"))
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices)
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("申请人")
    )
    asked_on = models.DateField(_("申请日期"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批准人")
    )
    decided_on = models.DateField(_("批准日期"), null=True, blank=True)
    decided_words = models.CharField(_("批准意见"), max_length=200, blank=True)

    history = RecordedHistory()

    class Meta(TaskRow.Meta):
        verbose_name = _("督查延期")
        verbose_name_plural = _("督查延期")
        ordering = ["task_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(status="asked"), name="task_extension_asked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id}-{self.due_on}"


class LeaderWord(TaskRow):
    """What the main leader was told of and said to it. Until it is carried out the matter is not filed
    (S1-07:三-3b, 三-5b)."""

    class Status(models.TextChoices):
        RAISED = "raised", _("已报，等批示")
        GIVEN = "given", _("有批示，待办理")
        DONE = "done", _("已按批示办完")

    task = models.ForeignKey(
        SupervisedTask, on_delete=models.PROTECT, related_name="words", verbose_name=_("督查事项")
    )
    status = models.CharField(_("状态"), max_length=6, choices=Status.choices)
    raised = models.CharField(_("报告的情况"), max_length=300, blank=True)
    raised_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("报告人")
    )
    raised_on = models.DateField(_("报告日期"), null=True, blank=True)
    text = models.CharField(_("批示"), max_length=300, blank=True)
    given_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批示人")
    )
    given_on = models.DateField(_("批示日期"), null=True, blank=True)
    done_note = models.CharField(_("办理情况"), max_length=300, blank=True)
    done_on = models.DateField(_("办完日期"), null=True, blank=True)

    history = RecordedHistory()

    class Meta(TaskRow.Meta):
        verbose_name = _("领导批示")
        verbose_name_plural = _("领导批示")
        ordering = ["task_id", "id"]

    def __str__(self) -> str:
        return f"{self.task_id}-{self.pk}"
