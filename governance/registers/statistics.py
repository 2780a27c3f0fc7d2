"""A year of a register by month: how many rows, how many are done, how much. Read from the months, never counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from governance.registers.models import RegisterEntry, RegisterMonth
from governance.registers.parts import Place

S = RegisterEntry.Status
WIDTH, HEIGHT, FOOT, TOP = 640, 220, 28, 24  # of the chart, in its own units


@dataclass(frozen=True)
class MonthShown:
    """`entries` without those that were voided."""

    month: int
    entries: int
    done: int
    voided: int
    cents: int

    @property
    def label(self) -> str:
        return _("%(n)s月") % {"n": self.month}

    @property
    def yuan(self) -> str:
        return f"{self.cents // 100:,}.{self.cents % 100:02d}"


@dataclass(frozen=True)
class Bar:
    x: int
    y: int
    width: int
    height: int
    middle: int
    label: str
    value: str
    words: str


@dataclass(frozen=True)
class Year:
    year: int
    months: tuple[MonthShown, ...]
    with_sums: bool
    years: tuple[int, ...]

    @property
    def total(self) -> MonthShown:
        return MonthShown(
            0,
            sum(m.entries for m in self.months),
            sum(m.done for m in self.months),
            sum(m.voided for m in self.months),
            sum(m.cents for m in self.months),
        )

    @property
    def bars(self) -> tuple[Bar, ...]:
        """One for each month: the sum where the register has one, else the rows."""
        values = [m.cents if self.with_sums else m.entries for m in self.months]
        most = max([*values, 1])
        step = WIDTH // 12
        return tuple(
            _bar(m, value, most, step, self.with_sums) for m, value in zip(self.months, values, strict=True)
        )


def _bar(month: MonthShown, value: int, most: int, step: int, with_sums: bool) -> Bar:
    room = HEIGHT - FOOT - TOP
    height = value * room // most
    shown = _short(value) if with_sums else str(value)
    words = _("%(month)s：%(n)s行") % {"month": month.label, "n": month.entries}
    if with_sums:
        words = _("%(words)s，%(sum)s元") % {"words": words, "sum": month.yuan}
    x = (month.month - 1) * step + 8
    return Bar(
        x=x,
        y=HEIGHT - FOOT - height,
        width=step - 16,
        height=height,
        middle=x + (step - 16) // 2,
        label=month.label,
        value=shown if value else "",
        words=words,
    )


def _short(cents: int) -> str:
    """Above a bar there is room for a few characters: 万 from ten thousand on."""
    yuan = cents // 100
    if yuan >= 10_000:
        return _("%(n)s万") % {"n": f"{yuan // 10_000}.{yuan % 10_000 // 1000}".removesuffix(".0")}
    return f"{yuan:,}"


def year_of(place: Place, year: int) -> Year:
    """Two queries, each of a handful of rows, however many rows the register holds."""
    kept = RegisterMonth.objects.filter(
        organization=place.organization, register=place.declaration.code, entries__gt=0
    )
    years = sorted({day.year for day in kept.dates("month", "year")} | {year}, reverse=True)
    rows = list(kept.filter(month__range=(date(year, 1, 1), date(year, 12, 31))))
    months = tuple(_month(n, [row for row in rows if row.month.month == n]) for n in range(1, 13))
    return Year(year, months, bool(place.declaration.amount), tuple(years))


def _month(n: int, rows: Iterable[RegisterMonth]) -> MonthShown:
    by_status = {row.status: row for row in rows}
    counted = [row for status, row in by_status.items() if status != S.VOIDED]
    done, voided = by_status.get(S.DONE), by_status.get(S.VOIDED)
    return MonthShown(
        n,
        sum(row.entries for row in counted),
        done.entries if done else 0,
        voided.entries if voided else 0,
        sum(row.cents for row in counted),
    )
