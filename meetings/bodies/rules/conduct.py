"""Who sits in another body's meeting, how many, who presides, and what it may do with a matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from governance.rules.book import Book
from governance.rules.coverage import binds
from governance.rules.days import WorkingCalendar
from governance.rules.facts import BadCall, whole
from governance.rules.figures import plain
from governance.rules.judging import ArticleRule, Articles, Case, verdict_of
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Verdict
from meetings.bodies.rules.kinds import KINDS

SECRETARIES, FIVE = "secretary_meeting", "five_person_group"


def _known(kind: str | None) -> None:
    if kind is not None and kind not in KINDS:
        raise BadCall(f"no kind of meeting {kind!r}; there are {', '.join(KINDS)}")


def _of(kind: str, judge: ArticleRule) -> ArticleRule:
    """The article speaks of one kind of meeting alone."""

    def only(case: Case[Any]) -> Finding:
        asked = case.fact("kind")
        return judge(case) if asked == kind else case.other_matter(body=asked)

    return only


# What it may do with a matter --------------------------------------------------------------

SETTLING = ("coordinated",)  # outcomes by which something is set going on the meeting's own word


@dataclass(frozen=True)
class DecidesFacts:
    """`major`: one of 三重一大, personnel included. `outcome`: what the meeting is to do with the matter.
    `resolved`: the committee has decided it already and the meeting only carries the decision out."""

    kind: str | None
    major: bool | None
    outcome: str | None
    resolved: bool | None = False

    def __post_init__(self) -> None:
        _known(self.kind)


def _major_is_the_committees(case: Case[DecidesFacts]) -> Finding:
    outcome = case.fact("outcome")
    if not case.fact("major"):
        return case.not_engaged("ordinary", outcome=f"outcome_{outcome}")
    if outcome not in SETTLING:
        return case.passed("prepares", outcome=f"outcome_{outcome}")
    if case.facts.resolved:
        return case.passed("carries_out", outcome=f"outcome_{outcome}")
    return case.failed("decides", body=case.facts.kind, outcome=f"outcome_{outcome}")


def _only_prepares(case: Case[DecidesFacts]) -> Finding:
    """The group of five settles nothing at all, whatever it is called (S1-03:二)."""
    outcome = case.fact("outcome")
    if outcome in ("prepared", "postponed", "referred"):
        return case.passed("prepares", outcome=f"outcome_{outcome}")
    return case.failed("decides", body=case.facts.kind, outcome=f"outcome_{outcome}")


_DECIDES = Articles(
    by_shape={
        "S0-04:四-2b": _of(SECRETARIES, _major_is_the_committees),
        "S1-01:十二-2": _of(SECRETARIES, _major_is_the_committees),
        "S1-02:一-0": _of(SECRETARIES, _major_is_the_committees),
        "S1-03:二": _of(FIVE, _only_prepares),
        "S3-02:1-1f": _of(SECRETARIES, _major_is_the_committees),
    }
)


@binds(*_DECIDES.by_shape)
@rule("meetings.body_decides", facts=DecidesFacts)
def body_decides(facts: DecidesFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """只酝酿，不定大事.

    The secretary meeting prepares, coordinates and informs; a 重大 matter is settled there only where the
    committee has decided it and the meeting carries that out (S1-02:一-0, 一-2; S0-04:四-2b, S1-01:十二-2,
    S3-02:1-1f). The group of five prepares and nothing else (S1-03:二).
    """
    return verdict_of("meetings.body_decides", facts, book, calendar, _DECIDES)


# Who sits in it -----------------------------------------------------------------------------


@dataclass(frozen=True)
class SeatsFacts:
    """Posts of those who attend and of those who observe, and what posts are held in the town on the day:
    a post nobody holds is missing from no meeting."""

    kind: str | None
    attending: tuple[str, ...] | None
    observing: tuple[str, ...] | None
    held: tuple[str, ...] | None

    def __post_init__(self) -> None:
        _known(self.kind)


def _attend(wanted: tuple[str, ...]) -> ArticleRule:
    """These posts attend, all that are held, and no other."""

    def judge(case: Case[SeatsFacts]) -> Finding:
        attending, held = case.fact("attending"), case.fact("held")
        if extra := sorted(set(attending) - set(wanted)):
            return case.failed("not_a_seat", posts=list(dict.fromkeys(extra)), wanted=list(wanted))
        missing = [post for post in wanted if post in held and post not in attending]
        if missing:
            return case.failed("seat_missing", posts=missing)
        return case.passed("seats", posts=list(wanted))

    return judge


def _attend_and_observe(wanted: tuple[str, ...], beside: tuple[str, ...]) -> ArticleRule:
    attend = _attend(wanted)

    def judge(case: Case[SeatsFacts]) -> Finding:
        found = attend(case)
        if found.blocks:
            return found
        observing, held = case.fact("observing"), case.fact("held")
        missing = [post for post in beside if post in held and post not in observing]
        return case.failed("observer_missing", posts=missing) if missing else found

    return judge


_SECRETARIES = ("secretary", "deputy_secretary")
_SEATS = Articles(
    by_shape={
        "S1-02:二-8": _of(SECRETARIES, _attend(_SECRETARIES)),
        "S1-03:一": _of(FIVE, _attend((*_SECRETARIES, "organization_commissioner", "discipline_secretary"))),
        "S3-02:1-2b": _of(
            SECRETARIES, _attend_and_observe(_SECRETARIES, ("congress_chair", "discipline_secretary"))
        ),
    },
    strictest=("S3-02:1-2b",),
)


@binds(*_SEATS.by_shape)
@rule("meetings.body_seats", facts=SeatsFacts)
def body_seats(facts: SeatsFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """出席与列席: who attends and who observes (S1-02:二-8, S3-02:1-2b, S1-03:一). Who else observes a
    secretary meeting goes by the matters, so nobody is one too many among the observers."""
    return verdict_of("meetings.body_seats", facts, book, calendar, _SEATS)


# Who presides -------------------------------------------------------------------------------


@dataclass(frozen=True)
class ChairFacts:
    """`entrusted`: the secretary has entrusted the chair with this meeting."""

    kind: str | None
    chair_post: str | None
    entrusted: bool | None

    def __post_init__(self) -> None:
        _known(self.kind)


def _secretary_or_entrusted(case: Case[ChairFacts]) -> Finding:
    post = case.fact("chair_post")
    if post == "secretary":
        return case.passed("secretary", chair_post=post)
    if post != "deputy_secretary":
        return case.failed("not_leader", chair_post=post)
    if case.fact("entrusted"):
        return case.passed("entrusted", chair_post=post)
    return case.failed("not_entrusted", chair_post=post)


def _deputy_in_charge(case: Case[ChairFacts]) -> Finding:
    post = case.fact("chair_post")
    if post == "deputy_secretary":
        return case.passed("deputy", chair_post=post)
    return case.failed("not_deputy", chair_post=post)


_CHAIR = Articles(
    by_shape={
        "S1-02:二-10": _of(SECRETARIES, _secretary_or_entrusted),
        "S1-03:四-1a": _of(FIVE, _deputy_in_charge),
    }
)


@binds(*_CHAIR.by_shape)
@rule("meetings.body_chair", facts=ChairFacts)
def body_chair(facts: ChairFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """主持人: the secretary or a deputy entrusted (S1-02:二-10); the deputy in charge (S1-03:四-1a)."""
    return verdict_of("meetings.body_chair", facts, book, calendar, _CHAIR)


# How many -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class QuorumFacts:
    """Heads of those who attend; observers and whoever only records count for nothing."""

    kind: str | None
    entitled: int | None
    present: int | None

    def __post_init__(self) -> None:
        _known(self.kind)
        whole(entitled=self.entitled, present=self.present)
        if self.entitled is not None and self.present is not None and self.present > self.entitled:
            raise BadCall(f"present {self.present} is above entitled {self.entitled}")


def _share_present(case: Case[QuorumFacts]) -> Finding:
    share = case.share("quorum")
    entitled, present = case.fact("entitled"), case.fact("present")
    needed = share.needed(entitled)
    figures: dict[str, Any] = {"have": present, "need": needed, "entitled": entitled, "share": plain(share)}
    if share.met(present, entitled):
        return case.passed("met", **figures)
    return case.failed("short", **figures, short=needed - present)


def _heads_present(case: Case[QuorumFacts]) -> Finding:
    _amount, needed = case.at_least("quorum")
    entitled, present = case.fact("entitled"), case.fact("present")
    figures: dict[str, Any] = {"have": present, "need": needed, "entitled": entitled}
    if present >= needed:
        return case.passed("met", **figures)
    return case.failed("short", **figures, short=needed - present)


_QUORUM = Articles(
    by_shape={
        "S1-02:二-11a": _of(SECRETARIES, _share_present),
        "S1-03:四-2a": _of(FIVE, _heads_present),
    }
)


@binds(*_QUORUM.by_shape)
@rule("meetings.body_quorum", facts=QuorumFacts)
def body_quorum(facts: QuorumFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """到会人数: at least half of those who attend (S1-02:二-11a); at least four (S1-03:四-2a)."""
    return verdict_of("meetings.body_quorum", facts, book, calendar, _QUORUM)


# Where opinions differ ----------------------------------------------------------------------


@dataclass(frozen=True)
class DissentFacts:
    """`differed`: opinions differed (of the group of five: still differed much) when the talk ended."""

    kind: str | None
    differed: bool | None
    outcome: str | None

    def __post_init__(self) -> None:
        _known(self.kind)


def _put_off(case: Case[DissentFacts]) -> Finding:
    outcome = case.fact("outcome")
    if not case.fact("differed"):
        return case.passed("agreed", outcome=f"outcome_{outcome}")
    if outcome == "postponed":
        return case.passed("postponed", outcome=f"outcome_{outcome}")
    return case.failed("not_postponed", outcome=f"outcome_{outcome}")


_DISSENT = Articles(by_shape={"S1-02:二-12": _of(SECRETARIES, _put_off), "S1-03:四-3": _of(FIVE, _put_off)})


@binds(*_DISSENT.by_shape)
@rule("meetings.body_dissent", facts=DissentFacts)
def body_dissent(facts: DissentFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """有分歧一般缓议 (S1-02:二-12, S1-03:四-3); 一般 leaves the exception to a stated reason."""
    return verdict_of("meetings.body_dissent", facts, book, calendar, _DISSENT)


# What stays in the room ---------------------------------------------------------------------


@dataclass(frozen=True)
class SecrecyFacts:
    """`secret`: the paper carries what is to be kept. `outsiders`: recipients without a seat in the meeting."""

    kind: str | None
    secret: bool | None
    outsiders: int | None

    def __post_init__(self) -> None:
        _known(self.kind)
        whole(outsiders=self.outsiders)


def _stays(case: Case[SecrecyFacts]) -> Finding:
    outsiders = case.fact("outsiders")
    if outsiders and case.fact("secret"):
        return case.failed("outside", outsiders=outsiders)
    return case.passed("inside", outsiders=outsiders)


_SECRECY = Articles(by_shape={"S1-02:四-23": _of(SECRETARIES, _stays), "S1-03:五": _of(FIVE, _stays)})


@binds(*_SECRECY.by_shape)
@rule("meetings.body_secrecy", facts=SecrecyFacts)
def body_secrecy(facts: SecrecyFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """保密内容不外送 (S1-02:四-23, S1-03:五): what is told by word of mouth no software stops; what it
    shows, sends and prints it does."""
    return verdict_of("meetings.body_secrecy", facts, book, calendar, _SECRECY)


# How it is held -----------------------------------------------------------------------------


@dataclass(frozen=True)
class ThriftFacts:
    """`needed`: why it has to be a meeting is said, or its period asks for it. `large`: all staff meet."""

    needed: bool | None
    meals: bool | None
    banner: bool | None
    gifts: bool | None
    large: bool | None = False


def _needed(case: Case[ThriftFacts]) -> Finding:
    return case.passed("needed") if case.fact("needed") else case.failed("not_needed")


def _plain(case: Case[ThriftFacts]) -> Finding:
    asked: Mapping[str, bool] = {
        "meals": case.fact("meals"),
        "banner": case.fact("banner") and not case.facts.large,
    }
    extras = [name for name, wanted in asked.items() if wanted]
    return case.failed("extras", extras=extras) if extras else case.passed("plain")


def _no_gifts(case: Case[ThriftFacts]) -> Finding:
    return case.failed("gifts") if case.fact("gifts") else case.passed("no_gifts")


_BY_ARTICLE: dict[str, Callable[[Case[ThriftFacts]], Finding]] = {
    "S1-17:四-3a": _needed,
    "S1-17:四-3b": _plain,
    "S1-17:四-3c": _no_gifts,
}
_THRIFT = Articles(by_shape=_BY_ARTICLE)


@binds(*_THRIFT.by_shape)
@rule("meetings.body_thrift", facts=ThriftFacts)
def body_thrift(facts: ThriftFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """会议从简: no meeting that need not be (S1-17:四-3a), no meal, no banner at a small one (四-3b), no gift
    (四-3c, block). How long a short meeting is the article does not say."""
    return verdict_of("meetings.body_thrift", facts, book, calendar, _THRIFT)
