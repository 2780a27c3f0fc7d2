"""What the organization office types: shape and type of input, choices of its own town only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.access.typed import DayField
from governance.people.models import Kinship, Organization, Person, Post, Tenure


class PersonForm(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=40, help_text=_("照身份证写，生僻字照写。"))
    sex = forms.ChoiceField(label=_("性别"), choices=Person.Sex.choices, widget=forms.RadioSelect)
    born_on = DayField(label=_("出生日期"), required=False)
    ethnicity = forms.CharField(label=_("民族"), max_length=20, initial="汉族")
    mobile = forms.CharField(label=_("手机"), max_length=20, required=False)
    party_member = forms.BooleanField(label=_("中共党员"), required=False, initial=True)


class TenureForm(forms.Form):
    post = forms.ModelChoiceField(label=_("职务"), queryset=Post.objects.none(), empty_label=_("请选择"))
    since = DayField(label=_("自"))
    until = DayField(label=_("至"), required=False, help_text=_("没有定期限的不填。"))
    authority = forms.CharField(label=_("任职文号"), max_length=60, help_text=_("例：宁组干〔2021〕1号"))

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.filter(organization=organization, abolished_on__isnull=True)
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]


class ActingForm(TenureForm):
    kind = forms.ChoiceField(
        label=_("方式"),
        choices=[c for c in Tenure.Kind.choices if c[0] != Tenure.Kind.REGULAR],
        widget=forms.RadioSelect,
        initial=Tenure.Kind.ACTING,
    )

    field_order = ("kind", "post", "since", "until", "authority")


class EndTenureForm(forms.Form):
    until = DayField(label=_("最后一天"))
    authority = forms.CharField(label=_("离任文号"), max_length=60)


class KinshipForm(forms.Form):
    relative = forms.ModelChoiceField(
        label=_("亲属"), queryset=Person.objects.none(), empty_label=_("请选择")
    )
    kind = forms.ChoiceField(label=_("关系"), choices=Kinship.Kind.choices, widget=forms.RadioSelect)
    source = forms.CharField(label=_("依据"), max_length=60, help_text=_("例：本人申报、档案。"))

    def __init__(self, *args: Any, relatives: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relative"].queryset = relatives  # type: ignore[attr-defined]


class EndKinshipForm(forms.Form):
    day = DayField(label=_("终止日期"))
