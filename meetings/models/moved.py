"""What a notice said before the meeting was moved, and who had signed for it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory
from meetings.models.base import TownModel
from meetings.models.meeting import Meeting, Notice


class SupersededNotice(TownModel):
    """An earlier notice of a meeting that was moved (改期): kept to be read, signed for no more."""

    seen_through = "notice"

    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, related_name="superseded", verbose_name=_("通知")
    )
    version = models.PositiveSmallIntegerField(_("第几次通知"))
    sent_at = models.DateTimeField(_("发出时间"))
    called_for = models.DateTimeField(_("原定开会时间"))
    place = models.CharField(_("原定地点"), max_length=60)
    # [{"person": id, "acknowledged": ISO time or ""}], in the order of the list.
    signed = models.JSONField(_("签收情况"), default=list)
    because = models.CharField(_("改期理由"), max_length=200)
    superseded_at = models.DateTimeField(_("作废时间"))

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("改期前的通知")
        verbose_name_plural = _("改期前的通知")
        ordering = ["notice_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "version"], name="superseded_notice_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}-{self.version}"

    @property
    def audit_text(self) -> str:
        return str(self.notice)

    @property
    def audit_matter(self) -> Meeting:
        return self.notice.meeting

    @property
    def addressees(self) -> int:
        return len(self.signed)

    @property
    def acknowledged(self) -> int:
        return sum(bool(row["acknowledged"]) for row in self.signed)
