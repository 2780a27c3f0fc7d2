"""What each of the three administrators finds in Django admin.

System: accounts. Security: bodies, posts (two-step), grants (two-step). Auditor: acts, chains,
access log, and the lists of the other two, read only. Business content is not registered at all.
"""

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

from governance.access import accounts, grants
from governance.access.act_sentence import act_matter, act_title, render_act_sentence
from governance.access.admin import AdminVerb, GovernedAdmin, ReasonForm
from governance.access.models import AccessLog, Grant
from governance.access.roster import organizations, posts
from governance.audit.models import Act, ChainEntry
from governance.people.models import Account, Organization, Person, Post, PostChange
from governance.people.standard_posts import STANDARD_POSTS

# Accounts ----------------------------------------------------------------------------------


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
        tries = recent.values("username").annotate(total=Sum("failures_since_start")).values("total")
        return super().get_queryset(request).annotate(tries=Subquery(tries))

    @admin.display(description=_("管理员类别"))
    def kind(self, account: Account) -> str:
        return account.get_administrator_display() if account.administrator else "——"

    @admin.display(description=_("状态"))
    def state(self, account: Account) -> str:
        if not account.is_active:
            return str(_("已停用"))
        return str(_("已锁定") if _locked(account) else _("已启用"))


# Bodies and posts --------------------------------------------------------------------------


class OrganizationForm(forms.Form):
    kind = forms.ChoiceField(label=_("类别"), choices=Organization.Kind.choices)
    name = forms.CharField(label=_("全称"), max_length=60)
    short_name = forms.CharField(label=_("简称"), max_length=20)
    parent = forms.ModelChoiceField(label=_("上级"), queryset=Organization.objects.all(), required=False)
    document_code = forms.CharField(label=_("文号代字"), max_length=8, required=False)
    authority = forms.CharField(label=_("依据文号"), max_length=60)


class CloseForm(forms.Form):
    day = forms.DateField(label=_("撤销日期"), help_text=_("写成 年-月-日，例 2026-11-26"))
    authority = forms.CharField(label=_("依据文号"), max_length=60)


class OrganizationAdmin(GovernedAdmin):
    read_action = "people.organization.listed"
    list_display = ("name", "kind", "parent", "document_code", "closed_on")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("name", "short_name")
    fields = ("name", "short_name", "kind", "parent", "town", "document_code", "closed_on", "demonstration")
    verbs = (
        AdminVerb(
            "register",
            "people.organization.registered",
            _("登记单位"),
            lambda actor, obj, once, parent, **values: organizations.register_organization(
                actor=actor, parent_id=parent.pk if parent else None, once=once, **values
            ),
            OrganizationForm,
            on_object=False,
        ),
        AdminVerb(
            "close",
            "people.organization.closed",
            _("撤销单位"),
            lambda actor, obj, once, **values: organizations.close_organization(
                actor=actor, organization_id=obj.pk, once=once, **values
            ),
            CloseForm,
            shown=lambda organization: organization.closed_on is None,
        ),
    )


class PostForm(forms.Form):
    """A new post, or the new state of one."""

    unit = forms.ModelChoiceField(label=_("所在单位"), queryset=Organization.objects.filter(closed_on=None))
    code = forms.ChoiceField(
        label=_("岗位标识"), choices=[(p.code, f"{p.title}（{p.code}）") for p in STANDARD_POSTS.values()]
    )
    title = forms.CharField(
        label=_("职务名称"), max_length=40, help_text=_("照任职文件写，会印进纪要和名单。")
    )
    committee_seat = forms.BooleanField(label=_("党委委员（有表决权）"), required=False)
    heads_government = forms.BooleanField(label=_("政府主要负责人"), required=False)
    order = forms.IntegerField(label=_("排序"), min_value=1, max_value=999, initial=100)
    authority = forms.CharField(label=_("依据文号"), max_length=60)


class EstablishForm(PostForm):
    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        unit = values.get("unit")
        if unit is not None:
            values["organization"] = unit.town or unit
        return values


class AuthorityForm(forms.Form):
    authority = forms.CharField(label=_("依据文号"), max_length=60)


def _establish(actor: Any, obj: Any, once: Any, unit: Any, organization: Any, **values: Any) -> PostChange:
    return posts.prepare_post_change(
        actor=actor,
        organization_id=organization.pk,
        kind=PostChange.Kind.ESTABLISH,
        unit_id=unit.pk,
        once=once,
        **values,
    )


def _alter(actor: Any, obj: Post, once: Any, unit: Any, **values: Any) -> PostChange:
    return posts.prepare_post_change(
        actor=actor,
        organization_id=obj.organization_id,
        kind=PostChange.Kind.ALTER,
        post_id=obj.pk,
        unit_id=unit.pk,
        once=once,
        **values,
    )


class PostAdmin(GovernedAdmin):
    read_action = "people.post.listed"
    list_display = ("title", "organization", "unit", "code", "committee_seat", "order", "abolished_on")
    list_filter = ("organization", "committee_seat")
    list_select_related = ("organization", "unit")
    search_fields = ("title",)
    fields = (
        "title",
        "organization",
        "unit",
        "code",
        "committee_seat",
        "heads_government",
        "order",
        "abolished_on",
    )
    verbs = (
        AdminVerb(
            "alter",
            "people.post.prepared",
            _("提出变更"),
            _alter,
            PostForm,
            note=_("提出后由另一位安全管理员核准，核准以前岗位不变。"),
            shown=lambda post: post.abolished_on is None,
        ),
        AdminVerb(
            "abolish",
            "people.post.prepared",
            _("提出撤销"),
            lambda actor, obj, once, authority: posts.prepare_post_change(
                actor=actor,
                organization_id=obj.organization_id,
                kind=PostChange.Kind.ABOLISH,
                post_id=obj.pk,
                authority=authority,
                once=once,
            ),
            AuthorityForm,
            shown=lambda post: post.abolished_on is None,
        ),
    )


class PostChangeAdmin(GovernedAdmin):
    read_action = "people.post.listed"
    list_display = ("__str__", "organization", "prepared_by", "prepared_on", "confirmed_by", "standing")
    list_filter = ("organization", "kind")
    list_select_related = ("organization", "prepared_by", "confirmed_by")
    fields = (
        "organization", "kind", "post", "unit", "code", "title", "committee_seat", "heads_government",
        "order", "authority", "prepared_by", "prepared_on", "confirmed_by", "confirmed_on", "dropped_on",
    )  # fmt: skip
    verbs = (
        AdminVerb(
            "establish",
            "people.post.prepared",
            _("提出设立岗位"),
            _establish,
            EstablishForm,
            on_object=False,
            note=_("提出后由另一位安全管理员核准。"),
        ),
        AdminVerb(
            "confirm",
            "people.post.confirmed",
            _("核准"),
            lambda actor, obj, once: posts.confirm_post_change(actor=actor, change_id=obj.pk, once=once),
            shown=lambda change: change.state == "proposed",
        ),
        AdminVerb(
            "drop",
            "people.post.dropped",
            _("退回"),
            lambda actor, obj, once, because: posts.drop_post_change(
                actor=actor, change_id=obj.pk, because=because, once=once
            ),
            ReasonForm,
            shown=lambda change: change.state == "proposed",
        ),
    )

    @admin.display(description=_("状态"))
    def standing(self, change: PostChange) -> str:
        return str({"proposed": _("待核准"), "confirmed": _("已核准"), "dropped": _("已退回")}[change.state])


# Grants ------------------------------------------------------------------------------------


class GrantForm(forms.Form):
    account = forms.ModelChoiceField(label=_("授权给"), queryset=Account.objects.none())
    what = forms.ChoiceField(label=_("事项"))
    object_id = forms.CharField(
        label=_("对象编号"), max_length=40, help_text=_("写对象页面地址里的编号；单位写单位编号。")
    )
    since = forms.DateField(label=_("自"), help_text=_("写成 年-月-日，例 2026-11-26"))
    until = forms.DateField(label=_("至"), help_text=_("含当天，最长一年。"))
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
    list_filter = ("organization",)
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


# The trail ---------------------------------------------------------------------------------


class ActAdmin(GovernedAdmin):
    """Who did what when; facts hold no content by their nature, and are left out all the same."""

    read_action = "audit.chain.read"
    list_display = ("recorded_at", "title", "what", "actor_name", "actor_post", "outcome", "organization_id")
    list_filter = ("outcome", "late_entry", "organization_id")
    search_fields = ("actor_name", "code")
    date_hierarchy = "happened_on"
    ordering = ("-recorded_at",)
    fields = (
        "number", "sentence", "code", "outcome", "happened_on", "recorded_at", "organization_id",
        "actor_id", "object_type", "object_id", "late_entry", "parent_id", "link",
    )  # fmt: skip
    readonly_fields = ("number", "sentence", "link")

    @admin.display(description=_("行为"))
    def title(self, act: Act) -> str:
        return act_title(act)

    @admin.display(description=_("事"))
    def what(self, act: Act) -> str:
        return act_matter(act)

    @admin.display(description=_("办理号"))
    def number(self, act: Act) -> str:
        return act.number

    @admin.display(description=_("留痕"))
    def sentence(self, act: Act) -> str:
        return render_act_sentence(act)

    @admin.display(description=_("留痕链"))
    def link(self, act: Act) -> str:
        entry = ChainEntry.objects.filter(act_id=act.pk).first()
        return f"{entry.seq} · {entry.hash}" if entry else "——"


class ChainEntryAdmin(GovernedAdmin):
    read_action = "audit.chain.read"
    list_display = ("organization_id", "seq", "act_id", "hash")
    list_filter = ("organization_id",)
    search_fields = ("act_id", "hash")
    ordering = ("organization_id", "-seq")
    fields = ("organization_id", "seq", "act_id", "digest", "hash")  # not the payload: it holds rows

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("payload")


class AccessLogAdmin(GovernedAdmin):
    read_action = "audit.log.read"
    list_display = ("recorded_at", "kind", "account_name", "action", "object_type", "object_id", "address")
    list_filter = ("kind", "organization_id")
    search_fields = ("account_name", "action")
    date_hierarchy = "recorded_at"
    ordering = ("-id",)
    fields = (
        "recorded_at", "kind", "account_id", "account_name", "organization_id", "action", "object_type",
        "object_id", "address",
    )  # fmt: skip


REGISTERED: tuple[tuple[Any, type[GovernedAdmin]], ...] = (
    (Account, AccountAdmin),
    (Organization, OrganizationAdmin),
    (Post, PostAdmin),
    (PostChange, PostChangeAdmin),
    (Grant, GrantAdmin),
    (Act, ActAdmin),
    (ChainEntry, ChainEntryAdmin),
    (AccessLog, AccessLogAdmin),
)
