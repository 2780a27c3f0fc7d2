"""The Party congress between its sessions (S4-04): terms, groups, delegates, how they come and go, what they meet for,
what they propose; and matters the people's congress decides (S4-07)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel, RecordedQuerySet
from governance.people.models import Organization, Person
from governance.people.standard_posts import LEADERS, OFFICE
from governance.templatetags.wordings import official_date

if TYPE_CHECKING:
    from governance.access.actor import Actor

# Who works with delegates, who leads, and who chairs the people's congress.
CONGRESS_READERS = (
    *LEADERS,
    "discipline_secretary",
    "organization_commissioner",
    "congress_chair",
    *OFFICE,
    "organization_clerk",
)


def _organization() -> models.ForeignKey:
    return models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )


def _term() -> models.ForeignKey:
    return models.ForeignKey("CongressTerm", on_delete=models.PROTECT, related_name="+", verbose_name=_("届"))


class CongressQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Those who work with delegates, and the delegates themselves."""
        readers = (*CONGRESS_READERS, "delegate")
        return self.filter(
            organization_id__in=[t for t in actor.organization_ids if actor.holds(t, *readers)]
        )


class CongressTerm(RecordedModel):
    """One term of the congress. `rhythm`: by which of the two articles its delegates are trained."""

    class Rhythm(models.TextChoices):
        TOWN = "town", _("镇：学习例会每月一次")
        TOWNSHIP = "township", _("乡：专题培训每季一次")

    organization = _organization()
    name = models.CharField(_("届次"), max_length=20)
    rhythm = models.CharField(_("学习培训"), max_length=8, choices=Rhythm.choices)
    seats = models.PositiveSmallIntegerField(_("代表名额"))
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)

    objects = RecordedManager.from_queryset(CongressQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("党代会届次")
        verbose_name_plural = _("党代会届次")
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"], condition=Q(until__isnull=True), name="congress_one_term_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="congress_term_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DelegateGroup(RecordedModel):
    """代表组 (S4-04:二-3b): leaders, a place, money."""

    organization = _organization()
    term = _term()
    name = models.CharField(_("组"), max_length=30)
    leader = models.CharField(_("组长"), max_length=30)
    deputy = models.CharField(_("副组长"), max_length=30, blank=True)
    place = models.CharField(_("活动场地"), max_length=60, blank=True)
    fund = models.DecimalField(_("活动经费（元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    linked_by = models.CharField(_("联系的委员"), max_length=30, blank=True)  # 委员联代表组 (S4-04:二-3c)

    objects = RecordedManager.from_queryset(CongressQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("代表组")
        verbose_name_plural = _("代表组")
        ordering = ["organization_id", "term_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "term", "name"], name="delegate_group_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class Delegate(RecordedModel):
    class Status(models.TextChoices):
        SERVING = "serving", _("在任")
        ENDED = "ended", _("资格已终止")

    organization = _organization()
    term = _term()
    group = models.ForeignKey(
        DelegateGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="delegates",
        verbose_name=_("代表组"),
    )
    name = models.CharField(_("姓名"), max_length=30)
    unit = models.CharField(_("选举单位"), max_length=60)
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("名册里的人"),
    )
    linked = models.PositiveSmallIntegerField(_("联系党员数"), null=True, blank=True)
    since = models.DateField(_("当选日期"))
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices, default=Status.SERVING)
    ended_on = models.DateField(_("终止日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(CongressQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("党代表")
        verbose_name_plural = _("党代表")
        ordering = ["organization_id", "term_id", "unit", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "term", "name", "unit"],
                condition=Q(status="serving"),
                name="delegate_once_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(status="serving", ended_on__isnull=True)
                | Q(status="ended", ended_on__isnull=False),
                name="delegate_ended_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.unit}）"


class DelegateElection(RecordedModel):
    """How one unit comes by its delegates: 三推、两评、一公示, more candidates than seats (S4-04:二-1b, 二-1c)."""

    class Status(models.TextChoices):
        PREPARING = "preparing", _("酝酿候选人")
        CONFIRMED = "confirmed", _("候选人已定")
        ELECTED = "elected", _("已选出")

    organization = _organization()
    term = _term()
    unit = models.CharField(_("选举单位"), max_length=60)
    seats = models.PositiveSmallIntegerField(_("应选"))
    steps = models.JSONField(_("各步日期"), default=dict)  # {word of the article: ISO day}
    candidates = models.JSONField(_("正式候选人"), default=list)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.PREPARING)
    confirmed_on = models.DateField(_("定候选人日期"), null=True, blank=True)
    elected_on = models.DateField(_("选举日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(CongressQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("代表选举")
        verbose_name_plural = _("代表选举")
        ordering = ["-id"]
        indexes = [models.Index(fields=["organization", "term"], name="election_by_term")]

    def __str__(self) -> str:
        return _t("%(unit)s选举代表") % {"unit": self.unit}

    @property
    def last_signed_on(self) -> date | None:
        return self.elected_on or self.confirmed_on


class DelegateRemoval(RecordedModel):
    """Ending a delegate's mandate, step by step (S4-04:二-3e2)."""

    class Status(models.TextChoices):
        OPEN = "open", _("办理中")
        CONFIRMED = "confirmed", _("例会已确认")

    organization = _organization()
    delegate = models.ForeignKey(
        Delegate, on_delete=models.PROTECT, related_name="removals", verbose_name=_("代表")
    )
    because = models.CharField(_("事由"), max_length=200)
    steps = models.JSONField(_("各步"), default=dict)  # {word of the article: {"on": ISO day, "paper": text}}
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.OPEN)

    objects = RecordedManager.from_queryset(CongressQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("终止代表资格")
        verbose_name_plural = _("终止代表资格")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "delegate"],
                condition=Q(status="open"),
                name="removal_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return _t("终止%(name)s代表资格") % {"name": self.delegate.name}

    @property
    def audit_matter(self) -> Delegate:
        return self.delegate


class CongressMeeting(RecordedModel):
    """What the congress and its delegates met for, put down once: sessions, hearings, study, visits; and the
    committee's hearing of the people's congress's work (S4-07:三-1a)."""

    class Kind(models.TextChoices):
        CONGRESS = "congress", _("党代会")
        SESSION = "session", _("代表例会")
        EXTRAORDINARY = "extraordinary", _("临时代表会")
        HEARING = "hearing", _("党内听证")
        STUDY = "study", _("学习例会、专题培训")
        INSPECTION = "inspection", _("视察评议")
        COUNCIL = "council", _("党委听人大工作汇报")

    SESSIONS: ClassVar[tuple[str, ...]] = ("congress", "session", "extraordinary")

    organization = _organization()
    term = _term()
    kind = models.CharField(_("会"), max_length=14, choices=Kind.choices)
    held_on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=60, blank=True)
    expected = models.PositiveSmallIntegerField(_("应到"))
    present = models.PositiveSmallIntegerField(_("实到"))
    topics = models.TextField(_("议题"), max_length=1000)
    sought = models.CharField(_("议题征求意见情况"), max_length=200, blank=True)  # S4-04:二-3a3
    report = models.CharField(_("提交的报告"), max_length=100, blank=True)
    resolution = models.CharField(_("党委审议报告的决议"), max_length=60, blank=True)
    rules_reported = models.BooleanField(_("报告议事规则执行情况"), default=False)  # S1-01:十三-1
    council_on = models.DateField(_("人代会日期"), null=True, blank=True)
    result = models.TextField(_("结果"), max_length=1000, blank=True)
    solved = models.PositiveSmallIntegerField(
        _("督促解决热点难点（件）"), null=True, blank=True
    )  # S0-20:三-11b
    commended = models.CharField(_("表彰的代表"), max_length=200, blank=True)  # S4-04:二-3e3

    objects = RecordedManager.from_queryset(CongressQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("党代会的会")
        verbose_name_plural = _("党代会的会")
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["organization", "kind", "held_on"], name="congress_meeting_by_kind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(present__lte=F("expected")), name="congress_present_of_expected"
            )
        ]

    def __str__(self) -> str:
        return f"{official_date(self.held_on)}{self.get_kind_display()}"


class DelegateProposal(RecordedModel):
    """A delegate's proposal: every one is answered (S4-04:二-4a, S4-07:三-4b)."""

    class Status(models.TextChoices):
        RECEIVED = "received", _("待交办")
        HANDED = "handed", _("办理中")
        REPLIED = "replied", _("已答复")

    class Satisfaction(models.TextChoices):
        SATISFIED = "satisfied", _("满意")
        FAIR = "fair", _("基本满意")
        UNSATISFIED = "unsatisfied", _("不满意")

    organization = _organization()
    term = _term()
    year = models.PositiveSmallIntegerField(_("年度"))
    ordinal = models.PositiveSmallIntegerField(_("序号"))
    delegate = models.ForeignKey(
        Delegate, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("提出的代表")
    )
    seconders = models.CharField(_("附议的代表"), max_length=200, blank=True)
    title = models.CharField(_("题目"), max_length=60)
    text = models.TextField(_("内容"), max_length=2000)
    received_on = models.DateField(_("收到日期"))
    unit = models.CharField(_("承办单位"), max_length=60, blank=True)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("承办人")
    )
    due_on = models.DateField(_("答复期限"), null=True, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.RECEIVED)
    reply = models.TextField(_("答复"), max_length=2000, blank=True)
    replied_on = models.DateField(_("答复日期"), null=True, blank=True)
    satisfaction = models.CharField(_("代表意见"), max_length=12, choices=Satisfaction.choices, blank=True)

    objects = RecordedManager.from_queryset(CongressQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("代表建议")
        verbose_name_plural = _("代表建议")
        ordering = ["-year", "-ordinal"]
        indexes = [models.Index(fields=["organization", "status", "due_on"], name="proposal_by_due")]
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "ordinal"], name="proposal_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        return _t("%(year)s年代表建议第%(n)s号") % {"year": self.year, "n": self.ordinal}

    @property
    def last_signed_on(self) -> date | None:
        return self.replied_on or self.received_on


class CouncilMatter(RecordedModel):
    """A matter that law leaves to the people's congress: the committee studies it first, nobody decides in its place
    (S4-07:三-1d, 三-1e), seven steps (三-2)."""

    class Status(models.TextChoices):
        OPEN = "open", _("办理中")
        DONE = "done", _("已办结")

    organization = _organization()
    title = models.CharField(_("事项"), max_length=60)
    resolution = models.CharField(_("党委研究的决议"), max_length=60, blank=True)
    steps = models.JSONField(_("各步日期"), default=dict)  # {word of the article: ISO day}
    status = models.CharField(_("状态"), max_length=6, choices=Status.choices, default=Status.OPEN)
    opened_on = models.DateField(_("登记日期"))

    objects = RecordedManager.from_queryset(CongressQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("人大事项")
        verbose_name_plural = _("人大事项")
        ordering = ["-opened_on", "-id"]
        indexes = [models.Index(fields=["organization", "status", "opened_on"], name="council_matter_by_day")]

    def __str__(self) -> str:
        return self.title
