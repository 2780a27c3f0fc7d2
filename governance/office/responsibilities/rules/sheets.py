"""What a duty sheet is to say (S0-02:一, 三). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from governance.rules.book import Book
from governance.rules.coverage import binds
from governance.rules.days import WorkingCalendar
from governance.rules.judging import Articles, Case, verdict_of
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Verdict


@dataclass(frozen=True)
class SheetFacts:
    """`sheet_parts` by the article's own words (工作范围 …); `task_lacks`: of each task, by its content, what the article
    asks of it and nobody wrote."""

    sheet_parts: Mapping[str, bool | None] | None
    task_lacks: Mapping[str, tuple[str, ...]] | None


def _all_parts(case: Case[SheetFacts]) -> Finding:
    given = case.fact("sheet_parts")
    missing = [item for item in case.article.items if not given.get(item)]
    if missing:
        return case.failed("parts_missing", missing=missing)
    return case.passed("parts_written", items=list(case.article.items))


def _every_item(case: Case[SheetFacts]) -> Finding:
    tasks = case.fact("task_lacks")
    if not tasks:
        return case.failed("no_tasks")
    short = {name: [item for item in case.article.items if item in lacks] for name, lacks in tasks.items()}
    short = {name: lacks for name, lacks in short.items() if lacks}
    if short:
        first = next(iter(short))
        return case.failed("items_missing", short=len(short), first=first, missing=short[first])
    return case.passed("items_written", tasks=len(tasks))


_SHEET = Articles(by_shape={"S0-02:一": _all_parts, "S0-02:三": _every_item})


@binds(*_SHEET.by_shape)
@rule("responsibilities.sheet", facts=SheetFacts)
def sheet(facts: SheetFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """S0-02:一, 三: scope, goals, duties, rewards; every task with all that makes it one can be measured by."""
    return verdict_of("responsibilities.sheet", facts, book, calendar, _SHEET)
