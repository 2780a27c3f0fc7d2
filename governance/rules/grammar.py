"""The written form of a figure's value: `>1/2@entitled`, `>=2 day`, `1..2 day`, `>=5000 yuan`.

`format_value` and `parse_value` are inverse; people type the same form on the command line
(`manage.py judge --set`) and acts store it. The table of forms stands in rulebooks/SCHEMA.md.
"""

from __future__ import annotations

import re
from datetime import date, time
from fractions import Fraction

from governance.rules.figures import (
    SCALES,
    Amount,
    Level,
    MonthDay,
    MonthDaySpan,
    Op,
    Options,
    Ratio,
    Share,
    Span,
    TimeOfDay,
    TimeSpan,
    Value,
    Weekday,
    Word,
    plain,
)

_OP = r"(?P<op>>=|<=|==|>|<)?\s*"
_NUMBER = r"-?\d+(?:/\d+)?"
_UNIT = r"(?P<unit>[a-z][a-z0-9_]*(?:[/:][a-z0-9_]+)*)"

_SHARE = re.compile(rf"{_OP}(?P<number>{_NUMBER})\s*@\s*(?P<base>[a-z][a-z0-9_]*)?")
_LEVEL = re.compile(rf"{_OP}(?P<name>[^\W\d_]+)\s*@\s*(?P<scale>[a-z]+)")
_AMOUNT = re.compile(rf"{_OP}(?P<number>{_NUMBER})(?:\s+{_UNIT})?")
_SPAN = re.compile(rf"(?P<low>{_NUMBER})\s*\.\.\s*(?P<high>{_NUMBER})(?:\s+{_UNIT})?")
_RATIO = re.compile(rf"{_OP}(?P<left>\d+):(?P<right>\d+)(?:\s+{_UNIT})?")
_CLOCK = re.compile(rf"{_OP}(?P<at>\d\d:\d\d)(?:\s+clock)?")
_CLOCK_SPAN = re.compile(r"(?P<start>\d\d:\d\d)\.\.(?P<end>\d\d:\d\d)(?:\s+clock)?")
_DAY = re.compile(rf"{_OP}(?P<month>\d\d)-(?P<day>\d\d)(?:\s+date)?")
_DAY_SPAN = re.compile(r"(?P<m1>\d\d)-(?P<d1>\d\d)\.\.(?P<m2>\d\d)-(?P<d2>\d\d)(?:\s+date)?")
_WEEKDAY = re.compile(r"weekday\s+(?P<day>[1-7])(?:\s+of\s+week\s+(?P<week>[1-6]))?")
_LOOKS_EXACT = re.compile(r"[<>=≤≥＜＞＝\d-]|weekday\b")


def format_value(value: Value) -> str:
    """The written form; `parse_value` gives the same value back."""
    return str(plain(value))


def parse_value(text: str, unit_hint: str | None = None) -> Value:
    """Read a written value. `unit_hint` is the unit (or share base) to assume where none is written,
    `clock` for a time of day, or `word` to take the text as it stands.

    Raises ValueError with one sentence that quotes the text.
    """
    text = text.strip()
    if not text:
        raise ValueError("an empty text is no value")
    if unit_hint == "word":
        return Word(text)
    if unit_hint == "options":
        return _options(text)
    for pattern, build in _FORMS:
        match = pattern.fullmatch(text)
        if match:
            if pattern is _CLOCK and unit_hint not in (None, "clock"):
                continue  # `10:15` where a ratio is asked for
            return build(match, text, unit_hint)
    if _LOOKS_EXACT.match(text) or "@" in text:
        raise ValueError(
            f"{text!r} is not a value: write a share as >1/2@entitled, an amount as >=2 day, a range as 1..2 day"
        )
    if "|" in text:
        return _options(text)
    return Word(text)


def _op(match: re.Match[str]) -> Op:
    return Op(match["op"] or "==")


def _number(written: str, text: str) -> Fraction:
    try:
        return Fraction(written)
    except ZeroDivisionError:
        raise ValueError(f"{text!r} divides by zero") from None


def _time(written: str, text: str) -> time:
    try:
        return time.fromisoformat(written)
    except ValueError:
        raise ValueError(f"{text!r} names no time of day") from None


def _month_day(month: str, day: str, text: str) -> tuple[int, int]:
    try:
        date(2024, int(month), int(day))  # a leap year, so that 02-29 is allowed
    except ValueError:
        raise ValueError(f"{text!r} names no day of the year") from None
    return int(month), int(day)


def _share(match: re.Match[str], text: str, hint: str | None) -> Share:
    base = match["base"] or hint
    if not base:
        raise ValueError(f"{text!r} is a share without a base: add @entitled, @present or @votes_cast")
    return Share(_op(match), _number(match["number"], text), base)


def _level(match: re.Match[str], text: str, hint: str | None) -> Level:
    scale, name = match["scale"], match["name"]
    if name not in SCALES.get(scale, ()):
        raise ValueError(f"{text!r} names no level of a known scale: {'、'.join(SCALES['education'])}")
    return Level(_op(match), name, scale)


def _amount(match: re.Match[str], text: str, hint: str | None) -> Amount:
    unit = match["unit"] or hint
    if not unit:
        raise ValueError(f"{text!r} has no unit: write for example {text} day")
    return Amount(_op(match), _number(match["number"], text), unit)


def _span(match: re.Match[str], text: str, hint: str | None) -> Span:
    unit = match["unit"] or hint
    if not unit:
        raise ValueError(f"{text!r} has no unit: write for example {text} day")
    low, high = _number(match["low"], text), _number(match["high"], text)
    if low > high:
        raise ValueError(f"{text!r} runs backwards: {low} is above {high}")
    return Span(low, high, unit)


def _ratio(match: re.Match[str], text: str, hint: str | None) -> Ratio:
    left, right = int(match["left"]), int(match["right"])
    if not left or not right:
        raise ValueError(f"{text!r} is a ratio with nothing on one side")
    unit = match["unit"] or hint
    if not unit:
        raise ValueError(f"{text!r} has no unit: write for example {text} activist:development_target")
    return Ratio(_op(match), left, right, unit)


def _clock(match: re.Match[str], text: str, hint: str | None) -> TimeOfDay:
    return TimeOfDay(_op(match), _time(match["at"], text))


def _clock_span(match: re.Match[str], text: str, hint: str | None) -> TimeSpan:
    start, end = _time(match["start"], text), _time(match["end"], text)
    if start >= end:
        raise ValueError(f"{text!r} runs backwards")
    return TimeSpan(start, end)


def _day(match: re.Match[str], text: str, hint: str | None) -> MonthDay:
    return MonthDay(_op(match), *_month_day(match["month"], match["day"], text))


def _day_span(match: re.Match[str], text: str, hint: str | None) -> MonthDaySpan:
    start, end = _month_day(match["m1"], match["d1"], text), _month_day(match["m2"], match["d2"], text)
    if start > end:
        raise ValueError(f"{text!r} runs backwards")
    return MonthDaySpan(start, end)


def _weekday(match: re.Match[str], text: str, hint: str | None) -> Weekday:
    return Weekday(int(match["day"]), int(match["week"]) if match["week"] else None)


def _options(text: str) -> Options:
    texts = tuple(part.strip() for part in text.split("|"))
    if not all(texts):
        raise ValueError(f"{text!r} holds an empty option")
    return Options(texts)


_FORMS = (
    (_SHARE, _share),
    (_CLOCK, _clock),
    (_RATIO, _ratio),
    (_CLOCK_SPAN, _clock_span),
    (_DAY, _day),
    (_DAY_SPAN, _day_span),
    (_SPAN, _span),
    (_AMOUNT, _amount),
    (_WEEKDAY, _weekday),
    (_LEVEL, _level),
)
