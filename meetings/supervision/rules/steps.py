"""立项审定、交办、审核、办结、归档: what must be there before each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from governance.rules.book import Book
from governance.rules.coverage import binds
from governance.rules.days import WorkingCalendar
from governance.rules.facts import whole
from governance.rules.judging import Articles, Case, verdict_of
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Verdict

ORGAN = "S1-07:二-1"  # the discipline office keeps the supervision, unless C-25 is settled the other way


class Vetting(StrEnum):
    """Whose hands a matter went through before it was put to the main leader."""

    DISCIPLINE = "discipline_office"
    GENERAL = "general_office"


@dataclass(frozen=True)
class ApprovalFacts:
    """`great`: 特别重大或跨部门. `vetted_by` null says that nobody vetted it, which fails."""

    great: bool | None
    plan: bool | None
    vetted_by: Vetting | None


def _planned_and_vetted(case: Case[ApprovalFacts]) -> Finding:
    if case.fact("great") and not case.fact("plan"):
        return case.failed("no_plan")
    vetted = case.facts.vetted_by
    if vetted is None:
        return case.failed("not_vetted")
    if vetted is Vetting.GENERAL and case.book.set_aside_by(ORGAN) is None and case.book.article(ORGAN):
        return case.failed("vetted_elsewhere", have=vetted, need=Vetting.DISCIPLINE)
    return case.passed("vetted", by=vetted)


_APPROVAL = Articles(by_shape={"S1-07:三-1b": _planned_and_vetted})


@binds(*_APPROVAL.by_shape)
@rule("meetings.task_approval", facts=ApprovalFacts)
def approval(facts: ApprovalFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """S1-07:三-1b: a great matter has a plan of its own; the discipline office vets, then the leader decides.
    Where C-25 is settled for the general office, its vetting is as good."""
    return verdict_of("meetings.task_approval", facts, book, calendar, _APPROVAL)


@dataclass(frozen=True)
class HandoverFacts:
    """`elements` by the article's own words: 承办单位, 办理时限, 工作要求."""

    approved: bool | None
    elements: Mapping[str, bool | None] | None


def _approved_and_written(case: Case[HandoverFacts]) -> Finding:
    if not case.fact("approved"):
        return case.failed("not_approved")
    given = case.fact("elements")
    missing = [item for item in case.article.items if not given.get(item)]
    if missing:
        return case.failed("incomplete", missing=missing)
    return case.passed("complete", items=list(case.article.items))


_HANDOVER = Articles(by_shape={"S0-21:四-1": _approved_and_written})


@binds(*_HANDOVER.by_shape)
@rule("meetings.task_handover", facts=HandoverFacts)
def handover(facts: HandoverFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """S0-21:四-1: handed down after the main leader approved it, with office, deadline and requirements."""
    return verdict_of("meetings.task_handover", facts, book, calendar, _HANDOVER)


@dataclass(frozen=True)
class ReviewFacts:
    """`by_leader`: the main leader, or whoever runs the leader's work, looks at the report. `fit`: it is
    accepted; a report that is not fit goes back with a reason and a new day."""

    reported: bool | None
    by_leader: bool | None
    fit: bool | None
    new_due_on: date | None = None


def _by_the_leader(case: Case[ReviewFacts]) -> Finding:
    if not case.fact("reported"):
        return case.failed("not_reported")
    if not case.fact("by_leader"):
        return case.failed("not_by_leader")
    return case.passed("by_leader")


def _unfit_goes_back(case: Case[ReviewFacts]) -> Finding:
    if case.fact("fit"):
        return case.passed("fit")
    if case.facts.new_due_on is None:
        return case.failed("no_new_day")
    return case.passed("sent_back", day=case.facts.new_due_on.isoformat())


_REVIEW = Articles(by_shape={"S0-21:四-3": _by_the_leader, "S1-07:三-4b": _unfit_goes_back})


@binds(*_REVIEW.by_shape)
@rule("meetings.task_review", facts=ReviewFacts)
def review(facts: ReviewFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """S0-21:四-3: the report goes to the main leader. S1-07:三-4b: an unfit one goes back with a new day."""
    return verdict_of("meetings.task_review", facts, book, calendar, _REVIEW)


@dataclass(frozen=True)
class ClosingFacts:
    reviewed: bool | None
    closed_on: date | None
    result: bool | None


def _registered_after_review(case: Case[ClosingFacts]) -> Finding:
    if not case.fact("reviewed"):
        return case.failed("not_reviewed")
    missing = [n for n in ("closed_on", "result") if not getattr(case.facts, n)]
    if missing:
        return case.failed("incomplete", missing=missing)
    return case.passed("registered", day=case.facts.closed_on.isoformat())  # type: ignore[union-attr]


_CLOSING = Articles(by_shape={"S0-21:四-4": _registered_after_review})


@binds(*_CLOSING.by_shape)
@rule("meetings.task_closing", facts=ClosingFacts)
def closing(facts: ClosingFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """S0-21:四-4: after the review the day and the result are entered."""
    return verdict_of("meetings.task_closing", facts, book, calendar, _CLOSING)


@dataclass(frozen=True)
class FilingFacts:
    """`steps` by the article's words. 催办协调 counts as done where there was nothing to chase: the result
    came in time. `words_open`: instructions of the main leader not carried out yet."""

    steps: Mapping[str, bool | None] | None
    words_open: int | None

    def __post_init__(self) -> None:
        whole(words_open=self.words_open)


def _five_steps(case: Case[FilingFacts]) -> Finding:
    given = case.fact("steps")
    missing = [item for item in case.article.items if not given.get(item)]
    if missing:
        return case.failed("steps_missing", missing=missing)
    return case.passed("steps_done", items=list(case.article.items))


def _words_carried_out(case: Case[FilingFacts]) -> Finding:
    waiting = case.fact("words_open")
    if waiting:
        return case.failed("words_open", waiting=waiting)
    return case.passed("words_done")


_FILING = Articles(by_shape={"S1-07:三-0": _five_steps, "S1-07:三-5b": _words_carried_out})


@binds(*_FILING.by_shape)
@rule("meetings.task_filing", facts=FilingFacts)
def filing(facts: FilingFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """S1-07:三-0 (warn): the five steps. S1-07:三-5b: what the leader instructed is carried out first."""
    return verdict_of("meetings.task_filing", facts, book, calendar, _FILING)


@dataclass(frozen=True)
class HonoursFacts:
    """`failed_in_a_row`: the longest run of failed inspections of one matter that ended in the year."""

    failed_in_a_row: int | None

    def __post_init__(self) -> None:
        whole(failed_in_a_row=self.failed_in_a_row)


def _not_twice(case: Case[Any]) -> Finding:
    _amount, needed = case.at_least("fails")
    have = case.fact("failed_in_a_row")
    if have >= needed:
        return case.failed("barred", have=have, need=needed)
    return case.passed("open", have=have, need=needed)


_HONOURS = Articles(by_shape={"S1-07:五-3": _not_twice})


@binds(*_HONOURS.by_shape)
@rule("meetings.honours", facts=HonoursFacts)
def honours(facts: HonoursFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """S1-07:五-3: two failed inspections in a row, or more, bar leader, office and person from the year's honours."""
    return verdict_of("meetings.honours", facts, book, calendar, _HONOURS)
