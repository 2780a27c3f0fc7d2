"""Book and calendar of one town on one day, fetched once for all rules of a step."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from governance.calendar.working import calendar_for
from governance.rulebook.book import book_for, books_for
from governance.rules.book import Book
from governance.rules.days import WorkingCalendar
from governance.rules.registry import judge
from governance.rules.verdict import Severity, Verdict

# A step no article speaks about, in a state in which it makes sense.
GO = Verdict.without_article("order of steps")


@dataclass(frozen=True)
class Bench:
    book: Book
    calendar: WorkingCalendar

    def __call__(self, name: str, facts: Mapping[str, Any] | Any) -> Verdict:
        return judge(name, facts, self.book, self.calendar)


def bench(organization_id: int, day: date) -> Bench:
    """Two queries when book and calendar are cached."""
    return Bench(book_for(organization_id, day), calendar_for(day))


def benches(organization_ids: Collection[int], day: date) -> dict[int, Bench]:
    """The benches of several towns, by their ids: two queries as for one, none for none."""
    if not organization_ids:
        return {}
    calendar = calendar_for(day)
    return {pk: Bench(book, calendar) for pk, book in books_for(organization_ids, day).items()}


def stop(code: str, **figures: Any) -> Verdict:
    """A refusal no article is needed for: the step makes no sense as things stand."""
    return Verdict.stopped(code, **figures)


def ask_why(code: str, **figures: Any) -> Verdict:
    """A step no article forbids and hardly anybody means: it goes on with a stated reason."""
    return Verdict.stopped(code, severity=Severity.WARN, **figures)
