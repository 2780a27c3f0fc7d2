"""Means, weights, ranks and shares over cells that may be shown. `Fraction`s throughout; nothing is rounded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from governance.ballots.release.layout import Cell

LEAST_TO_TRIM = 7  # one high and one low of fewer would be a large part of all
LEAST_FOR_SHARE = 5  # of fewer, a percentage says less than the number


@dataclass(frozen=True)
class Grade:
    """One mark on the sheet. `points` is None for the abstention, which stands in no mean. Grades stand from
    best to worst; `top` counts into the share of the best grade, `passing` into that of the passing ones."""

    key: str
    label: str
    points: Fraction | None
    top: bool = False
    passing: bool = False


@dataclass(frozen=True)
class Share:
    """So many of so many valid ballots; `worth` is None where so few have no percentage."""

    count: int
    of: int

    @property
    def worth(self) -> Fraction | None:
        return Fraction(self.count, self.of) if self.of >= LEAST_FOR_SHARE else None


@dataclass(frozen=True)
class Part:
    """What goes into a weighted mean: a class, or several together, with the mean of its marks."""

    weight: Fraction
    mean: Fraction | None


@dataclass(frozen=True)
class Weighted:
    """`value` is None when nobody marked anything; `renormalised` when a part without a mark gave its weight
    to the others."""

    value: Fraction | None
    renormalised: bool


def mean(cell: Cell, grades: Sequence[Grade], *, trimmed: bool = False) -> Fraction | None:
    """The mean points of the marks in a cell, abstentions apart; None when there is none. `trimmed` leaves out
    one highest and one lowest where there are seven or more."""
    marks = [(g.points, n) for g, n in zip(grades, cell, strict=True) if g.points is not None and n]
    count = sum(n for _points, n in marks)
    if not count:
        return None
    total = sum((points * n for points, n in marks), Fraction(0))
    if trimmed and count >= LEAST_TO_TRIM:
        points = [p for p, _n in marks]
        return (total - max(points) - min(points)) / (count - 2)
    return total / count


def weighted(parts: Sequence[Part]) -> Weighted:
    """The mean of the parts by weight, over those that have one. A weight of nothing at all counts for none."""
    marked = [(p.weight, p.mean) for p in parts if p.mean is not None]
    weight = sum((w for w, _mean in marked), Fraction(0))
    if not weight:
        return Weighted(None, False)
    value = sum((w * m for w, m in marked), Fraction(0)) / weight
    return Weighted(value, any(p.mean is None and p.weight for p in parts))


def shared_ranks(scores: Mapping[str, Fraction | None]) -> dict[str, int | None]:
    """Places from the highest score down, equals sharing one: 1, 2, 2, 4. Without a score, without a place."""
    standing = [value for value in scores.values() if value is not None]
    return {
        key: None if value is None else 1 + sum(other > value for other in standing)
        for key, value in scores.items()
    }


def shares(cell: Cell, grades: Sequence[Grade]) -> tuple[Share, Share]:
    """The best grade's share and that of the passing ones, of all valid ballots (abstentions among them)."""
    of = sum(cell)
    top = sum(n for g, n in zip(grades, cell, strict=True) if g.top)
    passing = sum(n for g, n in zip(grades, cell, strict=True) if g.passing)
    return Share(top, of), Share(passing, of)


def spread(means: Sequence[Fraction | None]) -> Fraction | None:
    """How far the classes are apart: highest mean less lowest; None for fewer than two."""
    known = [value for value in means if value is not None]
    return max(known) - min(known) if len(known) >= 2 else None
