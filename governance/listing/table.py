"""What a list is made of: columns and filters, declared once, for the page and for the workbook.

A declaration names rows the reader may see, how each filter narrows them, and what every column shows.
Rows are a queryset or, where something is worked out, a plain list: filters and orders take either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from governance.listing.typed import NoSuchDay, day_typed, yuan_typed


class Viewer(Protocol):
    @property
    def account_id(self) -> int | None: ...

    @property
    def day(self) -> date: ...


Rows = Any  # QuerySet | list
Choices = Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class Column:
    """`kind`: text, code (a number of a paper, never broken), number, money, day, moment, state, links. `order` are the fields (or, for plain lists,
    one key) that sort by the column; without it the column does not sort. The first column of a list is
    what a row is called and always stands."""

    code: str
    label: Any
    value: Callable[[Any], Any]
    kind: str = "text"
    order: tuple[str, ...] = ()
    key: Callable[[Any], Any] | None = None
    url: Callable[[Any], str] | None = None
    shape: Callable[[Any], str] | None = None  # of a state
    note: Callable[[Any], str] | None = None  # beside what the row is called
    sub: Callable[[Any], str] | None = None  # a small line below
    links: Callable[[Any], Sequence[tuple[str, str, str]]] | None = None  # url, label, of what
    shown: bool = True  # unless the reader chose otherwise
    kept_on_sheet: bool = False  # on the workbook whether shown or not

    @property
    def sorts(self) -> bool:
        return bool(self.order or self.key)

    def on_sheet(self, chosen: frozenset[str]) -> bool:
        return self.kind != "links" and (self.kept_on_sheet or self.code in chosen)


@dataclass(frozen=True)
class Filter:
    """`kind`: words, choice, tabs (a choice drawn as views with counts of `field`), amount, day.
    `narrow(rows, value, actor)` gets the value read: text, Decimal or date."""

    code: str
    label: Any
    narrow: Callable[[Rows, Any, Any], Rows]
    kind: str = "words"
    choices: Callable[[Any, Rows], Choices] | None = None  # actor, rows before any filter
    field: str = ""
    counted: bool = True
    fixed: bool = False  # the choices do not depend on the rows: a value that is none of them narrows nothing

    def read(self, typed: str) -> Any:
        """What was typed as the filter takes it; None for nothing and for what cannot be read."""
        if self.kind == "amount":
            amount = yuan_typed(typed)
            return amount if amount is not None and abs(amount) < 10**12 else None
        if self.kind == "day":
            try:
                return day_typed(typed)
            except NoSuchDay:
                return None
        return typed.strip()[:60] or None


@dataclass(frozen=True)
class Empty:
    """What an empty list says: nothing under these filters, nothing at all, and who does what next."""

    filtered: Any
    none: Any
    next: Any = ""


@dataclass(frozen=True)
class Listing:
    """One list. `rows(actor)` is what the reader may see; `dress(rows, actor)` adds what the columns read
    (joins, counts) once the filters have narrowed them; `finish` works on the rows of a page or sheet."""

    name: str
    title: Any
    counted: Any  # 共%(n)s次
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    rows: Callable[[Any], Rows]
    empty: Empty
    order: tuple[str, ...] = ()
    dress: Callable[[Rows, Any], Rows] = field(default=lambda rows, actor: rows)
    finish: Callable[[list[Any], Any], None] | None = None
    total: Callable[[Rows], str] | None = None  # a sentence about all rows under the filters
    per_page: int = 20
    most_on_sheet: int = 5000
    # Long lists: pages are read from a place on (`keyset`), each order by one column without nulls; how many there
    # are is known without counting, or counted no further than a bound.
    by_place: bool = False
    known_count: Callable[[Any, Any], int | None] | None = None

    def column(self, code: str) -> Column | None:
        return next((c for c in self.columns if c.code == code), None)


_LISTINGS: dict[str, Listing] = {}
_MAKERS: dict[str, Callable[[str], Listing | None]] = {}


def register_listing(listing: Listing) -> Listing:
    """Known by name, so that a reader's columns can be kept for it."""
    if listing.name in _LISTINGS:
        raise ValueError(f"listing {listing.name} registered twice")
    _LISTINGS[listing.name] = listing
    return listing


def register_maker(prefix: str, make: Callable[[str], Listing | None]) -> None:
    """Lists that are declared as data: `make` gets what follows the prefix, and answers None for none."""
    if prefix in _MAKERS:
        raise ValueError(f"lists {prefix} are made twice")
    _MAKERS[prefix] = make


def listing_named(name: str) -> Listing | None:
    if name in _LISTINGS:
        return _LISTINGS[name]
    prefix, _dash, rest = name.partition("-")
    return _MAKERS[prefix](rest) if rest and prefix in _MAKERS else None


def where(path: str) -> Callable[[Rows, Any, Any], Rows]:
    """For querysets: rows whose field is the value."""
    return lambda rows, value, actor: rows.filter(**{path: value})


def whole(text: str, longest: int = 9) -> int | None:
    """A whole number from the address, None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= longest else None


def year_filter(path: str) -> Filter:
    """By the year of a day; the choices are the years there are. A year without rows narrows to none."""

    def narrow(rows: Rows, typed: str, actor: Any) -> Rows:
        year = whole(typed)
        if year is None:
            return rows
        return rows.filter(**{f"{path}__year": year}) if 0 < year < 10000 else rows.none()

    def choices(actor: Any, rows: Rows) -> Choices:
        return [(str(day.year), day.year) for day in rows.dates(path, "year", order="DESC")]

    return Filter("nian", _("年度"), narrow, "choice", choices)
