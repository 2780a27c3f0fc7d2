"""Cells as typed in old workbooks → values; a `Wrong` says what is the matter with one of them.

Pure: no rows, no clock. A day may be a date, an Excel serial or typed, a sum a number or typed: as anywhere
(`listing.typed`).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from governance.access.text import document_number
from governance.access.typed import tidy, unprintable
from governance.listing.typed import NoSuchDay, day_typed, narrow, yuan_typed
from meetings.imports.sheet import Formula
from meetings.models.base import Matter, Outcome

_SERIAL_FROM = date(1899, 12, 30)
_SERIALS = range(18264, 73050)  # 1950-01-01 to 2099-12-31
_NO_DAY = re.compile(r"^\d{4}\s*[-/.年]\s*\d{1,2}\s*月?$|^\d{4}年?$")
_NOTHING = {"", "无", "—", "——", "-", "/", "没有"}
_MATTERS = {
    "干部任免": Matter.PERSONNEL,
    "重要干部任免": Matter.PERSONNEL,
    "重要人事任免": Matter.PERSONNEL,
    "人事": Matter.PERSONNEL,
    "重大事项决策": Matter.MAJOR_DECISION,
    "重大事项": Matter.MAJOR_DECISION,
    "重大项目安排": Matter.MAJOR_PROJECT,
    "重要项目": Matter.MAJOR_PROJECT,
    "重要项目安排": Matter.MAJOR_PROJECT,
    "大额度资金使用": Matter.LARGE_SUM,
    "大额资金使用": Matter.LARGE_SUM,
    "大额度资金": Matter.LARGE_SUM,
    "一般": Matter.ORDINARY,
    "其他": Matter.ORDINARY,
}


class Wrong(ValueError):
    """What is wrong with one cell, as a sentence without its head and full stop."""


def _plain(value: Any) -> None:
    if isinstance(value, Formula):
        raise Wrong(
            _("是公式“%(text)s”，请改成算好的值（复制后选择性粘贴“数值”）") % {"text": value.text[:30]}
        )
    if isinstance(value, bool):
        raise Wrong(_("是“真／假”，请改成文字"))


def text_of(value: Any, longest: int, *, lines: bool = False) -> str:
    """Text, "" for an empty cell. Numbers typed as text come as they look."""
    _plain(value)
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        raise Wrong(_("是日期，这里要写文字"))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = tidy(str(value), lines=lines)
    if len(text) > longest:
        raise Wrong(_("有%(n)s个字，最多%(most)s个字") % {"n": len(text), "most": longest})
    if signs := unprintable(text):
        raise Wrong(_("里有印不进公文的符号“%(signs)s”") % {"signs": "、".join(signs[:5])})
    return text


def number_of(value: Any) -> str:
    return document_number(text_of(value, 40))


def day_of(value: Any) -> date | None:
    """A day, None for an empty cell."""
    _plain(value)
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return _serial(value)
    text = narrow(str(value)).strip()
    if text in _NOTHING:
        return None
    try:
        day = day_typed(text.removesuffix(" 00:00:00"))
    except NoSuchDay:
        raise Wrong(_("没有“%(text)s”这一天") % {"text": text}) from None
    if day is not None:
        return day
    if _NO_DAY.match(text):
        raise Wrong(_("“%(text)s”没有写到日") % {"text": text})
    if text.isdecimal() and len(text) < 6 and int(text) in _SERIALS:
        return _serial(int(text))
    raise Wrong(_("“%(text)s”认不出是哪一天，请写成2019-04-18这样") % {"text": text[:20]})


def _serial(value: float) -> date | None:
    if not abs(value) <= 99_999_999:  # YYYYMMDD at the most; neither is what is no number at all
        raise Wrong(_("数字%(n)s不是日期，请写成2019-04-18这样") % {"n": str(value)[:20]})
    if value == int(value) and int(value) in _SERIALS:
        return _SERIAL_FROM + timedelta(days=int(value))
    if value == int(value) and len(str(int(value))) == 8:  # 20230506, kept as a number
        return day_of(str(int(value)))
    raise Wrong(_("数字%(n)s不是日期，请写成2019-04-18这样") % {"n": value})


def money_of(value: Any) -> Decimal | None:
    """Yuan with cents, None for an empty cell."""
    _plain(value)
    if value is None:
        return None
    if isinstance(value, datetime | date):
        raise Wrong(_("是日期，这里要写金额"))
    if isinstance(value, int | float):
        amount = Decimal(str(value))
    else:
        if narrow(str(value)).strip() in _NOTHING:
            return None
        found = yuan_typed(str(value))
        if found is None:
            raise Wrong(_("“%(text)s”认不出是多少钱") % {"text": str(value)[:20]})
        amount = found
    if not amount.is_finite() or amount < 0:
        raise Wrong(_("金额不能是负数"))
    if amount >= Decimal(10) ** 12:  # before anything is rounded: more digits than arithmetic carries
        raise Wrong(_("金额太大，请核对单位"))
    if amount != amount.quantize(Decimal("0.01")):
        raise Wrong(_("金额最多写到分"))
    return amount.quantize(Decimal("0.01"))


def matter_of(value: Any) -> str:
    text = text_of(value, 20).replace(" ", "")
    found = next((m for m in Matter if m.label == text), None) or _MATTERS.get(text)
    if found is None:
        raise Wrong(
            _("“%(text)s”不在五类里，请写：%(kinds)s")
            % {"text": text, "kinds": "、".join(str(label) for label in Matter.labels)}
        )
    return str(found)


def outcome_of(value: Any) -> str:
    text = text_of(value, 20)
    if not text:
        return str(Outcome.ADOPTED)
    named = {str(o.label): o for o in Outcome} | {"不通过": Outcome.REJECTED, "同意": Outcome.ADOPTED}
    if text not in named:
        raise Wrong(_("“%(text)s”认不出，请写通过、未通过或缓议") % {"text": text})
    return str(named[text])
