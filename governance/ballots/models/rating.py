"""Rating rounds (测评): the round, whom it rates, the classes of raters, the roll where there is one, remarks.

What raters marked lies in the round's box (`SealedPoll`) and, counted, in its tallies; nothing here says who
marked what, or who drew which code.
"""

from __future__ import annotations

import uuid
from fractions import Fraction
from functools import cached_property
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel, RecordedQuerySet
from governance.ballots.models.poll import SealedPoll
from governance.ballots.models.sealed import SealedModel
from governance.ballots.payload import Question
from governance.ballots.release import Grade
from governance.people.models import Organization, Person

# Who works with rounds, beside those named in one: the offices that run them, who approves, who supervises.
ROUND_READERS = (
    "organization_clerk",
    "office_clerk",
    "office_director",
    "organization_commissioner",
    "secretary",
    "deputy_secretary",
    "discipline_secretary",
)


class RatingRoundQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The offices of the town and its leaders; and whoever counts, scrutinises or reviews in it. Being on a
        roll shows the ballot, not the round."""
        towns = [t for t in actor.organization_ids if actor.holds(t, *ROUND_READERS)]
        named = Q()
        if actor.person_id is not None:
            for role in RatingRound.ROLES:
                named |= Q(**{f"{role}_id": actor.person_id})
        known = Q(organization_id__in=towns) | (
            Q(organization_id__in=actor.organization_ids) & named if named else Q(pk__in=[])
        )
        return self.filter(known)

    def announced(self) -> Self:
        """Rounds whose page anybody may open: what is still being set up is nobody's business yet."""
        return self.filter(poll__isnull=False).exclude(status=RatingRound.Status.PREPARING)


class RatingRound(RecordedModel):
    """One round: the sheet, what may be shown of it, who counts. Grades are words of the round itself."""

    ROLES: ClassVar[tuple[str, ...]] = (
        "teller",
        "second_teller",
        "third_teller",
        "scrutineer",
        "reviewer",
    )

    class Mode(models.TextChoices):
        SLIPS = "slips", _("抽码：测评码印在纸条上，由参评人自己抽")
        ROLL = "roll", _("定名单：每人一个密封信封，登录后填")

    class Status(models.TextChoices):
        PREPARING = "preparing", _("筹备中")
        CODES_PRINTED = "codes_printed", _("测评码已印")
        OPEN = "open", _("测评中")
        CLOSED = "closed", _("已截止")
        COUNTED = "counted", _("已汇总")
        RELEASED = "released", _("已公布")
        VOIDED = "voided", _("已作废")

    class Uniform(models.TextChoices):
        COUNTED = "counted", _("收下，公布时写明有多少份")
        ALLOWED = "allowed", _("收下，不另写明")
        FORBIDDEN = "forbidden", _("不收，请参评人逐项填")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )
    title = models.CharField(_("测评名称"), max_length=60)
    held_on = models.DateField(_("测评日期"))
    place = models.CharField(_("地点"), max_length=40, blank=True)
    mode = models.CharField(_("方式"), max_length=5, choices=Mode.choices, default=Mode.SLIPS)
    status = models.CharField(_("状态"), max_length=14, choices=Status.choices, default=Status.PREPARING)
    # [{"key": "g1", "label": "优秀", "points": "100", "passing": true}], best first; the first is the top grade.
    grades = models.JSONField(_("等次"), default=list)
    # [{"key": "s1", "name": "", "post": "", "person": 12}]: a team, or a person with the key of the roster.
    subjects = models.JSONField(_("测评对象"), default=list)
    # [{"key": "q1", "label": "德", "weight": "1"}], asked about everybody who is rated.
    items = models.JSONField(_("项目"), default=list)
    text_limit = models.PositiveSmallIntegerField(_("意见字数"), default=0)
    least_valid = models.PositiveSmallIntegerField(_("每类至少几张有效票才单列"), default=5)
    uniform = models.CharField(
        _("全部选一样的票"), max_length=10, choices=Uniform.choices, default=Uniform.COUNTED
    )
    trimmed = models.BooleanField(_("去掉一个最高、一个最低"), default=False)
    far_apart = models.PositiveSmallIntegerField(_("各类相差多少分提醒"), null=True, blank=True)
    teller = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("计票人"))
    second_teller = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("计票人二")
    )
    third_teller = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("计票人三")
    )
    scrutineer = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("监票人")
    )
    reviewer = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("审阅意见的人"),
    )
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审定")
    )
    poll = models.ForeignKey(
        SealedPoll,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("投票箱"),
    )
    opened_at = models.DateTimeField(_("开始"), null=True, blank=True)
    closed_at = models.DateTimeField(_("截止"), null=True, blank=True)
    counted_at = models.DateTimeField(_("汇总"), null=True, blank=True)
    reconciled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("填核对表")
    )
    checked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核对")
    )
    wrong_codes = models.PositiveIntegerField(_("输错的测评码"), null=True, blank=True)
    remarks_given = models.PositiveIntegerField(_("意见条数"), null=True, blank=True)
    remarks_digest = models.CharField(_("意见摘要"), max_length=64, blank=True)
    remarks_reviewed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审阅")
    )
    released_on = models.DateField(_("公布日期"), null=True, blank=True)
    released_to = models.CharField(_("公布范围"), max_length=40, blank=True)
    voided_because = models.CharField(_("作废理由"), max_length=200, blank=True)

    objects = RecordedManager.from_queryset(RatingRoundQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("测评")
        verbose_name_plural = _("测评")
        ordering = ["-held_on", "title", "id"]
        indexes = [models.Index(fields=["organization", "held_on"], name="round_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(least_valid__gte=3) & Q(least_valid__lte=10), name="round_least_valid"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_text(self) -> str:
        """The title alone: no act names a person who is rated."""
        return self.title

    @cached_property
    def sheet_grades(self) -> tuple[Grade, ...]:
        """The marks of the sheet from best to worst, and the abstention behind them."""
        given = [
            Grade(g["key"], g["label"], Fraction(g["points"]), top=place == 0, passing=bool(g.get("passing")))
            for place, g in enumerate(self.grades)
        ]
        return (*given, Grade("", _g("弃权"), None))

    @property
    def questions(self) -> tuple[Question, ...]:
        """One a row: every item about everybody who is rated; no mark is an abstention."""
        options = tuple(g["key"] for g in self.grades)
        return tuple(
            Question(f"{subject['key']}-{item['key']}", options)
            for subject in self.subjects
            for item in self.items
        )

    @property
    def classes(self) -> list[RaterClass]:
        """The classes of raters that stand, in order. One query."""
        return list(self.all_classes.filter(dropped=False))

    @property
    def rated_ids(self) -> set[int]:
        return {subject["person"] for subject in self.subjects if subject.get("person")}

    @property
    def teller_ids(self) -> list[int]:
        found = (self.teller_id, self.second_teller_id, self.third_teller_id)
        return [person for person in found if person is not None]

    @property
    def status_text(self) -> str:
        if self.status == self.Status.CODES_PRINTED and self.mode == self.Mode.ROLL:
            return _g("名单已定")
        return str(self.get_status_display())


class RoundRowQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(round__in=RatingRound.objects.visible_to(actor))


class RoundRow(RecordedModel):
    """What hangs on a round."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )
    round = models.ForeignKey(RatingRound, on_delete=models.PROTECT, verbose_name=_("测评"))

    objects = RecordedManager.from_queryset(RoundRowQuerySet)()

    class Meta(RecordedModel.Meta):
        abstract = True

    @property
    def audit_text(self) -> str:
        return self.round.audit_text

    @property
    def audit_matter(self) -> Any:
        return self.round


class RaterClass(RoundRow):
    """A class of raters: how many are expected, how much it weighs, and, after the count, what its slips came to.

    `number` is its group in the box, on paper and in every count; it is never given to another class. `people`
    is the roll of the class where there is one. One taken out before the sheet was fixed is `dropped`.
    """

    round = models.ForeignKey(
        RatingRound, on_delete=models.PROTECT, related_name="all_classes", verbose_name=_("测评")
    )
    number = models.PositiveSmallIntegerField(_("类别号"))
    label = models.CharField(_("类别"), max_length=30)
    weight = models.DecimalField(_("权重"), max_digits=5, decimal_places=2)
    expected = models.PositiveSmallIntegerField(_("应参评"))
    spares = models.PositiveSmallIntegerField(_("备用码"), default=0)
    paper = models.PositiveSmallIntegerField(_("其中用纸票"), default=0)
    people = models.JSONField(_("名单"), default=list)
    dropped = models.BooleanField(_("已去掉"), default=False)
    # Written down after the count, by hand: what nobody but the people in the room can know.
    present = models.PositiveSmallIntegerField(_("实到"), null=True, blank=True)
    handed_out = models.PositiveSmallIntegerField(_("发出"), null=True, blank=True)
    left_over = models.PositiveSmallIntegerField(_("剩下的测评码"), null=True, blank=True)
    explanation = models.CharField(_("差额说明"), max_length=200, blank=True)

    history = RecordedHistory()

    class Meta(RoundRow.Meta):
        verbose_name = _("测评人类别")
        verbose_name_plural = _("测评人类别")
        ordering = ["round_id", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="rater_class_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def codes(self) -> int:
        """How many codes the class is printed: one for everybody who does not vote on paper, and the spares."""
        return self.expected - self.paper + self.spares


class RemarkFinding(RoundRow):
    """Whether a remark may be released. What it says stands in the sealed table alone, under its number."""

    round = models.ForeignKey(
        RatingRound, on_delete=models.PROTECT, related_name="remark_findings", verbose_name=_("测评")
    )
    number = models.PositiveSmallIntegerField(_("第几条"))
    withheld = models.BooleanField(_("不公布"), default=False)
    because = models.CharField(_("不公布的理由"), max_length=100, blank=True)

    history = RecordedHistory()

    class Meta(RoundRow.Meta):
        verbose_name = _("意见审阅")
        verbose_name_plural = _("意见审阅")
        ordering = ["round_id", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="remark_finding_once")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"


class Remark(SealedModel):
    """What somebody wrote, apart from every mark, of no class; numbered in an order drawn by lot at the count."""

    pk = models.CompositePrimaryKey("poll_id", "number")
    poll = models.ForeignKey(
        SealedPoll, on_delete=models.PROTECT, related_name="remarks", verbose_name=_("投票箱")
    )
    number = models.PositiveSmallIntegerField(_("第几条"))
    text = models.TextField(_("意见"))

    class Meta(SealedModel.Meta):
        verbose_name = _("意见")
        verbose_name_plural = _("意见")


class WrongCodes(models.Model):
    """How many well-formed codes that were none of the round's were typed, in all and in the current minute: by
    round, never by person or address. Operational; a right code passes whatever stands here."""

    poll = models.OneToOneField(
        SealedPoll,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="wrong_codes",
        verbose_name=_("投票箱"),
    )
    total = models.PositiveIntegerField(_("总数"), default=0)
    minute = models.PositiveBigIntegerField(_("哪一分钟"), default=0)
    in_minute = models.PositiveIntegerField(_("这一分钟"), default=0)

    class Meta:
        verbose_name = _("输错的测评码")
        verbose_name_plural = _("输错的测评码")
        base_manager_name = "objects"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.total)
