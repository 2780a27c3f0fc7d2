"""Opening a workbook from outside: the table is found by its heads, and every cell comes out as it is.

Nothing here judges what a cell says; it only keeps a hostile or broken file from doing harm.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from governance.listing.typed import narrow
from meetings.imports.columns import COLUMNS, NEEDED

UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 2000
HEADS_WITHIN = 12  # rows among which the heads are looked for
WIDEST = 40


@dataclass(frozen=True)
class Formula:
    """A cell that computes; `text` is the formula as typed."""

    text: str


@dataclass(frozen=True)
class Row:
    """One line of the table: its number in the sheet and what stands under each head."""

    line: int
    cells: dict[str, Any]


def rows_of(file: File) -> list[Row]:
    """The rows under the heads, without empty ones. ValidationError, in words for whoever sent it, where the
    file blows up when unpacked, cannot be read, has no such table, or more than 2,000 rows."""
    _not_blown_up(file)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except Exception:
        raise ValidationError(_("表格打不开，可能没有传完或已损坏，请用表格软件重新保存后再传。")) from None
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":  # what nobody sees in the file is not taken in for them
                continue
            found = list(_table(sheet))
            if found:
                return found
    except ValidationError:
        raise
    except Exception:
        raise ValidationError(_("表格读到一半读不下去，请用表格软件重新保存后再传。")) from None
    finally:
        book.close()
        file.seek(0)
    raise ValidationError(
        _("没有找到表头，或表头下面没有内容。请用模板，表头要有：%(heads)s。")
        % {"heads": "、".join(str(COLUMNS[name].head) for name in NEEDED)}
    )


def _not_blown_up(file: File) -> None:
    try:
        with zipfile.ZipFile(file) as packed:
            whole = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile:
        raise ValidationError(_("表格打不开，可能没有传完。")) from None
    finally:
        file.seek(0)
    if whole > UNPACKED:
        raise ValidationError(_("表格解开后超过60 MB，请只留要录入的这张表。"))


def _table(sheet: Any) -> Iterator[Row]:
    places: dict[int, str] = {}
    taken = 0
    blank = 0
    lines = sheet.iter_rows(max_col=WIDEST, max_row=HEADS_WITHIN + MOST_ROWS * 2)
    for line, cells in enumerate(lines, 1):
        if not places:
            places = _heads(cells)
            if not places and line >= HEADS_WITHIN:
                return
            continue
        values = {name: _value(cells[at]) for at, name in places.items() if at < len(cells)}
        if all(value is None for value in values.values()):
            blank += 1
            if blank > 200:  # formatted but empty to the bottom of the sheet
                return
            continue
        blank = 0
        taken += 1
        if taken > MOST_ROWS:
            raise ValidationError(_("一次最多录入%(n)s行，请分成几张表。") % {"n": MOST_ROWS})
        yield Row(line, values)


def _heads(cells: Any) -> dict[int, str]:
    """Place → name of the column, when this row has the heads that are needed."""
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        text = narrow(str(cell.value or "")).replace(" ", "").replace("(", "（").replace(")", "）")
        name = next((n for n, c in COLUMNS.items() if text in c.heads and n not in found.values()), None)
        if name is not None:
            found[at] = name
    return found if set(NEEDED) <= set(found.values()) else {}


def _value(cell: Any) -> Any:
    value = cell.value
    if getattr(cell, "data_type", "") == "f" or (isinstance(value, str) and value.startswith("=")):
        return Formula(str(value))
    if isinstance(value, str):
        return value if value.strip() else None
    return value
