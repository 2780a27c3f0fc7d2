"""Named, dated grants, for the security administrators: prepared by one, confirmed by another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from governance.access import grants
from governance.access.admin import AdminVerb, GovernedAdmin, ReasonForm
from governance.access.administration.chains import TownFilter
from governance.access.models import Grant
from governance.access.typed import DayField
from governance.people.models import Account


class GrantForm(forms.Form):
    account = forms.ModelChoiceField(label=_("授权给"), queryset=Account.objects.none())
    what = forms.ChoiceField(label=_("事项"))
    object_id = forms.CharField(
        label=_("对象编号"), max_length=40, help_text=_("写对象页面地址里的编号；单位写单位编号。")
    )
    since = DayField(label=_("自"))
    until = DayField(label=_("至"), help_text=_("含当天，最长一年。"))
    ground = forms.CharField(label=_("事由"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = Account.objects.filter(is_active=True, administrator="")  # type: ignore[attr-defined]
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (f"{label}|{action}", f"{one.model._meta.verbose_name}：{title}")
            for label, one in sorted(grants.grantables().items())
            for action, title in one.actions.items()
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        label, _bar, action = values.pop("what", "").partition("|")
        if label and "object_id" in values:
            model = grants.grantables()[label].model
            try:
                obj = model._base_manager.filter(pk=values.pop("object_id")).first()
            except (ValueError, forms.ValidationError):
                obj = None
            if obj is None:
                self.add_error("object_id", _("没有找到这个编号，请核对。"))
            values |= {"action": action, "obj_granted": obj}
        return values


def _prepare_grant(actor: Any, obj: Any, once: Any, account: Any, obj_granted: Any, **values: Any) -> Grant:
    return grants.prepare_grant(actor=actor, account_id=account.pk, obj=obj_granted, once=once, **values)


class GrantAdmin(GovernedAdmin):
    read_action = "access.grant.listed"
    list_display = ("account", "what", "object_text", "since", "until", "prepared_by", "standing")
    list_filter = (TownFilter,)
    list_select_related = ("account", "prepared_by")
    search_fields = ("account__display_name", "object_text")
    fields = (
        "account", "what", "object_text", "since", "until", "ground", "prepared_by", "prepared_on",
        "confirmed_by", "confirmed_on", "withdrawn_on", "ended_on",
    )  # fmt: skip
    readonly_fields = ("what",)
    verbs = (
        AdminVerb(
            "prepare",
            "access.grant.prepared",
            _("提出授权"),
            _prepare_grant,
            GrantForm,
            on_object=False,
            note=_("提出后由另一位安全管理员核准；到期自动收回。"),
        ),
        AdminVerb(
            "confirm",
            "access.grant.confirmed",
            _("核准授权"),
            lambda actor, obj, once: grants.confirm_grant(actor=actor, grant_id=obj.pk, once=once),
            shown=lambda grant: grant.state == "proposed",
        ),
        AdminVerb(
            "withdraw",
            "access.grant.withdrawn",
            _("收回授权"),
            lambda actor, obj, once, because: grants.withdraw_grant(
                actor=actor, grant_id=obj.pk, because=because, once=once
            ),
            ReasonForm,
            shown=lambda grant: grant.state != "ended",
        ),
    )

    @admin.display(description=_("事项"))
    def what(self, grant: Grant) -> str:
        return grants.action_title(grant.action)

    @admin.display(description=_("状态"))
    def standing(self, grant: Grant) -> str:
        return str({"proposed": _("待核准"), "active": _("已核准"), "ended": _("已收回")}[grant.state])
