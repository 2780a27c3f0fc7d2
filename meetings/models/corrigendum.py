"""勘误: what signed minutes said and what they should have said. The minutes themselves never change."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory
from governance.people.models import Person
from meetings.models.base import TownModel
from meetings.models.meeting import Meeting
from meetings.models.minutes import Minutes


class Corrigendum(TownModel):
    """Drafted by the clerk, signed by the chair; its place among those on the same minutes is drawn at
    signing, so that none is missing. One draft at a time."""

    seen_through = "minutes"

    class Status(models.TextChoices):
        DRAFTED = "drafted", _("待主持人签发")
        RETURNED = "returned", _("退回修改")
        WITHDRAWN = "withdrawn", _("已撤回")
        SIGNED = "signed", _("已签发")

    minutes = models.ForeignKey(
        Minutes, on_delete=models.PROTECT, related_name="corrigenda", verbose_name=_("会议纪要")
    )
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.DRAFTED)
    # [{"page": 2, "stood": …, "reads": …, "because": …}] in the order of the printed minutes.
    corrections = models.JSONField(_("更正"), default=list)
    drafted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("拟稿人")
    )
    returned_because = models.CharField(_("退回意见"), max_length=200, blank=True)
    ordinal = models.PositiveSmallIntegerField(_("勘误序号"), null=True, blank=True)
    signed_on = models.DateField(_("签发日期"), null=True, blank=True)
    signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("签发人")
    )
    document_id = models.BigIntegerField(_("文件"), null=True, blank=True)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("勘误")
        verbose_name_plural = _("勘误")
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "ordinal"],
                condition=Q(ordinal__isnull=False),
                name="corrigendum_ordinal_once",
            ),
            models.UniqueConstraint(
                fields=["minutes"],
                condition=Q(status__in=["drafted", "returned"]),
                name="corrigendum_one_draft",
            ),
            models.CheckConstraint(
                condition=~Q(status="signed") | (Q(signed_on__isnull=False) & Q(ordinal__isnull=False)),
                name="corrigendum_signed_with_ordinal",
            ),
        ]

    def __str__(self) -> str:
        if self.ordinal is None:
            return _now("%(minutes)s勘误（未编号）") % {"minutes": self.minutes}
        return _now("%(minutes)s勘误第%(k)s号") % {"minutes": self.minutes, "k": self.ordinal}

    @property
    def meeting(self) -> Meeting:
        return self.minutes.meeting

    @property
    def audit_matter(self) -> Meeting:
        return self.meeting

    @property
    def last_signed_on(self) -> date | None:
        return self.signed_on
