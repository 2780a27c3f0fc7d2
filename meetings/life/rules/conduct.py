"""What the regulations ask of a democratic life meeting: who presides, in what order it is prepared, what an
absent member leaves behind, what the county is told beforehand, when it may be put off, what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from governance.rules.book import Book
from governance.rules.coverage import binds
from governance.rules.days import WorkingCalendar
from governance.rules.facts import BadCall, whole
from governance.rules.judging import Articles, Case, verdict_of
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Verdict

RETURN, TALK, WRITE, MEET = "return", "talk", "write", "meet"
STEPS = (RETURN, TALK, WRITE, MEET)


@dataclass(frozen=True)
class ChairFacts:
    chair_post: str | None


def _secretary(case: Case[ChairFacts]) -> Finding:
    post = case.fact("chair_post")
    return (case.passed if post == "secretary" else case.failed)(
        "secretary" if post == "secretary" else "not_secretary", chair_post=post
    )


_CHAIR = Articles(by_shape={"S0-08:一b": _secretary})


@binds(*_CHAIR.by_shape)
@rule("meetings.life_chair", facts=ChairFacts)
def life_chair(facts: ChairFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """The secretary calls it and presides (S0-08:一b); nobody is entrusted with it."""
    return verdict_of("meetings.life_chair", facts, book, calendar, _CHAIR)


@dataclass(frozen=True)
class PreparedFacts:
    """`stage`: what is to be done now. Heads are of those the step concerns: one member who is to talk or to
    write, everybody when the meeting is to be held. `opinions`: collected and standing. `signed_for`: members
    whose own came back to them and who signed for it."""

    stage: str | None
    opinions: int | None
    members: int | None
    signed_for: int | None
    talked: int | None
    statements_in: int | None

    def __post_init__(self) -> None:
        if self.stage is not None and self.stage not in STEPS:
            raise BadCall(f"no step {self.stage!r}; there are {', '.join(STEPS)}")
        whole(
            opinions=self.opinions,
            members=self.members,
            signed_for=self.signed_for,
            talked=self.talked,
            statements_in=self.statements_in,
        )


def _in_order(case: Case[PreparedFacts]) -> Finding:
    step = case.fact("stage")
    if not case.fact("opinions"):
        return case.failed("nothing_collected")
    if step == RETURN:
        return case.passed("collected", opinions=case.facts.opinions)
    members = case.fact("members")
    before = {
        TALK: ("signed_for",),
        WRITE: ("signed_for", "talked"),
        MEET: ("signed_for", "talked", "statements_in"),
    }
    for name in before[step]:
        done = case.fact(name)
        if done < members:
            return case.failed(f"not_{name}", have=done, need=members, short=members - done)
    return case.passed("ready", members=members)


_PREPARED = Articles(by_shape={"S0-08:四-1": _in_order})


@binds(*_PREPARED.by_shape)
@rule("meetings.life_prepared", facts=PreparedFacts)
def life_prepared(facts: PreparedFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """征求意见 → 归纳反馈 → 谈心 → 书面发言材料, in this order, and all of it before the meeting (S0-08:四-1)."""
    return verdict_of("meetings.life_prepared", facts, book, calendar, _PREPARED)


@dataclass(frozen=True)
class AbsenceFacts:
    """Of the members who were not there: how many, how many had asked for leave beforehand, how many had handed
    in what they would have said."""

    absent: int | None
    asked: int | None
    statements_in: int | None

    def __post_init__(self) -> None:
        whole(absent=self.absent, asked=self.asked, statements_in=self.statements_in)


def _leaves_a_statement(case: Case[AbsenceFacts]) -> Finding:
    absent = case.fact("absent")
    if not absent:
        return case.passed("all_there")
    for name in ("asked", "statements_in"):
        done = case.fact(name)
        if done < absent:
            return case.failed(f"not_{name}", absent=absent, short=absent - done)
    return case.passed("stated", absent=absent)


_ABSENCE = Articles(by_shape={"S0-08:五": _leaves_a_statement})


@binds(*_ABSENCE.by_shape)
@rule("meetings.life_absence", facts=AbsenceFacts)
def life_absence(facts: AbsenceFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """Whoever is away asked the secretary beforehand and handed in a written statement (S0-08:五)."""
    return verdict_of("meetings.life_absence", facts, book, calendar, _ABSENCE)


@dataclass(frozen=True)
class ReportedFacts:
    """`told_on` null: not told. `meets`: the meeting is to be held now, so that approval is
    due; false while it is only being reported."""

    held_on: date | None
    meets: bool | None
    told_county: bool | None
    told_on: date | None = None
    county_agreed: bool | None = False


def _asked_and_approved(case: Case[ReportedFacts]) -> Finding:
    _amount, weeks = case.at_least("report_lead")
    held = case.fact("held_on")
    last = held - timedelta(weeks=weeks)
    figures = {"last": last.isoformat(), "weeks": weeks}
    if not case.fact("told_county"):
        return case.failed("not_reported", **figures)
    on = case.fact("told_on")
    if on > last:
        return case.failed("late", told_on=on.isoformat(), **figures)
    if case.fact("meets") and not case.fact("county_agreed"):
        return case.failed("not_approved", told_on=on.isoformat())
    return case.passed("in_time", told_on=on.isoformat(), **figures)


_REPORTED = Articles(by_shape={"S0-08:流程图a": _asked_and_approved})


@binds(*_REPORTED.by_shape)
@rule("meetings.life_reported", facts=ReportedFacts)
def life_reported(facts: ReportedFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """提前一周请示，批准并派员后再开会 (S0-08:流程图a, warn: the text asks for a report alone, see C-18). The day
    before which it is due is one week before the meeting, that day included."""
    return verdict_of("meetings.life_reported", facts, book, calendar, _REPORTED)


@dataclass(frozen=True)
class PostponedFacts:
    """`later`: the new day is after the old one. `consented`: the superior body's consent is on file."""

    later: bool | None
    consented: bool | None


def _consented(case: Case[PostponedFacts]) -> Finding:
    if not case.fact("later"):
        return case.not_engaged("not_later")
    return case.passed("consented") if case.fact("consented") else case.failed("not_consented")


_POSTPONED = Articles(by_shape={"S1-13:三-2": _consented})


@binds(*_POSTPONED.by_shape)
@rule("meetings.life_postponed", facts=PostponedFacts)
def life_postponed(facts: PostponedFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """延期须报上级党组织同意 (S1-13:三-2)."""
    return verdict_of("meetings.life_postponed", facts, book, calendar, _POSTPONED)


@dataclass(frozen=True)
class ThemeFacts:
    """`theme`: a theme was set. `arranged`: matters of daily work the meeting arranged (已协调，分头落实)."""

    theme: bool | None
    arranged: int | None

    def __post_init__(self) -> None:
        whole(arranged=self.arranged)


def _kept_to_the_theme(case: Case[ThemeFacts]) -> Finding:
    if not case.fact("theme"):
        return case.failed("no_theme")
    arranged = case.fact("arranged")
    return case.failed("arranged", arranged=arranged) if arranged else case.passed("on_theme")


_THEME = Articles(by_shape={"S1-13:二": _kept_to_the_theme})


@binds(*_THEME.by_shape)
@rule("meetings.life_theme", facts=ThemeFacts)
def life_theme(facts: ThemeFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """围绕议题，不开成工作汇报或部署会 (S1-13:二)."""
    return verdict_of("meetings.life_theme", facts, book, calendar, _THEME)
