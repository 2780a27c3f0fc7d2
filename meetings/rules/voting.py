"""How a vote is taken and who stays out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from governance.rules.book import Book
from governance.rules.coverage import binds
from governance.rules.days import WorkingCalendar
from governance.rules.judging import Articles, Case, verdict_of
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Verdict
from meetings.rules.vocabulary import Matter, Method

_IMPORTANT = frozenset(m for m in Matter if m.important)
_WITH_OPTIONS = frozenset(m for m in Matter if m.with_options)
_MUST_VOTE = frozenset({Matter.PERSONNEL, Matter.LARGE_SUM, Matter.MAJOR_PROJECT})
_BALLOTS = frozenset({Method.SECRET_BALLOT, Method.NAMED_BALLOT})


@dataclass(frozen=True)
class MethodFacts:
    """`resettlement`: the item is about demolition and resettlement (拆迁安置), which no kind of matter
    tells."""

    matter: Matter | None
    method: Method | None
    resettlement: bool | None = None


def _usual(methods: frozenset[Method], matters: frozenset[Matter]) -> Callable[[Case[MethodFacts]], Finding]:
    """For these matters the article wants one of these methods."""

    def judge(case: Case[MethodFacts]) -> Finding:
        matter = case.fact("matter")
        if matter not in matters:
            return case.other_matter(matter=matter)
        method = case.fact("method")
        figures = {"matter": matter, "have": method, "need": [m for m in Method if m in methods]}
        return case.passed("usual", **figures) if method in methods else case.failed("unusual", **figures)

    return judge


def _voted(case: Case[MethodFacts], matters: frozenset[Matter]) -> Finding:
    matter = case.fact("matter")
    if matter not in matters:
        return case.other_matter(matter=matter)
    method = case.fact("method")
    if method is Method.NONE:
        return case.failed("no_vote", matter=matter)
    return case.passed("voted", matter=matter, method=method)


def _important_voted(case: Case[MethodFacts]) -> Finding:
    return _voted(case, _IMPORTANT)


def _named_kinds_voted(case: Case[MethodFacts]) -> Finding:
    if case.facts.resettlement:
        return _voted(case, frozenset(Matter))
    return _voted(case, _MUST_VOTE)


_METHOD = Articles(
    by_shape={
        "S0-04:二-6a": _important_voted,
        "S0-06:十二d": _usual(
            frozenset({Method.ORAL, Method.SHOW_OF_HANDS, Method.SECRET_BALLOT}),
            frozenset({Matter.PERSONNEL}),
        ),
        "S1-01:七-4e": _usual(frozenset({Method.NAMED_BALLOT}), _WITH_OPTIONS),
        "S1-01:七-4f": _usual(frozenset({Method.SECRET_BALLOT}), frozenset({Matter.PERSONNEL})),
        "S1-04:三-3a": _named_kinds_voted,
        "S3-02:2-3b": _usual(_BALLOTS, _IMPORTANT),
    },
    strictest=("S1-01:七-4f", "S1-01:七-4e", "S3-02:2-3b", "S0-06:十二d"),
)


@binds(*_METHOD.by_shape)
@rule("meetings.method", facts=MethodFacts)
def method(facts: MethodFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """表决方式，及必须表决的事项.

    Block: S0-04:二-6a, an important item is voted in one of the four ways; S1-04:三-3a, persons, large
    sums and great works are voted, and resettlement where the item is marked so. Warn: S0-06:十二d oral,
    hands or secret (its 等 leaves room, so it only warns); S1-01:七-4e named for decisions, projects and
    sums; S1-01:七-4f secret for persons; S3-02:2-3b a ballot for every 重大 matter.
    """
    return verdict_of("meetings.method", facts, book, calendar, _METHOD)


@dataclass(frozen=True)
class RecusalFacts:
    """`related`: ids of the person's own kin; `subject`: id of the person the item is about."""

    person: int | None
    related: tuple[int, ...] | None
    subject: int | None


def _unrelated(case: Case[RecusalFacts]) -> Finding:
    person, subject = case.fact("person"), case.fact("subject")
    if person == subject:
        return case.failed("self", person=person)
    if subject in case.fact("related"):
        return case.failed("kin", person=person)
    return case.passed("unrelated", person=person)


_RECUSAL = Articles(by_shape={"S1-01:七-4g": _unrelated, "S1-04:三-5a": _unrelated})


@binds(*_RECUSAL.by_shape)
@rule("meetings.recusal", facts=RecusalFacts)
def recusal(facts: RecusalFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """回避: whoever is, or is related to, the person an item is about takes no part (S1-01:七-4g,
    S1-04:三-5a). Findings name the member, never the person spoken about."""
    return verdict_of("meetings.recusal", facts, book, calendar, _RECUSAL)
