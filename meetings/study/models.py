"""The study group's year: its plan with topics, what each member wrote, leave and study made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager
from governance.people.models import Person
from meetings.bodies.models import BodyMeeting, BodySeat
from meetings.models.base import TownModel, TownQuerySet

if TYPE_CHECKING:
    from governance.access.actor import Actor

KIND = "study_group"


class StudyPlanQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """What is studied when, and by whom it is led, is no secret of the group: the whole town may read it."""
        return self.filter(organization_id__in=actor.organization_ids)


class StudyPlan(TownModel):
    year = models.PositiveSmallIntegerField(_("年度"))
    confirmed_on = models.DateField(_("审定日期"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审定人")
    )
    checked_on = models.DateField(_("年中检查日期"), null=True, blank=True)
    check_text = models.TextField(_("年中检查情况"), max_length=2000, blank=True)
    reported_on = models.DateField(_("年度报告日期"), null=True, blank=True)
    report_text = models.TextField(_("年度报告"), max_length=4000, blank=True)

    objects = RecordedManager.from_queryset(StudyPlanQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("中心组学习计划")
        verbose_name_plural = _("中心组学习计划")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "year"], name="study_plan_once_a_year")
        ]

    def __str__(self) -> str:
        return _now("%(year)s年中心组学习计划") % {"year": self.year}

    @property
    def audit_text(self) -> str:
        return str(self)


class StudyTopic(TownModel):
    seen_through = "plan"

    class Block(models.TextChoices):
        THEORY = "theory", _("党的理论")
        POLICY = "policy", _("方针政策")
        LAW = "law", _("法律法规")
        SKILLS = "skills", _("农村实用技术")
        OTHER = "other", _("经济、政治、科技与业务")

    class Form(models.TextChoices):
        TOGETHER = "together", _("集中学习")
        DISCUSSION = "discussion", _("研讨交流")
        LECTURE = "lecture", _("讲座")
        FORUM = "forum", _("座谈")

    plan = models.ForeignKey(
        StudyPlan, on_delete=models.PROTECT, related_name="topics", verbose_name=_("学习计划")
    )
    month = models.PositiveSmallIntegerField(
        _("月份"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    theme = models.CharField(_("专题"), max_length=120)
    block = models.CharField(_("学习内容"), max_length=10, choices=Block.choices)
    form = models.CharField(_("学习形式"), max_length=10, choices=Form.choices, default=Form.TOGETHER)
    speaker = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("中心发言人")
    )
    session = models.ForeignKey(
        BodyMeeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="study_topics",
        verbose_name=_("哪次学习会"),
    )

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("学习专题")
        verbose_name_plural = _("学习专题")
        ordering = ["plan_id", "month", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="study_topic_in_a_month")
        ]

    def __str__(self) -> str:
        return self.theme

    @property
    def audit_text(self) -> str:
        return self.theme[:60]


class StudyNoteQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """One's own; what was put up for exchange everybody of the town."""
        return super().visible_to(actor).filter(Q(person_id=actor.person_id) | Q(shared=True))


class StudyNote(TownModel):
    """What a member wrote. How many each wrote is counted for all to see; the words are their own."""

    class Kind(models.TextChoices):
        NOTE = "note", _("读书笔记")
        REFLECTION = "reflection", _("心得体会")
        OWN_PLAN = "own_plan", _("自学计划")
        ACCOUNT = "account", _("述学")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("谁写的"))
    kind = models.CharField(_("种类"), max_length=10, choices=Kind.choices)
    topic = models.ForeignKey(
        StudyTopic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name=_("专题"),
    )
    title = models.CharField(_("题目"), max_length=60)
    text = models.TextField(_("正文"), max_length=8000)
    written_on = models.DateField(_("日期"))
    shared = models.BooleanField(_("拿出来交流"), default=False)
    recommended_to = models.CharField(_("推介到哪里"), max_length=60, blank=True)
    recommended_on = models.DateField(_("推介日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(StudyNoteQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("学习笔记和心得")
        verbose_name_plural = _("学习笔记和心得")
        ordering = ["-written_on", "-id"]
        indexes = [models.Index(fields=["organization", "written_on"], name="study_note_by_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_text(self) -> str:
        return _now("%(person)s的%(kind)s") % {"person": self.person, "kind": self.get_kind_display()}


class StudyLeave(TownModel):
    """Of one member who was not at a session: leave granted for what, and how the study was made up."""

    seen_through = "seat"

    seat = models.OneToOneField(
        BodySeat, on_delete=models.PROTECT, related_name="study_leave", verbose_name=_("参会人")
    )
    granted_on = models.DateField(_("准假日期"), null=True, blank=True)
    granted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("准假人")
    )
    special = models.CharField(_("特殊情况"), max_length=120, blank=True)
    made_up_on = models.DateField(_("补学日期"), null=True, blank=True)
    made_up_how = models.CharField(_("怎样补学"), max_length=120, blank=True)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("学习请假和补学")
        verbose_name_plural = _("学习请假和补学")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.audit_text

    @property
    def audit_text(self) -> str:
        return self.seat.audit_text

    @property
    def audit_matter(self) -> BodyMeeting:
        return self.seat.meeting
