"""A procedure declared as data: its steps in order, what guards and times each, which papers come out of it
and where a step may lead other than on (design §2, `procedures`).

The declaration is hashed by content. A running case is pinned to the edition it began under
(`governance.procedures.pinning`); a changed declaration is a new edition, never a change of an old case.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Branch:
    """Where a step may lead besides the next one; `when` is said on the chart."""

    to: str
    when: str


@dataclass(frozen=True)
class Step:
    """`verbs` carry the step out, `rules` judge it, `clocks` time it, `documents` come out of it; all by the
    names under which they are registered. `articles` are those the chart cites."""

    code: str
    name: str
    articles: tuple[str, ...]
    verbs: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class Procedure:
    """`chart` is the flow chart of the catalogue the steps follow (F-01)."""

    code: str
    title: str
    chart: str
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        codes = [step.code for step in self.steps]
        if len(set(codes)) != len(codes):
            raise ValueError(f"{self.code}: two steps share a code")
        for step in self.steps:
            unknown = {branch.to for branch in step.branches} - set(codes)
            if unknown:
                raise ValueError(f"{self.code}: {step.code} leads to {', '.join(sorted(unknown))}")

    def step(self, code: str) -> Step:
        """Raises KeyError for a step this edition does not have."""
        for step in self.steps:
            if step.code == code:
                return step
        raise KeyError(code)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Procedure:
        steps = tuple(_step(step) for step in data["steps"])
        return cls(data["code"], data["title"], data["chart"], steps)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 over the canonical JSON of the declaration."""
        text = json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def _step(data: Mapping[str, Any]) -> Step:
    """JSON gives lists where the declaration has tuples."""
    return Step(
        code=data["code"],
        name=data["name"],
        articles=tuple(data["articles"]),
        verbs=tuple(data["verbs"]),
        rules=tuple(data["rules"]),
        clocks=tuple(data["clocks"]),
        documents=tuple(data["documents"]),
        branches=tuple(Branch(**branch) for branch in data["branches"]),
    )


_PROCEDURES: dict[str, Procedure] = {}


def register_procedure(procedure: Procedure) -> None:
    """Raises ValueError for a code taken."""
    if procedure.code in _PROCEDURES:
        raise ValueError(f"two procedures are called {procedure.code}")
    _PROCEDURES[procedure.code] = procedure


def procedure_of(code: str) -> Procedure:
    """The declaration of today; KeyError names an unknown code."""
    return _PROCEDURES[code]


def procedures() -> tuple[Procedure, ...]:
    return tuple(_PROCEDURES[code] for code in sorted(_PROCEDURES))
