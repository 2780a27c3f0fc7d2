"""Requests and reports that go up, what entitles a deputy to sign them, those that come in, and failures to report."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel
from governance.office.requests_reports.rules import kinds
from governance.office.requests_reports.rules.signing import Measure
from governance.office.requests_reports.visibility import (
    FailureQuerySet,
    IncomingQuerySet,
    TownPapers,
    UpwardQuerySet,
)
from governance.people.models import Organization, Person


class Kind(models.TextChoices):
    REQUEST = "request", _("请示")
    REPORT = "report", _("报告")


class Channel(models.TextChoices):
    PHONE = "phone", _("电话")
    IN_PERSON = "in_person", _("当面")
    FAX = "fax", _("传真")
    NETWORK = "network", _("政务网")


def _person(title: Any, **more: Any) -> models.ForeignKey:
    return models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=title, **more)


def _maybe_person(title: Any) -> models.ForeignKey:
    return _person(title, null=True, blank=True)


class TownRow(RecordedModel):
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )

    class Meta(RecordedModel.Meta):
        abstract = True


class SigningEntrustment(TownRow):
    """The secretary entrusts a deputy with signing requests and reports from one day to another (S0-05:一-4b)."""

    secretary = _person(_("委托人"))
    deputy = _person(_("受托人"))
    since = models.DateField(_("自"))
    until = models.DateField(_("至"))
    because = models.CharField(_("委托事由"), max_length=200)
    revoked_on = models.DateField(_("撤销日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(TownPapers)()
    history = RecordedHistory()

    class Meta(TownRow.Meta):
        verbose_name = _("代签委托")
        verbose_name_plural = _("代签委托")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="entrustment_days")
        ]

    def __str__(self) -> str:
        return _now("委托%(who)s代签") % {"who": self.deputy.name}

    def stands_on(self, day: date) -> bool:
        """Whether it holds on the day; from the day it was revoked on it does not."""
        return self.since <= day <= self.until and (self.revoked_on is None or day < self.revoked_on)


class UpwardPaper(TownRow):
    class Status(models.TextChoices):
        DRAFTING = "drafting", _("拟稿")
        DECIDED = "decided", _("已经会议讨论")
        SIGNED = "signed", _("已签发")
        SENT = "sent", _("已上报")
        REPLIED = "replied", _("已批复")
        CARRIED_OUT = "carried_out", _("已落实批复")
        NOTED = "noted", _("上级已收")
        WITHDRAWN = "withdrawn", _("已撤下")

    class Reply(models.TextChoices):
        APPROVED = "approved", _("同意")
        CONDITIONAL = "conditional", _("附条件同意")
        DECLINED = "declined", _("不同意")
        RETURNED = "returned", _("退回补充")

    kind = models.CharField(_("文种"), max_length=8, choices=Kind.choices)
    matter = models.CharField(
        _("事项类别"), max_length=16, choices=[(code, _(text)) for code, text in kinds.MATTERS.items()]
    )
    title = models.CharField(_("事由"), max_length=60)
    addressee = models.CharField(_("主送机关"), max_length=60)
    upon = models.CharField(_("依据的上级文件、会议或批示"), max_length=120, blank=True)
    cause = models.TextField(_("缘由"), max_length=2000, blank=True)
    body = models.TextField(_("正文"), max_length=8000, blank=True)
    asks = models.TextField(_("请求事项"), max_length=1000, blank=True)
    annexes = models.TextField(_("附件"), max_length=600, blank=True)
    contact = models.CharField(_("联系人"), max_length=20, blank=True)
    phone = models.CharField(_("联系电话"), max_length=20, blank=True)
    due_on = models.DateField(_("应报日期"), null=True, blank=True)
    emergency = models.BooleanField(_("突发紧急"), default=False)
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("续报"),
    )
    status = models.CharField(_("状态"), max_length=12, choices=Status.choices, default=Status.DRAFTING)
    drafted_by = _person(_("拟稿人"))
    drafted_on = models.DateField(_("拟稿日期"))
    countersigned_by = _maybe_person(_("核稿人"))
    countersigned_on = models.DateField(_("核稿日期"), null=True, blank=True)
    resolution = models.CharField(_("党委会决议号"), max_length=40, blank=True)
    decided_on = models.DateField(_("党委会讨论日期"), null=True, blank=True)
    # From knowing to telling, to the minute (S0-05:一-1c, S0-01:八).
    known_at = models.DateTimeField(_("知情时间"), null=True, blank=True)
    told_at = models.DateTimeField(_("报告时间"), null=True, blank=True)
    told_by = _maybe_person(_("报告人"))
    told_to = models.CharField(_("接报单位和人"), max_length=60, blank=True)
    told_through = models.CharField(_("报告方式"), max_length=10, choices=Channel.choices, blank=True)
    number = models.CharField(_("文号"), max_length=40, blank=True)
    signed_by = _maybe_person(_("签发人"))
    signed_on = models.DateField(_("签发日期"), null=True, blank=True)
    entrustment = models.ForeignKey(
        SigningEntrustment, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("代签委托"),
    )  # fmt: skip
    sent_on = models.DateField(_("上报日期"), null=True, blank=True)
    sent_through = models.CharField(_("上报方式"), max_length=40, blank=True)
    reply_wanted_on = models.DateField(_("请上级批复的日期"), null=True, blank=True)
    chased = models.PositiveSmallIntegerField(_("催询次数"), default=0)
    chased_on = models.DateField(_("最近催询日期"), null=True, blank=True)
    replied_on = models.DateField(_("批复日期"), null=True, blank=True)
    reply_number = models.CharField(_("批复文号"), max_length=40, blank=True)
    reply = models.CharField(_("批复结果"), max_length=12, choices=Reply.choices, blank=True)
    conditions = models.TextField(_("批复内容和条件"), max_length=2000, blank=True)
    carry_by = models.DateField(_("落实期限"), null=True, blank=True)
    carried_on = models.DateField(_("落实日期"), null=True, blank=True)
    carried_out = models.TextField(_("落实情况"), max_length=2000, blank=True)
    noted_on = models.DateField(_("上级收到日期"), null=True, blank=True)
    withdrawn_because = models.CharField(_("撤下理由"), max_length=200, blank=True)

    objects = RecordedManager.from_queryset(UpwardQuerySet)()
    history = RecordedHistory()

    class Meta(TownRow.Meta):
        verbose_name = _("对上请示报告")
        verbose_name_plural = _("对上请示报告")
        ordering = ["-drafted_on", "-id"]
        indexes = [
            models.Index(fields=["organization", "status", "due_on"], name="upward_waiting"),
            models.Index(fields=["organization", "kind", "sent_on"], name="upward_sent"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "number"], condition=~Q(number=""), name="upward_number_once"
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True, number="") | (Q(signed_by__isnull=False) & ~Q(number="")),
                name="upward_number_with_signature",
            ),
        ]

    def __str__(self) -> str:
        return self.full_title

    @property
    def full_title(self) -> str:
        return _now("关于%(matter)s的%(kind)s") % {"matter": self.title, "kind": self.get_kind_display()}

    @property
    def audit_text(self) -> str:
        """What is asked about cadres is named by its kind alone."""
        if self.is_kept:
            what = _now("一件干部事项的%(kind)s") % {"kind": self.get_kind_display()}
            return f"{what}（{self.number}）" if self.number else what
        return self.full_title

    @property
    def is_kept(self) -> bool:
        return self.matter in kinds.KEPT_MATTERS

    @property
    def is_request(self) -> bool:
        return self.kind == Kind.REQUEST


class IncomingPaper(TownRow):
    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("待收文")
        RECEIVED = "received", _("已收文")
        ANSWERED = "answered", _("已批复")
        NOTED = "noted", _("已阅批")

    class Way(models.TextChoices):
        WRITTEN = "written", _("书面")
        ORAL = "oral", _("口头")

    class Answer(models.TextChoices):
        AGREED = "agreed", _("同意")
        CONDITIONAL = "conditional", _("附条件同意")
        DECLINED = "declined", _("不同意")
        TO_COMMITTEE = "to_committee", _("提交党委会")

    kind = models.CharField(_("文种"), max_length=8, choices=Kind.choices)
    source = models.CharField(
        _("来文单位类别"), max_length=20, choices=[(code, _(text)) for code, text in kinds.SOURCES.items()]
    )
    unit = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("来文单位"),
    )
    person = _maybe_person(_("报告人"))
    way = models.CharField(_("方式"), max_length=8, choices=Way.choices, default=Way.WRITTEN)
    title = models.CharField(_("事由"), max_length=60)
    content = models.TextField(_("内容"), max_length=6000, blank=True)
    items = models.JSONField(_("各项内容"), default=dict, blank=True)
    period_on = models.DateField(_("所报时段内的日期"))
    urgent = models.BooleanField(_("突发、紧急、重大"), default=False)
    known_at = models.DateTimeField(_("知情时间"), null=True, blank=True)
    told_at = models.DateTimeField(_("报告时间"), null=True, blank=True)
    received_on = models.DateField(_("收文日期"), null=True, blank=True)
    received_by = _maybe_person(_("收文人"))
    number = models.CharField(_("收文编号"), max_length=40, blank=True)
    handler = _maybe_person(_("承办人"))
    answer_due_on = models.DateField(_("批复期限"), null=True, blank=True)
    next_on = models.DateField(_("下次汇报日期"), null=True, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.RECEIVED)
    answer = models.CharField(_("批复结果"), max_length=12, choices=Answer.choices, blank=True)
    answered = models.TextField(_("批复、阅批意见"), max_length=2000, blank=True)
    answered_by = _maybe_person(_("批复、阅批人"))
    answered_on = models.DateField(_("批复、阅批日期"), null=True, blank=True)
    entered_by = _person(_("登记人"))
    entered_on = models.DateField(_("登记日期"))

    objects = RecordedManager.from_queryset(IncomingQuerySet)()
    history = RecordedHistory()

    class Meta(TownRow.Meta):
        verbose_name = _("下级请示报告")
        verbose_name_plural = _("下级请示报告")
        ordering = ["-entered_on", "-id"]
        indexes = [
            models.Index(fields=["organization", "unit", "period_on"], name="incoming_by_unit"),
            models.Index(fields=["organization", "status"], name="incoming_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(person__isnull=False), name="incoming_from_somebody"
            )
        ]

    def __str__(self) -> str:
        return _now("%(who)s%(title)s的%(kind)s") % {
            "who": self.sender, "title": self.title, "kind": self.get_kind_display()
        }  # fmt: skip

    @property
    def sender(self) -> str:
        if self.unit is not None:
            return self.unit.short_name
        return self.person.name if self.person is not None else ""

    @property
    def audit_text(self) -> str:
        return str(self)


class ReportingFailure(TownRow):
    """Somebody did not ask or report as the rules want it; which step follows is counted from those before."""

    class Status(models.TextChoices):
        OPEN = "open", _("待处理")
        DONE = "done", _("已处理")
        LIFTED = "lifted", _("已撤销")

    class Step(models.TextChoices):
        CRITICISM = Measure.CRITICISM.value, _("批评教育")
        NOTICE = Measure.NOTICE.value, _("通报批评")
        REFERRAL = Measure.REFERRAL.value, _("移送给予党纪处分或组织处理")
        OPEN = Measure.OPEN.value, _("由党委研究")

    unit = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("单位"),
    )
    person = _maybe_person(_("人员"))
    what = models.CharField(_("没有按规定请示报告的事"), max_length=200)
    happened_on = models.DateField(_("应请示报告的日期"))
    grave = models.BooleanField(_("造成严重后果"), default=False)
    nth = models.PositiveSmallIntegerField(_("第几次"))
    step = models.CharField(_("照条文处理"), max_length=10, choices=Step.choices)
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices, default=Status.OPEN)
    recorded_by = _person(_("登记人"))
    recorded_on = models.DateField(_("登记日期"))
    done_on = models.DateField(_("处理日期"), null=True, blank=True)
    done_how = models.CharField(_("处理情况"), max_length=400, blank=True)

    objects = RecordedManager.from_queryset(FailureQuerySet)()
    history = RecordedHistory()

    class Meta(TownRow.Meta):
        verbose_name = _("失报记录")
        verbose_name_plural = _("失报记录")
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, person__isnull=True)
                | Q(unit__isnull=True, person__isnull=False),
                name="failure_of_one",
            )
        ]

    def __str__(self) -> str:
        return _now("%(who)s第%(n)s次没有按规定请示报告") % {"who": self.subject, "n": self.nth}

    @property
    def subject(self) -> str:
        return self.unit.short_name if self.unit is not None else self.person.name if self.person else ""

    @property
    def audit_text(self) -> str:
        return str(self)
