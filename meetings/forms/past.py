"""What is typed about old resolutions and about accountability."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from governance.access.typed import DayField, LineField, PersonField, TextField
from governance.documents.uploads import XLSX, MaterialUploadField
from governance.people.models import Person
from meetings.models import AccountabilityCase, Meeting


class SheetField(MaterialUploadField):
    """An .xlsx of at most 10 MB, by its content."""

    widget = forms.FileInput(attrs={"accept": ".xlsx"})

    def to_python(self, data: Any) -> UploadedFile | None:
        file = super().to_python(data)
        if file is not None and not (file.name or "").lower().endswith(XLSX.extensions):
            raise forms.ValidationError(_t("这里只收 xlsx 表格，请用模板填好再传。"))
        return file


class SheetForm(forms.Form):
    file = SheetField(label=_("填好的表格"), help_text=_("xlsx，最多10 MB、2,000行。先核对，不会马上录入。"))


class EnterForm(forms.Form):
    because = LineField(
        label=_("补录理由"),
        max_length=200,
        help_text=_("例：2015年至2025年的纸质纪要补录，便于查三重一大。会跟着这批决议一直显示。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CaseForm(forms.Form):
    situation = forms.ChoiceField(
        label=_("哪种情形"),
        choices=AccountabilityCase.Situation.choices,
        widget=forms.RadioSelect,
        help_text=_("照条文列的情形选一种。"),
    )
    person = PersonField(label=_("责任人"), queryset=Person.objects.none())
    happened_on = DayField(label=_("发生日期"))
    what = TextField(
        label=_("事实"),
        max_length=1000,
        help_text=_("写做了什么、后果怎样。加密存放，只有书记和纪委看得到。"),
    )
    number = LineField(
        label=_("所涉决议号"), max_length=40, required=False, help_text=_("没有对应决议的不填。")
    )
    meeting = forms.ModelChoiceField(
        label=_("所涉会议"), queryset=Meeting.objects.none(), required=False, empty_label=_("没有对应的会议")
    )
    measure = forms.ChoiceField(
        label=_("处理"), choices=AccountabilityCase.Measure.choices, widget=forms.RadioSelect
    )
    decided_by = LineField(label=_("谁决定的"), max_length=60, help_text=_("例：镇党委会；镇纪委。"))
    decided_on = DayField(label=_("决定日期"))
    authority = LineField(label=_("依据文号"), max_length=60, required=False)

    def __init__(self, *args: Any, people: Any, titles: dict[int, str], meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["person"].titles = titles  # type: ignore[attr-defined]
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]


class CloseCaseForm(forms.Form):
    closed_on = DayField(label=_("办结日期"))
    outcome = TextField(
        label=_("结果"), max_length=500, help_text=_("处理落实了没有、整改情况怎样。加密存放。")
    )
