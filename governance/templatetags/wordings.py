"""How dates, times, counts and money are written on the screen and in official papers.

Plain functions; `zhenwei` registers them as filters. The forms are fixed by the house wording: months
and days without leading zeros, weekday beside a screen date, the year as soon as it is not this year.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

WEEKDAYS = "一二三四五六日"
DIGITS = "零一二三四五六七八九"


def local(value: date | datetime) -> date | datetime:
    """A moment in the town's own time; a plain date stays as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def as_day(value: Any) -> date | None:
    """A date from a date, a moment or ISO text; None for anything else (empty cells stay empty)."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            return None
    if isinstance(value, datetime):
        return local(value).date()  # type: ignore[union-attr]
    return value if isinstance(value, date) else None


def zh_date(value: Any, today: Any = None) -> str:
    """11月26日（周四）; with the year unless it is the year of `today`."""
    day = as_day(value)
    if day is None:
        return ""
    reference = as_day(today)
    year = "" if reference and reference.year == day.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def short_date(value: Any, today: Any = None) -> str:
    """11月26日, for cells and side notes that stand beside a weekday or a count of days."""
    return zh_date(value, today).partition("（")[0]


def zh_time(value: Any) -> str:
    """15:00, by the 24-hour clock."""
    if isinstance(value, datetime):
        value = local(value)
    return f"{value:%H:%M}" if hasattr(value, "hour") else ""


def zh_datetime(value: Any, today: Any = None) -> str:
    """With `today`: 11月26日（周四）15:00. Without, as the trail writes it: 2026年11月21日 09:05."""
    if not isinstance(value, datetime):
        return zh_date(value, today)
    if as_day(today):
        return f"{zh_date(value, today)}{zh_time(value)}"
    return f"{official_date(value)} {zh_time(value)}"


def official_date(value: Any, weekday: str = "") -> str:
    """2026年11月26日; with any `weekday` argument 2026年11月26日（星期四）."""
    day = as_day(value)
    if day is None:
        return ""
    text = f"{day.year}年{day.month}月{day.day}日"
    return f"{text}（星期{WEEKDAYS[day.weekday()]}）" if weekday else text


def official_time(value: datetime) -> str:
    """15时, 15时30分: as official papers write a time of day."""
    at = local(value)
    assert isinstance(at, datetime)
    minute = _("%(m)s分") % {"m": at.minute} if at.minute else ""
    return _("%(h)s时") % {"h": at.hour} + minute


def cn_number(value: Any) -> str:
    """一 to 九十九; any other number stays in digits."""
    try:
        number = int(value)
    except (TypeError, ValueError):
        return str(value)
    if not 0 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return DIGITS[ones]
    head = "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")


def money(value: Any, style: str = "") -> str:
    """6,800元; whole tens of thousands 62万元. `style` "table" gives the bare 620,000 for a column."""
    if value is None or value == "":
        return ""
    amount = Decimal(str(value))
    whole = amount == amount.to_integral_value()
    text = f"{int(amount):,}" if whole else f"{amount:,.2f}"
    if style == "table":
        return text
    if whole and amount >= 10000 and amount % 10000 == 0:
        return _("%(number)s万元") % {"number": f"{int(amount) // 10000:,}"}
    return _("%(number)s元") % {"number": text}


def due_text(last_day: date, today: date, *, workdays_left: int | None = None) -> tuple[str, str]:
    """(state, words) of a running deadline: `late`, `near` (today, or up to 3 days) or ``""``."""
    left = (last_day - today).days
    if left < 0:
        return "late", _("逾期%(days)d天") % {"days": -left}
    if left == 0:
        return "near", _("今日止")
    state = "near" if left <= 3 else ""
    if workdays_left is not None:
        return state, _("余%(days)d个工作日") % {"days": workdays_left}
    return state, _("余%(days)d天") % {"days": left}
