"""换届 as a row: what every seat of a committee changed on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel
from governance.people.models import Organization
from governance.people.visibility import TownRowsQuerySet


class TermChange(RecordedModel):
    """换届: the seats of a committee end and begin on one day, by one paper."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="term_changes", verbose_name=_("所属镇")
    )
    first_on = models.DateField(_("新一届第一天"))
    authority = models.CharField(_("任职文号"), max_length=60)
    seats_before = models.PositiveSmallIntegerField(_("原有委员"))
    seats_after = models.PositiveSmallIntegerField(_("新一届委员"))

    objects = RecordedManager.from_queryset(TownRowsQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("换届")
        verbose_name_plural = _("换届")
        ordering = ["-first_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["organization", "first_on"], name="term_begins_once")]

    def __str__(self) -> str:
        return _("%(year)s年换届") % {"year": self.first_on.year}
