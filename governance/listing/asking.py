"""A list as it was asked for: filters and order from the address, columns as this reader chose them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from governance.listing.choices import chosen_columns
from governance.listing.keyset import AFTER, NoSuchPlace, Slice, bounded_count, slice_of
from governance.listing.table import Column, Filter, Listing, Viewer, whole
from governance.templatetags.wordings import as_day, local, money, zh_datetime

SORT = "paixu"


@dataclass(frozen=True)
class FilterShown:
    filter: Filter
    typed: str
    choices: Sequence[tuple[str, str, int | None]] = ()  # value, label, how many


@dataclass(frozen=True)
class Cell:
    column: Column
    text: str
    url: str = ""
    shape: str = ""
    note: str = ""
    sub: str = ""
    links: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True)
class HeadShown:
    column: Column
    sort: str = ""  # the address value that a press on the head asks for
    direction: str = ""  # ascending, descending


@dataclass(frozen=True)
class Asked:
    """Everything the template draws."""

    listing: Listing
    filters: tuple[FilterShown, ...]
    tabs: FilterShown | None
    filtered: bool
    words: str
    heads: tuple[HeadShown, ...]
    chosen: frozenset[str]
    page: Page | None  # of lists that are counted
    lines: tuple[tuple[Cell, ...], ...]
    total: str
    sort: str
    slice: Slice | None = None  # of lists that are read from a place on
    found: int = 0
    more: bool = False  # than were counted


def narrowed(listing: Listing, actor: Viewer, query: Mapping[str, str]) -> tuple[Any, Any]:
    """(rows under all filters, rows under all but the tabs)."""
    return _narrowed(listing, actor, query, listing.rows(actor))


def _narrowed(listing: Listing, actor: Viewer, query: Mapping[str, str], rows: Any) -> tuple[Any, Any]:
    tab = None
    for one in listing.filters:
        value = one.read(query.get(one.code, ""))
        if value is None:
            continue
        if one.fixed and value not in {str(known) for known, _label in one.choices(actor, None)}:
            continue  # an address made by hand: nothing of the kind there is
        if one.kind == "tabs":
            tab = (one, value)
            continue
        rows = one.narrow(rows, value, actor)
    return (tab[0].narrow(rows, tab[1], actor) if tab else rows), rows


def in_order(listing: Listing, rows: Any, sort: str) -> Any:
    """Sorted by a column of the list; by the list's own order for anything else."""
    down = sort.startswith("-")
    column = listing.column(sort.removeprefix("-"))
    if column is None or not column.sorts:
        return rows.order_by(*listing.order) if listing.order and isinstance(rows, QuerySet) else rows
    if not isinstance(rows, QuerySet):
        key = column.key or column.value
        return sorted(rows, key=lambda row: ((v := key(row)) is None, v), reverse=down)
    fields = [f"-{name}" if down else name for name in column.order]
    return rows.order_by(*fields, *listing.order)


def ask(listing: Listing, actor: Viewer, query: Mapping[str, str]) -> Asked:
    """One page of the list. The number of queries does not depend on the number of rows."""
    base = listing.rows(actor)
    rows, untabbed = _narrowed(listing, actor, query, base)
    sort = query.get(SORT, "")
    page, part, found, more = None, None, 0, False
    if listing.by_place:
        part = _slice(listing, listing.dress(rows, actor), sort, query.get(AFTER, ""))
        kept = list(part.rows)
        known = listing.known_count(actor, query) if listing.known_count is not None else None
        found, more = (known, False) if known is not None else bounded_count(rows)
    else:
        dressed = in_order(listing, listing.dress(rows, actor), sort)
        page = Paginator(dressed, listing.per_page).get_page(query.get("page"))
        kept = list(page.object_list)
        page.object_list = kept
        found = page.paginator.count
    if listing.finish is not None:
        listing.finish(kept, actor)
    chosen = chosen_columns(listing, actor)
    columns = [c for c in listing.columns if c.code in chosen]
    shown = [_filter_shown(one, actor, base, untabbed, query) for one in listing.filters]
    return Asked(
        listing=listing,
        filters=tuple(one for one in shown if one.filter.kind != "tabs"),
        tabs=next((one for one in shown if one.filter.kind == "tabs"), None),
        filtered=any(one.typed for one in shown),
        words=next((one.typed for one in shown if one.filter.kind == "words" and one.typed), ""),
        heads=tuple(_head(c, sort) for c in columns),
        chosen=chosen,
        page=page,
        lines=tuple(tuple(_cell(c, row, actor.day) for c in columns) for row in kept),
        total=listing.total(rows) if listing.total is not None else "",
        sort=sort,
        slice=part,
        found=found,
        more=more,
    )


def _slice(listing: Listing, rows: Any, sort: str, after: str, size: int = 0) -> Slice:
    """The page behind a place; the first one for a place that is none of this order."""
    column = listing.column(sort.removeprefix("-"))
    order = (column.order if column is not None else ()) or listing.order
    down = sort.startswith("-") if column is not None and column.order else order[0].startswith("-")
    field, size = order[0].removeprefix("-"), size or listing.per_page
    try:
        return slice_of(rows, field, down=down, after=after, size=size)
    except NoSuchPlace:
        return slice_of(rows, field, down=down, after="", size=size)


def rows_asked(listing: Listing, actor: Viewer, query: Mapping[str, str], most: int) -> list[Any]:
    """The first `most` rows under the filters and in the order asked for, as pages show them."""
    rows, _all_tabs = narrowed(listing, actor, query)
    dressed = listing.dress(rows, actor)
    sort = query.get(SORT, "")
    if listing.by_place:
        kept = list(_slice(listing, dressed, sort, "", most).rows)
    else:
        kept = list(in_order(listing, dressed, sort)[:most])
    if listing.finish is not None:
        listing.finish(kept, actor)
    return kept


def sheet_rows(
    listing: Listing, actor: Viewer, query: Mapping[str, str]
) -> tuple[list[str], list[list[Any]], bool]:
    """(heads, lines, whether there were more): the columns this reader has chosen, all pages."""
    kept = rows_asked(listing, actor, query, listing.most_on_sheet + 1)
    more, kept = len(kept) > listing.most_on_sheet, kept[: listing.most_on_sheet]
    chosen = chosen_columns(listing, actor)
    columns = [c for c in listing.columns if c.on_sheet(chosen)]
    return [str(c.label) for c in columns], [[_plain(c.value(r)) for c in columns] for r in kept], more


def _plain(value: Any) -> Any:
    return f"{local(value):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value


def _head(column: Column, sort: str) -> HeadShown:
    if not column.sorts:
        return HeadShown(column)
    if sort == column.code:
        return HeadShown(column, f"-{column.code}", "ascending")
    return HeadShown(column, column.code, "descending" if sort == f"-{column.code}" else "")


def _cell(column: Column, row: Any, today: date) -> Cell:
    value = column.value(row) if column.kind != "links" else ""
    return Cell(
        column=column,
        text=_written(column.kind, value, today),
        url=column.url(row) if column.url else "",
        shape=column.shape(row) if column.shape else "",
        note=column.note(row) if column.note else "",
        sub=column.sub(row) if column.sub else "",
        links=tuple(column.links(row)) if column.links else (),
    )


def _written(kind: str, value: Any, today: date) -> str:
    if value is None or value == "":
        return ""
    if kind == "money":
        return money(value, "table")
    if kind == "day":
        day = as_day(value)
        return day.isoformat() if day else str(value)
    if kind == "moment":
        return zh_datetime(value, today)
    return str(value)


def _filter_shown(
    one: Filter, actor: Viewer, base: Any, untabbed: Any, query: Mapping[str, str]
) -> FilterShown:
    typed = query.get(one.code, "").strip()[:60]
    if one.kind == "day":  # however it was typed, as the browser's field for days takes it
        day = one.read(typed)
        return FilterShown(one, day.isoformat() if day else "")
    if one.choices is None:
        return FilterShown(one, typed)
    choices = [(str(value), str(label)) for value, label in one.choices(actor, base)]
    if typed and typed not in {value for value, _label in choices}:
        if one.fixed or whole(typed) is None:
            typed = ""
        else:  # a year without rows: it narrows the list to none, and says so
            choices.append((typed, typed))
    if one.kind != "tabs" or not one.counted or not isinstance(untabbed, QuerySet):
        return FilterShown(one, typed, tuple((value, label, None) for value, label in choices))
    counted = untabbed.order_by().values_list(one.field).annotate(n=Count("pk"))
    counts = {str(value): n for value, n in counted}
    return FilterShown(one, typed, tuple((value, label, counts.get(value, 0)) for value, label in choices))
