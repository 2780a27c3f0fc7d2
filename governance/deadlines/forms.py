"""Through which channels a person wants to hear."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class ChannelsForm(forms.Form):
    """Offers only what this installation can send through."""

    email = forms.EmailField(
        label=_("邮箱"),
        required=False,
        max_length=120,
        help_text=_("填了邮箱，提醒同时发到邮箱；不填就不发。"),
    )
    messenger = forms.CharField(
        label=_("单位消息账号"),
        required=False,
        max_length=60,
        help_text=_("单位消息平台上的账号，多数是工号或手机号；不填就不发。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.REMINDER_EMAIL_FROM:
            del self.fields["email"]
        if not settings.MESSENGER_URL:
            del self.fields["messenger"]


class AuditorForm(forms.Form):
    email = forms.EmailField(
        label=_("邮箱"),
        required=False,
        max_length=120,
        help_text=_("最好不在本系统的服务器上。换邮箱时，原来的邮箱会收到一封通知；不填就不发。"),
    )
