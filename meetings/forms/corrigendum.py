"""A corrigendum as the clerk types it: page, what stands there, what it should read, why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.access.typed import CountField, LineField

ROWS, MOST = 2, 12
NAMES = ("page", "stood", "reads", "because")


class CorrigendumForm(forms.Form):
    """Rows left empty are passed over; a row begun is to be filled in whole."""

    def __init__(self, *args: Any, rows: int = ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row_count = min(max(rows, 1), MOST)
        for n in range(self.row_count):
            self.fields[f"page_{n}"] = CountField(
                label=_("第几页"), required=False, help_text=_("照印出的纪要数。") if n == 0 else ""
            )
            self.fields[f"stood_{n}"] = LineField(
                label=_("误"),
                max_length=300,
                required=False,
                help_text=_("照原文抄写，一处一条。") if n == 0 else "",
            )
            self.fields[f"reads_{n}"] = LineField(
                label=_("正"),
                max_length=300,
                required=False,
                help_text=_("表决数有变的，两边都写全票数。") if n == 0 else "",
            )
            self.fields[f"because_{n}"] = LineField(
                label=_("理由"),
                max_length=200,
                required=False,
                help_text=_("会印在勘误上，分送的人都看得到。") if n == 0 else "",
            )

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        return [tuple(self[f"{name}_{n}"] for name in NAMES) for n in range(self.row_count)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        corrections = []
        for n in range(self.row_count):
            given = {name: cleaned.get(f"{name}_{n}") for name in NAMES}
            if any(f"{name}_{n}" in self.errors for name in NAMES):
                continue
            if all(value in (None, "") for value in given.values()):
                continue
            for name, value in given.items():
                if value in (None, ""):
                    label = self.fields[f"{name}_{n}"].label
                    self.add_error(f"{name}_{n}", _("这一条没有写全，请补上%(what)s。") % {"what": label})
            corrections.append(given)
        if not corrections and not self.errors:
            self.add_error(None, _("没有写要更正哪一处，请至少写一处。"))
        cleaned["corrections"] = corrections
        return cleaned
