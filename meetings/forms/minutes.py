"""Minutes as people edit them: the opening, one text per item, whom they go to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.access.typed import LineField, TextField
from meetings.models import Minutes


class MinutesForm(forms.Form):
    """Paragraphs of an item are the lines of its text. `revision` tells whether somebody else saved
    in between."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    opening = TextField(label=_("开头"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    copy_to = LineField(
        label=_("分送"),
        max_length=300,
        help_text=_("分送的人能看纪要。涉密事项不在纪要里，也不写“另有一项”。"),
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = list(minutes.sections)
        for n, section in enumerate(self.sections):
            self.fields[f"heading_{n}"] = LineField(
                label=_("标题"), max_length=80, initial=section["heading"]
            )
            self.fields[f"text_{n}"] = TextField(
                label=_("正文"),
                max_length=5000,
                initial="\n".join(section["paragraphs"]),
                widget=forms.Textarea(attrs={"rows": 6}),
            )

    @property
    def section_rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"heading_{n}"], self[f"text_{n}"]) for n in range(len(self.sections))]

    @property
    def edited_sections(self) -> list[dict[str, Any]]:
        return [
            {
                "item": section["item"],
                "heading": self.cleaned_data[f"heading_{n}"],
                "paragraphs": [line for line in self.cleaned_data[f"text_{n}"].split("\n") if line],
            }
            for n, section in enumerate(self.sections)
        ]
