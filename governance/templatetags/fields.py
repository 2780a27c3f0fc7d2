"""Form fields in the house's shape: label, help, error, input, each tied to the next by id."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

BARE = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.HiddenInput)


def is_date(field: BoundField) -> bool:
    return isinstance(field.field, forms.DateField)


def is_single_check(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


def has_choices(field: BoundField) -> bool:
    return isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))


def is_short(field: BoundField) -> bool:
    """Dates, times and numbers keep the width of what is typed into them."""
    return isinstance(field.field, (forms.DateField, forms.TimeField, forms.IntegerField, forms.DecimalField))


def hint_of(field: BoundField) -> str:
    """The help text; dates say how they are written, since the browser draws no picker for them."""
    if field.help_text:
        return str(field.help_text)
    return _("写成 年-月-日，例 2026-11-26") if is_date(field) else ""


def described_by(field: BoundField) -> str:
    ids = []
    if hint_of(field):
        ids.append(f"{field.auto_id}_helptext")
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    return " ".join(ids)


def widget_of(field: BoundField) -> SafeString:
    """The input itself. Native date pickers are not used: browsers draw them in their own locale."""
    widget = field.field.widget
    attrs: dict[str, Any] = {}
    if not isinstance(widget, BARE):
        attrs["class"] = f"{widget.attrs.get('class', '')} field-input".strip()
    described = described_by(field)
    if described and not isinstance(widget, forms.HiddenInput):
        attrs["aria-describedby"] = described
    if field.errors:
        attrs["aria-invalid"] = "true"
    if is_date(field):
        attrs |= {"inputmode": "numeric", "autocomplete": "off"}
    if isinstance(widget, forms.Textarea) and "rows" not in widget.attrs:
        attrs["rows"] = 4
    return field.as_widget(attrs=attrs)
