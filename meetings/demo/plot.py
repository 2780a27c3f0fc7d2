"""What a meeting of the story is made of: plain data, played by `preparation` and `sitting`.

People are named; topics are named by their number in the list they come from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class TopicPlan:
    """`by` proposes, `leader` is in charge. `facts`: what is stated otherwise than usual, as
    name → (value, source); a value of None leaves the fact out. `opinions`: (member, agrees, view)."""

    key: str
    title: str
    matter: str
    content: str
    proposal: str
    by: str
    leader: str
    amount: int | None = None
    options: int = 2
    subjects: Sequence[tuple[str, str]] = ()
    facts: Mapping[str, tuple[Any, str]] = field(default_factory=dict)
    opinions: Sequence[tuple[str, bool, str]] = ()


@dataclass(frozen=True)
class VotePlan:
    """`nay` and `abstain` are names in a named ballot, numbers otherwise. `tellers`: teller and
    scrutineer. `reason`: why another method than the article's. `split`: why views are far apart."""

    method: str
    nay: Sequence[str] | int = 0
    abstain: Sequence[str] | int = 0
    tellers: tuple[str, str] = ("", "")
    reason: str = ""
    split: str = ""


@dataclass(frozen=True)
class Decided:
    """The wording: `clauses` are (what, owner, days after the meeting); `done` says how the first of them
    was done by the time the minutes went out."""

    text: str
    grounds: str
    supervision: str
    clauses: Sequence[tuple[str, str, int]]
    done: str = ""


@dataclass(frozen=True)
class ItemPlan:
    """One item in the room. `arrive` and `leave` come before it begins. `stances` hold what differs
    from plain agreement: (stance, view). `tries` are attempts that the rules refuse, by name (see
    `sitting`). Without `vote` the item is postponed, `because`."""

    topic: str
    presenter: str
    summary: str = ""
    stances: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    arrive: Sequence[str] = ()
    leave: Sequence[str] = ()
    recuse: Sequence[tuple[str, str]] = ()
    tries: frozenset[str] = frozenset()
    vote: VotePlan | None = None
    decided: Decided | None = None
    because: str = ""
    opens: bool = True  # False: what is tried is refused, and the item put off
    in_notice: bool = True


@dataclass(frozen=True)
class Leave:
    person: str
    because: str
    opinion: str = ""
    granted: bool = True


@dataclass(frozen=True)
class MeetingPlan:
    """`offset`: days from the day of the demonstration. `late_notice`: why the notice goes out one day
    ahead. `confirming`, `convening`: reasons where articles warn. `missing` come late or not at all.
    `unacknowledged` have not signed for the notice; `phone` was told by telephone."""

    key: str
    offset: int
    items: Sequence[ItemPlan]
    attending: Sequence[str] = ()
    place: str = "镇机关三楼会议室"
    hour: int = 9
    late_notice: str = ""
    confirming: str = ""
    convening: str = ""
    leaves: Sequence[Leave] = ()
    missing: Sequence[str] = ()
    unacknowledged: Sequence[str] = ()
    phone: tuple[str, str] | None = None
    tries: frozenset[str] = frozenset()
    copy_to: str = ""
    returned: tuple[str, str, str] | None = None  # chair's opinion, what stood there, what stands now
    corrigendum: tuple[str, str, str] | None = None  # what the signed minutes say, should say, and why


@dataclass(frozen=True)
class Waiting:
    """A topic nobody has put on an agenda. `consented`: its leader has agreed to it."""

    topic: TopicPlan
    consented: bool = False
    returned: str = ""
    late_reason: str = ""  # entered afterwards: why
    happened_days_ago: int = 0


@dataclass(frozen=True)
class Plot:
    topics: Sequence[TopicPlan]
    meetings: Sequence[MeetingPlan]
    waiting: Sequence[Waiting]

    def topic(self, key: str) -> TopicPlan:
        return next(t for t in self.topics if t.key == key)
