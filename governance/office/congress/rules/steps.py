"""What the regulations ask of the Party congress and its delegates, and of matters that are the people's congress's to
decide: pure functions of facts and book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from governance.rules.book import Book
from governance.rules.coverage import binds
from governance.rules.days import WorkingCalendar
from governance.rules.facts import whole
from governance.rules.judging import Articles, Case, verdict_of
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Verdict


@dataclass(frozen=True)
class ReportFacts:
    """`report_given`: the committee or the discipline commission puts a report to the congress. `report_adopted`: the committee
    adopted it first; null where no resolution is named."""

    report_given: bool | None
    report_adopted: bool | None


def _adopted_first(case: Case[ReportFacts]) -> Finding:
    if not case.fact("report_given"):
        return case.not_engaged("no_report")
    if not case.fact("report_adopted"):
        return case.failed("not_adopted")
    return case.passed("adopted")


_REPORT = Articles(by_shape={"S0-01:五a": _adopted_first})


@binds(*_REPORT.by_shape)
@rule("congress.report", facts=ReportFacts)
def report(facts: ReportFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """S0-01:五a: a report to the congress has passed the committee."""
    return verdict_of("congress.report", facts, book, calendar, _REPORT)


@dataclass(frozen=True)
class CandidatesFacts:
    """`steps_taken` by the article's own words: 三推、两评、一公示."""

    steps_taken: Mapping[str, bool | None] | None
    seats: int | None
    candidates: int | None

    def __post_init__(self) -> None:
        whole(seats=self.seats, candidates=self.candidates)


def _all_steps(case: Case[Any]) -> Finding:
    given = case.fact("steps_taken")
    missing = [item for item in case.article.items if not given.get(item)]
    if missing:
        return case.failed("steps_missing", missing=missing)
    return case.passed("steps_done", items=list(case.article.items))


def _more_than_seats(case: Case[CandidatesFacts]) -> Finding:
    seats, have = case.fact("seats"), case.fact("candidates")
    share = case.share("surplus")
    need = seats + share.needed(seats)
    if have < need:
        return case.failed("too_few", seats=seats, have=have, need=need, short=need - have)
    return case.passed("enough", seats=seats, have=have, need=need)


_CANDIDATES = Articles(by_shape={"S4-04:二-1b": _all_steps, "S4-04:二-1c": _more_than_seats})


@binds(*_CANDIDATES.by_shape)
@rule("congress.candidates", facts=CandidatesFacts)
def candidates(facts: CandidatesFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """S4-04:二-1b, 二-1c: recommended by three, assessed by two, published once; a fifth more than there are seats."""
    return verdict_of("congress.candidates", facts, book, calendar, _CANDIDATES)


@dataclass(frozen=True)
class RemovalFacts:
    """`steps_before` by the article's own words, `step_asked` the one that is to be taken now. `committee_studied`: the committee adopted
    it; asked of the step that follows upon it."""

    steps_before: Mapping[str, bool | None] | None
    step_asked: str | None
    committee_studied: bool | None


def _in_order(case: Case[RemovalFacts]) -> Finding:
    items, done, step = list(case.article.items), case.fact("steps_before"), case.fact("step_asked")
    if step not in items:
        case.lacking("step_asked")
    before = items[: items.index(step)]
    missing = [item for item in before if not done.get(item)]
    if missing:
        return case.failed("out_of_order", step=step, missing=missing)
    if step == items[1] and not case.fact("committee_studied"):
        return case.failed("not_studied")
    return case.passed("in_order", step=step)


_REMOVAL = Articles(by_shape={"S4-04:二-3e2": _in_order})


@binds(*_REMOVAL.by_shape)
@rule("congress.removal", facts=RemovalFacts)
def removal(facts: RemovalFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """S4-04:二-3e2: asked for by those who elected, studied by the committee, ended, confirmed by the next session."""
    return verdict_of("congress.removal", facts, book, calendar, _REMOVAL)


@dataclass(frozen=True)
class CouncilFacts:
    """A matter that law leaves to the people's congress. `committee_studied`: the committee adopted an opinion on it.
    `steps_taken` by the words of S4-07:三-2; `step_asked` is the one to be taken now. `carrying_out`: this step announces or
    carries out, which asks for the people's congress's own vote."""

    committee_studied: bool | None
    steps_taken: Mapping[str, bool | None] | None
    step_asked: str | None
    council_voted: bool | None
    carrying_out: bool | None


def _studied_first(case: Case[CouncilFacts]) -> Finding:
    if not case.fact("committee_studied"):
        return case.failed("not_studied")
    return case.passed("studied")


def _decided_there(case: Case[CouncilFacts]) -> Finding:
    if not case.fact("carrying_out"):
        return case.not_engaged("not_yet")
    if not case.fact("council_voted"):
        return case.failed("not_voted")
    return case.passed("voted")


def _seven_steps(case: Case[CouncilFacts]) -> Finding:
    items, done, step = list(case.article.items), case.fact("steps_taken"), case.fact("step_asked")
    if step not in items:
        case.lacking("step_asked")
    missing = [item for item in items[: items.index(step)] if not done.get(item)]
    if missing:
        return case.failed("skipped", step=step, missing=missing)
    return case.passed("in_order", step=step)


_COUNCIL = Articles(
    by_shape={"S4-07:三-1d": _studied_first, "S4-07:三-1e": _decided_there, "S4-07:三-2": _seven_steps}
)


@binds(*_COUNCIL.by_shape)
@rule("congress.council", facts=CouncilFacts)
def council(facts: CouncilFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """S4-07:三-1d: the committee studies, the people's congress decides. 三-1e: nobody decides in its place.
    三-2 (warn): seven steps."""
    return verdict_of("congress.council", facts, book, calendar, _COUNCIL)
