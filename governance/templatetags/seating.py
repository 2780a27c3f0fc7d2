"""The drawing of who counts towards a threshold: 到会图.

Who counts stands first, then who is still expected, then the empty places up to the line, then those who
do not count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

TOO_MANY = 30  # beyond this the drawing says nothing; figures do


@dataclass(frozen=True)
class Seat:
    text: str
    kind: str  # in, expected, gap, recused, left, leave, absent
    line: bool = False


@dataclass(frozen=True)
class Seating:
    seats: tuple[Seat, ...]
    counted: int
    need: int | None
    label: str
    expected: int = 0

    @property
    def short(self) -> bool:
        """Fewer than needed, even if everybody still expected comes."""
        return self.need is not None and self.counted + self.expected < self.need

    @property
    def drawn(self) -> bool:
        return len(self.seats) <= TOO_MANY

    @property
    def missing(self) -> int:
        return max(0, (self.need or 0) - self.counted)


def read(source: Any, name: str, default: Any = None) -> Any:
    """One value of a mapping or an object, whichever a view hands over."""
    if isinstance(source, Mapping):
        return source.get(name, default)
    return getattr(source, name, default)


def surname(name: Any) -> str:
    return str(name)[:1]


def seating_of(source: Any) -> Seating:
    """`source` has lists of names `counted`, `expected` (before the meeting opens), `recused`, `left`,
    `leave`, `absent` and the number `line` (how many must count, None where the article is not set).
    Missing lists are empty."""
    names: dict[str, Sequence[Any]] = {
        key: list(read(source, key) or ())
        for key in ("counted", "expected", "recused", "left", "leave", "absent")
    }
    need = read(source, "line")
    counted = len(names["counted"])
    here = [(n, "in") for n in names["counted"]] + [(n, "expected") for n in names["expected"]]
    seats = [Seat(surname(n), kind, place == need) for place, (n, kind) in enumerate(here, start=1)]
    for place in range(len(here), need or 0):
        seats.append(Seat(_("缺"), "gap", place + 1 == need))
    for kind in ("recused", "left", "leave", "absent"):
        seats.extend(Seat(surname(n), kind) for n in names[kind])
    parts = [_("算数%(n)d人") % {"n": counted}]
    parts[0] += "，" + (_("需%(n)d人") % {"n": need} if need is not None else _("需多少人没有设定"))
    if names["expected"]:
        parts.append(_("应到还没有签到的%(n)d人") % {"n": len(names["expected"])})
    words = {"recused": _("回避"), "left": _("离会"), "leave": _("请假"), "absent": _("缺席")}
    for kind, word in words.items():
        if names[kind]:
            parts.append(_("%(word)s%(n)d人") % {"word": word, "n": len(names[kind])})
    return Seating(tuple(seats), counted, need, "；".join(parts), len(names["expected"]))
