"""What higher packages want looked after at every tick: registered by them, called by `tick`."""

from __future__ import annotations

from collections.abc import Callable

_SWEEPS: list[Callable[[], int]] = []


def register_sweep(sweep: Callable[[], int]) -> None:
    """Have `sweep` called at every tick, outside any transaction. It selects by state, so that a second run
    finds nothing, and returns how much it did."""
    if sweep not in _SWEEPS:
        _SWEEPS.append(sweep)


def run_sweeps() -> int:
    return sum(sweep() for sweep in _SWEEPS)
