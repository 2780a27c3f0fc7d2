"""The words of the audit trail: every act code with its sentence, sensitivity and erasure.

An act code is a string `app.object.past_participle`. The sentence is what a reader sees in a
timeline; it is filled from the act's facts, so facts hold ids, dates, counts and short texts that
are not personal (wording.md §2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Sensitivity(StrEnum):
    OPEN = "open"  # everybody who may see the object
    INTERNAL = "internal"  # the organization
    SEALED = "sealed"  # object text shows a number only; facts carry no name


@dataclass(frozen=True)
class ActCode:
    """`erase` says how personal data under this code is erased: `nothing_personal`, or
    `destroy_subject_key` where the recorded rows hold sealed fields."""

    code: str
    title: str
    sentence: str
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    erase: str = "nothing_personal"


_CODES: dict[str, ActCode] = {}
ERASURES = frozenset({"nothing_personal", "destroy_subject_key"})


def register_acts(codes: Iterable[ActCode]) -> None:
    for code in codes:
        if code.erase not in ERASURES:
            raise ValueError(f"{code.code}: unknown erasure {code.erase}")
        if code.code in _CODES:
            raise ValueError(f"act code {code.code} registered twice")
        _CODES[code.code] = code


def act_code(code: str) -> ActCode:
    """The registered code; KeyError names the unregistered one."""
    return _CODES[code]


def all_act_codes() -> tuple[ActCode, ...]:
    return tuple(_CODES[key] for key in sorted(_CODES))
