"""Pages of long lists: read from a place on, never counted (keyset paging).

A page remembers where it ended: the value of the column it is ordered by and the row's key. The next page asks for
the rows behind that place, which an index answers at once however far down it lies; `OFFSET` would walk there.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

AFTER = "hou"  # of the address: behind which row
MOST_COUNTED = 1000  # beyond so many a list says 不止


class NoSuchPlace(ValueError):
    """A place made by hand, or of another order."""


@dataclass(frozen=True)
class Slice:
    """One page: its rows, the place its next page begins behind ("" at the end), and whether it is the first."""

    rows: tuple[Any, ...]
    after: str
    first: bool


def slice_of(rows: QuerySet, field: str, *, down: bool, after: str, size: int) -> Slice:
    """Rows ordered by one column and the key, both ways alike, from a place on. The column holds no nulls.

    One query of `size` + 1 rows. Raises NoSuchPlace."""
    sign = "-" if down else ""
    ordered = rows.order_by(f"{sign}{field}", f"{sign}pk")
    if after:
        value, key = _place(rows, field, after)
        past = "lt" if down else "gt"
        # The first half bounds the index; the second leaves out what of the same value was shown already.
        ordered = ordered.filter(**{f"{field}__{past}e": value}).filter(
            Q(**{f"{field}__{past}": value}) | Q(**{f"pk__{past}": key})
        )
    found = list(ordered[: size + 1])
    kept = tuple(found[:size])
    more = len(found) > size
    return Slice(kept, written_place(kept[-1], field) if more else "", not after)


def written_place(row: Any, field: str) -> str:
    value = getattr(row, field)
    plain = value.isoformat() if isinstance(value, date) else value
    return base64.urlsafe_b64encode(json.dumps([plain, row.pk]).encode()).decode().rstrip("=")


def _place(rows: QuerySet, field: str, written: str) -> tuple[Any, int]:
    try:
        raw = base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))
        value, key = json.loads(raw)
        column = rows.model._meta.get_field(field)
        if not isinstance(key, int) or isinstance(key, bool) or abs(key) >= 2**63:
            raise NoSuchPlace(written)
        value = column.to_python(value)
        column.run_validators(value)
    except (ValueError, TypeError, ValidationError, RecursionError):
        raise NoSuchPlace(written) from None
    if value is None or (isinstance(value, int) and abs(value) >= 2**63):
        raise NoSuchPlace(written)
    return value, key


def bounded_count(rows: QuerySet) -> tuple[int, bool]:
    """(how many, whether there are more): counts no further than MOST_COUNTED."""
    found = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return min(found, MOST_COUNTED), found > MOST_COUNTED
