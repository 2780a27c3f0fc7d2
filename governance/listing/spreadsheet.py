"""Lists as .xlsx, as offices hand them on: a title, who took it out and when, one row a line.

Text is written as text whatever it begins with: a title of `=1+1` must never become a formula.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 48
_THIN = Side(style="thin", color="999999")


def workbook(
    title: str,
    note: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    beside: tuple[str, Sequence[Sequence[str]]] | None = None,
    remarks: Mapping[tuple[int, int], str] | None = None,
) -> bytes:
    """One sheet. `remarks` by (row, column) from 0: such a cell is coloured and carries the words as a comment. Cells may be text, int, Decimal, date or None. `beside`: (name, rows) of a second sheet of
    plain text, for how to fill in the first."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title[:31]
    _put(sheet.cell(1, 1), title).font = Font(name="宋体", size=16, bold=True)
    _put(sheet.cell(2, 1), note).font = Font(name="宋体", size=10, color="666666")
    widths = [_width(head) for head in heads]
    for column, head in enumerate(heads, 1):
        cell = _put(sheet.cell(3, column), head)
        cell.font, cell.border = Font(name="宋体", size=11, bold=True), Border(bottom=_THIN, top=_THIN)
    for line, row in enumerate(rows, 4):
        for column, value in enumerate(row, 1):
            cell = _put(sheet.cell(line, column), value)
            cell.font = Font(name="宋体", size=11)
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
            cell.border = Border(bottom=Side(style="hair", color="999999"))
            said = remarks.get((line - 4, column - 1)) if remarks else None
            if said is not None:
                cell.fill = PatternFill("solid", fgColor="F6D5D2")
                cell.comment = Comment(said, title, width=320, height=80)
            widths[column - 1] = max(widths[column - 1], _width(str(value if value is not None else "")))
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = min(width + 2, WIDEST)
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if beside is not None:
        _explaining(book.create_sheet(beside[0][:31]), beside[1])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _explaining(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = _put(sheet.cell(line, column), value)
            cell.font = Font(name="宋体", size=11, bold=line == 1)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for column in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = WIDEST if column > 1 else 20


def _put(cell: Cell, value: Any) -> Cell:
    if value is None or value == "":
        return cell
    if isinstance(value, bool | int | Decimal):
        cell.value = value
        if isinstance(value, Decimal):
            cell.number_format = "#,##0.00"
    elif isinstance(value, date) and not isinstance(value, datetime):
        cell.value = value
        cell.number_format = "yyyy-mm-dd"
    else:
        cell.value = "".join(c for c in str(value) if c in "\t\n" or unicodedata.category(c) != "Cc")
        cell.data_type = "s"
    return cell


def _width(text: str) -> int:
    return max(
        (sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in text.split("\n")),
        default=0,
    )
