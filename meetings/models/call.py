"""The call for topics (征集议题) for one meeting, with the day it closes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory
from governance.people.models import Person
from meetings.models.base import TownModel
from meetings.models.meeting import Meeting


class TopicCall(TownModel):
    """One standing call a meeting. What is proposed under it after `closes_on` is taken and marked 逾期提出: whether
    it still comes onto the agenda is for those who settle that."""

    seen_through = "meeting"

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="calls", verbose_name=_("会议")
    )
    closes_on = models.DateField(_("截止日期"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    opened_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("征集人")
    )
    opened_on = models.DateField(_("征集日期"))
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)
    withdrawn_because = models.CharField(_("撤回理由"), max_length=200, blank=True)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("议题征集")
        verbose_name_plural = _("议题征集")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(withdrawn_on__isnull=True), name="call_stands_once"
            )
        ]

    def __str__(self) -> str:
        return _("%(meeting)s议题征集") % {"meeting": self.meeting}

    @property
    def audit_matter(self) -> Meeting:
        return self.meeting
