"""Figures of articles as exact values: shares, counts, days, money, clock times, dates, words.

以上, 以下, 以内, 至少 include the number (>=, <=); 超过, 低于, 不满 exclude it (>, <). Arithmetic is
exact (`Fraction`), never float.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Any


class Op(StrEnum):
    GT = ">"
    GE = ">="
    LT = "<"
    LE = "<="
    EQ = "=="

    def holds(self, left: Fraction | int, right: Fraction | int) -> bool:
        return {
            Op.GT: left > right,
            Op.GE: left >= right,
            Op.LT: left < right,
            Op.LE: left <= right,
            Op.EQ: left == right,
        }[self]


@dataclass(frozen=True)
class Share:
    """A fraction of a named base (`entitled`, `present`, `votes_cast`), with its strictness."""

    op: Op
    fraction: Fraction
    base: str

    def needed(self, of: int) -> int:
        """The head count that satisfies the share: over half of 11 is 6, two thirds of 11 is 8."""
        exact = self.fraction * of
        if self.op is Op.GE:
            return ceil(exact)
        if self.op is Op.GT:
            return floor(exact) + 1
        raise ValueError(f"a lower bound has no head count with {self.op}")

    def met(self, number: int, of: int) -> bool:
        return self.op.holds(number, self.fraction * of)


@dataclass(frozen=True)
class Amount:
    """A number with a unit as the article gives it: 2 day, 1 workday, 5000 yuan, 2 option …"""

    op: Op
    number: Fraction
    unit: str

    def met(self, number: Fraction | int) -> bool:
        return self.op.holds(number, self.number)


@dataclass(frozen=True)
class Span:
    """A closed range of amounts: one to two days."""

    low: Fraction
    high: Fraction
    unit: str


@dataclass(frozen=True)
class Word:
    """An article that gives a word and no number: 及时, 立即, 永久, or a qualification."""

    text: str
    unit: str = ""


@dataclass(frozen=True)
class Ratio:
    """So many of one kind to so many of another: 3:1 activists to development targets."""

    op: Op
    left: int
    right: int
    unit: str

    def met(self, left: int, right: int) -> bool:
        """`left` and `right` are head counts; 6 to 2 meets a ratio of at least 3:1."""
        return self.op.holds(left * self.right, self.left * right)


@dataclass(frozen=True)
class TimeOfDay:
    """A clock time with its strictness: sign in by 08:30."""

    op: Op
    at: time


@dataclass(frozen=True)
class TimeSpan:
    start: time
    end: time


@dataclass(frozen=True)
class MonthDay:
    """A day of every year, without the year: by 8 June."""

    op: Op
    month: int
    day: int


@dataclass(frozen=True)
class MonthDaySpan:
    start: tuple[int, int]
    end: tuple[int, int]


@dataclass(frozen=True)
class Weekday:
    """ISO weekday 1 (Monday) to 7; `week` counts the weeks of the month where the text names one."""

    day: int
    week: int | None = None


@dataclass(frozen=True)
class Level:
    """A step on a named scale; so far the only scale is `education`."""

    op: Op
    name: str
    scale: str = "education"

    @property
    def rank(self) -> int:
        return SCALES[self.scale].index(self.name)

    def met(self, name: str) -> bool:
        return self.op.holds(SCALES[self.scale].index(name), self.rank)


@dataclass(frozen=True)
class Options:
    """The text offers several words to pick from: monthly, quarterly, half-yearly."""

    texts: tuple[str, ...]


SCALES: dict[str, tuple[str, ...]] = {
    "education": ("小学", "初中", "高中", "大专", "本科", "研究生"),
}

Value = (
    Share
    | Amount
    | Span
    | Word
    | Ratio
    | TimeOfDay
    | TimeSpan
    | MonthDay
    | MonthDaySpan
    | Weekday
    | Level
    | Options
)


@dataclass(frozen=True)
class Figure:
    """The value of one article's figure on one day for one committee; `value` None means unset.

    `layer` is `shipped` (the regulation's own) or `committee` (proposed and approved by two
    people); `authority` then names the resolution or document. `since` is the first day in force.
    """

    cite: str
    name: str
    value: Value | None
    since: date | None = None
    layer: str = "shipped"
    authority: str = ""

    @property
    def key(self) -> str:
        return f"{self.cite}.{self.name}"


def plain(value: Value | None) -> Any:
    """A JSON-ready form for finding figures and acts; `grammar.parse_value` reads it back."""
    match value:
        case None:
            return None
        case Share():
            return f"{value.op}{value.fraction}@{value.base}"
        case Amount():
            return f"{value.op}{value.number} {value.unit}".strip()
        case Span():
            return f"{value.low}..{value.high} {value.unit}".strip()
        case Ratio():
            return f"{value.op}{value.left}:{value.right} {value.unit}".strip()
        case TimeOfDay():
            return f"{value.op}{value.at:%H:%M} clock"
        case TimeSpan():
            return f"{value.start:%H:%M}..{value.end:%H:%M} clock"
        case MonthDay():
            return f"{value.op}{value.month:02}-{value.day:02} date"
        case MonthDaySpan():
            (m1, d1), (m2, d2) = value.start, value.end
            return f"{m1:02}-{d1:02}..{m2:02}-{d2:02} date"
        case Weekday():
            week = f" of week {value.week}" if value.week else ""
            return f"weekday {value.day}{week}"
        case Level():
            return f"{value.op}{value.name}@{value.scale}"
        case Options():
            return "|".join(value.texts)
    return value.text
