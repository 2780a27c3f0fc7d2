"""Rows of registers: what was entered, under which edition of the declaration, who signed, what is enclosed.

A row holds its values as they were typed in one JSON column; what rows are found, ordered and added up by stands
in columns of its own. Sealed values lie together in one token under a key of the row's own.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel, RecordedQuerySet
from governance.audit.sealed import SealedTextField
from governance.people.models import Organization, Person
from governance.registers.visibility import EntryQuerySet, TownRows


class RegisterEdition(RecordedModel):
    """The text of one declaration as it stood when a town first entered a row under it, by its SHA-256."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )
    code = models.CharField(_("台账"), max_length=30)
    digest = models.CharField(_("文本摘要"), max_length=64)
    text = models.TextField(_("文本"))
    since = models.DateField(_("首次使用"))

    objects = RecordedManager.from_queryset(TownRows)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("台账版本")
        verbose_name_plural = _("台账版本")
        constraints = [
            models.UniqueConstraint(fields=["organization", "code", "digest"], name="register_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.digest[:8]}"


class DeclaredRegister(RecordedModel):
    """A town's own register as somebody proposed it and somebody else confirmed it. A change is a new row of the same
    code; the newest confirmed one holds."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("待确认")
        CONFIRMED = "confirmed", _("已启用")
        DECLINED = "declined", _("已退回")
        REPLACED = "replaced", _("已换新")
        ENDED = "ended", _("已停用")

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )
    code = models.CharField(_("台账"), max_length=30)
    title = models.CharField(_("名称"), max_length=20)
    text = models.TextField(_("文本"))
    digest = models.CharField(_("文本摘要"), max_length=64)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    ground = models.CharField(_("依据"), max_length=100)
    proposed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    proposed_on = models.DateField(_("提出日期"))
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人")
    )
    settled_on = models.DateField(_("确认日期"), null=True, blank=True)
    because = models.CharField(_("理由"), max_length=200, blank=True)

    objects = RecordedManager.from_queryset(TownRows)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("本镇自设台账")
        verbose_name_plural = _("本镇自设台账")
        ordering = ["-id"]
        indexes = [models.Index(fields=["organization", "status", "code"], name="declared_register_in_use")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="confirmed") | ~Q(settled_by=F("proposed_by")), name="register_by_two"
            ),
            models.UniqueConstraint(
                fields=["organization", "code"],
                condition=Q(status="confirmed"),
                name="register_one_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RegisterEntry(RecordedModel):  # type: ignore[django-manager-missing]
    """One row. `edition` and `chain` are what it was entered and submitted under, whatever is declared since."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("未报")
        SIGNING = "signing", _("待签")
        RETURNED = "returned", _("已退回")
        DONE = "done", _("已登记")
        VOIDED = "voided", _("已作废")

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )
    register = models.CharField(_("台账"), max_length=30)
    edition = models.ForeignKey(
        RegisterEdition, on_delete=models.PROTECT, related_name="+", verbose_name=_("台账版本")
    )
    number = models.CharField(_("编号"), max_length=40)
    happened_on = models.DateField(_("日期"))
    title = models.CharField(_("名称"), max_length=120)
    amount_cents = models.BigIntegerField(_("金额（分）"), default=0)
    kind = models.CharField(_("类别"), max_length=30, blank=True)
    unit = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("党组织、村"),
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("本人")
    )
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    values = models.JSONField(_("各栏"), default=dict)
    sealed = SealedTextField(_("密封的各栏"), null=True, blank=True)
    chain = models.JSONField(_("签字次序"), default=list)
    step = models.PositiveSmallIntegerField(_("签到第几步"), default=0)
    rounds = models.PositiveSmallIntegerField(_("第几次报签"), default=0)
    waits_for = models.CharField(_("等谁签"), max_length=200, blank=True)  # |secretary|government_head|
    entered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    entered_on = models.DateField(_("登记日期"))
    because = models.CharField(_("退回、作废的理由"), max_length=200, blank=True)

    objects = RecordedManager.from_queryset(EntryQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("台账记录")
        verbose_name_plural = _("台账记录")
        indexes = [
            # One index an order: pages are read from a place on (governance.listing.keyset), never counted.
            models.Index(fields=["organization", "register", "-happened_on", "-id"], name="entry_by_day"),
            models.Index(fields=["organization", "register", "-amount_cents", "-id"], name="entry_by_amount"),
            models.Index(fields=["organization", "register", "title", "id"], name="entry_by_title"),
            models.Index(
                fields=["organization", "register", "status", "-happened_on", "-id"], name="entry_by_status"
            ),
            models.Index(
                fields=["organization", "register", "kind", "-happened_on", "-id"], name="entry_by_kind"
            ),
            models.Index(
                fields=["organization", "register", "person", "-happened_on", "-id"],
                name="entry_by_person",
                condition=Q(person__isnull=False),
            ),
            models.Index(
                fields=["organization", "register", "unit", "-happened_on", "-id"],
                name="entry_by_unit",
                condition=Q(unit__isnull=False),
            ),
            models.Index(
                fields=["organization", "status", "id"],
                name="entry_waiting",
                condition=Q(status__in=["signing", "returned"]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "register", "number"], name="register_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def status_text(self) -> str:
        return str(self.get_status_display())

    @property
    def audit_text(self) -> str:
        """By number alone: what is registered may name somebody."""
        return self.number


class EntryRows(RecordedQuerySet):
    def visible_to(self, actor: Any) -> Self:
        """As the row they belong to."""
        return self.filter(entry__in=RegisterEntry.objects.visible_to(actor))


class EntryPart(RecordedModel):
    """What belongs to one row and is known to whoever may know of the row."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )

    objects = RecordedManager.from_queryset(EntryRows)()

    class Meta(RecordedModel.Meta):
        abstract = True


class EntrySignature(EntryPart):
    """Somebody signed, or sent back, one step of one submission of a row."""

    class Outcome(models.TextChoices):
        SIGNED = "signed", _("已签")
        SENT_BACK = "sent_back", _("退回")

    entry = models.ForeignKey(
        RegisterEntry, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("台账记录")
    )
    rounds = models.PositiveSmallIntegerField(_("第几次报签"))
    step = models.PositiveSmallIntegerField(_("第几步"))
    title = models.CharField(_("签什么"), max_length=20)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("签字人"))
    post = models.CharField(_("职务"), max_length=60)
    signed_at = models.DateTimeField(_("签字时间"))
    opinion = models.CharField(_("意见"), max_length=200, blank=True)

    history = RecordedHistory()

    class Meta(EntryPart.Meta):
        verbose_name = _("台账签字")
        verbose_name_plural = _("台账签字")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "rounds", "step"],
                condition=Q(outcome="signed"),
                name="entry_step_signed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.title}"


class EntryFile(EntryPart):
    """A file of a row: of a declared field, or an enclosure by its title. A newer one replaces it and both stay."""

    entry = models.ForeignKey(
        RegisterEntry, on_delete=models.PROTECT, related_name="files", verbose_name=_("台账记录")
    )
    label = models.CharField(_("名称"), max_length=40)
    file = models.CharField(_("存放位置"), max_length=200)
    file_name = models.CharField(_("文件名"), max_length=120)
    media_type = models.CharField(_("格式"), max_length=80)
    size = models.PositiveIntegerField(_("字节数"))
    file_digest = models.CharField(_("SHA-256"), max_length=64)
    replaced = models.BooleanField(_("已换新"), default=False)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("上传人"))
    added_on = models.DateField(_("上传日期"))

    history = RecordedHistory()

    class Meta(EntryPart.Meta):
        verbose_name = _("台账附件")
        verbose_name_plural = _("台账附件")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.label


class RegisterMonth(models.Model):
    """How many rows of a register, and how much, lie in a month under a status. Kept in the transaction of the act that
    moves a row, so that statistics and counts read a handful of rows however many there are."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )
    register = models.CharField(_("台账"), max_length=30)
    month = models.DateField(_("月份"))  # its first day
    status = models.CharField(_("状态"), max_length=10)
    entries = models.BigIntegerField(_("行数"), default=0)
    cents = models.BigIntegerField(_("金额（分）"), default=0)

    class Meta:
        verbose_name = _("台账月份")
        verbose_name_plural = _("台账月份")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "register", "month", "status"], name="register_month_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.month:%Y-%m} {self.status}"
