"""Resolutions of former years, entered from old papers (历史录入).

They were not held here: no vote, no quorum, no notice is known, so no rule judges them. What is known is what
the old paper says, and which paper that is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager
from governance.people.models import Person
from meetings.models.base import Matter, Outcome, TownModel, TownQuerySet
from meetings.models.topic import inner_towns

if TYPE_CHECKING:
    from governance.access.actor import Actor


class PastQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The committee and those who prepare its meetings."""
        return self.filter(organization_id__in=inner_towns(actor))


class PastResolutionQuerySet(PastQuerySet):
    def standing(self) -> Self:
        """Without those of batches that were taken back."""
        return self.exclude(batch__status=ResolutionImport.Status.WITHDRAWN)


class ResolutionImport(TownModel):
    """One workbook of old resolutions, taken in whole by one person, confirmed or taken back by another."""

    class Status(models.TextChoices):
        ENTERED = "entered", _("待书记确认")
        CONFIRMED = "confirmed", _("已确认")
        WITHDRAWN = "withdrawn", _("已撤回")

    file_name = models.CharField(_("文件名"), max_length=120)
    digest = models.CharField(_("SHA-256"), max_length=64)
    count = models.PositiveIntegerField(_("决议件数"))
    clauses = models.PositiveIntegerField(_("落实事项条数"))
    first_on = models.DateField(_("最早会议日期"))
    last_on = models.DateField(_("最晚会议日期"))
    because = models.CharField(_("补录理由"), max_length=200)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.ENTERED)
    entered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("录入人")
    )
    entered_on = models.DateField(_("录入日期"))
    settled_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("确认或撤回的人"),
    )
    settled_on = models.DateField(_("确认或撤回日期"), null=True, blank=True)
    withdrawn_because = models.CharField(_("撤回理由"), max_length=200, blank=True)

    objects = RecordedManager.from_queryset(PastQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("历史决议录入")
        verbose_name_plural = _("历史决议录入")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "digest"],
                condition=~Q(status="withdrawn"),
                name="import_of_one_file_once",
            )
        ]

    def __str__(self) -> str:
        return _("历史决议%(n)s件") % {"n": self.count}


class PastResolution(TownModel):
    """What an old paper says was decided."""

    batch = models.ForeignKey(
        ResolutionImport, on_delete=models.PROTECT, related_name="resolutions", verbose_name=_("录入批次")
    )
    line = models.PositiveIntegerField(_("表中行号"))
    number = models.CharField(_("决议号或纪要号"), max_length=40)
    decided_on = models.DateField(_("会议日期"))
    meeting = models.CharField(_("会议"), max_length=60, blank=True)
    title = models.CharField(_("事项"), max_length=100)
    matter = models.CharField(_("类别"), max_length=16, choices=Matter.choices)
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome.choices, default=Outcome.ADOPTED)
    text = models.TextField(_("决议内容"), max_length=2000, blank=True)
    source = models.CharField(_("原始材料"), max_length=100)

    objects = RecordedManager.from_queryset(PastResolutionQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("历史决议")
        verbose_name_plural = _("历史决议")
        ordering = ["-decided_on", "line"]
        indexes = [models.Index(fields=["organization", "decided_on"], name="past_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number", "title"], name="past_resolution_once")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def audit_matter(self) -> ResolutionImport:
        return self.batch


class PastClause(TownModel):
    """One thing an old resolution set somebody to do, as far as the paper tells. Nobody is reminded of it."""

    seen_through = "resolution"

    resolution = models.ForeignKey(
        PastResolution, on_delete=models.PROTECT, related_name="clauses", verbose_name=_("历史决议")
    )
    order = models.PositiveSmallIntegerField(_("条次"))
    text = models.CharField(_("落实事项"), max_length=300)
    owner = models.CharField(_("落实责任人"), max_length=40, blank=True)
    due_on = models.DateField(_("办结时限"), null=True, blank=True)
    carried_out = models.CharField(_("落实情况"), max_length=200, blank=True)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("历史决议条款")
        verbose_name_plural = _("历史决议条款")
        ordering = ["resolution_id", "order"]
        constraints = [models.UniqueConstraint(fields=["resolution", "order"], name="past_clause_order_once")]

    def __str__(self) -> str:
        return f"{self.resolution_id}-{self.order}"
