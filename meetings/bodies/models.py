"""Meetings of other bodies: the meeting, who sits in it, the matters it went through.

Of a sealed kind (五人小组会) every text a person wrote is sealed, and titles name nothing.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager
from governance.audit.sealed import SealedTextField
from governance.people.models import Organization, Person
from meetings.bodies.rules.kinds import COMMITTEE, EVERYBODY, KINDS, KindRules, kind_rules
from meetings.bodies.rules.sentences import OUTCOMES
from meetings.models.base import Matter, TownModel, TownQuerySet
from meetings.models.emergency import EmergencyHandling
from meetings.models.resolution import Resolution
from meetings.models.topic import Topic

if TYPE_CHECKING:
    from governance.access.actor import Actor


def _read_in(kind: KindRules, actor: Actor) -> set[int]:
    """The towns in which the actor may read meetings of the kind without a seat in them."""
    if EVERYBODY in kind.read_by:
        return set(actor.organization_ids)
    towns = {p.organization_id for p in actor.posts if p.code in kind.read_by}
    return towns | (
        {p.organization_id for p in actor.posts if p.committee_seat} if _committee(kind) else set()
    )


def _committee(kind: KindRules) -> bool:
    return COMMITTEE in kind.read_by


def _seated(actor: Actor) -> Exists:
    return Exists(BodySeat.objects.filter(meeting=OuterRef("pk"), person_id=actor.person_id))


def _owes(actor: Actor) -> Exists:
    rows = BodyMatter.objects.filter(meeting=OuterRef("pk"), owner_id=actor.person_id, owner__isnull=False)
    return Exists(rows.filter(state=BodyMatter.State.STANDS))


class BodyMeetingQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever has a seat in it, prepares it or has something of it to see done, and the posts its kind lets
        read it."""
        found = self.filter(organization_id__in=actor.organization_ids)
        seen = Q(_seated(actor)) | Q(_owes(actor)) | Q(called_by_id=actor.person_id)
        for kind in KINDS.values():
            if towns := _read_in(kind, actor):
                seen |= Q(kind=kind.code, organization_id__in=towns)
        return found.filter(seen)

    def in_diary_of(self, actor: Actor) -> Self:
        """Those to be in the actor's diary: of the town's bodies what they may see, of villages what they sit in."""
        return self.visible_to(actor).filter(Q(unit__isnull=True) | Q(_seated(actor)))


class BodyMeeting(TownModel):
    class Status(models.TextChoices):
        DRAFT = "draft", _("筹备中")
        NOTICED = "noticed", _("已通知")
        HELD = "held", _("已开")
        RECORDED = "recorded", _("纪要已签发")
        CANCELLED = "cancelled", _("已取消")

    kind = models.CharField(
        _("种类"), max_length=32, choices=[(kind.code, _(kind.title)) for kind in KINDS.values()]
    )
    unit = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("村（社区）"),
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    ordinal = models.PositiveSmallIntegerField(_("次序"))
    title = models.CharField(_("名称"), max_length=60)
    purpose = models.CharField(_("事由"), max_length=200, blank=True)
    held_on = models.DateField(_("开会日期"))
    starts_at = models.TimeField(_("开会时间"))
    place = models.CharField(_("地点"), max_length=60)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("主持人"))
    chair_post = models.CharField(_("主持人职务标识"), max_length=40)
    entrusted = models.CharField(_("书记委托主持的日期和方式"), max_length=60, blank=True)
    recorder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("记录人"))
    called_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("召集经办人")
    )
    meals = models.BooleanField(_("安排就餐"), default=False)
    banner = models.BooleanField(_("挂会标"), default=False)
    noticed_at = models.DateTimeField(_("通知时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("登记召开时间"), null=True, blank=True)
    summary = models.TextField(_("会议情况"), max_length=4000, blank=True)
    sealed_summary = SealedTextField(_("会议情况（封存）"), null=True, blank=True)
    copy_to = models.CharField(_("分送"), max_length=200, blank=True)
    signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("签发人")
    )
    signed_on = models.DateField(_("签发日期"), null=True, blank=True)
    cancelled_because = models.CharField(_("取消理由"), max_length=200, blank=True)
    # Held without the system and entered afterwards (补录): why, and from what paper.
    entered_late = models.BooleanField(_("补录"), default=False)
    late_because = models.CharField(_("补录理由"), max_length=200, blank=True)
    late_paper = models.CharField(_("依据的纸面材料"), max_length=200, blank=True)

    objects = RecordedManager.from_queryset(BodyMeetingQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("其他会议")
        verbose_name_plural = _("其他会议")
        ordering = ["-held_on", "-starts_at", "-id"]
        indexes = [models.Index(fields=["organization", "kind", "held_on"], name="body_meeting_by_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "year", "ordinal"],
                condition=Q(unit__isnull=True),
                name="body_meeting_numbered_once",
            ),
            models.UniqueConstraint(
                fields=["organization", "kind", "unit", "year", "ordinal"],
                condition=Q(unit__isnull=False),
                name="body_meeting_of_village_once",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True, signed_on__isnull=True)
                | Q(signed_by__isnull=False, signed_on__isnull=False),
                name="body_minutes_signed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def rules(self) -> KindRules:
        return kind_rules(self.kind)

    @property
    def kind_title(self) -> str:
        return _now(self.rules.title)

    @property
    def begins(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.held_on, self.starts_at))

    @property
    def audit_text(self) -> str:
        """Of a sealed kind a number alone: not even what body met (S1-03:五)."""
        if self.rules.sealed:
            return _now("涉密会议第%(n)s号") % {"n": self.pk or _now("新")}
        return self.title

    @property
    def last_signed_on(self) -> date | None:
        return self.signed_on


class BodySeat(TownModel):
    """One person in one meeting. Why they are away and what they said beforehand is sealed."""

    seen_through = "meeting"

    class Capacity(models.TextChoices):
        ATTENDS = "attends", _("出席")
        OBSERVES = "observes", _("列席")
        RECORDS = "records", _("记录")

    class State(models.TextChoices):
        EXPECTED = "expected", _("应到")
        PRESENT = "present", _("到会")
        ON_LEAVE = "on_leave", _("请假")
        ABSENT = "absent", _("缺席")

    meeting = models.ForeignKey(
        BodyMeeting, on_delete=models.PROTECT, related_name="seats", verbose_name=_("会议")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("人员"))
    post_code = models.CharField(_("职务标识"), max_length=40)
    post_title = models.CharField(_("职务"), max_length=60)
    order = models.PositiveSmallIntegerField(_("排序"), default=100)
    capacity = models.CharField(_("身份"), max_length=8, choices=Capacity.choices)
    state = models.CharField(_("到会情况"), max_length=8, choices=State.choices, default=State.EXPECTED)
    acknowledged_at = models.DateTimeField(_("签收时间"), null=True, blank=True)
    leave_asked_at = models.DateTimeField(_("请假时间"), null=True, blank=True)
    leave_reason = SealedTextField(_("请假事由"), null=True, blank=True)
    prior_opinion = SealedTextField(_("会前意见"), null=True, blank=True)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("参会人")
        verbose_name_plural = _("参会人")
        ordering = ["meeting_id", "capacity", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="body_seat_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}-{self.person_id}"

    @property
    def audit_text(self) -> str:
        if self.meeting.rules.sealed:
            return self.meeting.audit_text
        return _now("%(meeting)s（%(person)s）") % {"meeting": self.meeting, "person": self.person}

    @property
    def audit_matter(self) -> BodyMeeting:
        return self.meeting


class BodyMatterQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """As the meeting; what is secret only by those with a seat in it, and by whoever is to see it done:
        whoever prepared the meeting of a sealed kind, or reads the others by post, does not read that
        (S1-02:四-23, S1-03:五)."""
        sealed = [kind.code for kind in KINDS.values() if kind.sealed]
        seat = Exists(BodySeat.objects.filter(meeting=OuterRef("meeting"), person_id=actor.person_id))
        kept = Q(secret=True) | Q(meeting__kind__in=sealed)
        own = Q(owner_id=actor.person_id, owner__isnull=False)
        return super().visible_to(actor).filter(~kept | Q(seat) | own)


class BodyMatter(TownModel):
    """One matter a meeting went through. It prepares, coordinates, informs or hands on: it never decides."""

    seen_through = "meeting"

    class Outcome(models.TextChoices):
        PREPARED = "prepared", _(OUTCOMES["prepared"])
        COORDINATED = "coordinated", _(OUTCOMES["coordinated"])
        REPORTED = "reported", _(OUTCOMES["reported"])
        POSTPONED = "postponed", _(OUTCOMES["postponed"])
        REFERRED = "referred", _(OUTCOMES["referred"])
        EMERGENCY = "emergency", _(OUTCOMES["emergency"])

    class State(models.TextChoices):
        STANDS = "stands", _("有效")
        STRUCK = "struck", _("已划去")

    meeting = models.ForeignKey(
        BodyMeeting, on_delete=models.PROTECT, related_name="matters", verbose_name=_("会议")
    )
    order = models.PositiveSmallIntegerField(_("次序"))
    matter = models.CharField(_("类别"), max_length=16, choices=Matter.choices, default=Matter.ORDINARY)
    scope = models.CharField(_("属于哪一类"), max_length=20, blank=True)
    secret = models.BooleanField(_("保密"), default=False)
    title = models.CharField(_("事项"), max_length=60, blank=True)
    sealed_title = SealedTextField(_("事项（封存）"), null=True, blank=True)
    prepared = models.TextField(_("情况和意见"), max_length=2000, blank=True)
    sealed_prepared = SealedTextField(_("情况和意见（封存）"), null=True, blank=True)
    presenter = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提出人")
    )
    differed = models.BooleanField(_("有分歧"), default=False)
    outcome = models.CharField(_("办理结果"), max_length=12, choices=Outcome.choices)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任人")
    )
    due_on = models.DateField(_("办结期限"), null=True, blank=True)
    resolution = models.ForeignKey(
        Resolution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("落实的党委会决议"),
    )
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="body_matters",
        verbose_name=_("提交的党委会议题"),
    )
    emergency = models.OneToOneField(
        EmergencyHandling,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="body_matter",
        verbose_name=_("紧急处置"),
    )
    # Of secret matters alone: the others are followed in 督办, where everybody concerned may read them.
    done_on = models.DateField(_("落实日期"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.STANDS)

    objects = RecordedManager.from_queryset(BodyMatterQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("会议事项")
        verbose_name_plural = _("会议事项")
        ordering = ["meeting_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="body_matter_order_once"),
            models.CheckConstraint(
                condition=Q(owner__isnull=True, due_on__isnull=True)
                | Q(owner__isnull=False, due_on__isnull=False),
                name="body_matter_owned_by_a_day",
            ),
            models.CheckConstraint(
                condition=Q(outcome="emergency", emergency__isnull=False)
                | (~Q(outcome="emergency") & Q(emergency__isnull=True)),
                name="body_matter_emergency_on_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.audit_text

    @property
    def is_secret(self) -> bool:
        return self.secret or self.meeting.rules.sealed

    @property
    def scope_title(self) -> str:
        return _now(title) if (title := self.meeting.rules.scope_title(self.scope)) else ""

    @property
    def audit_text(self) -> str:
        if self.is_secret:
            return _now("%(meeting)s第%(n)s项") % {"meeting": self.meeting.audit_text, "n": self.order}
        return self.title

    @property
    def audit_matter(self) -> BodyMeeting:
        return self.meeting


def kinds_open_to(actor: Actor) -> list[KindRules]:
    """Kinds of which the actor may read meetings by post: for lists and the year page."""
    return [kind for kind in KINDS.values() if _read_in(kind, actor)]
