"""Every row of the workbook checked: what it says, what is wrong with it, whether it is there already.

Writes nothing. The same check runs when the page is shown and again when the batch is taken in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from governance.people.models import Person, Tenure
from meetings.imports.columns import COLUMNS
from meetings.imports.reading import (
    Wrong,
    day_of,
    matter_of,
    money_of,
    number_of,
    outcome_of,
    text_of,
)
from meetings.imports.sheet import Row, rows_of
from meetings.judgement.names import names_found
from meetings.models import PastResolution, Resolution
from meetings.models.base import Matter

EARLIEST = date(1949, 10, 1)


@dataclass
class Clause:
    text: str
    owner: str = ""
    due_on: date | None = None
    carried_out: str = ""


@dataclass
class Old:
    """One old resolution as the workbook tells it."""

    line: int
    number: str = ""
    decided_on: date | None = None
    meeting: str = ""
    title: str = ""
    matter: str = ""
    amount: Decimal | None = None
    outcome: str = ""
    text: str = ""
    source: str = ""
    clauses: list[Clause] = field(default_factory=list)


@dataclass
class Checked:
    """`problems`: line → sentences. `rows` are the raw lines, for the workbook that goes back."""

    rows: list[Row]
    found: list[Old]
    problems: dict[int, list[str]]

    @property
    def clean(self) -> bool:
        return not self.problems

    @property
    def clauses(self) -> int:
        return sum(len(old.clauses) for old in self.found)

    @property
    def total(self) -> Decimal:
        return sum((old.amount or Decimal(0) for old in self.found), Decimal(0))

    @property
    def days(self) -> tuple[date, date]:
        days = [old.decided_on for old in self.found if old.decided_on]
        return min(days), max(days)


_READERS: dict[str, Callable[[Any], Any]] = {
    "number": number_of,
    "decided_on": day_of,
    "meeting": lambda v: text_of(v, 60),
    "title": lambda v: text_of(v, 100),
    "matter": matter_of,
    "amount": money_of,
    "outcome": outcome_of,
    "text": lambda v: text_of(v, 2000, lines=True),
    "source": lambda v: text_of(v, 100),
    "clause": lambda v: text_of(v, 300),
    "owner": lambda v: text_of(v, 40),
    "due_on": day_of,
    "carried_out": lambda v: text_of(v, 200),
}
_OF_CLAUSE = ("clause", "owner", "due_on", "carried_out")


def check(file: File, *, organization_id: int, today: date) -> Checked:
    """ValidationError where the file as a whole cannot be read; what is wrong with rows stands in the answer.
    Four queries, for any number of rows."""
    rows = rows_of(file)
    done = Checked(rows, [], {})
    current: Old | None = None
    for row in rows:
        current = _take(row, current, done, today)
    _names(done, organization_id)
    _twice(done, organization_id)
    return done


def _take(row: Row, current: Old | None, done: Checked, today: date) -> Old | None:
    wrong: list[str] = []
    values: dict[str, Any] = {}
    more = row.cells.get("title") is None and row.cells.get("clause") is not None
    for name in _OF_CLAUSE if more else tuple(_READERS):
        try:
            values[name] = _read(name, row.cells.get(name))
        except Wrong as error:
            wrong.append(f"{COLUMNS[name].head}{error}。")
    if more:
        current = _next_clause(row, current, values, wrong)
    else:
        current = _resolution(row, values, wrong, today)
        done.found.append(current)
    if wrong:
        done.problems.setdefault(row.line, []).extend(wrong)
    return current


def _read(name: str, value: Any) -> Any:
    if value is None and COLUMNS[name].needed:
        raise Wrong(_("没有填"))
    return _READERS[name](value)


def _next_clause(row: Row, current: Old | None, values: dict[str, Any], wrong: list[str]) -> Old | None:
    """Another clause of the resolution above: the same number, or none."""
    number = row.cells.get("number")
    if current is None:
        wrong.append(_("事项没有填，上面也没有可以接着写的决议。"))
        return None
    if number is not None and document_words(number) != current.number:
        wrong.append(_("事项没有填；这一行的号和上一件决议不同，接不上。"))
        return current
    _add_clause(current, values, wrong)
    return current


def document_words(value: Any) -> str:
    try:
        return number_of(value)
    except Wrong:
        return ""


def _resolution(row: Row, values: dict[str, Any], wrong: list[str], today: date) -> Old:
    old = Old(row.line, **{k: v for k, v in values.items() if k not in _OF_CLAUSE})
    if old.decided_on and old.decided_on > today:
        wrong.append(_("会议日期在今天以后。"))
    if old.decided_on and old.decided_on < EARLIEST:
        wrong.append(_("会议日期早于1949年10月1日，请核对年份。"))
    if any(values.get(name) for name in _OF_CLAUSE):
        _add_clause(old, values, wrong)
    return old


def _add_clause(old: Old, values: dict[str, Any], wrong: list[str]) -> None:
    if not values.get("clause"):
        wrong.append(_("填了责任人、时限或落实情况，没有填落实事项。"))
        return
    due = values.get("due_on")
    if due and old.decided_on and due < old.decided_on:
        wrong.append(_("办结时限早于会议日期。"))
    old.clauses.append(
        Clause(values["clause"], values.get("owner") or "", due, values.get("carried_out") or "")
    )


def _names(done: Checked, organization_id: int) -> None:
    """Personnel matters name nobody: acts and lists carry their words in clear (design: acts)."""
    personnel = [old for old in done.found if old.matter == Matter.PERSONNEL]
    if not personnel:
        return
    serving = Tenure.objects.filter(organization_id=organization_id).values("person_id")
    known = Person.objects.filter(pk__in=serving) | Person.objects.filter(roster_town_id=organization_id)
    names = list(known.values_list("name", flat=True).distinct())
    for old in personnel:
        words = " ".join([old.title, old.text, *(c.text + c.carried_out for c in old.clauses)])
        if names_found(names, words):
            done.problems.setdefault(old.line, []).append(
                _("干部事项里写了姓名，请改成“研究干部事项”，姓名看原件。")
            )


def _twice(done: Checked, organization_id: int) -> None:
    """The same resolution twice: within the workbook, entered before, or decided in this system."""
    numbers = {old.number for old in done.found if old.number}
    here = set(
        Resolution.objects.filter(organization_id=organization_id, number__in=numbers).values_list(
            "number", flat=True
        )
    )
    before = set(
        PastResolution.objects.standing()
        .filter(organization_id=organization_id, number__in=numbers)
        .values_list("number", "title")
    )
    first: dict[tuple[str, str], int] = {}
    for old in done.found:
        key = (old.number, old.title)
        say = done.problems.setdefault(old.line, []).append if all(key) else None
        if say is None:
            continue
        if old.number in here:
            say(_("这个号是本系统里的决议，不用再录。"))
        elif key in before:
            say(_("这件以前录过了。"))
        elif key in first:
            say(_("和第%(n)s行重复（号和事项都相同）。") % {"n": first[key]})
        first.setdefault(key, old.line)
        if not done.problems[old.line]:
            del done.problems[old.line]
