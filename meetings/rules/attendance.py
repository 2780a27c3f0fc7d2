"""Who must be in the room, how many, and who presides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from governance.rules.book import Book
from governance.rules.coverage import binds
from governance.rules.days import WorkingCalendar
from governance.rules.facts import BadCall, whole
from governance.rules.figures import plain
from governance.rules.judging import Articles, Case, verdict_of
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Verdict
from meetings.rules.vocabulary import Matter, Post


@dataclass(frozen=True)
class QuorumFacts:
    """`present` counts members in the room and not recused (算数). `entitled` is frozen when the item
    opens; recusal does not lower it."""

    entitled: int | None
    present: int | None
    matter: Matter | None

    def __post_init__(self) -> None:
        whole(entitled=self.entitled, present=self.present)
        if self.entitled == 0:
            raise BadCall("entitled is 0; a committee has at least one member")
        if self.entitled is not None and self.present is not None and self.present > self.entitled:
            raise BadCall(f"present {self.present} is above entitled {self.entitled}")


def _quorum(case: Case[QuorumFacts]) -> Finding:
    share = case.share("quorum")
    entitled, present = case.fact("entitled"), case.fact("present")
    needed = share.needed(entitled)
    figures: dict[str, Any] = {
        "matter": case.facts.matter,
        "have": present,
        "need": needed,
        "unit": "head",
        "entitled": entitled,
        "share": plain(share),
    }
    if share.met(present, entitled):
        return case.passed("met", **figures)
    return case.failed("short", **figures, short=needed - present)


def _quorum_of_personnel(case: Case[QuorumFacts]) -> Finding:
    matter = case.fact("matter")
    return _quorum(case) if matter is Matter.PERSONNEL else case.other_matter(matter=matter)


def _quorum_of_important(case: Case[QuorumFacts]) -> Finding:
    matter: Matter = case.fact("matter")
    return _quorum(case) if matter.important else case.other_matter(matter=matter)


_QUORUM = Articles(
    by_shape={
        "S0-04:三-1b": _quorum,
        "S0-04:三-1c": _quorum_of_personnel,
        "S0-06:十二a": _quorum_of_personnel,
        "S1-01:六-1": _quorum_of_important,
        "S1-01:六-3": _quorum_of_personnel,
        "S3-02:1-1c": _quorum,
    },
    shares=dict.fromkeys(
        ("S0-04:三-1b", "S0-04:三-1c", "S0-06:十二a", "S1-01:六-1", "S1-01:六-3", "S3-02:1-1c"), "quorum"
    ),
)


@binds(*_QUORUM.by_shape)
@rule("meetings.quorum", facts=QuorumFacts)
def quorum(facts: QuorumFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """到会门槛. Every share counts heads of those entitled, exactly: two thirds of 11 is 8.

    S0-04:三-1b and S3-02:1-1c name no matter and hold for all; S1-01:六-1 speaks of 重要事项, so for
    every matter but the ordinary; S0-04:三-1c, S0-06:十二a and S1-01:六-3 for personnel.
    """
    return verdict_of("meetings.quorum", facts, book, calendar, _QUORUM)


@dataclass(frozen=True)
class ChairFacts:
    """`secretary_absent`: the secretary is away (外出). `entrusted`: a deputy secretary was entrusted
    with the work, in writing. `emergency`: the matter cannot wait. `acting`: the chair runs the work of
    the secretary (主持工作、代理) by a document of appointment; where the post is vacant, in that post, and
    beside a secretary in office in the post of their own."""

    chair_post: Post | None
    secretary_absent: bool | None
    entrusted: bool | None
    emergency: bool | None
    acting: bool | None = False


def _deputy_stands_in(case: Case[ChairFacts]) -> bool:
    """S0-04:三-1e: the secretary is away, the matter is urgent, the entrusted deputy presides."""
    post = case.fact("chair_post")
    return post is Post.DEPUTY_SECRETARY and case.all_hold("secretary_absent", "emergency", "entrusted")


def _secretary_presides(case: Case[ChairFacts]) -> Finding:
    post = case.fact("chair_post")
    if post is Post.SECRETARY:
        return case.passed(_as_secretary(case), chair_post=post)
    exception = case.book.article("S0-04:三-1e")
    if exception and not case.book.set_aside_by(exception.cite) and _deputy_stands_in(case):
        return case.passed("deputy_stands_in", chair_post=post)
    code = "acting_beside_secretary" if case.facts.acting else "not_secretary"
    return case.failed(code, chair_post=post, **_absence(case.facts))


def _as_secretary(case: Case[ChairFacts]) -> str:
    return "acting_secretary" if case.facts.acting else "secretary"


def _meeting_without_secretary(case: Case[ChairFacts]) -> Finding:
    if not case.fact("secretary_absent"):
        return case.not_engaged("secretary_here", secretary_absent=False)
    if _deputy_stands_in(case):
        return case.passed("deputy_stands_in", chair_post=case.facts.chair_post)
    return case.failed("without_secretary", chair_post=case.facts.chair_post, **_absence(case.facts))


def _leader_presides(case: Case[ChairFacts]) -> Finding:
    post = case.fact("chair_post")
    if post is Post.SECRETARY:
        return case.passed(_as_secretary(case), chair_post=post)
    return case.failed("not_leader", chair_post=post)


def _absence(facts: ChairFacts) -> dict[str, Any]:
    return {
        "secretary_absent": facts.secretary_absent,
        "entrusted": facts.entrusted,
        "emergency": facts.emergency,
    }


_CHAIR = Articles(
    by_shape={
        "S0-04:三-1d": _secretary_presides,
        "S0-04:三-1e": _meeting_without_secretary,
        "S1-01:七-3a": _leader_presides,
    },
    strictest=("S1-01:七-3a",),
)


@binds(*_CHAIR.by_shape)
@rule("meetings.chair", facts=ChairFacts)
def chair(facts: ChairFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """主持人与代行.

    S0-04:三-1d (block): the secretary presides. Its one exception is 三-1e (warn), which itself says
    that with the secretary away nothing large is decided unless it is urgent and the entrusted deputy
    presides; where 三-1e is set aside there is no exception. S1-01:七-3a (warn) knows no stand-in at all.
    Whoever runs the work of a vacant post of secretary is the one these articles mean; beside a secretary in
    office they are an entrusted deputy like another, and their document of appointment is what entrusts.
    """
    return verdict_of("meetings.chair", facts, book, calendar, _CHAIR)


@dataclass(frozen=True)
class AttendanceFacts:
    """Who of those who must be there is in the room. `in_charge_present`: the member in charge of the
    matter; `mayor_present`: the head of the town government."""

    matter: Matter | None
    in_charge_present: bool | None
    secretary_present: bool | None
    mayor_present: bool | None


def _member_in_charge(case: Case[AttendanceFacts]) -> Finding:
    if case.fact("in_charge_present"):
        return case.passed("in_charge_present")
    return case.failed("in_charge_missing")


def _both_leaders(case: Case[AttendanceFacts]) -> Finding:
    matter: Matter = case.fact("matter")
    if not matter.important:
        return case.other_matter(matter=matter)
    here = {"secretary": case.facts.secretary_present, "mayor": case.facts.mayor_present}
    if case.all_hold("secretary_present", "mayor_present"):
        return case.passed("leaders_present", matter=matter)
    return case.failed("leader_missing", matter=matter, missing=[k for k, v in here.items() if v is False])


_ATTENDANCE = Articles(by_shape={"S1-01:六-2": _member_in_charge, "S1-04:三-2b": _both_leaders})


@binds(*_ATTENDANCE.by_shape)
@rule("meetings.attendance_required", facts=AttendanceFacts)
def attendance_required(facts: AttendanceFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """必到人员.

    S1-01:六-2 (warn, all matters): the member in charge is there; 特殊情况 is the stated reason.
    S1-04:三-2b (block, 重大事项): the heads of Party and government are both there; the other members are
    left to the quorum, as the article's note says.
    """
    return verdict_of("meetings.attendance_required", facts, book, calendar, _ATTENDANCE)
