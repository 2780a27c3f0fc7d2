"""One topic a session, a plan that is kept to, and leave for special circumstances alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from governance.rules.book import Book
from governance.rules.coverage import binds
from governance.rules.days import WorkingCalendar
from governance.rules.facts import whole
from governance.rules.judging import Articles, Case, verdict_of
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Verdict


@dataclass(frozen=True)
class TopicFacts:
    """`topics`: topics of the plan this session goes through."""

    topics: int | None

    def __post_init__(self) -> None:
        whole(topics=self.topics)


def _one(case: Case[TopicFacts]) -> Finding:
    figure, have = case.amount("topics"), case.fact("topics")
    return (case.passed if figure.met(have) else case.failed)(
        "fits" if figure.met(have) else "not_so_many", have=have, need=ceil(figure.number)
    )


_TOPIC = Articles(by_shape={"S0-07:一b": _one})


@binds(*_TOPIC.by_shape)
@rule("meetings.study_topic", facts=TopicFacts)
def study_topic(facts: TopicFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """每次只定一个专题 (S0-07:一b)."""
    return verdict_of("meetings.study_topic", facts, book, calendar, _TOPIC)


@dataclass(frozen=True)
class KeptFacts:
    """`confirmed`: the plan stands. `changed`: month, topic or speaker become others than those confirmed."""

    confirmed: bool | None
    changed: bool | None


def _kept(case: Case[KeptFacts]) -> Finding:
    if not case.fact("confirmed"):
        return case.not_engaged("drafting")
    return case.failed("changed") if case.fact("changed") else case.passed("kept")


_KEPT = Articles(by_shape={"S0-07:一c": _kept})


@binds(*_KEPT.by_shape)
@rule("meetings.study_kept", facts=KeptFacts)
def study_kept(facts: KeptFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """学习时间不被占用、主题不随意改 (S0-07:一c); special circumstances are stated as the reason."""
    return verdict_of("meetings.study_kept", facts, book, calendar, _KEPT)


@dataclass(frozen=True)
class LeaveFacts:
    """`away`: members who are not there. `special`: those of them granted leave for special circumstances."""

    away: int | None
    special: int | None

    def __post_init__(self) -> None:
        whole(away=self.away, special=self.special)


def _special_alone(case: Case[LeaveFacts]) -> Finding:
    away = case.fact("away")
    if not away:
        return case.passed("all_there")
    special = case.fact("special")
    if special < away:
        return case.failed("without_cause", away=away, short=away - special)
    return case.passed("with_cause", away=away)


_LEAVE = Articles(by_shape={"S0-07:二a": _special_alone})


@binds(*_LEAVE.by_shape)
@rule("meetings.study_leave", facts=LeaveFacts)
def study_leave(facts: LeaveFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """集中学习没有特殊情况不准请假 (S0-07:二a)."""
    return verdict_of("meetings.study_leave", facts, book, calendar, _LEAVE)
