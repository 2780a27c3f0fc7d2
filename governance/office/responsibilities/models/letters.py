"""责任书 (S1-06:正-1, S3-06:1-7): a year's round, and one letter for everybody who signs in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel, RecordedQuerySet
from governance.office.responsibilities.models.base import (
    LEADING,
    LETTER_KEEPERS,
    TownQuerySet,
    of_town,
    to_person,
    towns_where,
)
from governance.people.models import Organization

if TYPE_CHECKING:
    from governance.access.actor import Actor


class LetterRound(RecordedModel):  # type: ignore[django-manager-missing]
    """One kind of letter in one year: the year's goal that is split among those who sign, and the day by which all
    have signed."""

    class Kind(models.TextChoices):
        INTEGRITY = "integrity", _("廉政目标责任书")
        PARTY_BUILDING = "party_building", _("党建责任清单")

    organization = of_town()
    kind = models.CharField(_("哪一种"), max_length=14, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("年度"))
    goal = models.TextField(_("年度目标"), max_length=1000)
    duties = models.TextField(_("共同职责"), max_length=2000, blank=True)
    sign_by = models.DateField(_("何日以前签订"))
    opened_by = to_person(_("发起人"))
    opened_on = models.DateField(_("发起日期"))

    objects = RecordedManager.from_queryset(TownQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("年度责任书")
        verbose_name_plural = _("年度责任书")
        ordering = ["-year", "kind", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind", "year"], name="letter_round_once_a_year"),
            models.CheckConstraint(
                condition=Q(sign_by__gte=F("opened_on")), name="letter_round_signs_after_opening"
            ),
        ]

    def __str__(self) -> str:
        return _t("%(year)s年%(kind)s") % {"year": self.year, "kind": self.get_kind_display()}


class LetterQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Those who prepare, check and lead; everybody their own."""
        towns = towns_where(actor, *LETTER_KEEPERS, *LEADING)
        own = Q(organization_id__in=actor.organization_ids, person_id=actor.person_id)
        return self.filter(Q(organization_id__in=towns) | own)

    def standing(self) -> Self:
        return self.exclude(status=ResponsibilityLetter.Status.WITHDRAWN)

    def unsigned(self) -> Self:
        """Still to be signed by one side or both."""
        return self.filter(
            status__in=[ResponsibilityLetter.Status.DRAFT, ResponsibilityLetter.Status.CHECKED]
        )


class ResponsibilityLetter(RecordedModel):  # type: ignore[django-manager-missing]
    """One person's letter, for themselves or for the department they head. `upper` is the committee's side, `lower`
    the person's; each signs with their own account, or on paper where they have none."""

    class Capacity(models.TextChoices):
        MEMBER = "member", _("班子成员")
        DEPARTMENT = "department", _("部门")
        SECRETARY = "secretary", _("书记")
        DEPUTY = "deputy_secretary", _("副书记")
        COMMISSIONER = "organization_commissioner", _("组织委员")
        BRANCH = "branch_secretary", _("支部书记")

    class Status(models.TextChoices):
        DRAFT = "draft", _("拟稿")
        CHECKED = "checked", _("待签")
        SIGNED = "signed", _("已签")
        WITHDRAWN = "withdrawn", _("已撤回")

    class Way(models.TextChoices):
        ACCOUNT = "account", _("本人账号")
        PAPER = "paper", _("纸上签")

    organization = of_town()
    round = models.ForeignKey(
        LetterRound, on_delete=models.PROTECT, related_name="letters", verbose_name=_("年度责任书")
    )
    capacity = models.CharField(_("以什么身份"), max_length=26, choices=Capacity.choices)
    person = to_person(_("责任人"))
    title = models.CharField(_("职务"), max_length=60)
    unit = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("部门"),
    )
    duties = models.TextField(_("职责"), max_length=2000, blank=True)
    status = models.CharField(_("状态"), max_length=9, choices=Status.choices, default=Status.DRAFT)
    drafted_by = to_person(_("拟稿人"))
    checked_by = to_person(_("核稿人"), null=True)
    checked_on = models.DateField(_("核稿日期"), null=True, blank=True)
    upper_by = to_person(_("党委一方"), null=True)
    upper_on = models.DateField(_("党委一方签字日期"), null=True, blank=True)
    upper_way = models.CharField(_("党委一方怎么签的"), max_length=7, choices=Way.choices, blank=True)
    lower_on = models.DateField(_("责任人签字日期"), null=True, blank=True)
    lower_way = models.CharField(_("责任人怎么签的"), max_length=7, choices=Way.choices, blank=True)

    objects = RecordedManager.from_queryset(LetterQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("责任书")
        verbose_name_plural = _("责任书")
        ordering = ["round_id", "id"]
        constraints = [
            # Two, since SQLite takes no constraint in which nulls are alike.
            models.UniqueConstraint(
                fields=["round", "person", "capacity"],
                condition=Q(unit__isnull=True) & ~Q(status="withdrawn"),
                name="letter_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["round", "person", "capacity", "unit"],
                condition=Q(unit__isnull=False) & ~Q(status="withdrawn"),
                name="letter_once_a_unit",
            ),
            models.CheckConstraint(
                condition=~Q(status="signed")
                | Q(upper_on__isnull=False, lower_on__isnull=False, checked_on__isnull=False),
                name="letter_signed_by_both",
            ),
            models.CheckConstraint(
                condition=Q(upper_by__isnull=True) | ~Q(upper_by=F("person")),
                name="letter_two_sides_two_people",
            ),
        ]

    def __str__(self) -> str:
        return _t("%(round)s（%(who)s）") % {"round": self.round, "who": self.who}

    @property
    def who(self) -> str:
        """林晓禾；农业办 陈立"""
        return f"{self.unit.short_name} {self.person.name}" if self.unit else self.person.name

    @property
    def audit_matter(self) -> LetterRound:
        return self.round

    @property
    def own_superior_signs(self) -> bool:
        """The secretary's own list: its upper side is the committee above, which signs on paper."""
        return self.capacity == self.Capacity.SECRETARY

    @property
    def signed_on(self) -> date | None:
        return max(self.upper_on, self.lower_on) if self.upper_on and self.lower_on else None

    @property
    def waits_for(self) -> str:
        """Which signatures are missing, as words; empty when none is or none can be given yet."""
        if self.status != self.Status.CHECKED:
            return ""
        upper = _t("上级党委") if self.own_superior_signs else _t("党委书记")
        missing = [upper] if self.upper_on is None else []
        return "、".join([*missing, *([] if self.lower_on else [self.person.name])])


class LetterItem(RecordedModel):  # type: ignore[django-manager-missing]
    """One line of a letter: a goal of P-36, or a responsibility of P-35 with its day and what will show it done."""

    organization = of_town()
    letter = models.ForeignKey(
        ResponsibilityLetter, on_delete=models.PROTECT, related_name="items", verbose_name=_("责任书")
    )
    ordinal = models.PositiveSmallIntegerField(_("序号"))
    text = models.CharField(_("目标或责任"), max_length=200)
    deadline = models.CharField(_("完成时限"), max_length=60, blank=True)
    evidence = models.CharField(_("佐证"), max_length=100, blank=True)
    removed_on = models.DateField(_("删去日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(TownQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("责任书条目")
        verbose_name_plural = _("责任书条目")
        ordering = ["letter_id", "ordinal", "id"]
        constraints = [models.UniqueConstraint(fields=["letter", "ordinal"], name="letter_item_ordinal_once")]

    def __str__(self) -> str:
        return self.text

    @property
    def audit_matter(self) -> LetterRound:
        return self.letter.round
