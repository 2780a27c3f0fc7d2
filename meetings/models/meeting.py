"""The meeting, its agenda and its notice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager
from governance.people.models import Account, Organization, Person
from governance.procedures.models import ProcedureEdition
from meetings.models.base import Method, Outcome, TownModel, TownQuerySet
from meetings.models.topic import Topic, TopicSubject, inner_towns

if TYPE_CHECKING:
    from governance.access.actor import Actor


class MeetingQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The committee, its office and the discipline secretary; others when they are invited."""
        from meetings.models.attendance import Attendance

        invited = Attendance.objects.filter(meeting=OuterRef("pk"), person_id=actor.person_id)
        return self.filter(organization_id__in=actor.organization_ids).filter(
            Q(organization_id__in=inner_towns(actor)) | Exists(invited)
        )


class Meeting(TownModel):
    """One committee meeting. Status has one writer: the services of this app."""

    class Status(models.TextChoices):
        PREPARING = "preparing", _("筹备中")
        NOTICED = "noticed", _("已通知")
        IN_SESSION = "in_session", _("正在开会")
        CLOSED = "closed", _("已散会")
        ARCHIVED = "archived", _("已归档")
        CANCELLED = "cancelled", _("已取消")

    ordinal = models.PositiveIntegerField(_("次序"))
    year = models.PositiveSmallIntegerField(_("年度"))
    meets_at = models.DateTimeField(_("开会时间"))
    place = models.CharField(_("地点"), max_length=60)
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("主持人"))
    chair_post = models.CharField(_("主持人职务标识"), max_length=40)
    recorder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("记录人"))
    # Where functions of the government or social affairs are concerned (S0-04:三-5): more attend, no more vote.
    enlarged = models.BooleanField(_("扩大会"), default=False)
    # The edition of the procedure the meeting began under; a later change of it changes nothing here.
    procedure = models.ForeignKey(
        ProcedureEdition, on_delete=models.PROTECT, related_name="+", verbose_name=_("程序版本")
    )
    # Held on paper and entered afterwards (补录): when and why is in `late`, read only where this is set.
    entered_late = models.BooleanField(_("会后补录"), default=False)
    status = models.CharField(_("状态"), max_length=12, choices=Status.choices, default=Status.PREPARING)
    agenda_confirmed_on = models.DateField(_("议程审定日期"), null=True, blank=True)
    opened_at = models.DateTimeField(_("宣布开会时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("散会时间"), null=True, blank=True)

    objects = RecordedManager.from_queryset(MeetingQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("党委会")
        verbose_name_plural = _("党委会")
        ordering = ["-meets_at", "-id"]
        indexes = [
            models.Index(fields=["organization", "-meets_at"], name="meeting_by_time"),
            models.Index(fields=["organization", "status"], name="meeting_by_status"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "ordinal"], name="meeting_ordinal_once"),
            models.CheckConstraint(
                condition=~Q(status="in_session") | Q(opened_at__isnull=False),
                name="meeting_opened_at",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["closed", "archived"]) | Q(closed_at__isnull=False),
                name="meeting_closed_at",
            ),
        ]

    def __str__(self) -> str:
        named = {"year": self.year, "ordinal": self.ordinal}
        if self.enlarged:
            return _("%(year)s年第%(ordinal)s次党委扩大会") % named
        return _("%(year)s年第%(ordinal)s次党委会") % named

    @property
    def meets_on(self) -> date:
        return timezone.localdate(self.meets_at)

    @property
    def number(self) -> str:
        return _("党委会〔%(year)s〕%(ordinal)s次") % {
            "year": self.year,
            "ordinal": self.ordinal,
        }


class AgendaItemQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Items of meetings one may see, save those kept from the actor; whoever is invited to report
        one item knows of that item alone."""
        inner, own = Q(organization_id__in=inner_towns(actor)), Q(presenter_id=actor.person_id)
        return self.not_kept_from(actor).filter(inner | own, meeting__in=Meeting.objects.visible_to(actor))

    def not_kept_from(self, actor: Actor) -> Self:
        """Without the items the actor is recused from or spoken about in: there a person sees the title
        on the agenda and the word 回避, nothing else."""
        from meetings.models.attendance import Recusal

        recused = Recusal.objects.filter(item=OuterRef("pk"), person_id=actor.person_id)
        subject = TopicSubject.objects.filter(topic=OuterRef("topic_id"), person_id=actor.person_id)
        return self.filter(~Exists(recused), ~Exists(subject))


class AgendaItem(TownModel):
    """One topic on one meeting's agenda."""

    class Status(models.TextChoices):
        PENDING = "pending", _("未开始")
        DISCUSSING = "discussing", _("讨论中")
        SUMMARISED = "summarised", _("已归纳，待表决")
        VOTING = "voting", _("表决中")
        COUNTED = "counted", _("表决完毕，待宣布")
        DECIDED = "decided", _("已议定")
        POSTPONED = "postponed", _("缓议")

    # Past `PENDING` and not yet decided: one item of a meeting at a time.
    ON_THE_TABLE = (Status.DISCUSSING, Status.SUMMARISED, Status.VOTING, Status.COUNTED)

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="items", verbose_name=_("会议")
    )
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        related_name="agenda_items",
        verbose_name=_("议题"),
    )
    order = models.PositiveSmallIntegerField(_("次序"))
    agreed_on = models.DateField(_("列入议程日期"))
    in_notice = models.BooleanField(_("已列入通知"), default=False)
    presenter = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("汇报人"),
    )
    method = models.CharField(_("表决方式"), max_length=16, choices=Method.choices, blank=True)
    status = models.CharField(_("状态"), max_length=12, choices=Status.choices, default=Status.PENDING)
    discussed_at = models.DateTimeField(_("开始讨论"), null=True, blank=True)
    summary = models.TextField(_("主持人综合意见"), max_length=1000, blank=True)
    summarised_at = models.DateTimeField(_("归纳时间"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome.choices, blank=True)

    objects = RecordedManager.from_queryset(AgendaItemQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("议程项")
        verbose_name_plural = _("议程项")
        ordering = ["meeting_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "topic"], name="agenda_topic_once"),
            # One matter at a time (S0-04:二-5b, S1-01:七-4d): two rooms of one meeting cannot both be open.
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(status__in=["discussing", "summarised", "voting", "counted"]),
                name="agenda_one_open_item",
            ),
        ]

    @property
    def minutes_discussed(self) -> int | None:
        """How long it was discussed before the summing-up: whether time was left to speak (S0-06:十二b)."""
        if self.discussed_at is None or self.summarised_at is None:
            return None
        return max(1, round((self.summarised_at - self.discussed_at).total_seconds() / 60))

    def __str__(self) -> str:
        return f"{self.meeting} {self.order}"

    @property
    def audit_text(self) -> str:
        return _("%(meeting)s第%(order)s项") % {
            "meeting": self.meeting,
            "order": self.order,
        }

    @property
    def audit_matter(self) -> Meeting:
        return self.meeting


class Notice(TownModel):
    """The notice of one meeting: what was sent, to whom, and what became of it."""

    seen_through = "meeting"

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, related_name="notice", verbose_name=_("会议")
    )
    sent_at = models.DateTimeField(_("发出时间"))
    written = models.BooleanField(_("书面"), default=True)
    in_the_name_of = models.CharField(_("以谁的名义"), max_length=80)
    # A meeting that is moved is called anew: this row is the notice that stands, `superseded` those before.
    version = models.PositiveSmallIntegerField(_("第几次通知"), default=1)
    first_sent_at = models.DateTimeField(_("首次发出时间"), null=True, blank=True)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("会议通知")
        verbose_name_plural = _("会议通知")

    def __str__(self) -> str:
        return _("%(meeting)s通知") % {"meeting": self.meeting}

    @property
    def audit_matter(self) -> Meeting:
        return self.meeting

    @property
    def sent_on(self) -> date:
        return timezone.localdate(self.sent_at)

    @property
    def first_sent_on(self) -> date:
        """The day the members first heard of the agenda and got its files: moving a meeting takes neither
        back, and steps that followed the first notice still follow a notice."""
        return timezone.localdate(self.first_sent_at or self.sent_at)


class NoticeDelivery(TownModel):
    """One addressee. Sent is not delivered, delivered is not acknowledged."""

    seen_through = "notice"

    class Channel(models.TextChoices):
        APPLICATION = "application", _("系统")
        PHONE = "phone", _("电话")
        PAPER = "paper", _("书面送达")

    notice = models.ForeignKey(
        Notice,
        on_delete=models.PROTECT,
        related_name="deliveries",
        verbose_name=_("通知"),
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("收件人"))
    channel = models.CharField(_("方式"), max_length=12, choices=Channel.choices, default=Channel.APPLICATION)
    delivered_at = models.DateTimeField(_("送达时间"), null=True, blank=True)
    delivery_note = models.CharField(_("送达说明"), max_length=120, blank=True)
    acknowledged_at = models.DateTimeField(_("签收时间"), null=True, blank=True)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("通知送达")
        verbose_name_plural = _("通知送达")
        constraints = [models.UniqueConstraint(fields=["notice", "person"], name="notice_delivery_once")]

    def __str__(self) -> str:
        return f"{self.notice_id}-{self.person_id}"

    @property
    def audit_text(self) -> str:
        return _("%(notice)s（%(person)s）") % {
            "notice": self.notice,
            "person": self.person,
        }

    @property
    def audit_matter(self) -> Meeting:
        return self.notice.meeting


class NoticeReading(models.Model):
    """When an addressee's screen first showed the notice: the proof of delivery in the application.

    Operational: a read mark, written while a page is shown; it carries no decision.
    """

    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("所属镇"),
    )
    delivery = models.OneToOneField(
        NoticeDelivery,
        on_delete=models.PROTECT,
        related_name="reading",
        verbose_name=_("送达"),
    )
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("账号"))
    shown_at = models.DateTimeField(_("显示时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("通知阅读")
        verbose_name_plural = _("通知阅读")

    def __str__(self) -> str:
        return f"{self.delivery_id}"
