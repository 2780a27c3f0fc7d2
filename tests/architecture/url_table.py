"""Every address and who gets what from it: the access policy as a table one can read.

Each package adds a module to `tests/architecture/url_rows/` that exports

    ROWS = {"meetings:room": row(lambda world: {"pk": meeting_of(world).pk}, staff=403)}

`row` starts from what nearly every page of a town answers: nobody is sent to the sign-in, the town
reads (200), the neighbouring town, the administrators and a forged superuser find nothing (404).
Objects a row needs are made through builders or services; `world.made` keeps what rows share.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from governance.people.models import Account
from tests import builders

LOGIN = "login"  # instead of a status: sent to the sign-in page
TOWN = ("staff", "office_clerk", "office_director", "secretary", "committee_member", "discipline_secretary")
ADMINISTRATORS = ("system", "security", "auditor")
ROLES = ("nobody", "neighbour", *TOWN, *ADMINISTRATORS, "superuser")


@dataclass
class World:
    """A town with every post held, its neighbour, the three administrators, and a forged superuser
    (an account without posts that a test makes one in memory; the database refuses a real one)."""

    crew: builders.Crew
    neighbour: builders.Crew
    administrators: Mapping[str, Account]
    superuser: Account
    made: dict[str, Any] = field(default_factory=dict)

    @property
    def town(self) -> Any:
        return self.crew.organization

    def account(self, role: str) -> Account | None:
        if role == "nobody":
            return None
        if role == "neighbour":  # the post that may do most in daily work, in the wrong town
            return self.neighbour.account("office_clerk")
        if role == "superuser":
            return self.superuser
        return self.administrators.get(role) or self.crew.account(role)


def build_world() -> World:
    return World(
        crew=builders.crew(builders.town("稔川镇")),
        neighbour=builders.crew(builders.town("云樨镇")),
        administrators=builders.administrators(),
        superuser=builders.account(builders.person("冒充的人")),
    )


@dataclass(frozen=True)
class Row:
    args: Callable[[World], dict[str, Any]]
    expected: Mapping[str, int | str]
    method: str


def nothing(world: World) -> dict[str, Any]:
    return {}


def row(
    args: Callable[[World], dict[str, Any]] = nothing,
    *,
    method: str = "get",
    nobody: int | str = LOGIN,
    neighbour: int | str = 404,
    town: int | str = 200,
    administrators: int | str = 404,
    superuser: int | str = 404,
    **roles: int | str,
) -> Row:
    """One line of the table. `town` and `administrators` stand for the six and the three roles;
    single roles are named to differ. TypeError for a role there is none of."""
    unknown = set(roles) - set(ROLES)
    if unknown:
        raise TypeError(f"no such role: {', '.join(sorted(unknown))}")
    expected = {
        "nobody": nobody,
        "neighbour": neighbour,
        **dict.fromkeys(TOWN, town),
        **dict.fromkeys(ADMINISTRATORS, administrators),
        "superuser": superuser,
        **roles,
    }
    return Row(args, expected, method)


def only(*allowed: str, args: Callable[[World], dict[str, Any]] = nothing, **more: Any) -> Row:
    """A page of the town's that these roles open and the town's others are refused (403)."""
    return row(args, town=403, **{role: 200 for role in allowed}, **more)


def everywhere(status: int | str, **more: Any) -> Row:
    """The same answer for everybody (sign-in, the page behind a paper's code)."""
    same = dict.fromkeys(("nobody", "neighbour", "town", "administrators", "superuser"), status)
    return row(**{**same, **more})


def own_list(args: Callable[[World], dict[str, Any]] = nothing, **more: Any) -> Row:
    """A page about one's own organization: the neighbour sees the neighbour's."""
    return row(args, **{"neighbour": 200, **more})


def table() -> dict[str, Row]:
    """All rows of all packages. ValueError when two give a row for one address."""
    from tests.architecture import url_rows

    rows: dict[str, Row] = {}
    for module in pkgutil.iter_modules(url_rows.__path__):
        found = importlib.import_module(f"{url_rows.__name__}.{module.name}").ROWS
        twice = rows.keys() & found.keys()
        if twice:
            raise ValueError(f"two rows for {', '.join(sorted(twice))}")
        rows |= found
    return rows
