"""What is typed when a matter is registered, decided on and handed over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.access.typed import DayField, LineField, PersonField, TextField
from governance.people.models import Organization, Person
from meetings.supervision.models import SupervisedTask

# What nobody registers by hand: it follows from an act elsewhere.
BY_ITSELF = {SupervisedTask.Source.CLAUSE}


class UnitField(forms.ModelChoiceField):
    """An office of the town, by its short name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Organization.objects.none())
        kwargs.setdefault("empty_label", _("请选择"))
        super().__init__(**kwargs)

    def label_from_instance(self, obj: Organization) -> str:
        return obj.short_name


class OwnerForm(forms.Form):
    """Who carries the matter out: filled by the view with the town's offices and people."""

    unit = UnitField(label=_("承办单位"))
    responsible = PersonField(label=_("责任人"), queryset=Person.objects.none())

    def __init__(self, *args: Any, units: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        for name in ("responsible", "leader"):
            if name in self.fields:
                self.fields[name].queryset = people  # type: ignore[attr-defined]
                self.fields[name].titles = titles  # type: ignore[attr-defined]


class ReassignForm(OwnerForm):
    because = LineField(
        label=_("理由"),
        max_length=200,
        help_text=_("例：原责任人调离，由继任者接办。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RegisterForm(OwnerForm):
    """The form of P-07: what, on what grounds, what is asked, by whom, by when (S1-07:三-1a)."""

    source = forms.ChoiceField(label=_("来源"), choices=())
    source_ref = LineField(
        label=_("来源说明"),
        max_length=120,
        required=False,
        help_text=_("文号、批示日期、报道出处。例：宁委办〔2026〕31号；书记11月20日批示。"),
    )
    title = LineField(label=_("督查事项"), max_length=120, help_text=_("一句话写清要办的事，不写姓名。"))
    basis = LineField(
        label=_("立项依据"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    requirements = TextField(label=_("工作要求"), max_length=1000, help_text=_("办到什么程度、怎样算办成。"))
    helpers = LineField(label=_("协办单位"), max_length=120, required=False)
    leader = PersonField(label=_("分管领导"), queryset=Person.objects.none(), required=False)
    due_on = DayField(label=_("办理时限"), help_text=_("哪天以前书面报结果。"))
    key = forms.BooleanField(label=_("重点督查"), required=False)
    pace = forms.ChoiceField(
        label=_("催报进度"),
        choices=SupervisedTask.Pace.choices,
        required=False,
        help_text=_("重点督查每月催报，必要时每周。"),
    )
    urgent = forms.BooleanField(label=_("急件"), required=False)
    ask_after = forms.IntegerField(
        label=_("几天没有消息就催"),
        required=False,
        min_value=1,
        max_value=30,
        help_text=_("急件填。不填的，一天没有消息就提醒办公室去问。"),
    )
    great = forms.BooleanField(
        label=_("特别重大或跨部门"), required=False, help_text=_("勾上的，要另写督查方案。")
    )
    plan = TextField(
        label=_("督查方案"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    ORDER = (
        "source",
        "source_ref",
        "title",
        "basis",
        "requirements",
        "unit",
        "responsible",
        "helpers",
        "leader",
        "due_on",
        "urgent",
        "ask_after",
        "key",
        "pace",
        "great",
        "plan",
    )

    def __init__(self, *args: Any, fixed: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [c for c in SupervisedTask.Source.choices if c[0] not in BY_ITSELF]
        self.fields["source"].choices = known  # type: ignore[attr-defined]
        self.order_fields(self.ORDER)
        for name in fixed:  # decided elsewhere
            del self.fields[name]


class WordsForm(forms.Form):
    """An opinion that may be left out."""

    words = LineField(
        label=_("意见"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ManyForm(forms.Form):
    """Several matters dealt with in one go."""

    tasks = forms.ModelMultipleChoiceField(
        label=_("督查事项"),
        queryset=SupervisedTask.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一件。")},
    )

    def __init__(self, *args: Any, tasks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tasks"].queryset = tasks  # type: ignore[attr-defined]
