"""The notice typed as it is written: one festival a line, first day to last; then the make-up days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from governance.access.typed import DayField

_DAY = r"(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?"
_LINE = re.compile(rf"(?P<name>\D*?)[\s：:，,]*{_DAY}(?:\s*(?:至|到|-|—|~)\s*{_DAY})?")
_LONGEST = 20  # days of one festival


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("年度"), min_value=2020, max_value=2100)
    source = forms.CharField(
        label=_("文号"), max_length=60, help_text=_("通知的文号，例 国办发明电〔2026〕9号。")
    )
    published_on = DayField(label=_("公布日期"))
    holidays = forms.CharField(
        label=_("放假"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "照通知一行写一个节：名称、起、止，例 “元旦 2027-01-01 至 2027-01-03”；只放一天的写一天。"
        ),
    )
    workdays = forms.CharField(
        label=_("调休上班"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("要上班的周六、周日，一行一天或用空格隔开，例 “2027-02-14 2027-02-28”。没有的不写。"),
    )

    def clean_holidays(self) -> dict[date, str]:
        """Day off → name of the festival."""
        found: dict[date, str] = {}
        for line in self.cleaned_data["holidays"].splitlines():
            text = line.strip()
            if not text:
                continue
            match = _LINE.fullmatch(text)
            if match is None:
                raise ValidationError(
                    _t("“%(line)s”认不出，请写成“元旦 2027-01-01 至 2027-01-03”。") % {"line": text}
                )
            parts = match.groups()
            first = _date(text, parts[1:4])
            last = _date(text, parts[4:7]) if parts[4] else first
            if last < first or (last - first).days >= _LONGEST:
                raise ValidationError(_t("“%(line)s”止日早于起日，或长过20天，请核对。") % {"line": text})
            name = match.group("name").strip()[:20]
            found |= {first + timedelta(n): name for n in range((last - first).days + 1)}
        return found

    def clean_workdays(self) -> frozenset[date]:
        text = self.cleaned_data["workdays"]
        rest = re.sub(_DAY, " ", text)
        if re.sub(r"[\s，,、；;]", "", rest):
            raise ValidationError(_t("“%(text)s”认不出，请写成 2027-02-14 这样。") % {"text": rest.strip()})
        return frozenset(_date(text, parts) for parts in re.findall(_DAY, text))


def _date(line: str, parts: tuple[str, ...]) -> date:
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        raise ValidationError(_t("“%(line)s”里有一天不存在，请核对。") % {"line": line}) from None
