"""Minutes: composed from what happened, edited, signed off by the chair, numbered once."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory
from governance.people.models import Person
from meetings.models.base import TownModel
from meetings.models.meeting import Meeting


class Minutes(TownModel):
    seen_through = "meeting"

    class Status(models.TextChoices):
        DRAFTING = "drafting", _("整理中")
        IN_REVIEW = "in_review", _("待主持人审阅")
        RETURNED = "returned", _("退回修改")
        SIGNED = "signed", _("已签发")

    meeting = models.OneToOneField(
        Meeting,
        on_delete=models.PROTECT,
        related_name="minutes",
        verbose_name=_("会议"),
    )
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.DRAFTING)
    opening = models.TextField(_("开头"), max_length=2000)
    # [{"item": id, "heading": …, "paragraphs": […]}] in agenda order; sealed items are absent.
    sections = models.JSONField(_("各项"), default=list)
    copy_to = models.CharField(_("分送"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(_("修改次数"), default=0)
    returned_because = models.CharField(_("退回意见"), max_length=200, blank=True)
    number = models.CharField(_("纪要号"), max_length=40, blank=True)
    signed_on = models.DateField(_("签发日期"), null=True, blank=True)
    signed_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("签发人"),
    )
    document_id = models.BigIntegerField(_("文件"), null=True, blank=True)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("会议纪要")
        verbose_name_plural = _("会议纪要")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "number"],
                condition=~Q(number=""),
                name="minutes_number_once",
            ),
            models.CheckConstraint(
                condition=~Q(status="signed") | (Q(signed_on__isnull=False) & ~Q(number="")),
                name="minutes_signed_with_number",
            ),
        ]

    def __str__(self) -> str:
        return self.number or _("%(meeting)s纪要（未编号）") % {"meeting": self.meeting}

    @property
    def audit_matter(self) -> Meeting:
        return self.meeting

    @property
    def last_signed_on(self) -> date | None:
        return self.signed_on
