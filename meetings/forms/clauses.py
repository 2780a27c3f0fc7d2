"""What is typed about a clause of a resolution after it was decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.access.typed import DayField, LineField, PersonField
from governance.people.models import Person


class FinishForm(forms.Form):
    done_on = DayField(label=_("办成日期"), help_text=_("写实际办成的那天。"))
    note = LineField(
        label=_("落实情况"),
        max_length=200,
        help_text=_("写办成了什么。例：灌渠清淤3.2公里，11月20日验收。看得到决议的人都看得到。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ExtendForm(forms.Form):
    due_on = DayField(label=_("新的时限"))
    because = LineField(
        label=_("理由"),
        max_length=200,
        help_text=_("写为什么办不完。看得到决议的人都看得到。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    authority = LineField(
        label=_("谁同意的"), max_length=100, help_text=_("例：书记11月20日批示；稔委决〔2026〕12号。")
    )


class ReassignForm(forms.Form):
    owner = PersonField(label=_("新的责任人"), queryset=Person.objects.none())
    because = LineField(
        label=_("理由"),
        max_length=200,
        help_text=_("例：原责任人调离，由继任者接办。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        self.fields["owner"].titles = titles  # type: ignore[attr-defined]
