"""The record, the minutes, the archive, secrecy, and that the procedure was kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from governance.rules.book import Book
from governance.rules.coverage import binds
from governance.rules.days import WorkingCalendar
from governance.rules.facts import BadCall, whole
from governance.rules.judging import Articles, Case, verdict_of
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Verdict
from meetings.rules.vocabulary import Matter


@dataclass(frozen=True)
class RecordFacts:
    """`elements`: by the articles' own words, whether the record has each. One not named is not there."""

    elements: Mapping[str, bool | None] | None


def elements_present(case: Case[Any], passed: str, failed: str) -> Finding:
    """Every item the article lists is among the true `elements` of the facts."""
    given = case.fact("elements")
    missing = [item for item in case.article.items if given.get(item, False) is False]
    needed = len(case.article.items)
    if missing:
        return case.failed(failed, missing=missing, have=needed - len(missing), need=needed, unit="element")
    unknown = [item for item in case.article.items if given[item] is None]
    if unknown:
        case.lacking(*unknown)
    return case.passed(passed, have=needed, need=needed, unit="element")


def _complete(case: Case[RecordFacts]) -> Finding:
    return elements_present(case, "complete", "incomplete")


_RECORD = Articles(by_shape={"S0-04:三-6a": _complete, "S1-04:一-3b2": _complete})


@binds(*_RECORD.by_shape)
@rule("meetings.record_complete", facts=RecordFacts)
def record_complete(facts: RecordFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """记录要素: the eight of S0-04:三-6a; the stance with its reason of S1-04:一-3b2."""
    return verdict_of("meetings.record_complete", facts, book, calendar, _RECORD)


@dataclass(frozen=True)
class SignedFacts:
    recorder_named: bool | None
    chair_signed: bool | None


def _signed(case: Case[SignedFacts]) -> Finding:
    if case.all_hold("recorder_named", "chair_signed"):
        return case.passed("signed")
    names = ("recorder_named", "chair_signed")
    return case.failed("not_signed", missing=[n for n in names if getattr(case.facts, n) is False])


_SIGNED = Articles(by_shape={"S0-04:三-6b": _signed})


@binds(*_SIGNED.by_shape)
@rule("meetings.minutes_signed", facts=SignedFacts)
def minutes_signed(facts: SignedFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """专人记录、主持人审签后归档 (S0-04:三-6b): nothing is archived before."""
    return verdict_of("meetings.minutes_signed", facts, book, calendar, _SIGNED)


@dataclass(frozen=True)
class NumberFacts:
    """The number minutes are to bear. `own_series`: no other documents are numbered in the series;
    `last_number`: the last one given that `year`, 0 where none was. `gap_explained`: a number left
    out has its reason on record."""

    number: int | None
    last_number: int | None
    year: int | None
    signed_on: date | None
    own_series: bool | None
    gap_explained: bool | None = None

    def __post_init__(self) -> None:
        whole(number=self.number, last_number=self.last_number, year=self.year)


def _numbered(case: Case[NumberFacts]) -> Finding:
    if not case.fact("own_series"):
        return case.failed("shared_series")
    year, signed_on = case.fact("year"), case.fact("signed_on")
    if year != signed_on.year:
        return case.failed("wrong_year", have=year, need=signed_on.year)
    number, expected = case.fact("number"), case.fact("last_number") + 1
    if number < expected or (number > expected and not case.facts.gap_explained):
        return case.failed("out_of_order", have=number, need=expected, year=year)
    return case.passed("numbered", number=number, year=year)


_NUMBERED = Articles(by_shape={"S1-01:九-2": _numbered})


@binds(*_NUMBERED.by_shape)
@rule("meetings.minutes_numbered", facts=NumberFacts)
def minutes_numbered(facts: NumberFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """纪要单独编序、按年编号 (S1-01:九-2)."""
    return verdict_of("meetings.minutes_numbered", facts, book, calendar, _NUMBERED)


@dataclass(frozen=True)
class ArchiveFacts:
    """`ends_keeping`: the step would destroy meeting papers, or give them a last day."""

    ends_keeping: bool | None


def _kept(case: Case[ArchiveFacts]) -> Finding:
    return case.failed("not_kept") if case.fact("ends_keeping") else case.passed("kept")


_KEPT = Articles(by_shape={"S1-01:十-2": _kept})


@binds(*_KEPT.by_shape)
@rule("meetings.archive_kept", facts=ArchiveFacts)
def archive_kept(facts: ArchiveFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """会议档案永久保存 (S1-01:十-2)."""
    return verdict_of("meetings.archive_kept", facts, book, calendar, _KEPT)


@dataclass(frozen=True)
class SecrecyFacts:
    """A text about to leave the room. `secret`: the item is kept secret; `carries_discussion`: it tells
    who said what; `published`: the decision has been published; `outsiders`: addressees who neither
    attended the item nor stand on its list of recipients."""

    secret: bool | None
    carries_discussion: bool | None
    published: bool | None
    outsiders: int | None

    def __post_init__(self) -> None:
        whole(outsiders=self.outsiders)


def _stays_inside(case: Case[SecrecyFacts], code: str, confidential: bool) -> Finding:
    outsiders = case.fact("outsiders")
    if outsiders and confidential:
        return case.failed(code, outsiders=outsiders)
    return case.passed("inside", outsiders=outsiders)


def _secret_inside(case: Case[SecrecyFacts]) -> Finding:
    return _stays_inside(case, "secret_outside", case.fact("secret"))


def _discussion_inside(case: Case[SecrecyFacts]) -> Finding:
    secret, discussion = case.fact("secret"), case.fact("carries_discussion")
    return _stays_inside(case, "discussion_outside", secret or discussion)


def _unpublished_inside(case: Case[SecrecyFacts]) -> Finding:
    secret, published = case.fact("secret"), case.fact("published")
    return _stays_inside(case, "unpublished_outside", secret or not published)


_SECRECY = Articles(
    by_shape={
        "S0-04:四-1b": _secret_inside,
        "S1-01:十二-7": _discussion_inside,
        "S1-04:三-5b": _unpublished_inside,
    }
)


@binds(*_SECRECY.by_shape)
@rule("meetings.secrecy", facts=SecrecyFacts)
def secrecy(facts: SecrecyFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """保密内容与未公布决策: to outsiders goes no secret item (S0-04:四-1b), nothing of who said what
    (S1-01:十二-7), no decision before it is published (S1-04:三-5b). What is told by word of mouth no
    software stops; what it sends, prints and shows it does."""
    return verdict_of("meetings.secrecy", facts, book, calendar, _SECRECY)


@dataclass(frozen=True)
class EmergencyFacts:
    """An urgent matter handled before any meeting. `approved_by_leader`: the leader the text names was
    asked first. `reported_on` null says that the committee has not been told."""

    approved_by_leader: bool | None
    handled_on: date | None
    reported_on: date | None


def _reported(case: Case[EmergencyFacts]) -> Finding:
    handled_on, reported_on = case.fact("handled_on"), case.facts.reported_on
    if reported_on is None:
        return case.failed("not_reported", handled_on=handled_on.isoformat())
    return case.passed("reported", handled_on=handled_on.isoformat(), reported_on=reported_on.isoformat())


def _approved_and_reported(case: Case[EmergencyFacts]) -> Finding:
    if not case.fact("approved_by_leader"):
        return case.failed("not_approved")
    return _reported(case)


_EMERGENCY = Articles(
    by_shape={
        "S1-01:八": _approved_and_reported,
        "S1-04:三-2f": _approved_and_reported,
        "S3-02:1-0c": _reported,
    }
)


@binds(*_EMERGENCY.by_shape)
@rule("meetings.emergency_report", facts=EmergencyFacts)
def emergency_report(facts: EmergencyFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """紧急处置后补报 (S1-01:八, S1-04:三-2f, S3-02:1-0c). The shipped articles remind and give no finding;
    a town's own article that binds harder is judged here."""
    return verdict_of("meetings.emergency_report", facts, book, calendar, _EMERGENCY)


STEPS = (
    *("proposed", "researched", "opinions_heard", "agreed", "prepared", "noticed"),
    *("consulted", "discussed", "voted"),
)
# The five steps of S1-04:三-0 and the chart of S0-04 up to the vote, in the steps a matter goes through.
_FIVE_STEPS = ("proposed", "researched", "opinions_heard", "consulted", "voted")
_CHART = ("agreed", "prepared", "noticed", "consulted", "discussed", "voted")
_COLLECTIVE = ("agreed", "noticed", "discussed", "voted")


@dataclass(frozen=True)
class ProcedureFacts:
    """`steps`: the day each step of STEPS was done; null or left out where it was not. `unresolved`:
    block articles of earlier steps that were not met and not put right."""

    matter: Matter | None
    steps: Mapping[str, date | None] | None
    unresolved: int | None = None

    def __post_init__(self) -> None:
        whole(unresolved=self.unresolved)
        unknown = [name for name in self.steps or () if name not in STEPS]
        if unknown:
            raise BadCall(f"steps names {', '.join(unknown)}; there are {', '.join(STEPS)}")


def _in_order(case: Case[ProcedureFacts], wanted: Sequence[str]) -> Finding:
    steps = case.fact("steps")
    missing = [name for name in wanted if steps.get(name) is None]
    if missing:
        return case.failed(
            "step_missing", missing=missing, have=len(wanted) - len(missing), need=len(wanted), unit="step"
        )
    for earlier, later in pairwise(wanted):
        if steps[later] < steps[earlier]:
            return case.failed("out_of_order", earlier=earlier, later=later)
    return case.passed("kept", have=len(wanted), need=len(wanted), unit="step")


def _steps(wanted: Sequence[str], *, only_important: bool) -> Callable[[Case[ProcedureFacts]], Finding]:
    def judge(case: Case[ProcedureFacts]) -> Finding:
        if only_important:
            matter: Matter = case.fact("matter")
            if not matter.important:
                return case.other_matter(matter=matter)
        return _in_order(case, wanted)

    return judge


def _valid(case: Case[ProcedureFacts]) -> Finding:
    if case.facts.unresolved:
        return case.failed("unresolved", unresolved=case.facts.unresolved)
    return _in_order(case, ("discussed", "voted"))


_PROCEDURE = Articles(
    by_shape={
        "S0-04:四-1a": _steps(_CHART, only_important=True),
        "S1-01:十二-1": _steps(_COLLECTIVE, only_important=False),
        "S1-01:十四-1": _valid,
        "S1-04:三-0": _steps(_FIVE_STEPS, only_important=True),
    }
)


@binds(*_PROCEDURE.by_shape)
@rule("meetings.procedure_kept", facts=ProcedureFacts)
def procedure_kept(facts: ProcedureFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """必经步骤齐全有序，违者决议无效; asked when a resolution is registered.

    S0-04:四-1a: a 重大 matter went through the chart's steps in order. S1-04:三-0: the five steps of
    重大事项决策 in order. S1-01:十二-1: no matter is decided without agenda, notice, discussion and vote.
    S1-01:十四-1: what was not discussed and voted in the meeting, or stands against a block article that
    was never put right, is void and comes back for reconsideration.
    """
    return verdict_of("meetings.procedure_kept", facts, book, calendar, _PROCEDURE)
