"""What of one row of a rating may be shown: which classes alone, which only together, which not at all.

A class with fewer than `k` valid ballots never stands alone, and it must not come out by subtraction either: it
is shown together with the next smallest class, as many as it takes, until the pool has `k` ballots of at least
two classes. A small class (fewer than `2k`) that marked the same, all of it or all but one, would say of its
raters what each marked, for whoever differs knows what everybody else did: such a row is shown as a total alone,
so that not even somebody who knows these rules can say which class it was. A pool all of one mark says what each
class in it marked: it is not shown, no class is added to it (that would tell of the others what they marked), and
there is no total of everybody.

Everything else on the page (means, weights, ranks, shares) is worked out from these cells alone, so it tells
nothing beyond them. Pure: no rows, no clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_K, MOST_K, USUAL_K = 3, 10, 5

Cell = tuple[int, ...]  # ballots by option, abstentions among them


@dataclass(frozen=True)
class Layout:
    """`shown` stand alone; `together` are held back and stand in one pool, which is printed when `pooled`;
    `empty` have no valid ballot. Classes by their place in the round, each in one of the three."""

    shown: tuple[int, ...]
    together: tuple[int, ...]
    empty: tuple[int, ...]
    pooled: bool

    @property
    def total(self) -> bool:
        """Whether the total of everybody may be shown: it is the sum of what is shown, never more."""
        return bool(self.shown or self.together) and (self.pooled or not self.together)


def checked_k(k: int) -> int:
    if not LEAST_K <= k <= MOST_K:
        raise ValueError(f"k stands between {LEAST_K} and {MOST_K}, not at {k}")
    return k


def telling(cell: Cell, k: int) -> bool:
    """Whether the cell of a class or of a pool would say of its raters what each marked."""
    ballots = sum(cell)
    return ballots < k or (ballots < 2 * k and max(cell) >= ballots - 1)


def held_by_size(sizes: Sequence[int], k: int) -> tuple[int, ...]:
    """Classes that cannot stand alone whatever was marked: too few valid ballots, and the next smallest that
    subtraction would otherwise reveal them by. `sizes` are the valid ballots of each class.

    This depends on sizes alone, so it may be told before anything was counted."""
    checked_k(k)
    held = {place for place, size in enumerate(sizes) if 0 < size < k}
    if held:
        for place in _next_smallest(sizes, held):
            if len(held) >= 2 and sum(sizes[i] for i in held) >= k:
                break
            held.add(place)
    return tuple(sorted(held))


def lay_out(cells: Sequence[Cell], k: int, *, sizes: Sequence[int] = (), together: Cell = ()) -> Layout:
    """Where each class of one row stands. `cells` are the valid ballots of each class by option, all of the
    same length. Where the classes held back for their size were added up when they were counted, `together` has
    their sum, their own cells are empty, and `sizes` says how many each cast. Raises ValueError for a `k` outside
    3 to 10."""
    sizes = sizes or [sum(cell) for cell in cells]
    some = {place for place, size in enumerate(sizes) if size}
    empty = tuple(place for place, size in enumerate(sizes) if not size)
    few = set(held_by_size(sizes, k))
    alike = {place for place in some - few if telling(cells[place], k)}
    if not few and not alike:
        return Layout(tuple(sorted(some)), (), empty, False)
    held = some if alike else few
    pool = pool_of([*cells, together], [*held, *([len(cells)] if together else [])])
    if len(held) > 1 and _safe(pool, k):
        return Layout(tuple(sorted(some - held)), tuple(sorted(held)), empty, True)
    return Layout(tuple(sorted(some - few - alike)), tuple(sorted(few | alike)), empty, False)


def pool_of(cells: Sequence[Cell], places: Sequence[int]) -> Cell:
    """The cells of several classes added up, option by option."""
    return tuple(sum(column) for column in zip(*(cells[place] for place in places), strict=True))


def _next_smallest(sizes: Sequence[int], held: set[int]) -> list[int]:
    return sorted((i for i, size in enumerate(sizes) if size and i not in held), key=lambda i: (sizes[i], i))


def _safe(pool: Cell, k: int) -> bool:
    return not telling(pool, k) and max(pool) < sum(pool)
