"""A meeting held on paper and entered afterwards (补录): on what paper, why so late, and when it was."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory
from governance.people.models import Person
from meetings.models.base import TownModel
from meetings.models.meeting import Meeting


class LateEntry(TownModel):
    """What the clerk says of the meeting as a whole when the entry begins; the chair of that meeting
    confirms all of it before its minutes are signed (roles: late entry is confirmed by the chair)."""

    seen_through = "meeting"

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, related_name="late", verbose_name=_("会议")
    )
    because = models.CharField(_("补录理由"), max_length=200)
    paper = models.CharField(_("依据的纸面材料"), max_length=200)
    agenda_on = models.DateField(_("议程审定日期"))
    noticed_at = models.DateTimeField(_("通知发出时间"))
    opened_at = models.DateTimeField(_("开会时间"))
    closed_at = models.DateTimeField(_("散会时间"))
    entered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("补录人")
    )
    entered_on = models.DateField(_("补录日期"))
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人")
    )
    confirmed_on = models.DateField(_("确认日期"), null=True, blank=True)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("会议补录")
        verbose_name_plural = _("会议补录")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at__gt=models.F("opened_at")), name="late_entry_opened_first"
            )
        ]

    def __str__(self) -> str:
        return _("%(meeting)s补录") % {"meeting": self.meeting}

    @property
    def audit_matter(self) -> Meeting:
        return self.meeting

    @property
    def held_on(self) -> date:
        return timezone.localdate(self.opened_at)
