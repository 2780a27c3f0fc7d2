"""Sealed words of a topic and of leave, opened for a page whose reader may read them; one query a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from governance.audit.sealed import reveal_many
from governance.people.models import Person
from meetings.models import LeaveRequest, Topic


@dataclass(frozen=True)
class SubjectLine:
    person: Person
    proposal: str


@dataclass(frozen=True)
class OpinionLine:
    person: Person
    agrees: bool
    view: str


@dataclass(frozen=True)
class LeaveWords:
    leave: LeaveRequest
    because: str
    written_opinion: str


def subject_lines(topic: Topic) -> tuple[SubjectLine, ...]:
    rows = list(topic.subjects.select_related("person").order_by("id"))
    said = reveal_many(row.proposal for row in rows)
    return tuple(SubjectLine(row.person, what) for row, what in zip(rows, said, strict=True))


def opinion_lines(topic: Topic) -> tuple[OpinionLine, ...]:
    rows = list(topic.opinions.select_related("person").order_by("id"))
    said = reveal_many(row.view for row in rows)
    return tuple(OpinionLine(row.person, row.agrees, view) for row, view in zip(rows, said, strict=True))


def leave_words(rows: QuerySet[LeaveRequest] | Iterable[LeaveRequest]) -> tuple[LeaveWords, ...]:
    leaves = list(rows)
    why = reveal_many(leave.because for leave in leaves)
    wrote = reveal_many(leave.written_opinion for leave in leaves)
    return tuple(LeaveWords(*words) for words in zip(leaves, why, wrote, strict=True))
