"""What an office does beside its meetings: plain data, played by `desk`. People and meetings are named;
`days_ago` counts working days before the day of the demonstration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class OldResolutions:
    """A workbook of resolutions from before the system. `rows`: cells under the names of the import's
    columns. The secretary confirms it the day after, or has not yet."""

    file_name: str
    because: str
    days_ago: int
    rows: Sequence[Mapping[str, str]]
    confirmed: bool


@dataclass(frozen=True)
class Case:
    """Somebody held to account: what happened how many days ago, what was decided and when, and how it ended
    (days ago, outcome); all calendar days."""

    situation: str
    person: str
    what: str
    happened: int
    measure: str
    decided_by: str
    decided: int
    days_ago: int
    meeting: str = ""
    closed: tuple[int, str] | None = None


@dataclass(frozen=True)
class ClauseChange:
    """A clause of a resolution after it was decided: with `more_days` given that much longer on the word of
    `authority`, otherwise opened again."""

    meeting: str
    topic: str
    order: int
    days_ago: int
    because: str
    by: str
    more_days: int = 0
    authority: str = ""


@dataclass(frozen=True)
class VoidedMinutes:
    """Signed minutes declared void on the working day after, and made anew."""

    meeting: str
    because: str


@dataclass(frozen=True)
class Acting:
    """`person` holds the post `title` for the time being, from and to days before and after today."""

    title: str
    person: str
    by: str
    since: int
    until: int
    number: str


@dataclass(frozen=True)
class GivenAway:
    """Everything `giver` has open goes to `taker`."""

    giver: str
    taker: str
    by: str
    days_ago: int
    because: str


@dataclass(frozen=True)
class OwnTemplate:
    """The office's own layout of a paper: `line` stands on top of every page. One uploads it, another puts it
    in force."""

    kind: str
    note: str
    line: str
    by: str
    approved_by: str
    days_ago: int


@dataclass(frozen=True)
class Desk:
    old: Sequence[OldResolutions] = ()
    cases: Sequence[Case] = ()
    clauses: Sequence[ClauseChange] = ()
    voided: Sequence[VoidedMinutes] = ()
    acting: Sequence[Acting] = ()
    given_away: Sequence[GivenAway] = ()
    templates: Sequence[OwnTemplate] = ()
    reminded: Sequence[int] = ()  # working days ago on which reminders went out
    readers: Sequence[str] = ()  # who looked at them, all but the newest
