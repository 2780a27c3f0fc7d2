"""Resolutions and their clauses. The outcome comes from the rules, never from a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager
from governance.people.models import Person, Tenure
from meetings.models.base import Outcome, TownModel, TownQuerySet
from meetings.models.meeting import AgendaItem, Meeting
from meetings.models.vote import Vote

if TYPE_CHECKING:
    from governance.access.actor import Actor


class Resolution(TownModel):
    """What the committee decided on one item."""

    seen_through = "item"

    class Status(models.TextChoices):
        DRAFTED = "drafted", _("待主持人确认")
        CONFIRMED = "confirmed", _("已确认")

    class Publication(models.TextChoices):
        """How far what was decided is made public; the text that goes out is the resolution's own."""

        UNSET = "", _("还没有定")
        PUBLIC = "public", _("向社会公开")
        PARTY = "party", _("党内公开")
        CLOSED = "closed", _("不公开")

    item = models.OneToOneField(
        AgendaItem,
        on_delete=models.PROTECT,
        related_name="resolution",
        verbose_name=_("议程项"),
    )
    vote = models.OneToOneField(
        Vote,
        on_delete=models.PROTECT,
        related_name="resolution",
        verbose_name=_("表决"),
    )
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome.choices)
    number = models.CharField(_("决议号"), max_length=40)
    decided_on = models.DateField(_("议定日期"))
    text = models.TextField(_("决议内容"), max_length=2000, blank=True)
    grounds = models.TextField(_("依据和理由"), max_length=1000, blank=True)
    supervision = models.CharField(_("监督办法"), max_length=200, blank=True)
    publication = models.CharField(
        _("公开范围"), max_length=6, choices=Publication.choices, default=Publication.UNSET, blank=True
    )
    publication_reason = models.CharField(_("不公开的理由"), max_length=120, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.DRAFTED)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("决议")
        verbose_name_plural = _("决议")
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="resolution_number_once")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def audit_matter(self) -> Meeting:
        return self.item.meeting


class ClauseQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Clauses of resolutions the actor may know of, and what the actor has to see done."""
        theirs = self._owed_by(actor) & Q(resolution__item__in=AgendaItem.objects.not_kept_from(actor))
        known = Q(resolution__in=Resolution.objects.visible_to(actor))
        return super().visible_to(actor).filter(known | theirs)

    def owed_by(self, actor: Actor) -> Self:
        """Clauses the actor has to see done, as far as the actor may know of them."""
        return self.visible_to(actor).filter(self._owed_by(actor))

    def unsupervised(self) -> Self:
        """Without those handed to supervision: there they are chased and reported on."""
        live = Q(tasks__isnull=False) & ~Q(tasks__status="cancelled")
        return self.exclude(pk__in=self.model.objects.filter(live).values("pk"))

    @staticmethod
    def _owed_by(actor: Actor) -> Q:
        """One's own, and those of whoever held one's post when they were decided and holds it no more:
        what is to be done goes with the post."""
        posts = [held.post_id for held in actor.posts if held.post_id]
        of_owner = Tenure.objects.filter(person_id=OuterRef("owner_id"), post_id__in=posts)
        then = of_owner.filter(since__lte=OuterRef("resolution__decided_on"), until__lt=actor.day).filter(
            until__gte=OuterRef("resolution__decided_on")
        )
        inherited = Exists(then) & ~Exists(of_owner.on(actor.day))
        return Q(owner_id=actor.person_id) | Q(inherited)


class ResolutionClause(TownModel):
    """One thing to be done, by one person, by a date (S1-01:九-3, S1-04:四-1)."""

    class Status(models.TextChoices):
        OPEN = "open", _("落实中")
        DONE = "done", _("已落实")

    class Upward(models.TextChoices):
        """What the superior has to do with it (S1-04:三-3d)."""

        NONE = "", _("不需要")
        APPROVAL = "approval", _("报上级审批")
        FILING = "filing", _("报上级备案")

    resolution = models.ForeignKey(
        Resolution,
        on_delete=models.PROTECT,
        related_name="clauses",
        verbose_name=_("决议"),
    )
    order = models.PositiveSmallIntegerField(_("条次"))
    text = models.CharField(_("落实事项"), max_length=300)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("落实责任人")
    )
    due_on = models.DateField(_("办结时限"))
    upward = models.CharField(
        _("上级手续"), max_length=8, choices=Upward.choices, default=Upward.NONE, blank=True
    )
    status = models.CharField(_("状态"), max_length=6, choices=Status.choices, default=Status.OPEN)
    done_on = models.DateField(_("办成日期"), null=True, blank=True)
    done_note = models.CharField(_("落实情况"), max_length=200, blank=True)
    done_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("登记人")
    )

    objects = RecordedManager.from_queryset(ClauseQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("决议条款")
        verbose_name_plural = _("决议条款")
        ordering = ["resolution_id", "order"]
        indexes = [models.Index(fields=["organization", "status", "due_on"], name="clause_by_due")]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "order"], name="clause_order_once"),
            models.CheckConstraint(
                condition=Q(status="open", done_on__isnull=True) | Q(status="done", done_on__isnull=False),
                name="clause_done_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resolution_id}-{self.order}"

    @property
    def audit_text(self) -> str:
        return _("%(resolution)s第%(order)s条") % {
            "resolution": self.resolution,
            "order": self.order,
        }

    @property
    def audit_matter(self) -> Meeting:
        return self.resolution.item.meeting
