"""Bodies and posts, for the security administrators: changes to posts are prepared by one and
confirmed by another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from governance.access.admin import AdminVerb, GovernedAdmin, ReasonForm
from governance.access.administration.chains import TownFilter
from governance.access.administration.words import PostWords, yes_no
from governance.access.roster import organizations, posts
from governance.access.typed import DayField
from governance.people.models import Organization, Post, PostChange
from governance.people.standard_posts import STANDARD_POSTS


class OrganizationForm(forms.Form):
    kind = forms.ChoiceField(label=_("类别"), choices=Organization.Kind.choices)
    name = forms.CharField(label=_("全称"), max_length=60)
    short_name = forms.CharField(label=_("简称"), max_length=20)
    parent = forms.ModelChoiceField(label=_("上级"), queryset=Organization.objects.all(), required=False)
    document_code = forms.CharField(label=_("文号代字"), max_length=8, required=False)
    authority = forms.CharField(label=_("依据文号"), max_length=60)


class CloseForm(forms.Form):
    day = DayField(label=_("撤销日期"))
    authority = forms.CharField(label=_("依据文号"), max_length=60)


class OrganizationAdmin(GovernedAdmin):
    read_action = "people.organization.listed"
    list_display = ("name", "kind", "parent", "first_code", "closed_on")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("name", "short_name")
    fields = ("name", "short_name", "kind", "parent", "town", "first_code", "closed_on", "for_show")
    readonly_fields = ("first_code", "for_show")
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

    @admin.display(description=_("登记时的文号代字"))
    def first_code(self, organization: Organization) -> str:
        """The one a town was entered with; a change is the town's own, among its papers."""
        return organization.document_code

    @admin.display(description=_("演示单位"))
    def for_show(self, organization: Organization) -> str:
        return yes_no(organization.demonstration)


class PostForm(forms.Form):
    """A new post, or the new state of one."""

    unit = forms.ModelChoiceField(label=_("所在单位"), queryset=Organization.objects.filter(closed_on=None))
    code = forms.ChoiceField(
        label=_("标准岗位"), choices=[(p.code, p.title) for p in STANDARD_POSTS.values()]
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


class PostAdmin(PostWords, GovernedAdmin):
    read_action = "people.post.listed"
    list_display = ("title", "organization", "unit", "standard", "seat", "order", "abolished_on")
    list_filter = (TownFilter, "committee_seat")
    list_select_related = ("organization", "unit")
    search_fields = ("title",)
    fields = (
        "title",
        "organization",
        "unit",
        "standard",
        "seat",
        "heads",
        "order",
        "abolished_on",
    )
    readonly_fields = ("standard", "seat", "heads")
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


class PostChangeAdmin(PostWords, GovernedAdmin):
    read_action = "people.post.listed"
    list_display = ("__str__", "organization", "prepared_by", "prepared_on", "confirmed_by", "standing")
    list_filter = (TownFilter, "kind")
    list_select_related = ("organization", "prepared_by", "confirmed_by")
    fields = (
        "organization", "kind", "post", "unit", "standard", "title", "seat", "heads",
        "order", "authority", "prepared_by", "prepared_on", "confirmed_by", "confirmed_on", "dropped_on",
    )  # fmt: skip
    readonly_fields = ("standard", "seat", "heads")
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
