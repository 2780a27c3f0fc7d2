"""Form fields that take what people really type: full-width digits, pasted text, several ways to write a day.

Rare characters are kept; signs no official paper can print (emoji, private use) are refused at the
field, so that a finished document never waits for a font that nobody has.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.listing.typed import NoSuchDay, day_typed, narrow, yuan_typed

_TIME = re.compile(r"^(\d{1,2})\s*(?:[:：.时点]\s*(\d{1,2})?\s*分?)?$")
_UNSEEN = {"Cc", "Cf", "Cs"}


def tidy(value: str, *, lines: bool) -> str:
    """Pasted text without invisible characters; one line, or paragraphs without blank ones around."""
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\t", " ")
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _UNSEEN)
    text = narrow(text)
    if not lines:
        return " ".join(text.split())
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def unprintable(value: str) -> list[str]:
    """Characters no official paper carries: emoji, private use, unassigned."""
    found = [c for c in value if _is_picture(c) or unicodedata.category(c) in ("Co", "Cn")]
    return list(dict.fromkeys(found))


def _is_picture(c: str) -> bool:
    code = ord(c)
    return (
        0x1F000 <= code <= 0x1FAFF
        or 0xFE00 <= code <= 0xFE0F
        or (0x2600 <= code <= 0x27BF and c not in "★☆♀♂")
    )


def _printable(value: str) -> None:
    signs = unprintable(value)
    if signs:
        raise ValidationError(
            _("“%(signs)s”印不进公文，请去掉或换成文字。") % {"signs": "、".join(signs[:5])},
            code="unprintable",
        )


class LineField(forms.CharField):
    """One line of text."""

    default_validators = [_printable]

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "", lines=False)


class TextField(forms.CharField):
    """Paragraphs."""

    widget = forms.Textarea
    default_validators = [_printable]

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "", lines=True)


class DayField(forms.DateField):
    """A day as people write it (`listing.typed`)."""

    widget = forms.DateInput(format="%Y-%m-%d")

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            day = day_typed(str(value))
        except NoSuchDay:
            raise ValidationError(
                _("没有“%(value)s”这一天，请核对月份和日子。") % {"value": value}, code="no_such_day"
            ) from None
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class ClockField(forms.TimeField):
    """A time of day as 15:00, 15：30, 15时30分, 15点, by the 24-hour clock."""

    widget = forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return super().to_python(value)
        match = _TIME.match(narrow(str(value)).strip())
        hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
        if hour > 23 or minute > 59:
            raise ValidationError(
                _("“%(value)s”认不出是几点，请按24小时制写成 15:00 这样。") % {"value": value},
                code="invalid_time",
            )
        return time(hour, minute)


class CountField(forms.IntegerField):
    """A number of people, votes or options; nobody writes more than `most` by intention."""

    def __init__(self, *, most: int = 999, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(min_value=0, max_value=most, **kwargs)

    def to_python(self, value: Any) -> int | None:
        return super().to_python(narrow(value).strip() if isinstance(value, str) else value)


class MoneyField(forms.DecimalField):
    """Yuan, as 6,800, ６８００元 or 62万 (`listing.typed`)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(min_value=0, max_digits=14, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        amount = yuan_typed(value)
        return super().to_python(value if amount is None else amount)


class YesNoField(forms.TypedChoiceField):
    """是 or 否; nothing chosen beforehand."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("choices", [("yes", _("是")), ("no", _("否"))])
        super().__init__(widget=forms.RadioSelect, coerce=lambda value: value == "yes", **kwargs)


class PersonField(forms.ModelChoiceField):
    """One of the persons handed over, by name; `titles` adds the post to each."""

    def __init__(self, *, titles: dict[int, str] | None = None, **kwargs: Any) -> None:
        self.titles = titles or {}
        kwargs.setdefault("empty_label", _("请选择"))
        super().__init__(**kwargs)

    def label_from_instance(self, obj: Any) -> str:
        title = self.titles.get(obj.pk, "")
        return f"{obj.name}（{title}）" if title else obj.name
