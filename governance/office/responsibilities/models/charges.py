"""线、点、片 (S0-20:二-0, 四-3-2a; S1-05:五-1a): what is led, stayed at and headed, and by whom from when to when."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel
from governance.office.responsibilities.models.base import TownQuerySet, of_town, to_person
from governance.people.models import Organization


class ChargeQuerySet(TownQuerySet):
    def standing(self) -> Self:
        return self.filter(closed_on__isnull=True)


class Charge(RecordedModel):  # type: ignore[django-manager-missing]
    """A line of work, a village one stays at, or an area of villages led by an office."""

    class Kind(models.TextChoices):
        LINE = "line", _("线")
        POINT = "point", _("点")
        AREA = "area", _("片")

    class Theme(models.TextChoices):
        """Lines that articles speak of by name."""

        NONE = "", _("一般工作")
        PARTY_BUILDING = "party_building", _("党建")
        INTEGRITY = "integrity", _("党风廉政")
        SAFETY = "safety", _("安全生产")

    organization = of_town()
    kind = models.CharField(_("类别"), max_length=5, choices=Kind.choices)
    name = models.CharField(_("名称"), max_length=40)
    theme = models.CharField(_("哪一方面"), max_length=14, choices=Theme.choices, blank=True, default="")
    # Of a point the village; of a line the office that carries it; of an area the office that leads it (以办带片).
    unit = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("村或办线"),
    )
    area = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="points",
        verbose_name=_("所在片"),
    )
    opened_on = models.DateField(_("设立日期"))
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(ChargeQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("线、点、片")
        verbose_name_plural = _("线、点、片")
        ordering = ["organization_id", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "name"],
                condition=Q(closed_on__isnull=True),
                name="charge_named_once",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(closed_on__isnull=True, kind="point"),
                name="charge_one_point_a_village",
            ),
            models.CheckConstraint(
                condition=~Q(kind="point") | Q(unit__isnull=False), name="charge_point_is_a_village"
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=True) | Q(kind="point"), name="charge_points_lie_in_areas"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}{self.get_kind_display()}"


class AssignmentQuerySet(TownQuerySet):
    def on(self, day: date) -> Self:
        """Running on the day, its last day included."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class Assignment(RecordedModel):
    """One person in one charge. A line has one who leads it, an area one head, a point one who stays there; others
    help, and an area has its general branch secretary beside its head."""

    class Role(models.TextChoices):
        LEAD = "lead", _("负责")
        BRANCH = "branch", _("总支书记")
        ASSIST = "assist", _("协助")

    LEAD_WORDS = {"line": _("分管领导"), "point": _("驻点干部"), "area": _("片长")}

    organization = of_town()
    charge = models.ForeignKey(
        Charge, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("线、点、片")
    )
    person = to_person(_("责任人"))
    role = models.CharField(_("担任"), max_length=6, choices=Role.choices)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)
    authority = models.CharField(_("依据"), max_length=60)
    entered_by = to_person(_("登记人"))
    entered_on = models.DateField(_("登记日期"))

    objects = RecordedManager.from_queryset(AssignmentQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("分工")
        verbose_name_plural = _("分工")
        ordering = ["charge_id", "-role", "since", "id"]
        indexes = [models.Index(fields=["organization", "since", "until"], name="assignment_by_days")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="assignment_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["charge"],
                condition=Q(until__isnull=True, role="lead"),
                name="assignment_one_lead",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.charge}：{self.person.name}"

    @property
    def audit_matter(self) -> Charge:
        return self.charge

    @property
    def role_words(self) -> str:
        if self.role == self.Role.LEAD:
            return str(self.LEAD_WORDS[self.charge.kind])
        return str(self.get_role_display())
