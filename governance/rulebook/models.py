"""What a committee decides about its rules: adoptions, figures, settlements, regulations of its own.

The shipped articles are files (`governance/rulebooks`); these rows only say which of them bind whom
from when, and by which authority. Past rows stay: old acts must be readable by the book of their day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel, RecordedQuerySet
from governance.people.models import Organization, Person
from governance.rulebook import words

if TYPE_CHECKING:
    from governance.access.actor import Actor


class TownRulesQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Everybody in the organization reads its rulebook."""
        return self.filter(organization_id__in=actor.organization_ids)


class DatedQuerySet(TownRulesQuerySet):
    def on(self, day: date) -> Self:
        """Rows whose dates hold the day, first and last day included."""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))


class ProposedQuerySet(DatedQuerySet):
    def waiting(self) -> Self:
        """Proposed and neither approved nor withdrawn."""
        return self.filter(status=Status.PROPOSED)

    def approved(self) -> Self:
        """Approved at some time, whether in force today or replaced since."""
        return self.filter(approved_on__isnull=False)


class Status(models.TextChoices):
    """Of whatever one person proposes and another approves (wording guide §2.7)."""

    PROPOSED = "proposed", _("待核准")
    IN_FORCE = "in_force", _("施行中")
    ENDED = "ended", _("已被替代")
    WITHDRAWN = "withdrawn", _("已撤回")


def town_key() -> models.ForeignKey:
    return models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )


def person_key(label: Any, *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        Person, on_delete=models.PROTECT, null=null, blank=null, related_name="+", verbose_name=label
    )


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name=name)


def by_two(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")), name=name
    )


class Adoption(RecordedModel):
    """A committee adopts one shipped regulation from a day (to a day, both included)."""

    organization = town_key()
    regulation = models.CharField(_("制度"), max_length=16)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)
    authority = models.CharField(_("依据"), max_length=100)

    objects = RecordedManager.from_queryset(DatedQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("采用")
        verbose_name_plural = _("采用")
        ordering = ["organization_id", "regulation", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "regulation", "since"], name="adoption_once_a_day"
            ),
            ends_after_start("adoption_ends_after_start"),
        ]

    def __str__(self) -> str:
        return words.title_of(self.regulation)


class CommitteeFigure(RecordedModel):
    """A committee's own value of a figure, in the written form of `governance.rules.grammar`."""

    organization = town_key()
    cite = models.CharField(_("条"), max_length=40)
    name = models.CharField(_("数"), max_length=40)
    value = models.CharField(_("值"), max_length=100)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)
    authority = models.CharField(_("依据"), max_length=100)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed_by = person_key(_("提出人"))
    proposed_on = models.DateField(_("提出日期"))
    approved_by = person_key(_("核准人"), null=True)
    approved_on = models.DateField(_("核准日期"), null=True, blank=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(ProposedQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("本镇的数")
        verbose_name_plural = _("本镇的数")
        ordering = ["-since", "-id"]
        indexes = [models.Index(fields=["organization", "cite", "name"], name="figure_by_article")]
        constraints = [ends_after_start("figure_ends_after_start"), by_two("figure_by_two")]

    def __str__(self) -> str:
        return f"{words.cite_text(self.cite)} {words.figure_name(self.cite, self.name)}"

    @property
    def last_signed_on(self) -> date | None:
        return self.approved_on or self.proposed_on


class ConflictSettlement(RecordedModel):
    """Which of the articles that disagree a committee keeps: one choice of one known conflict."""

    organization = town_key()
    conflict = models.CharField(_("抵触"), max_length=16)
    choice = models.CharField(_("口径"), max_length=60)
    choice_label = models.CharField(_("口径说明"), max_length=120)
    keep = models.JSONField(_("保留的条"))  # citations, sorted
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)
    authority = models.CharField(_("依据"), max_length=100)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed_by = person_key(_("提出人"))
    proposed_on = models.DateField(_("提出日期"))
    approved_by = person_key(_("核准人"), null=True)
    approved_on = models.DateField(_("核准日期"), null=True, blank=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(ProposedQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("抵触的口径")
        verbose_name_plural = _("抵触的口径")
        ordering = ["-since", "-id"]
        indexes = [models.Index(fields=["organization", "conflict"], name="settlement_by_conflict")]
        constraints = [ends_after_start("settlement_ends_after_start"), by_two("settlement_by_two")]

    def __str__(self) -> str:
        return words.conflict_topic(self.conflict)

    @property
    def last_signed_on(self) -> date | None:
        return self.approved_on or self.proposed_on


class LocalRegulation(RecordedModel):  # type: ignore[django-manager-missing]
    """A town's own regulation outside the shipped ones. `code` is its short name and cites it."""

    organization = town_key()
    code = models.CharField(_("简称"), max_length=16)
    title = models.CharField(_("全称"), max_length=60)
    capability = models.CharField(_("归口"), max_length=40)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)
    authority = models.CharField(_("依据"), max_length=100)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed_by = person_key(_("录入人"))
    proposed_on = models.DateField(_("录入日期"))
    approved_by = person_key(_("核准人"), null=True)
    approved_on = models.DateField(_("核准日期"), null=True, blank=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(ProposedQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("本镇制度")
        verbose_name_plural = _("本镇制度")
        ordering = ["organization_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "code", "since"],
                condition=~Q(status="withdrawn"),
                name="local_regulation_once_a_day",
            ),
            ends_after_start("local_regulation_ends_after_start"),
            by_two("local_regulation_by_two"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def last_signed_on(self) -> date | None:
        return self.approved_on or self.proposed_on


class LocalArticleQuerySet(TownRulesQuerySet):
    def standing(self) -> Self:
        return self.filter(removed_on__isnull=True)


class LocalArticle(RecordedModel):
    """One article of a local regulation. `like` names the shipped article as which it is enforced;
    `figures` then gives its own values by that article's figure names."""

    organization = town_key()
    regulation = models.ForeignKey(
        LocalRegulation, on_delete=models.PROTECT, related_name="articles", verbose_name=_("本镇制度")
    )
    ref = models.CharField(_("条号"), max_length=16)
    statement = models.CharField(_("条文"), max_length=300)
    enforce = models.CharField(_("怎么管"), max_length=10)
    like = models.CharField(_("照哪一条管"), max_length=20, blank=True)
    figures = models.JSONField(_("数"), default=dict)
    entered_on = models.DateField(_("录入日期"))
    removed_on = models.DateField(_("撤回日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(LocalArticleQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("本镇制度的条")
        verbose_name_plural = _("本镇制度的条")
        ordering = ["regulation_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["regulation", "ref"],
                condition=Q(removed_on__isnull=True),
                name="local_article_ref_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.regulation.code} {self.ref}"

    @property
    def cite(self) -> str:
        return f"{self.regulation.code}:{self.ref}"

    @property
    def audit_matter(self) -> LocalRegulation:
        return self.regulation
