"""What an attacker reads, whatever it comes from: records in which a voter, a choice or a code may be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Ballot:
    """What one voter knows alone."""

    mark: str
    code: str


@dataclass(frozen=True)
class Truth:
    """Who voted how, known to the test and to nobody else. `aliases` are other names an attacker knows a
    voter by (account, session). Ids must be numbers that occur nowhere else by accident."""

    ballots: Mapping[int, Ballot]
    aliases: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, int]:
        return {**{str(voter): voter for voter in self.ballots}, **self.aliases}

    @cached_property
    def codes(self) -> dict[str, int]:
        return {plain(ballot.code): voter for voter, ballot in self.ballots.items()}

    @cached_property
    def marks(self) -> dict[str, int]:
        counted: dict[str, int] = {}
        for ballot in self.ballots.values():
            counted[ballot.mark] = counted.get(ballot.mark, 0) + 1
        return counted

    @cached_property
    def share(self) -> dict[str, float]:
        """Of each mark among all: published with the result, so the attacker has it."""
        return {mark: n / len(self.ballots) for mark, n in self.marks.items()}


def plain(code: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", code).upper()


@dataclass(frozen=True)
class Record:
    """One row, dead row, log line or log record. `keys` are what it can be ordered or joined by, `cells` the
    text it shows."""

    keys: Mapping[str, Any]
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Trace:
    """Records of one kind from one place. Keys of the names in `CLOCKS` mean the same in every trace."""

    name: str
    records: tuple[Record, ...]


CLOCKS = ("xid", "lsn", "second", "line", "commit")
_WORDS = re.compile(r"[0-9A-Za-z_]+(?:-[0-9A-Za-z]+)*")


@dataclass(frozen=True)
class Sighting:
    """A voter, a mark or a code, and by what it can be put in order."""

    what: Any
    keys: Mapping[str, Any]


@dataclass
class Seen:
    """What the records of one trace give away."""

    name: str
    voters: list[Sighting] = field(default_factory=list)
    marks: list[Sighting] = field(default_factory=list)
    codes: list[Sighting] = field(default_factory=list)
    together: list[tuple[int, str]] = field(default_factory=list)  # a voter and a mark or code in one record


def words_of(cells: Iterable[str]) -> set[str]:
    return {word for cell in cells for word in _WORDS.findall(cell)}


def look(trace: Trace, truth: Truth) -> Seen:
    """A record speaks of a voter, mark or code when it names exactly one of them. A count that grows from one
    version of a row to the next is a vote for the mark that the row, or the column, is named by."""
    seen, versions = Seen(trace.name), _versions(trace, truth)
    for record in trace.records:
        words = words_of(record.cells.values())
        voters = {truth.names[word] for word in words if word in truth.names}
        marks = words & truth.marks.keys()
        codes = {code for word in words if (code := plain(word)) in truth.codes}
        if len(voters) == 1:
            seen.voters.append(Sighting(*voters, record.keys))
        if len(codes) == 1:
            seen.codes.append(Sighting(*codes, record.keys))
        if len(marks) == 1 and id(record) not in versions:
            seen.marks.append(Sighting(*marks, record.keys))
        if len(voters) == 1 and len(codes) == 1:
            seen.together.append((*voters, *codes))
        if len(voters) == 1 and len(marks) == 1:
            seen.together.append((*voters, *marks))
    seen.marks += [sighting for sightings in versions.values() for sighting in sightings]
    return seen


def _versions(trace: Trace, truth: Truth) -> dict[int, list[Sighting]]:
    """Growing counters of a trace: id of the record -> the votes that its version adds."""
    found: dict[int, list[Sighting]] = {}
    clock = next((c for c in CLOCKS if trace.records and c in trace.records[0].keys), None)
    if clock is None:
        return found
    for mark in truth.marks:
        counts: list[tuple[Any, int, Record]] = []
        for record in trace.records:
            value = record.cells.get(mark)
            if value is None and words_of(record.cells.values()) & truth.marks.keys() == {mark}:
                value = record.cells.get("count")
            if value is not None and value.isdigit():
                counts.append((record.keys[clock], int(value), record))
        counts.sort(key=lambda entry: entry[:2])
        if len({count for _at, count, _record in counts}) < 2:
            continue
        before = 0
        for _at, count, record in counts:
            votes = found.setdefault(id(record), [])
            if count == before + 1:
                votes.append(Sighting(mark, record.keys))
            before = count
    return found
