"""岗位目标书 (S0-02): what a post, or the committee itself, is to do; one edition follows upon another."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel, RecordedQuerySet
from governance.office.responsibilities.models.base import (
    KEEPERS,
    LEADING,
    TownQuerySet,
    of_town,
    to_person,
    towns_where,
)
from governance.people.models import Post

if TYPE_CHECKING:
    from governance.access.actor import Actor


class SheetQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Confirmed ones everybody of the town; drafts those who keep and confirm them, and who holds the post."""
        own = [post.post_id for post in actor.posts if post.post_id is not None]
        return self.filter(
            Q(organization_id__in=towns_where(actor, *KEEPERS, *LEADING))
            | Q(
                organization_id__in=actor.organization_ids,
                status__in=[DutySheet.Status.CONFIRMED, DutySheet.Status.SUPERSEDED],
            )
            | Q(post_id__in=own)
        )


class DutySheet(RecordedModel):  # type: ignore[django-manager-missing]
    """One edition. `post` None: the committee's own list of what falls to it (党委职责清单)."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("拟稿")
        CONFIRMED = "confirmed", _("执行中")
        SUPERSEDED = "superseded", _("已被新一版代替")
        DROPPED = "dropped", _("已撤回")

    # The parts the article names (S0-02:一), by the field that carries each.
    PARTS: ClassVar[dict[str, str]] = {
        "工作范围": "scope",
        "工作目标": "goals",
        "岗位职责": "duties",
        "奖惩办法": "rewards",
    }

    organization = of_town()
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("岗位")
    )
    edition = models.PositiveSmallIntegerField(_("版次"))
    scope = models.TextField(_("工作范围"), max_length=1000, blank=True)
    goals = models.TextField(_("工作目标"), max_length=1000, blank=True)
    duties = models.TextField(_("岗位职责"), max_length=2000, blank=True)
    rewards = models.TextField(_("奖惩办法"), max_length=1000, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    drafted_by = to_person(_("拟稿人"))
    drafted_on = models.DateField(_("拟稿日期"))
    confirmed_by = to_person(_("审定人"), null=True)
    confirmed_on = models.DateField(_("审定日期"), null=True, blank=True)
    since = models.DateField(_("自何日执行"), null=True, blank=True)
    until = models.DateField(_("执行到"), null=True, blank=True)

    objects = RecordedManager.from_queryset(SheetQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("岗位目标书")
        verbose_name_plural = _("岗位目标书")
        ordering = ["organization_id", "post__order", "post_id", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "post", "edition"], name="duty_sheet_edition_once"
            ),
            models.UniqueConstraint(
                fields=["organization", "edition"],
                condition=Q(post__isnull=True),
                name="duty_sheet_own_edition_once",
            ),
            models.UniqueConstraint(
                fields=["post"], condition=Q(status="draft"), name="duty_sheet_one_draft"
            ),
            models.UniqueConstraint(
                fields=["post"], condition=Q(status="confirmed"), name="duty_sheet_one_confirmed"
            ),
            models.UniqueConstraint(
                fields=["organization", "status"],
                condition=Q(post__isnull=True, status__in=["draft", "confirmed"]),
                name="duty_sheet_own_one",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "dropped"])
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False, since__isnull=False),
                name="duty_sheet_confirmed_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return _t("%(post)s岗位目标书（第%(n)s版）") % {"post": self.whose, "n": self.edition}

    @property
    def whose(self) -> str:
        return self.post.title if self.post else _t("党委")

    @property
    def paper_title(self) -> str:
        return _t("%(post)s岗位目标书") % {"post": self.whose}


class DutyTask(RecordedModel):
    """One task of a sheet, item by item as the article wants it (S0-02:三)."""

    class Ground(models.TextChoices):
        POINT = "point", _("点")
        LINE = "line", _("线")
        AREA = "area", _("面")

    ITEMS: ClassVar[dict[str, str]] = {
        "内容": "content",
        "任务": "amount",
        "质量": "quality",
        "程序": "procedure",
        "标准": "standard",
        "时限": "deadline",
        "职权": "powers",
        "责任": "liability",
    }

    organization = of_town()
    sheet = models.ForeignKey(
        DutySheet, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("岗位目标书")
    )
    ordinal = models.PositiveSmallIntegerField(_("序号"))
    ground = models.CharField(_("点、线、面"), max_length=5, choices=Ground.choices)
    content = models.CharField(_("内容"), max_length=200)
    amount = models.CharField(_("任务"), max_length=200, blank=True)
    quality = models.CharField(_("质量"), max_length=200, blank=True)
    procedure = models.CharField(_("程序"), max_length=200, blank=True)
    standard = models.CharField(_("标准"), max_length=200, blank=True)
    deadline = models.CharField(_("时限"), max_length=100, blank=True)
    powers = models.CharField(_("职权"), max_length=200, blank=True)
    liability = models.CharField(_("责任"), max_length=200, blank=True)
    removed_on = models.DateField(_("删去日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(TownQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("岗位任务")
        verbose_name_plural = _("岗位任务")
        ordering = ["sheet_id", "ordinal", "id"]
        constraints = [models.UniqueConstraint(fields=["sheet", "ordinal"], name="duty_task_ordinal_once")]

    def __str__(self) -> str:
        return self.content

    @property
    def audit_matter(self) -> DutySheet:
        return self.sheet

    @property
    def lacking(self) -> list[str]:
        """What the article asks of a task and this one leaves empty."""
        return [item for item, name in self.ITEMS.items() if not getattr(self, name).strip()]

    @property
    def told(self) -> list[tuple[str, str]]:
        """(item, words) of what is filled in beside its content."""
        pairs = [(item, getattr(self, name)) for item, name in self.ITEMS.items() if name != "content"]
        return [(item, text) for item, text in pairs if text]
