"""Accounts, for the system administrator: opened and reset at the counter, stopped, unlocked."""

from __future__ import annotations

from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.access import accounts, devices
from governance.access.admin import AdminVerb, GovernedAdmin, ReasonForm
from governance.people.models import Account, Person


class OpenAccountForm(forms.Form):
    person = forms.ModelChoiceField(label=_("人员"), queryset=Person.objects.none())
    username = forms.CharField(label=_("账号"), max_length=60, help_text=_("工号或手机号。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.approved().filter(account__isnull=True)  # type: ignore[attr-defined]


class WitnessForm(forms.Form):
    witness = forms.ModelChoiceField(
        label=_("在场的第二人"),
        queryset=Account.objects.none(),
        help_text=_("重置须两人在场：办理人和另一名有账号的人。姓名记入留痕。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["witness"].queryset = Account.objects.filter(is_active=True)  # type: ignore[attr-defined]


def _locked(account: Any) -> bool:
    """Is the sign-in locked now? Reads the tries that `AccountAdmin.get_queryset` counts."""
    return (account.tries or 0) >= settings.AXES_FAILURE_LIMIT


class AccountAdmin(GovernedAdmin):
    read_action = "people.account.listed"
    list_display = ("display_name", "username", "kind", "state", "last_login")
    search_fields = ("display_name", "username")
    list_filter = ("administrator", "is_active")
    fields = ("display_name", "username", "kind", "state", "password_changed_at", "last_login")
    readonly_fields = ("kind", "state")
    verbs = (
        AdminVerb(
            "open",
            "people.account.opened",
            _("开立账号"),
            lambda actor, obj, once, person, username: accounts.open_account(
                actor=actor, person_id=person.pk, username=username, once=once
            ),
            OpenAccountForm,
            on_object=False,
            note=_("开立后当场打印密码条，当面交本人；本人第一次登录时换成自己的密码。"),
        ),
        AdminVerb(
            "reset",
            "people.account.reset",
            _("重置密码"),
            lambda actor, obj, once, witness: accounts.reset_password(
                actor=actor, account_id=obj.pk, witness_id=witness.pk, once=once
            ),
            WitnessForm,
            note=_("须本人到柜台、两人在场。重置后当场打印密码条。"),
        ),
        AdminVerb(
            "unlock",
            "people.account.unlocked",
            _("解锁"),
            lambda actor, obj, once: accounts.unlock_account(actor=actor, account_id=obj.pk, once=once),
            note=_("本人当面要求时办理；输错的次数从头算。"),
            shown=_locked,
        ),
        AdminVerb(
            "end-sessions",
            "people.account.sessions_ended",
            _("退出所有设备"),
            lambda actor, obj, once, because: devices.end_sessions(
                actor=actor, account_id=obj.pk, because=because, once=once
            ),
            ReasonForm,
            note=_(
                "手机丢了、电脑没退出时办理：所有设备马上退出，日历地址停用；要换密码的，再重置密码、打印密码条。"
            ),
            shown=lambda account: account.is_active,
        ),
        AdminVerb(
            "disable",
            "people.account.disabled",
            _("停用"),
            lambda actor, obj, once, because: accounts.disable_account(
                actor=actor, account_id=obj.pk, because=because, once=once
            ),
            ReasonForm,
            note=_("停用后马上不能登录，已登录的页面下一步就退出；留痕不受影响。"),
            shown=lambda account: account.is_active,
        ),
        AdminVerb(
            "enable",
            "people.account.enabled",
            _("启用"),
            lambda actor, obj, once: accounts.enable_account(actor=actor, account_id=obj.pk, once=once),
            shown=lambda account: not account.is_active,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        recent = AccessAttempt.objects.filter(
            username=OuterRef("username"), attempt_time__gte=timezone.now() - get_cool_off(request)
        )
        by_address = recent.values("username", "ip_address").annotate(total=Sum("failures_since_start"))
        tries = by_address.order_by("-total").values("total")[:1]  # the lock is for one address
        return super().get_queryset(request).annotate(tries=Subquery(tries))

    @admin.display(description=_("管理员类别"))
    def kind(self, account: Account) -> str:
        return account.get_administrator_display() if account.administrator else "——"

    @admin.display(description=_("状态"))
    def state(self, account: Account) -> str:
        if not account.is_active:
            return str(_("已停用"))
        return str(_("已锁定") if _locked(account) else _("已启用"))
