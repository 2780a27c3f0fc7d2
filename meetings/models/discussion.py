"""What members said: stance and view, in the order spoken."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager
from governance.audit.sealed import SealedTextField
from governance.people.models import Person
from meetings.models.base import StanceChoice, TownModel, TownQuerySet
from meetings.models.meeting import AgendaItem, Meeting


class StanceQuerySet(TownQuerySet):
    def current(self) -> Self:
        """What counts: neither corrected by a later line nor struck."""
        return self.filter(replaced_by__isnull=True, struck_at__isnull=True)


class Stance(TownModel):
    """One member's stance on one item. A correction is a new row; one noted under the wrong name is struck.
    Either way both stay visible until and after the minutes are signed. The view is sealed: it never reaches
    acts or the chain in clear."""

    seen_through = "item"

    class TakenBy(models.TextChoices):
        SELF = "self", _("本人")
        CLERK = "clerk", _("记录人按发言录入")

    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        related_name="stances",
        verbose_name=_("议程项"),
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("成员"))
    post_code = models.CharField(_("职务标识"), max_length=40)
    spoken = models.PositiveSmallIntegerField(_("发言次序"))
    stance = models.CharField(_("态度"), max_length=10, choices=StanceChoice.choices)
    view = SealedTextField(_("意见和理由"), blank=True)
    has_view = models.BooleanField(_("写有理由"), default=False)
    taken_at = models.DateTimeField(_("时刻"))
    taken_by = models.CharField(_("录入方式"), max_length=6, choices=TakenBy.choices)
    replaced_by = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("更正为"),
    )
    struck_at = models.DateTimeField(_("划去时刻"), null=True, blank=True)
    struck_because = models.CharField(_("划去理由"), max_length=200, blank=True)
    said_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("实为谁说")
    )

    objects = RecordedManager.from_queryset(StanceQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("表态")
        verbose_name_plural = _("表态")
        ordering = ["item_id", "spoken", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"],
                condition=Q(replaced_by__isnull=True, struck_at__isnull=True),
                name="stance_one_current",
            ),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_because="", said_by__isnull=True)
                | (Q(struck_at__isnull=False) & ~Q(struck_because="")),
                name="stance_struck_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}-{self.person_id}"

    @property
    def stands(self) -> bool:
        return self.replaced_by_id is None and self.struck_at is None

    @property
    def audit_text(self) -> str:
        return self.item.audit_text

    @property
    def audit_matter(self) -> Meeting:
        return self.item.meeting
