"""Days and sums as people write them: read in one way by the filters of a list, the fields of a form and the
cells of an old workbook. Pure.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

_WIDE = {code: code - 0xFEE0 for first, last in ((0x10, 0x19), (0x21, 0x3A), (0x41, 0x5A)) for code in
         range(0xFF00 + first, 0xFF00 + last + 1)}  # fmt: skip
_DAY = re.compile(r"^(\d{4})\s*[-/.．·年－—–]\s*(\d{1,2})\s*[-/.．·月－—–]\s*(\d{1,2})\s*[日号]?$")
_SOLID_DAY = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SUM = re.compile(r"^(-?\d{1,15}(?:\.\d{1,15})?)\s*(亿|万|千)?$")
_UNITS = {"亿": Decimal(100_000_000), "万": Decimal(10_000), "千": Decimal(1_000), None: Decimal(1)}


class NoSuchDay(ValueError):
    """Written as a day, and the calendar has none such: 2026-02-30."""


def narrow(value: str) -> str:
    """Full-width digits and letters as half-width ones; punctuation and ideographs untouched."""
    return value.translate(_WIDE)


def day_typed(value: str) -> date | None:
    """2026-11-26, 2026/11/26, 2026.11.26, 2026年11月26日 or 20261126, in half or full width; None for what is
    not written as a day. NoSuchDay."""
    text = narrow(value).strip()
    match = _DAY.match(text) or _SOLID_DAY.match(text)
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        raise NoSuchDay(text) from None


def yuan_typed(value: str) -> Decimal | None:
    """6800, 6,800, ￥6,800.50, ６８００元, 62万元 or 1.2亿 in yuan, exact; None for what is no sum."""
    text = narrow(value).strip().lstrip("￥¥").replace(",", "").replace("，", "").replace(" ", "")
    match = _SUM.match(text.removesuffix("整").removesuffix("元").removesuffix("人民币"))
    if match is None:
        return None
    amount = Decimal(match[1]) * _UNITS[match[2]]
    return Decimal(f"{amount.normalize():f}")
