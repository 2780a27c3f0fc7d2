"""A town's 文号代字, dated: what stands before the year in the numbers of its papers."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel, RecordedQuerySet
from governance.people.models import Organization, Person
from governance.people.visibility import Viewer


class DocumentCodeQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Viewer) -> Self:
        return self.filter(organization_id__in=actor.organization_ids)


class DocumentCode(RecordedModel):
    """One code of one town, proposed by one person and approved by another, from a day on.

    `Organization.document_code` is the code a town was entered with; the newest approved row that has
    begun stands over it. Numbers once drawn are texts and keep the code of their day.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("待核准")
        APPROVED = "approved", _("已核准")
        WITHDRAWN = "withdrawn", _("已撤回")

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="document_codes", verbose_name=_("所属镇")
    )
    code = models.CharField(_("文号代字"), max_length=8)
    since = models.DateField(_("自"))
    authority = models.CharField(_("依据"), max_length=100)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    proposed_on = models.DateField(_("提出日期"))
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核准人")
    )
    approved_on = models.DateField(_("核准日期"), null=True, blank=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(DocumentCodeQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("文号代字")
        verbose_name_plural = _("文号代字")
        ordering = ["-since", "-id"]
        indexes = [models.Index(fields=["organization", "status", "since"], name="document_code_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="document_code_by_two",
            ),
            models.UniqueConstraint(
                fields=["organization"], condition=Q(status="proposed"), name="document_code_one_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def last_signed_on(self) -> date | None:
        return self.approved_on or self.proposed_on


def document_code_on(organization: Organization, day: date) -> str:
    """The code a paper of that day is numbered with; empty where the town has none. One query."""
    approved = DocumentCode.objects.filter(
        organization=organization, status=DocumentCode.Status.APPROVED, since__lte=day
    )
    newest = approved.order_by("-since", "-id").values_list("code", flat=True).first()
    return newest or organization.document_code
