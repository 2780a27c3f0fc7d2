"""Who takes over, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.access.typed import LineField, PersonField
from governance.people.models import Person


class HandoverForm(forms.Form):
    taker = PersonField(label=_("接收人"), queryset=Person.objects.none())
    because = LineField(
        label=_("事由"), max_length=200, help_text=_("例：调县委办工作，由继任文书接办。写进交接清单。")
    )

    def __init__(self, *args: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = people  # type: ignore[attr-defined]
        self.fields["taker"].titles = titles  # type: ignore[attr-defined]
