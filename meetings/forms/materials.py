"""The files of a topic."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.access.typed import LineField, MoneyField, TextField
from governance.documents.uploads import MaterialUploadField
from meetings.models import TopicMaterial

_TAKEN = _("只收 PDF、JPG、PNG、docx、xlsx，最多10 MB。")


class VersionForm(forms.Form):
    """A newer version of a file that is there."""

    file = MaterialUploadField(label=_("文件"), help_text=_TAKEN)
    gist = TextField(
        label=_("要点"), max_length=300, required=False, help_text=_("方案写做法和利弊，几个方案并排比看。")
    )
    amount = MoneyField(label=_("金额（元）"), required=False)


class MaterialForm(VersionForm):
    kind = forms.ChoiceField(
        label=_("种类"),
        choices=TopicMaterial.Kind.choices,
        widget=forms.RadioSelect,
        help_text=_("比选的方案一份一个文件；有方案、论证报告、征求意见材料的，制度核对就用它们。"),
    )
    label = LineField(label=_("名称"), max_length=40, help_text=_("例：方案一　原址改造。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["kind", "label", "file", "gist", "amount"])
