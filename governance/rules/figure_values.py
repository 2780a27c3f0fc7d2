"""The types of figures and how one dated line of a file becomes a value of its type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from governance.rules import grammar
from governance.rules.book import FigureSpec
from governance.rules.figures import SCALES, Amount, Level, Op, Options, Share, Span, Value, Weekday, Word


class ValueProblem(ValueError):
    """A value that is not of its figure's type; the text is the reason."""


@dataclass(frozen=True)
class FigureType:
    """`measure`: the unit its amounts carry where the figure does not name another."""

    measure: str = ""
    amount: bool = False
    needs_measure: bool = False


TYPES: dict[str, FigureType] = {
    "share": FigureType(),
    "count": FigureType(amount=True, needs_measure=True),
    "day": FigureType("day", amount=True),
    "workday": FigureType("workday", amount=True),
    "week": FigureType("week", amount=True),
    "month": FigureType("month", amount=True),
    "year": FigureType("year", amount=True),
    "hour": FigureType("hour", amount=True),
    "minute": FigureType("minute", amount=True),
    "per_period": FigureType(amount=True, needs_measure=True),
    "money": FigureType("yuan", amount=True),
    "ratio": FigureType(needs_measure=True),
    "clock": FigureType("clock"),
    "clock_span": FigureType("clock"),
    "month_day": FigureType("date"),
    "month_day_span": FigureType("date"),
    "weekday": FigureType(),
    "education": FigureType(),
    "word": FigureType(),
    "options": FigureType(),
}

_FRACTION = re.compile(r"-?\d+/\d+")
_KEYS = {
    "clock_span": {"start", "end"},
    "month_day_span": {"start", "end"},
    "weekday": {"day", "week"},
}


def read_value(spec: FigureSpec, line: Mapping[str, Any]) -> Value | None:
    """One dated line (without `from` and `note`) as a value; None for a blank in the source.

    Raises ValueProblem with the reason.
    """
    if "value" in line and line["value"] is None:
        if set(line) - {"value"}:
            raise ValueProblem("a blank value stands alone")
        return None
    given = set(line) - {"op"}
    if spec.type in _KEYS:
        wanted = _KEYS[spec.type]
        if not given <= wanted or (given != wanted and spec.type != "weekday") or not given:
            raise ValueProblem(f"a {spec.type} is written with {' and '.join(sorted(wanted))}")
    elif TYPES[spec.type].amount and given == {"low", "high"}:
        low, high = _whole(line["low"]), _whole(line["high"])
        if low > high:
            raise ValueProblem(f"{low}..{high} runs backwards")
        return Span(low, high, spec.measure)
    elif given != {"value"}:
        raise ValueProblem("a value is written as value, or as low and high for a range")
    op = _op(spec, line)
    match spec.type:
        case "share":
            return _share(spec, op, line["value"])
        case "ratio" | "clock" | "month_day":
            return _written(op, line["value"], spec)
        case "clock_span" | "month_day_span":
            return _written(None, f"{_text(line['start'])}..{_text(line['end'])}", spec)
        case "weekday":
            return _weekday(line)
        case "education":
            if line["value"] not in SCALES["education"]:
                raise ValueProblem(f"{line['value']!r} is no level of education")
            return Level(op, line["value"])
        case "word":
            return Word(_text(line["value"]))
        case "options":
            texts = line["value"]
            if not isinstance(texts, list) or len(texts) < 2:
                raise ValueProblem("options are a list of two texts or more")
            return Options(tuple(_text(text) for text in texts))
    return Amount(op, _whole(line["value"]), spec.measure)


def has_type(spec: FigureSpec, value: Value) -> bool:
    """Whether a value could stand in the figure: same form, and same unit where amounts carry one."""
    match value:
        case Share():
            return spec.type == "share"
        case Amount() | Span():
            return TYPES[spec.type].amount and value.unit == spec.measure
        case Level():
            return spec.type == value.scale
    forms = {
        "Ratio": "ratio",
        "TimeOfDay": "clock",
        "TimeSpan": "clock_span",
        "MonthDay": "month_day",
        "MonthDaySpan": "month_day_span",
        "Weekday": "weekday",
        "Options": "options",
        "Word": "word",
    }
    return spec.type == forms[type(value).__name__]


def _op(spec: FigureSpec, line: Mapping[str, Any]) -> Op:
    if "op" in line:
        if line["op"] not in list(Op):
            raise ValueProblem(f"op {line['op']!r} is none of {', '.join(Op)}")
        return Op(line["op"])
    if spec.op is None:
        if spec.type in ("share", "clock", "month_day", "ratio", "education") or TYPES[spec.type].amount:
            raise ValueProblem("has a number and no op")
        return Op.EQ
    return spec.op


def _share(spec: FigureSpec, op: Op, written: Any) -> Share:
    if not isinstance(written, str) or not _FRACTION.fullmatch(written):
        raise ValueProblem(f"{written!r} is not an exact fraction as a quoted text, like '2/3'")
    if not spec.base:
        raise ValueProblem("a share with a fraction needs its base")
    try:
        return Share(op, Fraction(written), spec.base)
    except ZeroDivisionError:
        raise ValueProblem(f"{written!r} divides by zero") from None


def _weekday(line: Mapping[str, Any]) -> Weekday:
    day, week = line.get("day"), line.get("week")
    if type(day) is not int or not 1 <= day <= 7:
        raise ValueProblem("day is not a whole number from 1 (Monday) to 7")
    if week is not None and (type(week) is not int or not 1 <= week <= 6):
        raise ValueProblem("week is not a whole number from 1 to 6")
    return Weekday(day, week)


def _written(op: Op | None, text: Any, spec: FigureSpec) -> Value:
    try:
        value = grammar.parse_value(f"{op or ''}{_text(text)}", spec.measure)
    except ValueError as error:
        raise ValueProblem(str(error)) from None
    if not has_type(spec, value):
        raise ValueProblem(f"{text!r} is no {spec.type}")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueProblem(f"{value!r} is not a text: quote it")
    return value


def _whole(value: Any) -> Fraction:
    if type(value) is not int:
        raise ValueProblem(f"{value!r} is not a whole number")
    return Fraction(value)
