"""责任追究台账: who was held to account for a breach of how the committee decides (S1-01:十四, S1-04:五-2).

What happened is sealed under a key of the case. The register is read by those who supervise, never by the
person it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager
from governance.audit.sealed import SealedTextField
from governance.people.models import Person
from meetings.models.base import TownModel, TownQuerySet
from meetings.models.meeting import Meeting
from meetings.models.past import PastResolution
from meetings.models.resolution import Resolution

if TYPE_CHECKING:
    from governance.access.actor import Actor

SUPERVISORS = ("secretary", "discipline_secretary", "discipline_clerk")


class AccountabilityQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The secretary and those who supervise; never the person concerned."""
        towns = [pk for pk in actor.organization_ids if actor.holds(pk, *SUPERVISORS)]
        return self.filter(organization_id__in=towns).exclude(person_id=actor.person_id)


class AccountabilityCase(TownModel):
    class Situation(models.TextChoices):
        """As the articles list them; the label of each says which article."""

        PROCEDURE = "procedure", _("违反议事程序（议事决策规则 十四-2）")
        LEAK = "leak", _("泄露会议秘密（议事决策规则 十四-3）")
        REPRISAL = "reprisal", _("刁难、报复批评检举人（议事决策规则 十四-4）")
        OTHER_RULE = "other_rule", _("其他违反议事规则的行为（议事决策规则 十四-5）")
        ALONE = "alone", _("应集体决定而由个人或少数人决定，或紧急处置后不报（重大事项决策制度 五-2）")
        UNLAWFUL = "unlawful", _("决策违反法规党纪（重大事项决策制度 五-2）")
        BLIND = "blind", _("未调研盲目决策（重大事项决策制度 五-2）")
        UNTRUE = "untrue", _("提供不实情况（重大事项决策制度 五-2）")
        NOT_CARRIED_OUT = "not_carried_out", _("不执行或擅改集体决定（重大事项决策制度 五-2）")
        LOSS_HIDDEN = "loss_hidden", _("见损不报不纠（重大事项决策制度 五-2）")
        SILENT = "silent", _("监督人知情不提（重大事项决策制度 五-2）")
        OTHER = "other", _("其他造成严重后果的（重大事项决策制度 五-2）")

    class Measure(models.TextChoices):
        EDUCATED = "educated", _("批评教育")
        CORRECTED = "corrected", _("批评并责令纠正")
        WRITTEN = "written", _("书面检查")
        ADMONISHED = "admonished", _("诫勉")
        ORGANIZATIONAL = "organizational", _("组织处理")
        DISCIPLINED = "disciplined", _("党纪政务处分")
        REFERRED = "referred", _("移送上级处理")

    class Status(models.TextChoices):
        OPEN = "open", _("办理中")
        CLOSED = "closed", _("已办结")

    ordinal = models.PositiveIntegerField(_("序号"))
    situation = models.CharField(_("情形"), max_length=16, choices=Situation.choices)
    resolution = models.ForeignKey(
        Resolution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("所涉决议"),
    )
    past = models.ForeignKey(
        PastResolution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="accountability",
        verbose_name=_("所涉历史决议"),
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("所涉会议"),
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("责任人"))
    person_post = models.CharField(_("责任人职务"), max_length=40)
    what = SealedTextField(_("事实"))
    happened_on = models.DateField(_("发生日期"))
    measure = models.CharField(_("处理"), max_length=16, choices=Measure.choices)
    decided_by = models.CharField(_("谁决定的"), max_length=60)
    decided_on = models.DateField(_("决定日期"))
    authority = models.CharField(_("依据文号"), max_length=60, blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices, default=Status.OPEN)
    outcome = SealedTextField(_("结果"), null=True, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    registered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    registered_on = models.DateField(_("登记日期"))

    objects = RecordedManager.from_queryset(AccountabilityQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("责任追究")
        verbose_name_plural = _("责任追究")
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "ordinal"], name="accountability_ordinal_once"),
            models.CheckConstraint(
                condition=Q(status="open", closed_on__isnull=True)
                | Q(status="closed", closed_on__isnull=False),
                name="accountability_closed_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return _("责任追究第%(n)s号") % {"n": self.ordinal}
