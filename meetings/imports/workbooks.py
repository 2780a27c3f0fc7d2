"""The workbook to fill in, and the one that goes back with what is wrong beside every row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from governance.listing.spreadsheet import workbook
from meetings.imports.checking import Checked
from meetings.imports.columns import COLUMNS, PROBLEM
from meetings.imports.sheet import MOST_ROWS, Formula


def template() -> bytes:
    """Heads with nothing under them; how to fill them in, with an example, on a sheet of its own."""
    note = _("从这一行下面填起，一行一件决议，一次最多%(n)s行。填法见“填写说明”。") % {"n": MOST_ROWS}
    told = [
        (_("栏目"), _("填什么"), _("例")),
        *((str(c.head), _needed(c), c.example) for c in COLUMNS.values()),
    ]
    return workbook(_("历史决议"), note, _heads(), (), beside=(_("填写说明"), told))


def _needed(column: Any) -> str:
    return (_("必填。") if column.needed else "") + str(column.hint)


def _heads() -> list[str]:
    return [str(column.head) for column in COLUMNS.values()]


def with_problems(checked: Checked, note: str) -> bytes:
    """The rows as they came, each with its problems; filled in right, it is sent again as it is."""
    return workbook(_("历史决议"), note, [*_heads(), str(PROBLEM)], _rows(checked))


def _rows(checked: Checked) -> Iterator[tuple[Any, ...]]:
    for row in checked.rows:
        cells = [_shown(row.cells.get(name)) for name in COLUMNS]
        yield (*cells, "".join(checked.problems.get(row.line, ())))


def _shown(value: Any) -> Any:
    """A cell as it may be written again: never as a formula."""
    if isinstance(value, Formula):
        return value.text
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float):
        return int(value) if value.is_integer() else str(value)
    if value is None or isinstance(value, date | int | bool):
        return value
    return str(value)
