"""Rows from a workbook: the template, what is read, what is wrong with which cell, and the workbook that goes back.

Every row is read by the form of the register itself, so that a workbook takes what the page takes and says what the
page says. Sealed fields and files are no columns: they are filled in on the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from governance.access.actor import Actor
from governance.listing.spreadsheet import workbook
from governance.listing.typed import narrow
from governance.people.models import Organization
from governance.registers.forms import UNIT, EntryForm
from governance.registers.parts import Place, branches_for
from governance.registers.rules.declaration import FieldSpec, FieldType, Rows

MOST_ROWS = 1000
HEADS_WITHIN = 8
_EXAMPLES = {
    FieldType.DAY: "2026-11-20",
    FieldType.MONEY: "6800",
    FieldType.INTEGER: "3",
    FieldType.YES_NO: "是",
}
_YES, _NO = {"是", "有", "√", "y", "yes", "true"}, {"否", "无", "没有", "×", "n", "no", "false", ""}


@dataclass(frozen=True)
class SheetColumn:
    """`name` of the form's field."""

    name: str
    head: str
    hint: str
    spec: FieldSpec | None = None


@dataclass
class SheetRow:
    line: int
    cells: dict[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    unit: Organization | None = None
    faults: dict[str, str] = field(default_factory=dict)  # by column


@dataclass
class Checked:
    columns: tuple[SheetColumn, ...]
    rows: list[SheetRow]

    @property
    def faulty(self) -> list[SheetRow]:
        return [row for row in self.rows if row.faults]

    @property
    def clean(self) -> bool:
        return bool(self.rows) and not self.faulty


def columns_of(place: Place) -> tuple[SheetColumn, ...]:
    declaration = place.declaration
    first = []
    if declaration.rows is Rows.BRANCH:
        first = [SheetColumn(UNIT, _("党组织、村"), _("必填。写简称，照花名册的单位。"))]
    return (
        *first,
        *(
            SheetColumn(spec.code, spec.title, _hint(spec), spec)
            for spec in declaration.open_fields
            if spec.type is not FieldType.FILE
        ),
    )


def _hint(spec: FieldSpec) -> str:
    said = [_("必填。") if spec.required else "", spec.help]
    if spec.type is FieldType.CHOICE:
        said.append(_("写其中一个：%(all)s。") % {"all": "、".join(shown for _kept, shown in spec.choices)})
    if spec.type is FieldType.PERSON:
        said.append(_("写姓名；同名的写“姓名（职务）”。"))
    if spec.type is FieldType.UNIT:
        said.append(_("写单位简称。"))
    if spec.type is FieldType.MONEY:
        said.append(_("写元。"))
    return "".join(said)


def template(place: Place) -> bytes:
    """Heads with nothing under them; how to fill them in on a sheet beside."""
    columns = columns_of(place)
    title = place.declaration.title
    note = _("从表头下面填起，一行一条，一次最多%(n)s行。填法见“填写说明”。") % {"n": MOST_ROWS}
    told = [(_("栏目"), _("填什么"), _("例")), *((c.head, c.hint, _example(c)) for c in columns)]
    return workbook(title, note, [c.head for c in columns], (), beside=(_("填写说明"), told))


def _example(column: SheetColumn) -> str:
    if column.spec is None:
        return ""
    if column.spec.type is FieldType.CHOICE:
        return column.spec.choices[0][1]
    return _EXAMPLES.get(column.spec.type, "")


# Reading -------------------------------------------------------------------------------------


def check(file: File, place: Place, actor: Actor) -> Checked:
    """Everything the workbook says and what is wrong with it. ValidationError where it cannot be read at all."""
    columns = columns_of(place)
    rows = list(_lines(file, columns))
    if not rows:
        raise ValidationError(_("表头下面没有内容。请用模板，从表头下面填起。"))
    asked = _Asked(place, actor)
    for row in rows:
        asked.judge(row, columns)
    return Checked(columns, rows)


def _lines(file: File, columns: tuple[SheetColumn, ...]) -> Iterator[SheetRow]:
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except Exception:
        raise ValidationError(_("表格打不开，可能没有传完或已损坏，请用表格软件重新保存后再传。")) from None
    try:
        sheet = next((s for s in book.worksheets if s.sheet_state == "visible"), None)
        places: dict[int, str] = {}
        taken = 0
        lines = sheet.iter_rows(max_col=60, max_row=HEADS_WITHIN + 2 * MOST_ROWS) if sheet else ()
        for line, cells in enumerate(lines, 1):
            if not places:
                places = _heads(cells, columns)
                if not places and line >= HEADS_WITHIN:
                    break
                continue
            found = {name: cells[at].value for at, name in places.items() if at < len(cells)}
            if all(value is None or value == "" for value in found.values()):
                continue
            taken += 1
            if taken > MOST_ROWS:
                raise ValidationError(_("一次最多导入%(n)s行，请分成几张表。") % {"n": MOST_ROWS})
            yield SheetRow(line, found)
        if not places:
            raise ValidationError(
                _("没有找到表头。请用模板，表头要有：%(heads)s。")
                % {"heads": "、".join(c.head for c in columns if _needed(c))}
            )
    finally:
        book.close()
        file.seek(0)


def _needed(column: SheetColumn) -> bool:
    return column.spec is None or column.spec.required


def _heads(cells: Any, columns: tuple[SheetColumn, ...]) -> dict[int, str]:
    by_head = {column.head: column.name for column in columns}
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        name = by_head.get(narrow(str(cell.value or "")).replace(" ", ""))
        if name is not None and name not in found.values():
            found[at] = name
    return found if {c.name for c in columns if _needed(c)} <= set(found.values()) else {}


class _Asked:
    """What all rows of a workbook share: who and what may be named. A few queries for any number of rows."""

    def __init__(self, place: Place, actor: Actor) -> None:
        self.place, self.actor = place, actor
        self.form = EntryForm(**self._given())
        self.people, self.units = self.form.people(), self.form.units()
        self.branches = {}
        if UNIT in self.form.fields:
            for one in self.form.fields[UNIT].queryset:  # type: ignore[attr-defined]
                self.branches[one.short_name] = one

    def _given(self) -> dict[str, Any]:
        return {
            "declaration": self.place.declaration,
            "organization": self.place.organization,
            "day": self.actor.day,
            "branches": branches_for(self.actor, self.place, self.place.declaration),
        }

    def judge(self, row: SheetRow, columns: tuple[SheetColumn, ...]) -> None:
        data: dict[str, Any] = {}
        for column in columns:
            try:
                data[column.name] = self._typed(column, row.cells.get(column.name))
            except ValueError as wrong:
                row.faults[column.name] = str(wrong)
        form = self.form
        form.data, form._errors = data, None  # type: ignore[assignment, attr-defined]
        form.is_bound = True
        form.full_clean()
        for name, errors in form.errors.items():
            row.faults.setdefault(name, "".join(str(e) for e in errors))
        if not row.faults:
            row.values = form.values()
            row.unit = form.unit

    def _typed(self, column: SheetColumn, value: Any) -> Any:
        """A cell as the form's field takes it. ValueError with the sentence for the cell."""
        if isinstance(value, str) and value.startswith("="):
            raise ValueError(_("以“=”开头，按公式处理，没有读入。"))
        text = _text(value)
        if column.spec is None:
            found = self.branches.get(text)
            if text and found is None:
                raise ValueError(_("没有“%(text)s”这个党组织、村。") % {"text": text[:20]})
            return str(found.pk) if found else ""
        match column.spec.type:
            case FieldType.CHOICE:
                return self._choice(column.spec, text)
            case FieldType.PERSON:
                return self._named(self.people, text, _("花名册里没有“%(text)s”。"))
            case FieldType.UNIT:
                return self._named(self.units, text, _("没有“%(text)s”这个单位。"))
            case FieldType.YES_NO:
                return self._yes_or_no(text)
        return text

    def _choice(self, spec: FieldSpec, text: str) -> str:
        for kept, shown in spec.choices:
            if text in (kept, shown):
                return kept
        if not text:
            return ""
        allowed = "、".join(shown for _kept, shown in spec.choices)
        raise ValueError(_("“%(text)s”不在这几种里：%(all)s。") % {"text": text[:20], "all": allowed})

    def _named(self, known: Mapping[str, str], text: str, said: str) -> str:
        if not text:
            return ""
        whole = [pk for pk, shown in known.items() if shown == text]
        found = whole or [pk for pk, shown in known.items() if shown.partition("（")[0] == text]
        if len(found) > 1:
            raise ValueError(
                _("“%(text)s”有%(n)s人，请写成“姓名（职务）”。") % {"text": text[:20], "n": len(found)}
            )
        if not found:
            raise ValueError(said % {"text": text[:20]})
        return found[0]

    def _yes_or_no(self, text: str) -> str:
        if text.lower() in _YES:
            return "on"
        if text.lower() in _NO:
            return ""
        raise ValueError(_("“%(text)s”不是“是”或“否”。") % {"text": text[:20]})


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(Decimal(repr(value)))
    return str(value).strip()


def with_faults(place: Place, checked: Checked, note: str) -> bytes:
    """The rows as they came; every faulty cell is coloured and carries what is wrong as a comment."""
    remarks = {
        (n, at): row.faults[column.name]
        for n, row in enumerate(checked.rows)
        for at, column in enumerate(checked.columns)
        if column.name in row.faults
    }
    rows = ([_shown(row.cells.get(c.name)) for c in checked.columns] for row in checked.rows)
    heads = [c.head for c in checked.columns]
    return workbook(place.declaration.title, note, heads, rows, remarks=remarks)


def _shown(value: Any) -> Any:
    return value if value is None or isinstance(value, int | date) else _text(value)
