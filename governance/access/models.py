"""Named, dated exceptions to what posts give, and the log of denials and sensitive readings."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from governance.audit.models import SYSTEM_CHAIN, AppendOnly
from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel, RecordedQuerySet
from governance.people.models import Account, Organization
from governance.people.visibility import Viewer


class GrantQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Viewer) -> Self:
        if actor.administrator in ("security", "auditor"):
            return self.all()
        return self.filter(account_id=actor.account_id)

    def active_on(self, day: date) -> Self:
        """Confirmed, not withdrawn, and the day lies between the dates (both included)."""
        return self.filter(
            confirmed_on__isnull=False,
            withdrawn_on__isnull=True,
            ended_on__isnull=True,
            since__lte=day,
            until__gte=day,
        )


class Grant(RecordedModel):
    """One person may do one thing with one object from a day to a day (a delegate, a case handler).

    Prepared by one security administrator, confirmed by another. While it holds, a guardian row
    with a direct foreign key stands beside it (`governance.access.grants`); `tick` ends it.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="grants", verbose_name=_("所属镇")
    )
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="grants", verbose_name=_("授权给")
    )
    action = models.CharField(_("事项"), max_length=80)
    object_type = models.CharField(_("对象类型"), max_length=60)
    object_id = models.CharField(_("对象编号"), max_length=40)
    object_text = models.CharField(_("对象"), max_length=200)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"))
    ground = models.CharField(_("事由"), max_length=200)
    prepared_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    prepared_on = models.DateField(_("提出日期"))
    confirmed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核准人")
    )
    confirmed_on = models.DateField(_("核准日期"), null=True, blank=True)
    withdrawn_on = models.DateField(_("收回日期"), null=True, blank=True)
    ended_on = models.DateField(_("到期收回日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(GrantQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("授权")
        verbose_name_plural = _("授权")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["account", "action", "object_type"], name="grant_by_account"),
            models.Index(fields=["until", "ended_on"], name="grant_by_end"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="grant_ends_after_start"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("prepared_by")),
                name="grant_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(account=F("prepared_by"))
                & (Q(confirmed_by__isnull=True) | ~Q(account=F("confirmed_by"))),
                name="grant_not_to_oneself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}：{self.object_text}"

    @property
    def chain_organization_id(self) -> int:
        return SYSTEM_CHAIN

    @property
    def state(self) -> str:
        """`proposed`, `active` (its dates are not asked here) or `ended`."""
        if self.withdrawn_on or self.ended_on:
            return "ended"
        return "active" if self.confirmed_on else "proposed"


class EmergencyGrantQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Viewer) -> Self:
        if actor.administrator in ("security", "auditor"):
            return self.all()
        return self.filter(account_id=actor.account_id)

    def in_force(self, at: datetime) -> Self:
        return self.filter(ended_at__isnull=True, opened_at__lte=at, until_at__gt=at)


class EmergencyGrant(RecordedModel):
    """Break-glass: one person stands in for a post of a town for at most two hours. Opened on the server's
    console alone; gives the post's rights, never a vote. It ends by its hour, whatever runs or stands still."""

    LONGEST = timedelta(hours=2)

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="emergency_grants", verbose_name=_("所属镇")
    )
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="emergency_grants", verbose_name=_("授权给")
    )
    role = models.CharField(_("代行岗位"), max_length=40)
    role_title = models.CharField(_("岗位名称"), max_length=60)
    ground = models.CharField(_("事由"), max_length=200)
    opened_at = models.DateTimeField(_("自"))
    until_at = models.DateTimeField(_("至"))
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    objects = RecordedManager.from_queryset(EmergencyGrantQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("应急授权")
        verbose_name_plural = _("应急授权")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["account", "ended_at"], name="emergency_by_account"),
            models.Index(fields=["organization", "ended_at"], name="emergency_by_town"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__gt=F("opened_at"))
                & Q(until_at__lte=F("opened_at") + timedelta(hours=2)),
                name="emergency_at_most_two_hours",
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(ended_at__isnull=True), name="emergency_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}：{self.role_title}"

    @property
    def chain_organization_id(self) -> int:
        return SYSTEM_CHAIN


class OrganizationGrant(UserObjectPermissionBase):
    """The guardian row of a grant on a whole town (a county reader of its refusals). Operational:
    the mirror of `Grant`, made and removed by its verbs alone."""

    content_object = models.ForeignKey(Organization, on_delete=models.PROTECT)

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = _("授权（单位）")
        verbose_name_plural = _("授权（单位）")


class AccessLog(AppendOnly):
    """Who was denied, who read a sensitive file, who signed in. Sealed daily into the system chain.

    `address` is shortened (IPv4 to three groups, IPv6 to 48 bits): enough to tell the office from
    the outside, not enough to follow a person's device.
    """

    class Kind(models.TextChoices):
        DENIED = "denied", _("不归本人办理")
        OUTSIDE = "outside", _("没有找到")
        READ = "read", _("查看敏感件")
        SIGNED_IN = "signed_in", _("登录")
        SIGNED_OUT = "signed_out", _("退出")
        WRONG = "wrong", _("账号或密码不对")

    recorded_at = models.DateTimeField(_("时间"), db_default=Now())
    organization_id = models.BigIntegerField(_("单位"), default=SYSTEM_CHAIN)
    account_id = models.BigIntegerField(_("账号"), null=True)
    account_name = models.CharField(_("姓名"), max_length=60, blank=True)
    kind = models.CharField(_("情形"), max_length=10, choices=Kind.choices)
    action = models.CharField(_("事项"), max_length=80, blank=True)
    object_type = models.CharField(_("对象类型"), max_length=60, blank=True)
    object_id = models.CharField(_("对象编号"), max_length=40, blank=True)
    address = models.CharField(_("来处"), max_length=45, blank=True)

    class Meta(AppendOnly.Meta):
        verbose_name = _("查看与拒绝记录")
        verbose_name_plural = _("查看与拒绝记录")
        indexes = [
            models.Index(fields=["organization_id", "recorded_at"], name="access_log_by_time"),
            models.Index(fields=["account_id", "recorded_at"], name="access_log_by_account"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.action}"


class HeldFile(models.Model):
    """A file that came in with a form that was not done yet, kept for a few days for whoever sent it, so that
    it need not be chosen again. See `access.holding`."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("上传人"))
    purpose = models.CharField(_("用于"), max_length=60)
    name = models.CharField(_("文件名"), max_length=120)
    media_type = models.CharField(_("格式"), max_length=100, blank=True)
    place = models.CharField(_("存放位置"), max_length=200)
    size = models.PositiveIntegerField(_("字节数"))
    digest = models.CharField(_("SHA-256"), max_length=64)
    made_at = models.DateTimeField(_("收到时间"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("暂存文件")
        verbose_name_plural = _("暂存文件")

    def __str__(self) -> str:
        return self.name


class FormDraft(models.Model):
    """What one account is typing into one form, encrypted, until the form is done. See `access.drafts`."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("谁的"))
    address = models.CharField(_("表单地址"), max_length=200)
    body = models.BinaryField(_("加密内容"))
    key_number = models.PositiveSmallIntegerField(_("密钥序号"))
    saved_at = models.DateTimeField(_("存下时间"), db_index=True)

    class Meta:
        verbose_name = _("表单草稿")
        verbose_name_plural = _("表单草稿")
        constraints = [models.UniqueConstraint(fields=["account", "address"], name="form_draft_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.address}"


class SignIn(models.Model):
    """Where an account is signed in: which kind of device, from which network, when last used. For its owner
    to see and to end; the session itself is Django's."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("账号"))
    session_key = models.CharField(_("会话"), max_length=40, unique=True)
    device = models.CharField(_("设备"), max_length=60)
    address = models.CharField(_("网络地址"), max_length=45, blank=True)
    began_at = models.DateTimeField(_("登录时间"))
    last_used_at = models.DateTimeField(_("最近使用"))

    class Meta:
        verbose_name = _("登录的设备")
        verbose_name_plural = _("登录的设备")
        ordering = ["-last_used_at"]

    def __str__(self) -> str:
        return self.device
