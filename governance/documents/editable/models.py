"""An office's own templates, with every version kept, and the editable copies made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel, RecordedQuerySet
from governance.documents.models import Document
from governance.people.models import Account, Organization

if TYPE_CHECKING:
    from governance.access.actor import Actor


class PaperTemplateQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Those of one's towns; the system administrator's are all, since administrators upload."""
        if actor.administrator == Account.Administrator.SYSTEM:
            return self.all()
        return self.filter(organization_id__in=actor.organization_ids)


class PaperTemplate(RecordedModel):
    """One version of a town's template for one kind of paper: uploaded by one, put in force by another.

    Of a kind at most one is in force. Without any, the template that comes with the program is used.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("待启用")
        IN_FORCE = "in_force", _("在用")
        SUPERSEDED = "superseded", _("已换新版")
        RETIRED = "retired", _("已停用")
        WITHDRAWN = "withdrawn", _("已撤回")

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )
    kind = models.CharField(_("文种"), max_length=40)
    version = models.PositiveSmallIntegerField(_("版次"))
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    note = models.CharField(_("说明"), max_length=100)
    file = models.CharField(_("存放位置"), max_length=200)
    file_digest = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("字节数"))
    uploaded_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("上传人")
    )
    uploaded_on = models.DateField(_("上传日期"))
    approved_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("启用人")
    )
    approved_on = models.DateField(_("启用日期"), null=True, blank=True)
    ended_on = models.DateField(_("停用日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(PaperTemplateQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("文件版式")
        verbose_name_plural = _("文件版式")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "version"], name="paper_template_version_once"
            ),
            models.UniqueConstraint(
                fields=["organization", "kind"],
                condition=Q(status="in_force"),
                name="paper_template_in_force",
            ),
            models.UniqueConstraint(
                fields=["organization", "kind"], condition=Q(status="proposed"), name="paper_template_waiting"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("uploaded_by")),
                name="paper_template_by_two",
            ),
        ]

    def __str__(self) -> str:
        return _now("第%(n)s版") % {"n": self.version}


class EditableCopy(RecordedModel):
    """The .docx made together with a PDF. `note` says why the town's own template was not used."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="editable", verbose_name=_("文件")
    )
    template = models.ForeignKey(
        PaperTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("版式"),
    )
    file = models.CharField(_("存放位置"), max_length=200)
    file_digest = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("字节数"))
    note = models.CharField(_("说明"), max_length=300, blank=True)

    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("可编辑文本")
        verbose_name_plural = _("可编辑文本")
        ordering = ["id"]

    def __str__(self) -> str:
        return _now("%(document)s可编辑文本") % {"document": self.document}


def template_in_force(organization_id: int, kind: str) -> PaperTemplate | None:
    """The town's own template for a kind of paper. One query."""
    return PaperTemplate.objects.filter(
        organization_id=organization_id, kind=kind, status=PaperTemplate.Status.IN_FORCE
    ).first()
