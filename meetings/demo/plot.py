"""What a meeting of the story is made of: plain data, played by `programme`.

People are named; topics are named by their number in the list they come from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from meetings.demo.plot_desk import Desk

TABLED = "minutes"  # the topic by which a meeting hears the minutes of the one before


@dataclass(frozen=True)
class FilePlan:
    """A file brought with a topic. `name` ends in what it is (.pdf .docx .xlsx .jpg); `body` are its lines,
    or the rows of a sheet. `newer` takes its place some days later."""

    kind: str
    label: str
    name: str
    body: Sequence[Any]
    gist: str = ""
    amount: int | None = None
    newer: FilePlan | None = None


@dataclass(frozen=True)
class TopicPlan:
    """`by` proposes, `leader` is in charge. `facts`: what is stated otherwise than usual, as
    name → (value, source). `opinions`: (member, agrees, view). `late`: why it is entered afterwards, and
    how many days before today it was proposed."""

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
    files: Sequence[FilePlan] = ()
    late: tuple[str, int] | None = None


@dataclass(frozen=True)
class VotePlan:
    """`nay` and `abstain` are names in a named ballot, numbers otherwise. `tellers`: teller and
    scrutineer. `reason`: why another method than the article's. `split`: why views are far apart.
    `voided`: why a first round did not count; its slips were one too many. `sealed`: a secret vote by phone;
    `lost`: the teller lost the code of a first round."""

    method: str
    nay: Sequence[str] | int = 0
    abstain: Sequence[str] | int = 0
    tellers: tuple[str, str] = ("", "")
    reason: str = ""
    split: str = ""
    voided: str = ""
    sealed: bool = False
    lost: bool = False


@dataclass(frozen=True)
class RatingPlan:
    """A rating round so many days ago: who is rated (name, post), who counts, scrutinises, reads the remarks
    and leads."""

    days: int
    rated: Sequence[tuple[str, str]]
    teller: str
    scrutineer: str
    reviewer: str


@dataclass(frozen=True)
class Clause:
    """`days`: due so long after the meeting. `done`: how it was done, `after` so many days. `upward`:
    whether the superior approves it or has it filed."""

    what: str
    owner: str
    days: int
    done: str = ""
    after: int = 0
    upward: str = ""


@dataclass(frozen=True)
class Decided:
    """The wording of what was adopted, who does what, and how far it is made public."""

    text: str
    grounds: str
    supervision: str
    clauses: Sequence[Clause]
    publication: str = "party"
    kept_back: str = ""


@dataclass(frozen=True)
class ItemPlan:
    """One item in the room. `arrive` and `leave` come before it begins. `stances` hold what differs
    from plain agreement: (stance, view). `tries` are attempts that the rules refuse, by name (see
    `sitting`). Without `vote` the item is postponed, `because`. `again`: what is stated of a topic that
    was before the committee already. `breaks_off`: after so many speakers the story stops here."""

    topic: str
    presenter: str
    summary: str = ""
    stances: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    arrive: Sequence[str] = ()
    leave: Sequence[str] = ()
    recuse: Sequence[tuple[str, str]] = ()
    struck: str = ""  # whose line was noted wrongly first, and struck
    tries: frozenset[str] = frozenset()
    vote: VotePlan | None = None
    decided: Decided | None = None
    because: str = ""
    opens: bool = True  # False: what is tried is refused, and the item put off
    in_notice: bool = True
    again: Mapping[str, tuple[Any, str]] = field(default_factory=dict)
    breaks_off: int | None = None


@dataclass(frozen=True)
class Leave:
    person: str
    because: str
    opinion: str = ""
    granted: bool = True


@dataclass(frozen=True)
class MeetingPlan:
    """`offset`: days from the day of the demonstration. `stage`: how far it is told (preparing, noticed,
    cancelled, in_session, in_review, signed, archived). `papers`: whether its papers are rendered at once;
    those of older meetings are made when somebody asks for them. `late_notice`: why the notice goes out one
    day ahead. `confirming`, `convening`: reasons where articles warn. `missing` come late or not at all.
    `unacknowledged` have not signed for the notice; `phone` was told by telephone."""

    key: str
    offset: int
    items: Sequence[ItemPlan]
    stage: str
    papers: bool = False
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
    scanned: bool = False  # the paper signed by hand was scanned
    cancelled: str = ""
    moved: tuple[int, str, str] | None = None  # from what hour and place, and why; the plan says where to
    paper: tuple[str, str] | None = None  # held on paper: why it is entered afterwards, and from what papers
    call: tuple[int, str] | None = None  # closes so many days after the day of the demonstration; the note
    call_moved: tuple[int, str] | None = None  # the new closing day, counted the same way, and why
    misread: tuple[str, int, int, str] | None = None  # whose sign-in was typed wrong, hour, minute, and why


@dataclass(frozen=True)
class Waiting:
    """A topic nobody has put on an agenda. `consented`: its leader has agreed to it. `called_for` names
    the meeting it is meant for."""

    topic: TopicPlan
    consented: bool = False
    returned: str = ""
    called_for: str = ""


@dataclass(frozen=True)
class Emergency:
    """Handled `days_ago` on the word of `asked`; reported at the meeting `reported` once that was held."""

    title: str
    what: str
    days_ago: int
    by: str
    asked: str
    how: str
    reported: str = ""


@dataclass(frozen=True)
class SkippedNumber:
    kind: str
    days_ago: int
    because: str


@dataclass(frozen=True)
class Plot:
    topics: Sequence[TopicPlan]
    meetings: Sequence[MeetingPlan]
    waiting: Sequence[Waiting]  # the last of them is the last step of the town's story
    emergencies: Sequence[Emergency] = ()
    skipped: Sequence[SkippedNumber] = ()
    desk: Desk = field(default_factory=Desk)
    rating: RatingPlan | None = None

    def topic(self, key: str) -> TopicPlan:
        return next(t for t in self.topics if t.key == key)

    def met_before(self, meeting: MeetingPlan, topic: str) -> bool:
        """Whether the topic stood on the agenda of an earlier meeting."""
        earlier = self.meetings[: self.meetings.index(meeting)]
        return any(item.topic == topic for plan in earlier for item in plan.items)
