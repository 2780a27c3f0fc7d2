"""How long before the meeting its members are told, and that nothing is added afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from governance.rules.book import Book
from governance.rules.coverage import binds
from governance.rules.days import WorkingCalendar
from governance.rules.judging import Articles, Case, verdict_of
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Verdict
from meetings.rules.vocabulary import Matter

EXEMPTION = "S1-01:七-2b"
# A lead is a few days; a notice older than this is in time under any figure a committee may set, and
# counting on would only cost time.
_LONG_AGO = timedelta(days=1000)


@dataclass(frozen=True)
class NoticeFacts:
    """`written`: the notice with the topics went out in writing; a telephone call is not written."""

    noticed_on: date | None
    meets_on: date | None
    matter: Matter | None
    written: bool | None


@dataclass(frozen=True)
class _Lead:
    enough: bool
    provisional: bool
    figures: dict[str, Any]


def _lead(case: Case[NoticeFacts]) -> _Lead:
    """Days are the meeting date minus the notice date; working days are those after the notice day up
    to and including the meeting day. In a year not yet published only the certain ones count: a
    minimum period runs to its late bound."""
    amount, needed = case.at_least("lead")
    noticed_on, meets_on = case.fact("noticed_on"), case.fact("meets_on")
    figures: dict[str, Any] = {
        "noticed_on": noticed_on.isoformat(),
        "meets_on": meets_on.isoformat(),
        "need": needed,
        "unit": amount.unit,
    }
    if amount.unit != "workday":
        days = (meets_on - noticed_on).days
        return _Lead(days >= needed, False, {**figures, "have": days})
    after = meets_on - _LONG_AGO if meets_on - noticed_on > _LONG_AGO else noticed_on
    counted = case.calendar.working_days(after, meets_on)
    figures |= {"have": counted.least, "most": counted.most}
    return _Lead(counted.least >= needed, counted.provisional, figures)


def _told_ahead(case: Case[NoticeFacts]) -> Finding:
    lead = _lead(case)
    judge = case.passed if lead.enough else case.failed
    return judge("in_time" if lead.enough else "late", provisional=lead.provisional, **lead.figures)


def _told_ahead_in_writing(case: Case[NoticeFacts]) -> Finding:
    if case.fact("matter") is Matter.PERSONNEL and _exemption_holds(case.book):
        return case.exempt(EXEMPTION)
    written = case.facts.written
    known = case.facts.noticed_on is not None and case.facts.meets_on is not None
    if written is False and not known:
        return case.failed("not_written", written=False)
    lead = _lead(case)
    figures = {**lead.figures, "written": written}
    if not lead.enough:
        code = "late_not_written" if written is False else "late"
        return case.failed(code, provisional=lead.provisional, **figures)
    if not case.fact("written"):
        return case.failed("not_written", provisional=lead.provisional, **figures)
    return case.passed("in_time", provisional=lead.provisional, **figures)


def _exemption_holds(book: Book) -> bool:
    return book.article(EXEMPTION) is not None and book.set_aside_by(EXEMPTION) is None


_NOTICE = Articles(
    by_shape={
        "S0-04:二-3a": _told_ahead,
        "S1-01:七-2a": _told_ahead_in_writing,
        "S3-02:1-1a2": _told_ahead,
    }
)


@binds(*_NOTICE.by_shape, EXEMPTION)
@rule("meetings.notice", facts=NoticeFacts)
def notice(facts: NoticeFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """通知提前量与免除.

    S0-04:二-3a (2 days) and S3-02:1-1a2 (days unset) hold for all matters and any form of notice.
    S1-01:七-2a (1 working day) also asks that the notice be written; 七-2b exempts meetings on personnel
    from 七-2a, and from nothing else. That a call replaces a letter that cannot be delivered (七-2c) is
    recorded, and the reason stated.
    """
    return verdict_of("meetings.notice", facts, book, calendar, _NOTICE)


@dataclass(frozen=True)
class AdHocFacts:
    in_notice: bool | None
    emergency: bool | None


def _no_addition(case: Case[AdHocFacts]) -> Finding:
    if case.fact("in_notice"):
        return case.passed("in_notice")
    return case.failed("not_in_notice", have="not_listed", need="listed")


def _no_addition_but_in_need(case: Case[AdHocFacts]) -> Finding:
    facts = case.facts
    if facts.in_notice is not True and facts.emergency:
        return case.passed("emergency", emergency=True)
    if facts.in_notice is False and facts.emergency is None:
        case.lacking("emergency")
    return _no_addition(case)


_AD_HOC = Articles(
    by_shape={
        "S0-04:二-1c": _no_addition_but_in_need,
        "S1-01:十二-3": _no_addition,
        "S3-02:1-1b": _no_addition,
    }
)


@binds(*_AD_HOC.by_shape)
@rule("meetings.ad_hoc", facts=AdHocFacts)
def ad_hoc(facts: AdHocFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """临时动议. Only S0-04:二-1c knows 特殊情况; S1-01:十二-3 and S3-02:1-1b allow no addition at all, so an
    emergency does not lift them: such a matter is handled first and reported afterwards (S1-01:八)."""
    return verdict_of("meetings.ad_hoc", facts, book, calendar, _AD_HOC)
