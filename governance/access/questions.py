"""Questions: reads that one field of work answers for another by name (design §2).

Asked synchronously, inside the asker's transaction, so that what is answered is what stands while the asker
acts. An answer is a frozen fact, never a model: its shape is declared here, where both sides see it. Who may
ask is the asker's policy; an answer is for judging, and says of a secret matter only what judging needs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Answerer = Callable[..., Any]
_QUESTIONS: dict[str, tuple[type, Answerer]] = {}


@dataclass(frozen=True)
class ResolutionFact:
    """Answer to `meetings.resolution_for(organization_id=, number=)`: what the committee decided under that
    number. `confirmed`: the chair has confirmed the wording. `title` is blank for a secret matter. `past`: known
    from an old paper alone (历史录入); the ids are then those of the old resolution, and there is no meeting.
    `votes`: for, against, abstained; None where the matter was settled without a vote."""

    resolution_id: int
    number: str
    decided_on: date
    adopted: bool
    confirmed: bool
    matter: str
    secret: bool
    title: str
    amount: Decimal | None
    meeting_id: int | None
    clauses: int
    past: bool = False
    votes: tuple[int, int, int] | None = None


@dataclass(frozen=True)
class OpenWorkFact:
    """Answer to `meetings.open_work(organization_id=, person_id=)`: what would be left without an owner."""

    count: int


@dataclass(frozen=True)
class TermFact:
    """Answer to `meetings.at_term_change(organization_id=, day=)`: votes under way, which must be closed
    first; meetings in session, or opened on that day or after it, which the old committee held; and meetings
    people were called to that will be held by the new one."""

    open_votes: int
    opened: tuple[str, ...]
    noticed: tuple[str, ...]


@dataclass(frozen=True)
class HonoursFact:
    """Answer to `meetings.honours_barred(organization_id=, year=, person_id=None, unit_id=None)`: whether the
    person or the office is barred from the year's honours by failed inspections in a row. `failed`: the longest
    run that ended in the year; `article` is blank where the town has adopted none that says so."""

    barred: bool
    failed: int
    article: str
    matters: tuple[str, ...]


def register_question(name: str, fact: type, answerer: Answerer) -> None:
    """`answerer(**asked)` returns a `fact` (a frozen dataclass) or None where there is nothing to tell.
    Raises ValueError for a second answerer, TypeError for a fact that could be changed."""
    if name in _QUESTIONS:
        raise ValueError(f"two answer {name}")
    if not dataclasses.is_dataclass(fact) or not fact.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        raise TypeError(f"{name} is answered with a frozen dataclass")
    _QUESTIONS[name] = (fact, answerer)


def put_question(name: str, **asked: Any) -> Any:
    """The fact, or None: nothing to tell, or nobody here answers this (a rule that needs the fact then finds
    it unknown and says so). Raises TypeError for an answer of another shape."""
    if name not in _QUESTIONS:
        return None
    fact, answerer = _QUESTIONS[name]
    answer = answerer(**asked)
    if answer is not None and not isinstance(answer, fact):
        raise TypeError(f"{name} answered with {type(answer).__name__}")
    return answer
