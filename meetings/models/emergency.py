"""What was handled before any meeting could be held (S1-01:八, S1-04:三-2f): by whom, on whose word, and when
the committee was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager
from governance.people.models import Person
from meetings.models.base import TownModel, TownQuerySet
from meetings.models.meeting import Meeting
from meetings.models.topic import inner_towns

if TYPE_CHECKING:
    from governance.access.actor import Actor


class EmergencyQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The committee, those who prepare its meetings, and whoever acted."""
        found = self.filter(organization_id__in=actor.organization_ids)
        return found.filter(Q(organization_id__in=inner_towns(actor)) | Q(handled_by_id=actor.person_id))


class EmergencyHandling(TownModel):
    class Status(models.TextChoices):
        OPEN = "open", _("待报告")
        REPORTED = "reported", _("已报告")

    title = models.CharField(_("事项"), max_length=60)
    what = models.TextField(_("处置情况"), max_length=1000)
    handled_on = models.DateField(_("处置日期"))
    handled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("处置人")
    )
    asked = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("请示了谁"),
        help_text=_("党委、政府主要领导。"),
    )
    asked_how = models.CharField(_("怎样请示"), max_length=60)
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices, default=Status.OPEN)
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="emergencies",
        verbose_name=_("报告的会议"),
    )
    reported_on = models.DateField(_("报告日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(EmergencyQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("紧急处置")
        verbose_name_plural = _("紧急处置")
        ordering = ["-handled_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", meeting__isnull=True, reported_on__isnull=True)
                | Q(status="reported", meeting__isnull=False, reported_on__isnull=False),
                name="emergency_reported_at_a_meeting",
            )
        ]

    def __str__(self) -> str:
        return self.title
