"""Form fields in the house's shape: label, help, error, input, each tied to the next by id."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
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


class DayInput(forms.DateInput):
    """The browser's own field for a day. It knows ISO days alone, so a day typed another way is handed to
    it as one; what is no day at all comes back as text, since the browser would show an empty field."""

    input_type = "date"

    def __init__(self, read: Callable[[Any], date | None], attrs: dict[str, Any]) -> None:
        super().__init__(attrs={k: v for k, v in attrs.items() if k != "type"})
        self.read = read

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        try:
            day = self.read(value)
        except ValidationError:
            context = forms.TextInput(attrs=self.attrs).get_context(name, value, attrs)
        else:
            context = super().get_context(name, day.isoformat() if day else "", attrs)
        return context


def hint_of(field: BoundField) -> str:
    return str(field.help_text)


def described_by(field: BoundField) -> str:
    ids = []
    if hint_of(field):
        ids.append(f"{field.auto_id}_helptext")
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    return " ".join(ids)


def widget_of(field: BoundField) -> SafeString:
    """The input itself; every day is a `DayInput`, whatever the form declares."""
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
        attrs["autocomplete"] = "off"
        return field.as_widget(widget=DayInput(field.field.to_python, widget.attrs), attrs=attrs)
    if isinstance(widget, forms.Textarea) and str(widget.attrs.get("rows", "10")) == "10":
        attrs["rows"] = 4  # Django's own default of ten is a page on a phone
    return field.as_widget(attrs=attrs)


def messages_of(bound: BoundField) -> list[str]:
    """What is wrong and how to mend it, `{field}{what}，{how}`; a form's own wording is kept."""
    return [message for error in bound.errors.as_data() for message in _worded(bound, error)]


def _worded(bound: BoundField, error: ValidationError) -> list[str]:
    label, code, params = bound.label, error.code, error.params or {}
    if not _is_default(bound.field, error):
        return [str(message) for message in error.messages]
    if code == "required":
        if has_choices(bound) or isinstance(bound.field, forms.ChoiceField):
            return [_("%(label)s没有选，请选一项。") % {"label": label}]
        return [_("%(label)s没有填，请填上。") % {"label": label}]
    if code == "invalid" and is_date(bound):
        return [_("“%(value)s”认不出是哪一天，请写成 2026-11-26 这样。") % {"value": bound.data}]
    if code == "invalid" and isinstance(bound.field, (forms.IntegerField, forms.DecimalField)):
        return [_("“%(value)s”不是数，请只写数字。") % {"value": bound.data}]
    if code == "max_length":
        counts = {"label": label, "n": params["show_value"], "most": params["limit_value"]}
        return [_("%(label)s有%(n)d个字，最多%(most)d个字。") % counts]
    if code == "min_value":
        return [_("%(label)s不能小于%(least)s。") % {"label": label, "least": params["limit_value"]}]
    if code == "max_value":
        return [_("%(label)s不能大于%(most)s。") % {"label": label, "most": params["limit_value"]}]
    if code == "invalid_choice":
        return [_("%(label)s里没有这一项，请重新选。") % {"label": label}]
    return [str(message) for message in error.messages]


def _is_default(form_field: forms.Field, error: ValidationError) -> bool:
    """Whether the message is Django's own: validators carry theirs, fields may have been given one."""
    if error.code in ("max_length", "min_value", "max_value"):
        return error.code not in (form_field.error_messages.keys() - _defaults(form_field).keys())
    return error.message == _defaults(form_field).get(error.code or "")


def _defaults(form_field: forms.Field) -> dict[str, Any]:
    defaults: dict[str, Any] = {}
    for kind in reversed(type(form_field).__mro__):
        defaults.update(getattr(kind, "default_error_messages", {}))
    return defaults
