"""One supervised matter: where it came from, who has to do what by when, how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager
from governance.people.models import Organization, Person
from meetings.models.base import TownModel, TownQuerySet
from meetings.models.meeting import AgendaItem
from meetings.models.resolution import ResolutionClause

if TYPE_CHECKING:
    from governance.access.actor import Actor

# Who reads the whole register of a town beside the members of its committee.
OVERSEERS = ("office_director", "office_clerk", "discipline_clerk", "congress_chair")


class TaskQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The register for those who oversee it; for everybody else what their own unit or they themselves
        have to do. What became of a clause is known to whoever knows of the clause; a clause of a matter
        that is no secret also to those it was handed to, unless they are recused from it."""
        towns = actor.organization_ids
        overseen = [pk for pk in towns if actor.seat(pk) or actor.holds(pk, *OVERSEERS)]
        units = {p.unit_id for p in actor.posts} - set(towns)
        theirs = Q(organization_id__in=overseen) | Q(unit_id__in=units) | Q(responsible_id=actor.person_id)
        not_kept = AgendaItem.objects.filter(organization_id__in=towns).not_kept_from(actor)
        known = ResolutionClause.objects.filter(organization_id__in=towns).visible_to(actor)
        clear = (
            Q(clause__isnull=True)
            | Q(clause__in=known)
            | Q(kept=False, clause__resolution__item__in=not_kept)
        )
        return self.filter(theirs, clear, organization_id__in=towns)

    def of(self, actor: Actor) -> Self:
        """What the actor has to see done: oneself, or the unit one heads or works in."""
        units = {p.unit_id for p in actor.posts} - set(actor.organization_ids)
        return self.visible_to(actor).filter(Q(responsible_id=actor.person_id) | Q(unit_id__in=units))


class SupervisedTask(TownModel):
    """One 督查事项. `kept`: of a secret matter; then title and requirements name the decision by number.

    `source_key` names what it follows from (`meetings.bodymatter:12`), so that nothing is registered twice.
    """

    class Source(models.TextChoices):
        """The four sources of S0-21:二 and the nine tasks of S1-07:一."""

        CLAUSE = "clause", _("党委决议")
        BODY_MATTER = "body_matter", _("会议议定事项")
        SUPERIOR = "superior", _("上级部署、批示")
        LEADER = "leader", _("领导批示交办")
        DELEGATE = "delegate", _("代表建议、委员提案")
        PRESS = "press", _("媒体批评建议")
        OPINION_BOX = "opinion_box", _("民情信箱意见")
        PETITION = "petition", _("批转信访")
        LIFE_MEASURE = "life_measure", _("民主生活会整改措施")
        MAJOR = "major", _("重大决策部署、重点工程")
        ATTENDANCE = "attendance", _("会议到会情况")
        INSTITUTION = "institution", _("机关制度执行")
        OTHER = "other", _("经批准的其他事项")

    class Status(models.TextChoices):
        REGISTERED = "registered", _("已立项")
        APPROVED = "approved", _("已审定")
        ASSIGNED = "assigned", _("已交办")
        WORKING = "working", _("办理中")
        REPORTED = "reported", _("已报结果")
        RETURNED = "returned", _("退回重办")
        ACCEPTED = "accepted", _("已审核")
        CLOSED = "closed", _("已办结")
        FILED = "filed", _("已归档")
        CANCELLED = "cancelled", _("已撤销")

    class Pace(models.TextChoices):
        """How often the progress of a key matter is asked for (S0-21:五-1)."""

        NONE = "", _("不定期")
        MONTHLY = "month", _("每月")
        WEEKLY = "week", _("每周")

    # In somebody's hands outside the office: the deadline runs.
    IN_HAND = (Status.ASSIGNED, Status.WORKING, Status.RETURNED)
    OVER = (Status.CLOSED, Status.FILED, Status.CANCELLED)

    number = models.CharField(_("督查号"), max_length=40)
    source = models.CharField(_("来源"), max_length=12, choices=Source.choices)
    source_ref = models.CharField(_("来源说明"), max_length=120, blank=True)
    source_key = models.CharField(_("来源标识"), max_length=80, blank=True)
    clause = models.ForeignKey(
        ResolutionClause,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("决议条款"),
    )
    kept = models.BooleanField(_("涉密"), default=False)
    title = models.CharField(_("督查事项"), max_length=120)
    basis = models.CharField(_("立项依据"), max_length=300, blank=True)
    requirements = models.TextField(_("工作要求"), max_length=1000, blank=True)
    unit = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("承办单位"),
    )
    helpers = models.CharField(_("协办单位"), max_length=120, blank=True)
    responsible = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("责任人"),
    )
    leader = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("分管领导"),
    )
    due_on = models.DateField(_("办理时限"), null=True, blank=True)
    key = models.BooleanField(_("重点督查"), default=False)
    pace = models.CharField(_("催报进度"), max_length=5, choices=Pace.choices, default=Pace.NONE, blank=True)
    urgent = models.BooleanField(_("急件"), default=False)
    # Of urgent matters; left blank, a day without a word is long enough (随时掌握进度, S0-21:四-2).
    ask_after = models.PositiveSmallIntegerField(_("几天没有消息就催"), null=True, blank=True)
    great = models.BooleanField(_("特别重大或跨部门"), default=False)
    plan = models.TextField(_("督查方案"), max_length=3000, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.REGISTERED)
    registered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("立项人")
    )
    registered_on = models.DateField(_("立项日期"))
    vetted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审核人")
    )
    vetted_post = models.CharField(_("审核人岗位"), max_length=40, blank=True)
    vetted_on = models.DateField(_("审核日期"), null=True, blank=True)
    vetted_words = models.CharField(_("审核意见"), max_length=200, blank=True)
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审定人")
    )
    approved_on = models.DateField(_("审定日期"), null=True, blank=True)
    approved_words = models.CharField(_("审定意见"), max_length=200, blank=True)
    assigned_on = models.DateField(_("交办日期"), null=True, blank=True)
    signed_for_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("签收人")
    )
    signed_for_on = models.DateField(_("签收日期"), null=True, blank=True)
    reported_on = models.DateField(_("报结果日期"), null=True, blank=True)
    accepted_on = models.DateField(_("审核通过日期"), null=True, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    result = models.CharField(_("办理结果"), max_length=300, blank=True)
    filed_on = models.DateField(_("归档日期"), null=True, blank=True)
    file_number = models.CharField(_("卷号"), max_length=40, blank=True)
    file_list = models.CharField(_("归档材料"), max_length=300, blank=True)
    cancelled_on = models.DateField(_("撤销日期"), null=True, blank=True)
    cancelled_because = models.CharField(_("撤销理由"), max_length=200, blank=True)
    cancelled_cite = models.CharField(_("撤销依据"), max_length=40, blank=True)

    objects = RecordedManager.from_queryset(TaskQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("督查事项")
        verbose_name_plural = _("督查事项")
        ordering = ["-registered_on", "-id"]
        indexes = [
            models.Index(fields=["organization", "-registered_on", "-id"], name="task_by_day"),
            models.Index(fields=["organization", "status", "due_on"], name="task_by_due"),
            models.Index(fields=["organization", "unit", "status"], name="task_by_unit"),
            models.Index(fields=["organization", "responsible", "status"], name="task_by_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="task_number_once"),
            models.UniqueConstraint(
                fields=["organization", "source_key"],
                condition=~Q(source_key="") & ~Q(status="cancelled"),
                name="task_source_once",
            ),
            models.UniqueConstraint(
                fields=["clause"],
                condition=Q(clause__isnull=False) & ~Q(status="cancelled"),
                name="task_of_clause_once",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["closed", "filed"]) | Q(closed_on__isnull=False),
                name="task_closed_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def audit_text(self) -> str:
        return self.number if self.kept else f"{self.number}“{self.title}”"

    def is_late(self, day: object) -> bool:
        return self.due_on is not None and self.status in self.IN_HAND and self.due_on < day  # type: ignore[operator]
