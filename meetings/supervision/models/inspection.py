"""Inspections of a matter, the rectification they ask for, and bulletins (S1-07:二-5, 五-1, 五-3; S0-21:四-6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager
from governance.people.models import Organization, Person
from meetings.models.base import TownModel, TownQuerySet
from meetings.supervision.models.task import OVERSEERS, SupervisedTask
from meetings.supervision.models.work import TaskRow

if TYPE_CHECKING:
    from governance.access.actor import Actor


class Inspection(TaskRow):
    """One inspection as it was: by whom, what was found, whether it passed. Who stood for leader, office and
    person that day is kept with it: all three answer for two failures in a row (S1-07:五-3)."""

    task = models.ForeignKey(
        SupervisedTask, on_delete=models.PROTECT, related_name="inspections", verbose_name=_("督查事项")
    )
    inspected_on = models.DateField(_("检查日期"))
    led_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("带队领导")
    )
    team = models.CharField(_("检查人员"), max_length=100, blank=True)
    passed = models.BooleanField(_("合格"))
    found = models.TextField(_("检查情况"), max_length=1000)
    unit = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("部门"),
    )
    leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("分管领导")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("当事人")
    )
    entered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("记录人")
    )

    history = RecordedHistory()

    class Meta(TaskRow.Meta):
        verbose_name = _("督查检查")
        verbose_name_plural = _("督查检查")
        ordering = ["task_id", "inspected_on", "id"]
        indexes = [models.Index(fields=["organization", "inspected_on"], name="inspection_by_day")]

    def __str__(self) -> str:
        return f"{self.task_id}-{self.inspected_on}"


class Rectification(TaskRow):
    """What a failed inspection asks to be put right, and the written report on it (S1-07:五-1, S1-17:四-6)."""

    class Status(models.TextChoices):
        ORDERED = "ordered", _("整改中")
        REPORTED = "reported", _("已报整改")
        RETURNED = "returned", _("退回再改")
        ACCEPTED = "accepted", _("整改合格")

    task = models.ForeignKey(
        SupervisedTask, on_delete=models.PROTECT, related_name="rectifications", verbose_name=_("督查事项")
    )
    inspection = models.OneToOneField(
        Inspection, on_delete=models.PROTECT, related_name="rectification", verbose_name=_("检查")
    )
    problem = models.CharField(_("问题"), max_length=500)
    ordered_on = models.DateField(_("通知日期"))
    ordered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("通知人")
    )
    due_on = models.DateField(_("整改报告限期"))
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices, default=Status.ORDERED)
    cause = models.CharField(_("原因"), max_length=300, blank=True)
    done = models.TextField(_("已改"), max_length=1000, blank=True)
    undone = models.CharField(_("未改"), max_length=300, blank=True)
    prevention = models.CharField(_("防止再犯的办法"), max_length=300, blank=True)
    reported_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("报告人")
    )
    reported_on = models.DateField(_("报告日期"), null=True, blank=True)
    checked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("回访人")
    )
    checked_on = models.DateField(_("回访日期"), null=True, blank=True)
    checked_words = models.CharField(_("回访情况"), max_length=300, blank=True)

    history = RecordedHistory()

    class Meta(TaskRow.Meta):
        verbose_name = _("限期整改")
        verbose_name_plural = _("限期整改")
        ordering = ["task_id", "id"]
        indexes = [models.Index(fields=["organization", "status", "due_on"], name="rectification_by_due")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["reported", "accepted"]) | Q(reported_on__isnull=False),
                name="rectification_reported_is_dated",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id}-{self.inspection_id}"


class BulletinQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Drafts and what goes to the leaders alone: those who oversee. What goes to the whole town, once it
        is approved: everybody in it."""
        towns = actor.organization_ids
        overseen = [pk for pk in towns if actor.seat(pk) or actor.holds(pk, *OVERSEERS)]
        open_ = Q(status="approved", audience="town")
        return self.filter(Q(organization_id__in=overseen) | open_, organization_id__in=towns)


class SupervisionBulletin(TownModel):
    """督查通报: what was done of what was due in a stretch of days (S0-21:四-6, S1-07:三-4c)."""

    class Status(models.TextChoices):
        DRAFTED = "drafted", _("待批准")
        APPROVED = "approved", _("已印发")

    class Audience(models.TextChoices):
        LEADERS = "leaders", _("报党委主要领导")
        TOWN = "town", _("发全镇各单位")

    number = models.CharField(_("通报号"), max_length=40, blank=True)
    first_on = models.DateField(_("自"))
    last_on = models.DateField(_("至"))
    audience = models.CharField(_("发到哪里"), max_length=8, choices=Audience.choices)
    praised = models.TextField(_("表扬"), max_length=600, blank=True)
    named = models.TextField(_("点名"), max_length=600, blank=True)
    ahead = models.TextField(_("下步要求"), max_length=600)
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices, default=Status.DRAFTED)
    drafted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("起草人")
    )
    drafted_on = models.DateField(_("起草日期"))
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批准人")
    )
    approved_on = models.DateField(_("批准日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(BulletinQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("督查通报")
        verbose_name_plural = _("督查通报")
        ordering = ["-drafted_on", "-id"]

    def __str__(self) -> str:
        return self.number or str(_("督查通报（%(day)s起草）")) % {"day": self.drafted_on.isoformat()}


class BulletinLine(TownModel):
    """One matter in a bulletin, as it stood when the bulletin was drafted."""

    seen_through = "bulletin"

    bulletin = models.ForeignKey(
        SupervisionBulletin, on_delete=models.PROTECT, related_name="lines", verbose_name=_("通报")
    )
    task = models.ForeignKey(
        SupervisedTask, on_delete=models.PROTECT, related_name="bulletin_lines", verbose_name=_("督查事项")
    )
    order = models.PositiveSmallIntegerField(_("序号"))
    unit = models.CharField(_("承办单位"), max_length=40)
    due_on = models.DateField(_("时限"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=300)
    late = models.BooleanField(_("逾期"), default=False)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("通报事项")
        verbose_name_plural = _("通报事项")
        ordering = ["bulletin_id", "order"]
        constraints = [models.UniqueConstraint(fields=["bulletin", "task"], name="bulletin_line_once")]

    def __str__(self) -> str:
        return f"{self.bulletin_id}-{self.order}"
