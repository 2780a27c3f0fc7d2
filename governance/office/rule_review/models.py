"""制度体检 (S0-23): how often each article was used, what was found about its keeping, and the evaluation that
ends in keep, amend or repeal."""

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
from governance.rulebook import words

if TYPE_CHECKING:
    from governance.access.actor import Actor

# Who works with the review: the office that keeps the rules, who leads, who supervises their keeping (S0-23:二-3,
# S1-01:十五).
REVIEWERS = (
    *LEADERS,
    "discipline_secretary",
    "organization_commissioner",
    *OFFICE,
    "organization_clerk",
    "discipline_clerk",
)


def _organization() -> models.ForeignKey:
    return models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )


def _person(label: object, *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        Person, on_delete=models.PROTECT, null=null, blank=null, related_name="+", verbose_name=label
    )


class ReviewQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Those who work with the review in their town."""
        return self.filter(
            organization_id__in=[t for t in actor.organization_ids if actor.holds(t, *REVIEWERS)]
        )


class ArticleUse(models.Model):
    """One article in one act: derived from the trail, made anew at will. Where an act judged an article several
    times, the worst of it."""

    class Kind(models.TextChoices):
        HELD = "held", _("合")
        UNCLEAR = "unclear", _("判定不了")
        WARNED = "warned", _("说明后继续")
        REFUSED = "refused", _("拦下")

    organization = _organization()
    act_id = models.UUIDField(_("办理号"))
    cite = models.CharField(_("条"), max_length=40)
    happened_on = models.DateField(_("发生日"))
    kind = models.CharField(_("结果"), max_length=8, choices=Kind.choices)

    class Meta:
        verbose_name = _("用到一条")
        verbose_name_plural = _("用到一条")
        constraints = [
            models.UniqueConstraint(fields=["organization", "act_id", "cite"], name="article_use_once_an_act")
        ]
        indexes = [
            models.Index(fields=["organization", "happened_on", "cite", "kind"], name="use_by_day"),
            models.Index(fields=["organization", "cite", "happened_on"], name="use_by_article"),
        ]

    def __str__(self) -> str:
        return f"{words.cite_text(self.cite)} {self.get_kind_display()}"


class UsesRead(models.Model):
    """How far the trail of a town has been read for uses of articles."""

    organization = models.OneToOneField(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )
    seq = models.BigIntegerField(_("序号"), default=0)
    periods_on = models.DateField(_("期次看到"), null=True, blank=True)

    class Meta:
        verbose_name = _("体检读到")
        verbose_name_plural = _("体检读到")

    def __str__(self) -> str:
        return f"{self.organization_id}/{self.seq}"


class MissedPeriod(models.Model):
    """A period in which less was done than its article asks: derived from recorded rows, looked at anew for a
    quarter of a year, in which late entries still come in (补录)."""

    organization = _organization()
    cadence = models.CharField(_("频次"), max_length=60)
    cite = models.CharField(_("条"), max_length=40)
    first = models.DateField(_("自"))
    last = models.DateField(_("至"))
    done = models.PositiveIntegerField(_("办了"))
    required = models.PositiveIntegerField(_("应办"))

    class Meta:
        verbose_name = _("没有办足的一期")
        verbose_name_plural = _("没有办足的一期")
        constraints = [
            models.UniqueConstraint(fields=["organization", "cadence", "first"], name="missed_once_a_period")
        ]
        indexes = [models.Index(fields=["organization", "last", "cite"], name="missed_by_day")]

    def __str__(self) -> str:
        return f"{words.cite_text(self.cite)} {self.first:%Y-%m-%d}"


class ExecutionRecord(RecordedModel):
    """What was done to see that regulations are kept: studied, checked, complaints looked into (S0-23:一-1,
    二-4, 三-7; S1-01:十五, 十六)."""

    class Kind(models.TextChoices):
        STUDY = "study", _("组织学习")
        CHECK = "check", _("检查")
        SPOT_CHECK = "spot_check", _("抽查")
        COMPLAINT = "complaint", _("投诉调查")
        OPINION = "opinion", _("征求意见")

    MEANS: ClassVar[dict[str, object]] = {
        "files": _("调阅档案"),
        "superior": _("询问上级"),
        "visit": _("访问当事人"),
        "meeting": _("列席会议"),
    }

    organization = _organization()
    kind = models.CharField(_("做了什么"), max_length=10, choices=Kind.choices)
    held_on = models.DateField(_("日期"))
    regulations = models.JSONField(_("制度"))  # codes, in the order chosen
    by = models.CharField(_("由谁"), max_length=60)
    means = models.JSONField(_("办法"), default=list)
    people = models.PositiveIntegerField(_("人数"), null=True, blank=True)
    found = models.TextField(_("情况"), max_length=1000)
    handled = models.TextField(_("处理"), max_length=500, blank=True)
    copied_to = models.CharField(_("抄送"), max_length=100, blank=True)
    entered_by = _person(_("登记人"))
    entered_on = models.DateField(_("登记日期"))

    objects = RecordedManager.from_queryset(ReviewQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("制度执行记录")
        verbose_name_plural = _("制度执行记录")
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["organization", "kind", "held_on"], name="execution_by_kind")]

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.get_kind_display()}"

    @property
    def means_words(self) -> list[str]:
        return [str(label) for code, label in self.MEANS.items() if code in self.means]

    @property
    def titles(self) -> list[str]:
        return [words.title_of(code) for code in self.regulations]


class RuleEvaluation(RecordedModel):
    """The evaluation of one regulation over a period: three voices, one conclusion, carried by a resolution
    (S0-23:三-8a to 三-9)."""

    class Status(models.TextChoices):
        COLLECTING = "collecting", _("征求意见")
        CONCLUDED = "concluded", _("已定")
        WITHDRAWN = "withdrawn", _("已撤回")

    class Conclusion(models.TextChoices):
        KEEP = "keep", _("留")
        AMEND = "amend", _("改")
        REPEAL = "repeal", _("废")

    organization = _organization()
    regulation = models.CharField(_("制度"), max_length=16)
    first = models.DateField(_("自"))
    last = models.DateField(_("至"))
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.COLLECTING)
    begun_by = _person(_("发起人"))
    begun_on = models.DateField(_("发起日期"))
    self_review = models.TextField(_("自我评价"), max_length=2000, blank=True)
    self_reviewed_by = _person(_("自评人"), null=True)
    self_reviewed_on = models.DateField(_("自评日期"), null=True, blank=True)
    conclusion = models.CharField(_("结论"), max_length=6, choices=Conclusion.choices, blank=True)
    why = models.TextField(_("理由"), max_length=500, blank=True)
    resolution = models.CharField(_("决议"), max_length=60, blank=True)
    concluded_by = _person(_("定结论的人"), null=True)
    concluded_on = models.DateField(_("定结论日期"), null=True, blank=True)
    counts = models.JSONField(
        _("当时的数"), null=True, blank=True
    )  # {cite: [held, unclear, warned, refused, late]}
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(ReviewQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("制度评估")
        verbose_name_plural = _("制度评估")
        ordering = ["-last", "-id"]
        indexes = [
            models.Index(fields=["organization", "regulation", "last"], name="evaluation_by_regulation")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "regulation"],
                condition=Q(status="collecting"),
                name="evaluation_one_at_a_time",
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="evaluation_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(status="concluded")
                | (Q(concluded_on__isnull=False) & ~Q(conclusion="") & ~Q(resolution="")),
                name="evaluation_concluded_by_resolution",
            ),
        ]

    def __str__(self) -> str:
        return _t("%(title)s评估（%(year)s）") % {"title": self.title, "year": self.last.year}

    @property
    def title(self) -> str:
        return words.title_of(self.regulation)

    @property
    def paper_title(self) -> str:
        """As P-37 is headed and the list of papers names it."""
        return _t("%(title)s评估表（%(year)s）") % {"title": self.title, "year": self.last.year}

    @property
    def status_text(self) -> str:
        """已定：留"""
        label = self.get_status_display()
        return f"{label}：{self.get_conclusion_display()}" if self.conclusion else str(label)

    @property
    def last_signed_on(self) -> date | None:
        return self.concluded_on or self.self_reviewed_on or self.begun_on


class OpinionQuerySet(ReviewQuerySet):
    def standing(self) -> Self:
        return self.filter(removed_on__isnull=True)


class EvaluationOpinion(RecordedModel):  # type: ignore[django-manager-missing]
    """What one side said, as counts and in words (S0-23:三-8b). Nobody is named: a clerk enters what a round, a
    meeting or letters brought."""

    class Side(models.TextChoices):
        MANAGED = "managed", _("管理对象")
        PUBLIC = "public", _("社会")

    class Way(models.TextChoices):
        SURVEY = "survey", _("问卷")
        MEETING = "meeting", _("座谈会")
        VISIT = "visit", _("走访")
        LETTERS = "letters", _("来信来电")
        NOTICE = "notice", _("公开征求")

    organization = _organization()
    evaluation = models.ForeignKey(
        RuleEvaluation, on_delete=models.PROTECT, related_name="opinions", verbose_name=_("评估")
    )
    side = models.CharField(_("哪一方"), max_length=8, choices=Side.choices)
    way = models.CharField(_("方式"), max_length=8, choices=Way.choices)
    gathered_on = models.DateField(_("日期"))
    asked = models.PositiveIntegerField(_("征求人数"))
    good = models.PositiveIntegerField(_("认为好"), default=0)
    fair = models.PositiveIntegerField(_("认为一般"), default=0)
    poor = models.PositiveIntegerField(_("认为不好"), default=0)
    text = models.TextField(_("主要意见"), max_length=1000, blank=True)
    entered_by = _person(_("登记人"))
    entered_on = models.DateField(_("登记日期"))
    removed_on = models.DateField(_("撤回日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(OpinionQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("评估意见")
        verbose_name_plural = _("评估意见")
        ordering = ["evaluation_id", "gathered_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked__gte=F("good") + F("fair") + F("poor")), name="opinion_within_asked"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}{self.get_way_display()}"

    @property
    def audit_matter(self) -> RuleEvaluation:
        return self.evaluation

    @property
    def answered(self) -> int:
        return self.good + self.fair + self.poor
