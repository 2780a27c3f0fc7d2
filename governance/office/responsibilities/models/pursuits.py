"""责任追究 (S1-06:正-7, 他-7; S0-13:一b): who was held to account for not answering for what was theirs, step by step
upward. What happened and how it ended are sealed under a key of the case; breaches of how the committee decides have
their own register (`meetings.AccountabilityCase`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel, RecordedQuerySet
from governance.audit.sealed import SealedTextField
from governance.office.responsibilities.models.base import SUPERVISORS, of_town, to_person, towns_where

if TYPE_CHECKING:
    from governance.access.actor import Actor


class PursuitQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The secretary and those who supervise; never the person concerned."""
        towns = towns_where(actor, *SUPERVISORS)
        return self.filter(organization_id__in=towns).exclude(person_id=actor.person_id)


class Pursuit(RecordedModel):  # type: ignore[django-manager-missing]
    """One person's case. `upon`: the case below whose leader is asked as well (逐级追究)."""

    class Level(models.TextChoices):
        DIRECT = "direct", _("直接责任")
        LEADER = "leader", _("分管领导责任")
        MAIN = "main", _("主要领导责任")

    class Measure(models.TextChoices):
        EDUCATED = "educated", _("批评教育")
        WRITTEN = "written", _("书面检查")
        CIRCULATED = "circulated", _("通报批评")
        ADMONISHED = "admonished", _("诫勉")
        ORGANIZATIONAL = "organizational", _("组织处理")
        DISCIPLINED = "disciplined", _("党纪政务处分")
        REFERRED = "referred", _("移送上级处理")
        NONE = "none", _("查明不追究")

    class Status(models.TextChoices):
        OPEN = "open", _("核实中")
        DECIDED = "decided", _("已处理")

    organization = of_town()
    ordinal = models.PositiveIntegerField(_("序号"))
    cite = models.CharField(_("依据的条"), max_length=40)
    person = to_person(_("责任人"))
    person_title = models.CharField(_("责任人职务"), max_length=60)
    level = models.CharField(_("哪一级责任"), max_length=6, choices=Level.choices)
    upon = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="upward",
        verbose_name=_("由哪一件追究上来"),
    )
    what = SealedTextField(_("事实"))
    happened_on = models.DateField(_("发生日期"))
    status = models.CharField(_("状态"), max_length=7, choices=Status.choices, default=Status.OPEN)
    measure = models.CharField(_("处理"), max_length=14, choices=Measure.choices, blank=True)
    outcome = SealedTextField(_("处理情况"), null=True, blank=True)
    decided_by = models.CharField(_("谁决定的"), max_length=60, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    authority = models.CharField(_("依据文号"), max_length=60, blank=True)
    registered_by = to_person(_("登记人"))
    registered_on = models.DateField(_("登记日期"))

    objects = RecordedManager.from_queryset(PursuitQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("责任制追究")
        verbose_name_plural = _("责任制追究")
        ordering = ["-registered_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "ordinal"], name="pursuit_ordinal_once"),
            models.CheckConstraint(
                condition=Q(status="open", decided_on__isnull=True)
                | (Q(status="decided", decided_on__isnull=False) & ~Q(measure="")),
                name="pursuit_decided_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("happened_on")),
                name="pursuit_decided_afterwards",
            ),
        ]

    def __str__(self) -> str:
        return _t("责任制追究第%(n)s号") % {"n": self.ordinal}
