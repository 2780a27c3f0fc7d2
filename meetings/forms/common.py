"""Forms that several verbs share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.access.typed import LineField


class NothingToFill(forms.Form):
    """A verb that takes no input beyond the decision itself."""


class BecauseForm(forms.Form):
    """A verb that takes a reason which the person concerned reads."""

    because = LineField(label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].help_text = hint or _("最多200字，会跟着这件事一直显示。")
