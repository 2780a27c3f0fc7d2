"""What stands beside rows and chains and is compared with them: files on disk, values kept out of history.

Packages above register a check; `verifyaudit` runs it with the others. A check takes the organization
whose chain is looked at (None: all, 0: the system chain) and yields a `Break` for each thing that does not
fit. `keys.KeyMissing` says that it could not be run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from governance.audit.replay import Break

Compare = Callable[[int | None], Iterator[Break]]


@dataclass(frozen=True)
class Check:
    """`thorough`: reads much (every kept file), so that a quick verification leaves it out."""

    name: str
    compare: Compare
    thorough: bool = False


_CHECKS: dict[str, Check] = {}


def register_check(name: str, compare: Compare, *, thorough: bool = False) -> None:
    """Name a check to `verifyaudit`; registering the same one again changes nothing."""
    _CHECKS[name] = Check(name, compare, thorough)


def registered_checks() -> tuple[Check, ...]:
    return tuple(_CHECKS[name] for name in sorted(_CHECKS))
