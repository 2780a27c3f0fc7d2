"""交接: what one person had open went to another, in one act, with the list as it was on that day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager
from governance.people.models import Person
from governance.people.standard_posts import OFFICE
from meetings.models.base import TownModel, TownQuerySet

if TYPE_CHECKING:
    from governance.access.actor import Actor


class HandoverQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever handed over or took over, and those who lead the office."""
        towns = [pk for pk in actor.organization_ids if actor.holds(pk, "secretary", *OFFICE)]
        mine = models.Q(giver_id=actor.person_id) | models.Q(taker_id=actor.person_id)
        return self.filter(organization_id__in=actor.organization_ids).filter(
            models.Q(organization_id__in=towns) | mine
        )


class Handover(TownModel):
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("移交人"))
    taker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("接收人"))
    because = models.CharField(_("事由"), max_length=200)
    # [[kind, what, note]] as it was; secret matters by their number alone.
    listing = models.JSONField(_("清单"), default=list)
    moved = models.PositiveIntegerField(_("移交件数"))
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("监交人")
    )
    day = models.DateField(_("交接日期"))

    objects = RecordedManager.from_queryset(HandoverQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("工作交接")
        verbose_name_plural = _("工作交接")
        ordering = ["-day", "-id"]

    def __str__(self) -> str:
        return _("%(giver)s向%(taker)s交接") % {"giver": self.giver.name, "taker": self.taker.name}
