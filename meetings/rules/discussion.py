"""Speaking, stances, one item at a time, and when an item is ready for the vote."""

from __future__ import annotations

from dataclasses import dataclass

from governance.rules.book import Book
from governance.rules.coverage import binds
from governance.rules.days import WorkingCalendar
from governance.rules.facts import BadCall, whole
from governance.rules.judging import Articles, Case, verdict_of
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Status, Verdict
from meetings.rules.vocabulary import Matter, Post, StanceWord


@dataclass(frozen=True)
class Seat:
    person: int | str
    post: Post


@dataclass(frozen=True)
class Spoken:
    """One member's turn. `stance` null: spoke and took none."""

    person: int | str
    post: Post
    stance: StanceWord | None


@dataclass(frozen=True)
class StanceFacts:
    """`stances` in the order spoken, the last word of each member once; `present`: every member in the
    room and not recused. `round_open`: members are still to speak, so that only the order is judged."""

    matter: Matter | None
    stances: tuple[Spoken, ...] | None
    present: tuple[Seat, ...] | None
    round_open: bool | None = None

    def __post_init__(self) -> None:
        for name, seats in (("stances", self.stances), ("present", self.present)):
            people = [s.person for s in seats or ()]
            if len(people) != len(set(people)):
                raise BadCall(f"{name} names a person twice")
        if self.present == ():
            raise BadCall("present is empty; nobody is there to take a stance")


def _everyone_speaks(case: Case[StanceFacts]) -> Finding:
    if case.facts.round_open:
        return case.not_engaged("round_open")
    present, stances = case.fact("present"), case.fact("stances")
    heard = {s.person for s in stances}
    silent = [s.person for s in present if s.person not in heard]
    if silent:
        return case.failed(
            "silent", have=len(present) - len(silent), need=len(present), unit="head", silent=silent
        )
    return case.passed("all_heard", present=len(present))


def _everyone_takes_a_stance(case: Case[StanceFacts]) -> Finding:
    if case.facts.round_open:
        return case.not_engaged("round_open")
    present, stances = case.fact("present"), case.fact("stances")
    clear = {s.person for s in stances if s.stance is not None}
    missing = [s.person for s in present if s.person not in clear]
    if missing:
        taken = len(present) - len(missing)
        return case.failed(
            "no_stance", have=taken, need=len(present), unit="head", missing=missing, short=len(missing)
        )
    return case.passed("all_stances", present=len(present))


def _everyone_on_personnel(case: Case[StanceFacts]) -> Finding:
    matter = case.fact("matter")
    if matter is not Matter.PERSONNEL:
        return case.other_matter(matter=matter)
    return _everyone_takes_a_stance(case)


def _secretary_last(case: Case[StanceFacts]) -> Finding:
    """Everybody else in the room has taken a stance before the secretary, and nobody after."""
    stances, present = case.fact("stances"), case.fact("present")
    secretaries = {s.person for s in (*present, *stances) if s.post is Post.SECRETARY}
    if not secretaries:
        return case.not_engaged("no_secretary")
    turn = next((i for i, s in enumerate(stances) if s.person in secretaries), None)
    others = [s.person for s in present if s.person not in secretaries]
    if turn is None:
        return case.passed("secretary_waits", others=len(others))
    before = {s.person for s in stances[:turn]}
    waiting = [p for p in others if p not in before]
    waiting += [s.person for s in stances[turn:] if s.person not in secretaries and s.person not in waiting]
    if waiting:
        return case.failed(
            "chair_early",
            present=len(present),
            have=len(before),
            need=len(before | set(waiting)),
            unit="head",
            waiting=waiting,
            short=len(waiting),
        )
    return case.passed("secretary_last", before=len(before))


_STANCES = Articles(
    by_shape={
        "S0-04:二-5a": _everyone_speaks,
        "S0-06:十二c": _everyone_on_personnel,
        "S1-01:七-3b": _everyone_takes_a_stance,
        "S1-01:七-3c": _secretary_last,
        "S1-04:一-3b": _everyone_takes_a_stance,
    }
)


@binds(*_STANCES.by_shape)
@rule("meetings.stance_order", facts=StanceFacts)
def stance_order(facts: StanceFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """逐人表态与末位表态.

    S0-04:二-5a (warn): each member present has spoken. S1-01:七-3b and S1-04:一-3b (block, all matters)
    and S0-06:十二c (block, personnel): each has said agree, disagree or defer. S1-01:七-3c (block): the
    secretary, whoever presides, speaks after all the others; a secretary who has not spoken yet breaks
    nothing, and where the secretary is not in the room it does not apply.
    """
    return verdict_of("meetings.stance_order", facts, book, calendar, _STANCES)


@dataclass(frozen=True)
class ItemFacts:
    """How many items are under discussion at once, and how many one vote covers; this one included."""

    open_items: int | None = None
    items_in_vote: int | None = None

    def __post_init__(self) -> None:
        whole(open_items=self.open_items, items_in_vote=self.items_in_vote)


def _discussed_apart(case: Case[ItemFacts]) -> Finding:
    items = case.facts.open_items
    if items is None:
        return case.not_asked("open_items")
    return (
        case.failed("discussed_together", have=items, need=1, unit="item")
        if items > 1
        else case.passed("apart", items=items)
    )


def _voted_apart(case: Case[ItemFacts]) -> Finding:
    items = case.facts.items_in_vote
    if items is None:
        return case.not_asked("items_in_vote")
    return (
        case.failed("voted_together", have=items, need=1, unit="item")
        if items > 1
        else case.passed("apart", items=items)
    )


_ITEMS = Articles(
    by_shape={
        "S0-04:二-5b": _discussed_apart,
        "S0-04:二-6b": _voted_apart,
        "S1-01:七-4d": _voted_apart,
        "S3-02:2-3a2": _voted_apart,
    }
)


@binds(*_ITEMS.by_shape)
@rule("meetings.item_by_item", facts=ItemFacts)
def item_by_item(facts: ItemFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """逐项讨论、逐项表决. Each step gives the count it knows; the other articles then do not apply."""
    return verdict_of("meetings.item_by_item", facts, book, calendar, _ITEMS)


@dataclass(frozen=True)
class ReadyFacts:
    """`present` as for the quorum; `spoken` and `stances` count those of them heard so far;
    `summed_up`: the chair has put the combined opinion to the meeting."""

    present: int | None
    spoken: int | None
    stances: int | None
    summed_up: bool | None

    def __post_init__(self) -> None:
        whole(present=self.present, spoken=self.spoken, stances=self.stances)


def _discussed(case: Case[ReadyFacts]) -> Finding:
    present, spoken = case.fact("present"), case.fact("spoken")
    if spoken < present:
        return case.failed("not_discussed", have=spoken, need=present, unit="head", short=present - spoken)
    return case.passed("discussed", spoken=spoken, present=present)


def _discussed_and_summed_up(case: Case[ReadyFacts]) -> Finding:
    found = _discussed(case)
    if found.status is not Status.PASS or case.fact("summed_up"):
        return found
    return case.failed("not_summed_up", present=case.facts.present)


def _stances_taken(case: Case[ReadyFacts]) -> Finding:
    present, stances = case.fact("present"), case.fact("stances")
    if stances < present:
        return case.failed(
            "stances_missing", have=stances, need=present, unit="head", short=present - stances
        )
    return case.passed("discussed", spoken=stances, present=present)


_READY = Articles(
    by_shape={
        "S0-04:三-3c": _discussed_and_summed_up,
        "S1-01:五-4": _stances_taken,
        "S3-02:2-3a": _discussed,
    }
)


@binds(*_READY.by_shape)
@rule("meetings.ready_to_vote", facts=ReadyFacts)
def ready_to_vote(facts: ReadyFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """充分讨论之后才表决. Whether a discussion was full cannot be measured; that everybody in the room was
    heard can. S0-04:三-3c (block) also wants the chair's combined opinion before the vote; S1-01:五-4
    (warn) a stance from each; S3-02:2-3a (warn) the discussion."""
    return verdict_of("meetings.ready_to_vote", facts, book, calendar, _READY)
