"""Signing in and choosing a password."""

from __future__ import annotations

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from governance.access.text import username as half_width_username
from governance.people.models import Account


class SignInForm(forms.Form):
    """Account name and password. The answer is the same for a wrong name, a wrong password and a
    stopped account: how many tries are left, nothing else."""

    username = forms.CharField(
        label=_("账号"),
        max_length=60,
        help_text=_("工号或手机号。"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        self.request = request
        self.account: Account | None = None
        super().__init__(*args, **kwargs)

    def clean_username(self) -> str:
        return half_width_username(self.cleaned_data["username"])

    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not name or not password:
            return self.cleaned_data
        self.account = authenticate(self.request, username=name, password=password)  # type: ignore[assignment]
        if self.account is None:
            left = settings.AXES_FAILURE_LIMIT - AxesProxyHandler.get_failures(
                self.request, {"username": name}
            )
            raise ValidationError(_t("账号或密码不对，还可以试%(n)d次。") % {"n": max(left, 0)})
        return self.cleaned_data

    def get_user(self) -> Account | None:
        return self.account


class NewPasswordForm(forms.Form):
    """A new password typed twice; the rules are asked by the service."""

    new_password1 = forms.CharField(
        label=_("新密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    new_password2 = forms.CharField(
        label=_("再输一次新密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        self.account = account
        super().__init__(*args, **kwargs)
        rules = "，".join(password_validation.password_validators_help_texts())
        self.fields["new_password1"].help_text = _t("密码%(rules)s。") % {"rules": rules}

    def clean_new_password2(self) -> str:
        again = self.cleaned_data["new_password2"]
        if self.cleaned_data.get("new_password1") != again:
            raise ValidationError(_t("两次输的不一样，请重新输一遍。"))
        return again


class ChangePasswordForm(NewPasswordForm):
    """The same, with the present password first: an open page is not proof of who sits there."""

    old_password = forms.CharField(
        label=_("现在的密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["old_password", "new_password1", "new_password2"]

    def clean_old_password(self) -> str:
        old = self.cleaned_data["old_password"]
        if not self.account.check_password(old):
            raise ValidationError(_t("现在的密码不对，请重输。"))
        return old
