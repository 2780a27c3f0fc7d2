"""The editions of procedures under which cases of a town began."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedModel
from governance.people.models import Organization


class ProcedureEdition(RecordedModel):
    """One declaration as it stood when a town first began a case under it; the hash is that of its content,
    so that an edition and its text can never part."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    code = models.CharField(_("程序"), max_length=60)
    content_hash = models.CharField(_("内容摘要"), max_length=64)
    content = models.JSONField(_("内容"))
    since = models.DateField(_("首次使用"))

    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("程序版本")
        verbose_name_plural = _("程序版本")
        constraints = [
            models.UniqueConstraint(fields=["organization", "content_hash"], name="procedure_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.content_hash[:8]}"
