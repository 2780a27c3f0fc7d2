"""Which classes of a rating may be shown: a table of cases, and every small rating there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations_with_replacement, product

import pytest

from governance.ballots.release import held_by_size, lay_out
from governance.ballots.release.layout import Cell, Layout, pool_of

# Ballots by class (best grade, second, third): shown alone, shown together, whether the pool and the total stand.
CASES = {
    "all large": ([(9, 4, 0), (20, 8, 2)], (0, 1), (), False, True),
    "one at k exactly": ([(3, 1, 1), (20, 8, 2)], (0, 1), (), False, True),
    "one below k takes the next smallest along": (
        [(2, 1, 1), (20, 8, 2), (9, 5, 1)],
        (1,),
        (0, 2),
        True,
        True,
    ),
    "two below k with k ballots together": ([(2, 1, 0), (1, 1, 1), (20, 8, 2)], (2,), (0, 1), True, True),
    "two below k without": ([(1, 0, 0), (1, 1, 0), (20, 8, 2), (9, 5, 1)], (2,), (0, 1, 3), True, True),
    "one below k and one other: only the total": ([(2, 1, 1), (20, 8, 2)], (), (0, 1), True, True),
    "one class below k: nothing": ([(2, 1, 1)], (), (0,), False, False),
    "one class": ([(9, 4, 2)], (0,), (), False, True),
    "everybody below k: nothing": ([(1, 1, 0), (1, 1, 0)], (), (0, 1), False, False),
    "everybody below k, k together": ([(2, 1, 0), (1, 1, 1)], (), (0, 1), True, True),
    "a small class all the same: only the total": (
        [(6, 0, 0), (20, 8, 2), (9, 5, 1)],
        (),
        (0, 1, 2),
        True,
        True,
    ),
    "all but one the same: likewise": ([(8, 1, 0), (20, 8, 2), (9, 5, 1)], (), (0, 1, 2), True, True),
    "all but two the same": ([(7, 2, 0), (20, 8, 2)], (0, 1), (), False, True),
    "a large class all the same": ([(30, 0, 0), (9, 5, 1)], (0, 1), (), False, True),
    "a pool all the same is not shown": ([(3, 0, 0), (12, 0, 0), (9, 5, 1)], (2,), (0, 1), False, False),
    "everybody the same: no total, only what need not be held": (
        [(3, 0, 0), (30, 0, 0), (12, 0, 0)],
        (1,),
        (0, 2),
        False,
        False,
    ),
    "a class without ballots neither hides nor helps": (
        [(0, 0, 0), (2, 1, 1), (20, 8, 2), (9, 5, 1)],
        (2,),
        (1, 3),
        True,
        True,
    ),
    "nobody voted": ([(0, 0, 0), (0, 0, 0)], (), (), False, False),
}


@pytest.mark.parametrize(
    ("cells", "shown", "together", "pooled", "total"), list(CASES.values()), ids=list(CASES)
)
def test_what_of_a_row_is_shown(
    cells: list[Cell], shown: tuple[int, ...], together: tuple[int, ...], pooled: bool, total: bool
) -> None:
    layout = lay_out(cells, 5)
    assert (layout.shown, layout.together, layout.pooled, layout.total) == (shown, together, pooled, total)


@pytest.mark.parametrize(
    ("sizes", "k", "held"),
    [
        ((9, 30), 5, ()),
        ((9, 30), 10, (0, 1)),
        ((4, 30, 12), 5, (0, 2)),
        ((2, 30), 3, (0, 1)),
        ((3, 30), 3, ()),
        ((0, 4, 30), 5, (1, 2)),
        ((2, 2, 30), 5, (0, 1, 2)),
    ],
)
def test_what_is_held_back_whatever_was_marked(sizes: tuple[int, ...], k: int, held: tuple[int, ...]) -> None:
    assert held_by_size(sizes, k) == held


@pytest.mark.parametrize("k", [2, 11])
def test_k_stands_between_three_and_ten(k: int) -> None:
    with pytest.raises(ValueError, match="k stands between"):
        lay_out([(9, 9)], k)


# Every small rating ---------------------------------------------------------------------------


@cache
def fillings(size: int, options: int) -> tuple[Cell, ...]:
    if options == 1:
        return ((size,),)
    return tuple((n, *rest) for n in range(size + 1) for rest in fillings(size - n, options - 1))


Seen = tuple[Layout, tuple[Cell, ...], Cell | None]


def seen(cells: tuple[Cell, ...], k: int) -> Seen:
    """All that is published of a row."""
    layout = lay_out(cells, k)
    pool = pool_of(cells, layout.together) if layout.pooled else None
    return layout, tuple(cells[i] for i in layout.shown), pool


def small_ratings() -> Iterator[tuple[int, int, tuple[int, ...]]]:
    for options, classes, most in ((2, 1, 7), (2, 2, 7), (2, 3, 6), (3, 2, 6), (3, 3, 4)):
        for sizes in combinations_with_replacement(range(most + 1), classes):
            yield 3, options, sizes
    for sizes in combinations_with_replacement(range(6), 3):
        yield 4, 2, sizes


def test_no_hidden_class_can_be_worked_out_from_what_is_shown() -> None:
    """By whoever knows these very rules: two ratings that look the same differ in each hidden class."""
    checked = 0
    for k, options, sizes in small_ratings():
        ratings = defaultdict(list)
        for cells in product(*(fillings(size, options) for size in sizes)):
            ratings[seen(cells, k)].append(cells)
        for (layout, _shown, pool), alike in ratings.items():
            if pool is None and all(sum(map(bool, pool_of(cells, range(len(sizes))))) < 2 for cells in alike):
                continue  # a row all of one mark: `test_a_row_all_of_one_mark_has_no_total`
            for hidden in layout.together:
                checked += 1
                assert len({cells[hidden] for cells in alike}) > 1, (k, sizes, layout, pool)
            assert all(sizes[i] >= k for i in layout.shown)
    assert checked > 2000


def test_no_hidden_class_follows_from_the_pool_by_arithmetic() -> None:
    """By whoever knows how many ballots each class cast, and nothing of the rules."""
    for k, options, sizes in small_ratings():
        pools = set()
        for cells in product(*(fillings(size, options) for size in sizes)):
            layout, _shown, pool = seen(cells, k)
            if pool is not None:
                pools.add((tuple(sizes[i] for i in layout.together), pool))
        for hidden, pool in pools:
            # A second filling exists when two classes and two options have ballots: swap one between them.
            assert len(hidden) >= 2 and all(hidden)
            assert sum(map(bool, pool)) >= 2
            assert sum(pool) >= k


def test_a_row_all_of_one_mark_has_no_total() -> None:
    """Its large classes are shown, for they hide nothing; what the held ones marked is not added up."""
    for k, _options, sizes in small_ratings():
        layout = lay_out([(size, 0) for size in sizes], k)
        if layout.together:
            assert not layout.pooled and not layout.total
            assert all(sizes[i] >= 2 * k for i in layout.shown)
