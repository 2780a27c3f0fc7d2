"""Paper ballots: the office types, the director counts, the discipline secretary scrutinises."""

from __future__ import annotations

from typing import Any

from tests.architecture.url_rows.meetings import made
from tests.architecture.url_table import World, row
from tests.governance.ballots.paper_scene import PaperScene


def _scene(world: World) -> PaperScene:
    return made(world, "ballots.paper", lambda: PaperScene.on_paper(world.crew))


def box(world: World) -> dict[str, Any]:
    return {"pk": _scene(world).poll.pk}


def one_class(world: World) -> dict[str, Any]:
    return {**box(world), "group": 1}


def batch(world: World) -> dict[str, Any]:
    found = made(world, "ballots.batch", lambda: _scene(world).add(2)[0])
    return {**box(world), "batch": found.pk}


TYPISTS = {"office_clerk": 200, "office_director": 200}
HANDS = {**TYPISTS, "discipline_secretary": 200}
SCRUTINEER = {"discipline_secretary": 200}

ROWS = {
    "ballots:paper": row(box, town=403, **HANDS),
    "ballots:paper-count": row(one_class, town=403, office_director=200),
    "ballots:paper-batches": row(one_class, town=403, office_director=200),
    "ballots:paper-gap": row(one_class, town=403, **SCRUTINEER),
    "ballots:paper-confirm": row(one_class, town=403, **SCRUTINEER),
    "ballots:paper-print": row(box, town=403, **HANDS),
    "ballots:paper-type": row(batch, town=403, **TYPISTS),
    "ballots:paper-settle": row(batch, town=403, **TYPISTS),
    "ballots:paper-clear": row(batch, town=403, office_director=200, **SCRUTINEER),
}
