"""Figures of articles as exact values: shares, counts, days, months, money, words.

以上, 以下, 以内, 至少 include the number (>=, <=); 超过, 低于, 不满 exclude it (>, <). Arithmetic is
exact (`Fraction`), never float.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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


Value = Share | Amount | Span | Word


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
    """A JSON-ready form for finding figures and acts."""
    if value is None:
        return None
    if isinstance(value, Share):
        return f"{value.op}{value.fraction}@{value.base}"
    if isinstance(value, Amount):
        return f"{value.op}{value.number} {value.unit}".strip()
    if isinstance(value, Span):
        return f"{value.low}..{value.high} {value.unit}".strip()
    return value.text
