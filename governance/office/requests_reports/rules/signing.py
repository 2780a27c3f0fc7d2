"""What must stand before a paper goes up: the committee's decision, and a signature that counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from governance.rules.book import Book
from governance.rules.coverage import binds
from governance.rules.days import WorkingCalendar
from governance.rules.judging import Articles, Case, verdict_of
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Verdict


@dataclass(frozen=True)
class DiscussedFacts:
    """`number`: the resolution the paper names, "" for none. `adopted` and `confirmed`: what the committee's
    meetings answer of it; both null where they know no such number."""

    emergency: bool | None
    number: str | None
    adopted: bool | None = None
    confirmed: bool | None = None


def _discussed(case: Case[DiscussedFacts]) -> Finding:
    if case.fact("emergency"):
        return case.not_engaged("emergency")
    number = case.fact("number")
    if not number:
        return case.failed("not_discussed")
    if case.facts.adopted is None:
        return case.failed("no_such", number=number)
    if not case.facts.adopted:
        return case.failed("rejected", number=number)
    if not case.facts.confirmed:
        return case.failed("not_confirmed", number=number)
    return case.passed("discussed", number=number)


_DISCUSSED = Articles(by_shape={"S0-05:一-4a": _discussed})


@binds(*_DISCUSSED.by_shape)
@rule("office.upward_discussed", facts=DiscussedFacts)
def upward_discussed(facts: DiscussedFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """对上请示、报告先由党委会讨论确定 (S0-05:一-4a). What happened suddenly is told at once (一-1c) and waits for
    no meeting."""
    return verdict_of("office.upward_discussed", facts, book, calendar, _DISCUSSED)


@dataclass(frozen=True)
class SignedFacts:
    """`posts`: those the signer holds in the town. `entrusted_to_sign`: the secretary has entrusted the signer for the day."""

    posts: tuple[str, ...] | None
    entrusted_to_sign: bool | None


def _signed(case: Case[SignedFacts]) -> Finding:
    posts = case.fact("posts")
    if "secretary" in posts:
        return case.passed("secretary")
    if "deputy_secretary" not in posts:
        return case.failed("wrong_post")
    return case.passed("entrusted") if case.fact("entrusted_to_sign") else case.failed("not_entrusted")


_SIGNED = Articles(by_shape={"S0-05:一-4b": _signed})


@binds(*_SIGNED.by_shape)
@rule("office.upward_signed", facts=SignedFacts)
def upward_signed(facts: SignedFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """书记签发，可委托副书记代签 (S0-05:一-4b)."""
    return verdict_of("office.upward_signed", facts, book, calendar, _SIGNED)


class Measure(StrEnum):
    """What follows when somebody does not ask or report as the rules want it (S0-05:四a, 四b)."""

    CRITICISM = "criticism"
    NOTICE = "notice"
    REFERRAL = "referral"
    OPEN = "open"  # the article says nothing of the case: the committee considers it


def measure_for(nth: int, *, first: int, second: int, grave: bool) -> Measure:
    """The step for the nth failure of one subject. `first` and `second` are the figures of S0-05:四a."""
    if grave:
        return Measure.REFERRAL if nth >= second else Measure.OPEN
    if nth >= second:
        return Measure.NOTICE
    return Measure.CRITICISM if nth >= first else Measure.OPEN
