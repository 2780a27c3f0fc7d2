"""A figure's value in the words of the offices: 不少于应到人数的三分之二, 不少于2天, 08:30以前."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import time
from fractions import Fraction

from governance.rules.figures import (
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
)
from governance.rules.wording import gettext_noop

UNSET = gettext_noop("没有设定")

# 超过, 不满 leave the number out; 不少于, 不超过 include it.
_BOUND = {
    Op.GT: gettext_noop("超过{value}"),
    Op.GE: gettext_noop("不少于{value}"),
    Op.LT: gettext_noop("不满{value}"),
    Op.LE: gettext_noop("不超过{value}"),
    Op.EQ: gettext_noop("{value}"),
}
_WHEN = {
    Op.GT: gettext_noop("{value}以后"),
    Op.GE: gettext_noop("不早于{value}"),
    Op.LT: gettext_noop("{value}以前，不含{value}"),
    Op.LE: gettext_noop("不晚于{value}"),
    Op.EQ: gettext_noop("{value}"),
}
_OF_BASE = gettext_noop("{base}的{part}")
_FRACTION = gettext_noop("{denominator}分之{numerator}")
_RANGE = gettext_noop("{low}至{high}")
_MONTH_DAY = gettext_noop("{month}月{day}日")
_LEVEL = gettext_noop("{level}学历")
_LEVEL_UP = gettext_noop("{level}以上学历")
_WEEK = gettext_noop("每月第{week}周{day}")
_WEEKDAYS = (
    gettext_noop("周一"),
    gettext_noop("周二"),
    gettext_noop("周三"),
    gettext_noop("周四"),
    gettext_noop("周五"),
    gettext_noop("周六"),
    gettext_noop("周日"),
)
_DIGITS = "零一二三四五六七八九十"

type_translate = Callable[[str], str]


def phrase(
    value: Value | None,
    bases: Mapping[str, str],
    measures: Mapping[str, str],
    translate: type_translate = str,
) -> str:
    """`bases` and `measures` are the library's vocabulary (`Vocabulary.phrase` passes them)."""
    match value:
        case None:
            return translate(UNSET)
        case Share():
            part = _part(value.fraction, translate)
            base = bases.get(value.base, value.base)
            whole = translate(_OF_BASE).format(base=base, part=part)
            return translate(_BOUND[value.op]).format(value=whole)
        case Amount():
            return translate(_BOUND[value.op]).format(
                value=_number(value.number) + _unit(value.unit, measures)
            )
        case Span():
            unit = _unit(value.unit, measures)
            return translate(_RANGE).format(low=_number(value.low), high=_number(value.high)) + unit
        case Ratio():
            names = _unit(value.unit, measures)
            return translate(_BOUND[value.op]).format(value=f"{value.left}:{value.right}（{names}）")
        case TimeOfDay():
            return translate(_WHEN[value.op]).format(value=_clock(value.at))
        case TimeSpan():
            return translate(_RANGE).format(low=_clock(value.start), high=_clock(value.end))
        case MonthDay():
            day = translate(_MONTH_DAY).format(month=value.month, day=value.day)
            return translate(_WHEN[value.op]).format(value=day)
        case MonthDaySpan():
            days = [translate(_MONTH_DAY).format(month=m, day=d) for m, d in (value.start, value.end)]
            return translate(_RANGE).format(low=days[0], high=days[1])
        case Weekday():
            day = translate(_WEEKDAYS[value.day - 1])
            return translate(_WEEK).format(week=value.week, day=day) if value.week else day
        case Level():
            at_least = value.op in (Op.GE, Op.GT)
            return translate(_LEVEL_UP if at_least else _LEVEL).format(level=value.name)
        case Options():
            return "、".join(value.texts)
        case Word():
            return value.text


def _part(fraction: Fraction, translate: type_translate) -> str:
    if fraction == 1:
        return "100%"
    if fraction.denominator <= 10 and 0 < fraction.numerator <= 10:
        return translate(_FRACTION).format(
            denominator=_DIGITS[fraction.denominator], numerator=_DIGITS[fraction.numerator]
        )
    hundredths = fraction * 100
    return f"{hundredths}%" if hundredths.denominator == 1 else str(fraction)


def _number(number: Fraction) -> str:
    return f"{number.numerator:,}" if number.denominator == 1 else str(number)


def _unit(unit: str, measures: Mapping[str, str]) -> str:
    return measures.get(unit, unit)


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
