"""Which body decides: no circulation, no few, no joint meeting, and changes only by the same body."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from governance.rules.book import Book
from governance.rules.coverage import binds
from governance.rules.days import WorkingCalendar
from governance.rules.facts import whole
from governance.rules.judging import Articles, Case, verdict_of
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Verdict
from meetings.rules.vocabulary import Body, Matter


@dataclass(frozen=True)
class DecidingFacts:
    """`body`: who is to take the decision. `amount`: whole yuan, where money is spent."""

    matter: Matter | None
    body: Body | None
    amount: int | None = None

    def __post_init__(self) -> None:
        whole(amount=self.amount)


def _committee(*matters: Matter) -> Callable[[Case[DecidingFacts]], Finding]:
    """These matters are decided by the committee or its enlarged meeting."""

    def judge(case: Case[DecidingFacts]) -> Finding:
        matter = case.fact("matter")
        return _by_committee(case) if matter in matters else case.other_matter(matter=matter)

    return judge


def _committee_for_money(figure: str, *matters: Matter) -> Callable[[Case[DecidingFacts]], Finding]:
    """The same; and an amount from the committee's own limit on, whatever the matter is called."""

    def judge(case: Case[DecidingFacts]) -> Finding:
        matter, amount = case.fact("matter"), case.facts.amount
        if matter in matters:
            return _by_committee(case)
        if amount is None:
            return case.other_matter(matter=matter)
        _limit, least = case.at_least(figure)
        return _by_committee(case) if amount >= least else case.other_matter(matter=matter)

    return judge


def _by_committee(case: Case[DecidingFacts]) -> Finding:
    body = case.fact("body")
    figures = {"matter": case.facts.matter, "body": body}
    return (
        case.passed("committee", **figures) if body.is_committee else case.failed("not_committee", **figures)
    )


def _not_by_few(case: Case[DecidingFacts]) -> Finding:
    matter, body = case.fact("matter"), case.fact("body")
    if not matter.important:
        return case.other_matter(matter=matter)
    if body.is_few:
        return case.failed("by_few", matter=matter, body=body)
    return case.passed("collective", matter=matter, body=body)


def _not_by_one(case: Case[DecidingFacts]) -> Finding:
    matter, body = case.fact("matter"), case.fact("body")
    if not matter.important:
        return case.other_matter(matter=matter)
    if body is Body.INDIVIDUAL:
        return case.failed("by_one", matter=matter, body=body)
    return case.passed("collective", matter=matter, body=body)


def _not_by_joint_meeting(case: Case[DecidingFacts]) -> Finding:
    body = case.fact("body")
    if body is Body.COORDINATION_MEETING:
        return case.failed("joint_meeting", matter=case.facts.matter, body=body)
    return case.passed("not_joint", body=body)


_IMPORTANT = tuple(m for m in Matter if m.important)
_DECIDING = Articles(
    by_shape={
        "S0-04:一-1": _committee(Matter.MAJOR_DECISION),
        "S0-04:一-2": _committee(Matter.MAJOR_DECISION),
        "S0-04:一-3": _committee_for_money(
            "large_amount", Matter.MAJOR_DECISION, Matter.MAJOR_PROJECT, Matter.LARGE_SUM
        ),
        "S0-13:三": _committee(*_IMPORTANT),
        "S1-01:四-1": _committee(Matter.MAJOR_DECISION),
        "S1-01:四-2": _committee(Matter.PERSONNEL),
        "S1-01:四-3": _committee_for_money("large", Matter.MAJOR_PROJECT, Matter.LARGE_SUM),
        "S1-01:十二-4": _not_by_few,
        "S1-04:二": _committee(*_IMPORTANT),
        "S1-06:正-4": _not_by_few,
        "S3-02:1-0b": _not_by_one,
        "S3-02:1-1e": _not_by_joint_meeting,
    }
)


@binds(*_DECIDING.by_shape)
@rule("meetings.deciding_body", facts=DecidingFacts)
def deciding_body(facts: DecidingFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """该事项须由哪个会决定.

    The lists of matters (S0-04:一-1 to 一-3, S1-01:四-1 to 四-3, S1-04:二) warn; S0-13:三 blocks: they want
    the committee or its enlarged meeting. S1-01:十二-4 and S1-06:正-4 bar a person or a few (the secretary
    meeting and the group of five are few); S3-02:1-0b a person alone; S3-02:1-1e the joint meeting of Party
    and government, whatever the matter. Below or at which amount money is large (S0-04:一-3, S1-01:四-3)
    is unset; an amount not already named a large sum is unchecked until the committee sets it.
    """
    return verdict_of("meetings.deciding_body", facts, book, calendar, _DECIDING)


@dataclass(frozen=True)
class CirculationFacts:
    """`in_meeting`: discussed and voted in a meeting, not by papers passed round or opinions asked
    one by one."""

    in_meeting: bool | None


def _in_meeting(case: Case[CirculationFacts]) -> Finding:
    return case.passed("in_meeting") if case.fact("in_meeting") else case.failed("circulated")


_CIRCULATION = Articles(by_shape={"S0-04:四-2a": _in_meeting, "S1-01:二-2": _in_meeting})


@binds(*_CIRCULATION.by_shape)
@rule("meetings.circulation", facts=CirculationFacts)
def circulation(facts: CirculationFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """传阅会签不能代替会议 (S0-04:四-2a, S1-01:二-2)."""
    return verdict_of("meetings.circulation", facts, book, calendar, _CIRCULATION)


@dataclass(frozen=True)
class ReconsiderFacts:
    """`changes_resolution`: what is to be done departs from a resolution. `by_same_body`: the body that
    took it has reconsidered it."""

    changes_resolution: bool | None
    by_same_body: bool | None


def _by_same_body(case: Case[ReconsiderFacts]) -> Finding:
    changes, same = case.facts.changes_resolution, case.facts.by_same_body
    if changes is False:
        return case.passed("unchanged")
    if same:
        return case.passed("reconsidered")
    if changes is None or same is None:
        case.lacking(*(n for n in ("changes_resolution", "by_same_body") if getattr(case.facts, n) is None))
    return case.failed("not_reconsidered")


_RECONSIDER = Articles(
    by_shape=dict.fromkeys(("S1-01:十二-4b", "S1-04:四-2", "S1-04:四-3", "S3-02:2-4"), _by_same_body)
)


@binds(*_RECONSIDER.by_shape)
@rule("meetings.reconsider", facts=ReconsiderFacts)
def reconsider(facts: ReconsiderFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """改变决议须原会复议: no person and no few change a resolution (S1-01:十二-4b, S1-04:四-2); where the
    situation changed, the same body reconsiders it (S1-04:四-3, S3-02:2-4)."""
    return verdict_of("meetings.reconsider", facts, book, calendar, _RECONSIDER)
