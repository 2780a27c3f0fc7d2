"""A democratic life meeting beside its BodyMeeting: theme and report, members, opinions, criticism, measures.

Opinions are for the member they are about, and for whoever collects and presides; what was said is for those
who were in the room. Both are sealed under the meeting's key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager
from governance.audit.sealed import SealedTextField
from governance.people.models import Person
from governance.procedures.models import ProcedureEdition
from meetings.bodies.models import BodyMeeting, BodySeat
from meetings.bodies.rules.kinds import kind_rules
from meetings.models.base import TownModel, TownQuerySet

if TYPE_CHECKING:
    from governance.access.actor import Actor

KIND = "democratic_life_meeting"


class LifeMeeting(TownModel):
    seen_through = "meeting"

    class Sort(models.TextChoices):
        REGULAR = "regular", _("年度民主生活会")
        FURTHER = "further", _("加开的民主生活会")
        INTEGRITY = "integrity", _("廉洁自律专题生活会")

    class Circle(models.TextChoices):
        COMMITTEE = "committee", _("党委班子")
        CADRES = "cadres", _("全体镇干部")
        PARTY = "party", _("全镇党员")
        EVERYBODY = "everybody", _("党内外群众")

    meeting = models.OneToOneField(
        BodyMeeting, on_delete=models.PROTECT, related_name="life", verbose_name=_("会议")
    )
    edition = models.ForeignKey(
        ProcedureEdition, on_delete=models.PROTECT, related_name="+", verbose_name=_("程序版本")
    )
    sort = models.CharField(_("种类"), max_length=10, choices=Sort.choices, default=Sort.REGULAR)
    theme = models.CharField(_("主题"), max_length=120)
    # Which of the five things the article lists are gone through (S1-13:四), by their place in it.
    line = models.BooleanField(_("路线政策决议执行"), default=True)
    democracy = models.BooleanField(_("自身建设与民主集中制"), default=True)
    integrity = models.BooleanField(_("廉洁守纪"), default=True)
    masses = models.BooleanField(_("群众路线与调研"), default=True)
    assigned = models.BooleanField(_("上级指定及其他"), default=True)

    reported_on = models.DateField(_("报上级日期"), null=True, blank=True)
    report_number = models.CharField(_("报上级文号或方式"), max_length=60, blank=True)
    approved_on = models.DateField(_("上级批准日期"), null=True, blank=True)
    approved_by = models.CharField(_("谁批准"), max_length=60, blank=True)
    observers = models.CharField(_("上级派来的人"), max_length=120, blank=True)
    put_off_from = models.DateField(_("原定日期"), null=True, blank=True)
    put_off_consent = models.CharField(_("上级同意延期的情况"), max_length=120, blank=True)

    opinions_told = models.TextField(_("通报征求意见情况"), max_length=2000, blank=True)
    superior_remarks = models.TextField(_("县纪委、组织部人员发言"), max_length=2000, blank=True)
    rules_checked = models.CharField(_("议事规则执行情况的检查"), max_length=500, blank=True)
    ratings_told = models.CharField(_("测评情况"), max_length=500, blank=True)

    published_on = models.DateField(_("通报日期"), null=True, blank=True)
    circle = models.CharField(_("通报范围"), max_length=10, choices=Circle.choices, blank=True)
    publisher = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("通报人")
    )
    submitted_on = models.DateField(_("报送日期"), null=True, blank=True)
    submitted_how = models.CharField(_("报送文号或方式"), max_length=60, blank=True)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("民主生活会")
        verbose_name_plural = _("民主生活会")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on__isnull=True, circle="")
                | (Q(published_on__isnull=False, publisher__isnull=False) & ~Q(circle="")),
                name="life_published_in_a_circle",
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True) | Q(reported_on__isnull=False),
                name="life_approved_after_report",
            ),
        ]

    def __str__(self) -> str:
        return self.meeting.title

    @property
    def audit_text(self) -> str:
        return self.meeting.title

    @property
    def audit_matter(self) -> BodyMeeting:
        return self.meeting

    @property
    def contents(self) -> list[str]:
        """The chosen ones of the five, in the article's order and words."""
        names = ("line", "democracy", "integrity", "masses", "assigned")
        fields = [self._meta.get_field(name) for name in names]
        return [str(f.verbose_name) for f in fields if getattr(self, f.name)]  # type: ignore[union-attr]


class LifeMember(TownModel):
    """One member's way through the meeting: own opinions signed for, the talk, the statement, the word."""

    seen_through = "life"

    life = models.ForeignKey(
        LifeMeeting, on_delete=models.PROTECT, related_name="members", verbose_name=_("民主生活会")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("成员"))
    post_title = models.CharField(_("职务"), max_length=60)
    order = models.PositiveSmallIntegerField(_("排序"), default=100)
    returned_at = models.DateTimeField(_("意见反馈时间"), null=True, blank=True)
    received_at = models.DateTimeField(_("签收反馈时间"), null=True, blank=True)
    talked_on = models.DateField(_("谈心日期"), null=True, blank=True)
    talked_with = models.CharField(_("同谁谈心"), max_length=120, blank=True)
    statement = SealedTextField(_("书面发言材料"), null=True, blank=True)
    stated_at = models.DateTimeField(_("交书面发言时间"), null=True, blank=True)
    spoke = models.BooleanField(_("已发言"), default=False)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("民主生活会成员")
        verbose_name_plural = _("民主生活会成员")
        ordering = ["life_id", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["life", "person"], name="life_member_once")]

    def __str__(self) -> str:
        return f"{self.life_id}-{self.person_id}"

    @property
    def audit_text(self) -> str:
        return _now("%(meeting)s（%(person)s）") % {"meeting": self.life, "person": self.person}

    @property
    def audit_matter(self) -> BodyMeeting:
        return self.life.meeting


class LifeOpinionQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever prepares or presides; the member it is about, once it was returned; what is about the whole
        team every member, once it was returned."""
        found = super().visible_to(actor)
        rules = kind_rules(KIND)
        towns = [p.organization_id for p in actor.posts if p.code in rules.prepared_by]
        keeps = Q(organization_id__in=towns) | Q(life__meeting__chair_id=actor.person_id)
        own = LifeMember.objects.filter(
            life=OuterRef("life"), person_id=actor.person_id, returned_at__isnull=False
        )
        mine = Q(about_id=actor.person_id) | Q(about__isnull=True)
        return found.filter(keeps | (mine & Q(Exists(own))))


class LifeOpinion(TownModel):
    seen_through = "life"

    class Source(models.TextChoices):
        MASSES = "masses", _("群众")
        ACTIVISTS = "activists", _("积极分子")
        MEMBERS = "members", _("党员")
        VILLAGES = "villages", _("村、站所")
        DELEGATES = "delegates", _("党代表、人大代表、政协委员")
        SUPERIOR = "superior", _("上级")
        TEAM = "team", _("班子成员")

    class Channel(models.TextChoices):
        FORUM = "forum", _("座谈会")
        VISIT = "visit", _("上门走访")
        TALK = "talk", _("个别谈话")
        SHEET = "sheet", _("征求意见表")
        BOX = "box", _("意见箱、网上")

    life = models.ForeignKey(
        LifeMeeting, on_delete=models.PROTECT, related_name="opinions", verbose_name=_("民主生活会")
    )
    source = models.CharField(_("意见来源"), max_length=10, choices=Source.choices)
    channel = models.CharField(_("征求方式"), max_length=10, choices=Channel.choices)
    about = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("对谁的意见"),
    )
    text = SealedTextField(_("意见"))
    collected_on = models.DateField(_("征求日期"))
    struck = models.BooleanField(_("已划去"), default=False)

    objects = RecordedManager.from_queryset(LifeOpinionQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("征求到的意见")
        verbose_name_plural = _("征求到的意见")
        ordering = ["life_id", "id"]

    def __str__(self) -> str:
        return self.audit_text

    @property
    def audit_text(self) -> str:
        return _now("%(meeting)s第%(n)s号意见") % {"meeting": self.life, "n": self.pk or _now("新")}

    @property
    def audit_matter(self) -> BodyMeeting:
        return self.life.meeting


class LifeCriticismQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever has a seat in the meeting."""
        seat = BodySeat.objects.filter(meeting=OuterRef("life__meeting"), person_id=actor.person_id)
        return super().visible_to(actor).filter(Exists(seat))


class LifeCriticism(TownModel):
    """Who criticised whom, and in points what was said. On oneself: 对照检查 and self-criticism."""

    seen_through = "life"

    life = models.ForeignKey(
        LifeMeeting, on_delete=models.PROTECT, related_name="criticisms", verbose_name=_("民主生活会")
    )
    critic = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("发言人"))
    subject = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("对谁"))
    points = SealedTextField(_("发言要点"), null=True, blank=True)
    struck = models.BooleanField(_("已划去"), default=False)

    objects = RecordedManager.from_queryset(LifeCriticismQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("批评与自我批评")
        verbose_name_plural = _("批评与自我批评")
        ordering = ["life_id", "id"]

    def __str__(self) -> str:
        return self.audit_text

    @property
    def is_own(self) -> bool:
        return self.critic_id == self.subject_id

    @property
    def audit_text(self) -> str:
        return _now("%(meeting)s第%(n)s号发言") % {"meeting": self.life, "n": self.pk or _now("新")}

    @property
    def audit_matter(self) -> BodyMeeting:
        return self.life.meeting


class LifeMeasure(TownModel):
    """One measure of rectification. It goes to supervision with its owner and day."""

    seen_through = "life"

    life = models.ForeignKey(
        LifeMeeting, on_delete=models.PROTECT, related_name="measures", verbose_name=_("民主生活会")
    )
    order = models.PositiveSmallIntegerField(_("次序"))
    problem = models.CharField(_("查出的问题"), max_length=200)
    title = models.CharField(_("整改措施"), max_length=200)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("责任人"))
    due_on = models.DateField(_("完成期限"))
    set_on = models.DateField(_("订措施日期"))

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("整改措施")
        verbose_name_plural = _("整改措施")
        ordering = ["life_id", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["life", "order"], name="life_measure_order_once")]

    def __str__(self) -> str:
        return self.title[:60]

    @property
    def audit_text(self) -> str:
        return _now("%(meeting)s整改措施第%(n)s条") % {"meeting": self.life, "n": self.order}

    @property
    def audit_matter(self) -> BodyMeeting:
        return self.life.meeting


class LifeOutingQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Members of the committee, the offices that keep the meetings, and whoever took part."""
        offices = kind_rules(KIND).prepared_by
        towns = {p.organization_id for p in actor.posts if p.committee_seat or p.code in offices}
        own = Q(person_id=actor.person_id, organization_id__in=actor.organization_ids)
        return self.filter(Q(organization_id__in=towns) | own)


class LifeOuting(TownModel):
    """A member took part in the life meeting of a branch or of a unit in charge (S0-08:二, S1-06:他-2)."""

    class Kind(models.TextChoices):
        OWN = "own", _("所在支部")
        LINKED = "linked", _("联系支部")
        IN_CHARGE = "in_charge", _("分管单位")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("参加人"))
    kind = models.CharField(_("参加哪里的"), max_length=10, choices=Kind.choices)
    unit = models.CharField(_("支部或单位"), max_length=60)
    joined_on = models.DateField(_("参加日期"))
    corrected = models.CharField(_("纠正的问题"), max_length=500, blank=True)
    told_committee_on = models.DateField(_("报党委日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(LifeOutingQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("参加基层组织生活会")
        verbose_name_plural = _("参加基层组织生活会")
        ordering = ["-joined_on", "-id"]

    def __str__(self) -> str:
        return f"{self.unit} {self.joined_on.isoformat()}"
