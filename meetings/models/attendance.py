"""Who is expected, present, away, on leave or recused."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory
from governance.audit.sealed import SealedTextField
from governance.people.models import Person
from meetings.models.base import TownModel
from meetings.models.meeting import AgendaItem, Meeting


class Attendance(TownModel):
    """One person expected at one meeting. Voting members are frozen when the notice goes out and
    again when the meeting opens; those attending without vote are listed apart."""

    seen_through = "meeting"

    class Status(models.TextChoices):
        EXPECTED = "expected", _("应到")
        PRESENT = "present", _("在会")
        LEFT = "left", _("离会")
        ON_LEAVE = "on_leave", _("请假")
        ABSENT = "absent", _("缺席")

    class SignedBy(models.TextChoices):
        SELF = "self", _("本人签到")
        CLERK = "clerk", _("文书当面代签")
        PAPER = "paper", _("纸面签到，会后补录")

    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        related_name="attendances",
        verbose_name=_("会议"),
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("人员"))
    post_code = models.CharField(_("职务标识"), max_length=40)
    post_title = models.CharField(_("职务"), max_length=60)
    order = models.PositiveSmallIntegerField(_("排序"), default=100)
    voting = models.BooleanField(_("有表决权"), default=True)
    heads_government = models.BooleanField(_("政府主要负责人"), default=False)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.EXPECTED)
    signed_in_at = models.DateTimeField(_("签到时间"), null=True, blank=True)
    signed_in_by = models.CharField(_("签到方式"), max_length=6, choices=SignedBy.choices, blank=True)
    left_at = models.DateTimeField(_("离会时间"), null=True, blank=True)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("到会")
        verbose_name_plural = _("到会")
        ordering = ["meeting_id", "-voting", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}-{self.person_id}"

    @property
    def audit_text(self) -> str:
        return _("%(meeting)s（%(person)s）") % {
            "meeting": self.meeting,
            "person": self.person,
        }

    @property
    def audit_matter(self) -> Meeting:
        return self.meeting


class LeaveRequest(TownModel):
    """A member asks to be away; the secretary grants it (roles: leave is granted by the secretary).
    Why, and what they write instead of speaking, is sealed."""

    seen_through = "meeting"

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("待准")
        GRANTED = "granted", _("已准")
        REFUSED = "refused", _("未准")
        LAPSED = "lapsed", _("改期后须重新请假")

    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        related_name="leave_requests",
        verbose_name=_("会议"),
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("人员"))
    because = SealedTextField(_("缺席事由"))
    written_opinion = SealedTextField(_("书面意见"), null=True, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.SUBMITTED)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("会议请假")
        verbose_name_plural = _("会议请假")
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="leave_request_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}-{self.person_id}"

    @property
    def audit_text(self) -> str:
        return _("%(meeting)s请假（%(person)s）") % {
            "meeting": self.meeting,
            "person": self.person,
        }

    @property
    def audit_matter(self) -> Meeting:
        return self.meeting


class Recusal(TownModel):
    """A member stays out of one item: neither counted nor voting (S1-01:七-4g, S1-04:三-5a)."""

    seen_through = "item"

    class Kind(models.TextChoices):
        SELF = "self", _("本人")
        KIN = "kin", _("近亲属")
        INTEREST = "interest", _("其他利害关系")

    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        related_name="recusals",
        verbose_name=_("议程项"),
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("成员"))
    kind = models.CharField(_("回避事由"), max_length=10, choices=Kind.choices)
    registered_at = models.DateTimeField(_("登记时间"))

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("回避")
        verbose_name_plural = _("回避")
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.item_id}-{self.person_id}"

    @property
    def audit_text(self) -> str:
        return self.item.audit_text

    @property
    def audit_matter(self) -> Meeting:
        return self.item.meeting
