"""Numbering series, documents and the scans of signed ones. A finished document is rendered once and never again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import (
    RecordedHistory,
    RecordedManager,
    RecordedModel,
    RecordedQuerySet,
)
from governance.people.models import Organization, Person

if TYPE_CHECKING:
    from governance.access.actor import Actor


class NumberSeries(RecordedModel):
    """The last number drawn per town, kind and year. Drawn under the row's lock."""

    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("所属镇"),
    )
    kind = models.CharField(_("编号类别"), max_length=30)
    year = models.PositiveSmallIntegerField(_("年度"))
    last = models.PositiveIntegerField(_("已用到"), default=0)

    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("编号")
        verbose_name_plural = _("编号")
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind", "year"], name="number_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class NumberNote(RecordedModel):
    """Why a number of a series is carried by no document (跳号写明原因)."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )
    kind = models.CharField(_("编号类别"), max_length=30)
    year = models.PositiveSmallIntegerField(_("年度"))
    place = models.PositiveIntegerField(_("序号"))
    number = models.CharField(_("文号"), max_length=40)
    because = models.CharField(_("原因"), max_length=200)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记人"))
    noted_on = models.DateField(_("登记日期"))

    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("空号说明")
        verbose_name_plural = _("空号说明")
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind", "year", "place"], name="number_note_once")
        ]

    def __str__(self) -> str:
        return self.number or _now("%(kind)s编号") % {"kind": self.kind}


class DocumentQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Documents of one's towns; who may open which is the kind's policy."""
        return self.filter(organization_id__in=actor.organization_ids)


class Document(RecordedModel):
    """One paper: ordered inside the act that makes it due, rendered by the worker, then fixed."""

    class State(models.TextChoices):
        ORDERED = "ordered", _("正在生成")
        FINISHED = "finished", _("已生成")
        FAILED = "failed", _("没有生成")
        REPLACED = "replaced", _("已有新版")
        VOIDED = "voided", _("已作废")

    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("所属镇"),
    )
    kind = models.CharField(_("文种"), max_length=40)
    title = models.CharField(_("标题"), max_length=120)
    number = models.CharField(_("文号"), max_length=40, blank=True)
    subject_type = models.CharField(_("对象类型"), max_length=60)
    subject_id = models.CharField(_("对象编号"), max_length=40)
    code = models.CharField(_("校验码"), max_length=12, unique=True)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.ORDERED)
    ordered_on = models.DateField(_("成文日期"))
    corrects = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("更正的文件"),
    )
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("代替的文件"),
    )
    voided_because = models.CharField(_("作废理由"), max_length=200, blank=True)
    voided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("作废人")
    )
    voided_on = models.DateField(_("作废日期"), null=True, blank=True)
    data_digest = models.CharField(_("数据摘要"), max_length=64, blank=True)
    chain_seq = models.BigIntegerField(_("链首序号"), null=True, blank=True)
    chain_hash = models.CharField(_("链首"), max_length=64, blank=True)
    file = models.CharField(_("文件"), max_length=200, blank=True)
    file_digest = models.CharField(_("文件摘要"), max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(_("页数"), null=True, blank=True)
    failure = models.CharField(_("没有生成的原因"), max_length=300, blank=True)

    objects = RecordedManager.from_queryset(DocumentQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("文件")
        verbose_name_plural = _("文件")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["organization", "subject_type", "subject_id"],
                name="document_by_subject",
            ),
            models.Index(fields=["organization", "kind", "-id"], name="document_by_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="finished") | (~Q(file="") & ~Q(file_digest="")),
                name="document_finished_has_file",
            ),
            models.CheckConstraint(
                condition=~Q(state="voided")
                | (
                    ~Q(voided_because="")
                    & Q(voided_by__isnull=False)
                    & Q(voided_on__isnull=False)
                    & ~Q(file="")
                ),
                name="document_voided_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()

    @property
    def made(self) -> bool:
        """Whether there is a file: a paper handed out stays kept whatever became of it."""
        return self.state in MADE


# Handed out once, kept for good; only a finished one stands.
MADE = (Document.State.FINISHED, Document.State.REPLACED, Document.State.VOIDED)


class PrintMark(RecordedModel):
    """That a paper was printed: how many copies, when, by whom. A later printing is a further mark."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="prints", verbose_name=_("文件")
    )
    copies = models.PositiveSmallIntegerField(_("份数"))
    printed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    printed_on = models.DateField(_("打印日期"))

    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("打印登记")
        verbose_name_plural = _("打印登记")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(copies__gte=1, copies__lte=999), name="print_mark_copies")
        ]

    def __str__(self) -> str:
        return _now("%(document)s打印%(copies)s份") % {"document": self.document, "copies": self.copies}


class ScanQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Scans of one's towns; who may open one is who may open the paper."""
        return self.filter(organization_id__in=actor.organization_ids)


class SignedScan(RecordedModel):
    """One uploaded PDF of a paper signed by hand. At most one of a document stands; the others were superseded."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="scans", verbose_name=_("文件")
    )
    file = models.CharField(_("扫描件"), max_length=200)
    file_digest = models.CharField(_("扫描件摘要"), max_length=64)
    size = models.PositiveIntegerField(_("字节数"))
    attached_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("上传人")
    )
    attached_on = models.DateField(_("上传日期"))
    superseded = models.BooleanField(_("已换新"), default=False)

    objects = RecordedManager.from_queryset(ScanQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("签字扫描件")
        verbose_name_plural = _("签字扫描件")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(superseded=False), name="scan_one_stands"
            )
        ]

    def __str__(self) -> str:
        return _now("%(document)s签字扫描件") % {"document": self.document}
