"""The feature table: what the software does for each of the 61 regulations, and in which state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from governance.rules.library import SHIPPED, Library
from governance.rules.loader import Place, read_list, unique

STATES = ("todo", "part", "done")
_KEYS = ("capability", "must", "prints", "reminders", "state")


@dataclass(frozen=True)
class SystemPart:
    """One row: what must work, what it prints, what it reminds of. `name` is a regulation's id, or
    the heading of a part of one."""

    name: str
    capability: str
    must: tuple[str, ...]
    prints: tuple[str, ...]
    reminders: tuple[str, ...]
    state: str


@dataclass(frozen=True)
class SystemRow:
    row: SystemPart
    also: tuple[str, ...]
    parts: tuple[SystemPart, ...]


def load_systems(library: Library, path: Path = SHIPPED / "systems.yaml") -> tuple[SystemRow, ...]:
    """One row per regulation of the five seeds, in order. Raises LoadError."""
    rows: tuple[SystemRow, ...] = read_list(path, lambda d, p: _row(d, p, library))
    unique([r.row.name for r in rows], "the regulation", path.name)
    wanted = [r.id for r in library.townships()]
    if [r.row.name for r in rows] != wanted:
        missing = sorted(set(wanted).symmetric_difference(r.row.name for r in rows))
        raise Place(path.name).fail(f"has not one row per regulation, in order: {', '.join(missing)}")
    return rows


def _row(data: Any, place: Place, library: Library) -> SystemRow:
    place.mapping(data, "a row", ("id", "also", *_KEYS), ("parts",))
    place = place.at(place.text(data["id"], "id"))
    parts = []
    for item in data.get("parts", []):
        place.mapping(item, "a part", ("part", *_KEYS))
        parts.append(_part(item, item["part"], place, library))
    also = tuple(_known(c, place, library) for c in place.texts(data["also"], "also"))
    return SystemRow(_part(data, data["id"], place, library), also, tuple(parts))


def _part(data: Mapping[str, Any], name: Any, place: Place, library: Library) -> SystemPart:
    return SystemPart(
        place.text(name, "part"),
        _known(data["capability"], place, library),
        place.texts(data["must"], "must"),
        place.texts(data["prints"], "prints"),
        place.texts(data["reminders"], "reminders"),
        place.one_of(data["state"], "state", STATES),
    )


def _known(capability: Any, place: Place, library: Library) -> str:
    if capability not in library.capabilities:
        raise place.fail(f"has the unknown capability {capability}")
    return str(capability)
