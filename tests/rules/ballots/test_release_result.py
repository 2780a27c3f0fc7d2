"""Means, weights, ranks and shares of what may be shown. Exact to the last fraction."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from governance.ballots.release import Grade, RatedClass, RatedRow, release, shared_ranks
from governance.ballots.release.scores import Part, Share, mean, shares, spread, weighted

GRADES = (
    Grade("g1", "优秀", F(100), top=True, passing=True),
    Grade("g2", "称职", F(80), passing=True),
    Grade("g3", "基本称职", F(60)),
    Grade("g4", "不称职", F(0)),
    Grade("abstain", "弃权", None),
)


@pytest.mark.parametrize(
    ("cell", "trimmed", "expected"),
    [
        ((3, 1, 0, 0, 0), False, F(95)),
        ((3, 1, 0, 0, 9), False, F(95)),  # abstentions stand in no mean
        ((0, 0, 0, 0, 6), False, None),
        ((4, 1, 0, 1, 0), True, F(480, 6)),  # six marks: nothing is dropped
        ((5, 1, 0, 1, 0), True, F(480, 5)),  # seven: one 100 and the 0 are
        ((7, 0, 0, 0, 0), True, F(100)),
        ((0, 1, 1, 0, 0), False, F(70)),
        ((1, 1, 1, 0, 0), False, F(80)),
        ((1, 0, 0, 2, 0), False, F(100, 3)),
    ],
)
def test_mean(cell: tuple[int, ...], trimmed: bool, expected: F | None) -> None:
    assert mean(cell, GRADES, trimmed=trimmed) == expected


@pytest.mark.parametrize(
    ("parts", "value", "renormalised"),
    [
        ([(30, 90), (40, 80), (30, 70)], F(80), False),
        ([(30, 90), (40, None), (30, 70)], F(80), True),
        ([(1, 90), (2, 60)], F(70), False),  # weights need not be a hundred
        ([(40, None)], None, False),
        ([(0, 90)], None, False),
        ([(0, None), (10, 60)], F(60), False),  # a weight of nothing goes missing for nobody
    ],
)
def test_weighted(parts: list[tuple[int, int | None]], value: F | None, renormalised: bool) -> None:
    got = weighted([Part(F(w), None if m is None else F(m)) for w, m in parts])
    assert (got.value, got.renormalised) == (value, renormalised)


@pytest.mark.parametrize(
    ("scores", "ranks"),
    [
        ([90, 85, 85, 70], [1, 2, 2, 4]),
        ([70, 70, 70], [1, 1, 1]),
        ([None, 60, 80], [None, 2, 1]),
        ([F(1, 3), F(2, 6)], [1, 1]),
    ],
)
def test_equals_share_a_rank(scores: list[F | None], ranks: list[int | None]) -> None:
    keys = [f"s{i}" for i in range(len(scores))]
    given = {key: None if s is None else F(s) for key, s in zip(keys, scores, strict=True)}
    assert list(shared_ranks(given).values()) == ranks


def test_shares_carry_their_counts_and_few_have_no_percentage() -> None:
    top, passing = shares((6, 2, 1, 0, 1), GRADES)
    assert (top, passing) == (Share(6, 10), Share(8, 10))
    assert (top.worth, passing.worth) == (F(3, 5), F(4, 5))
    assert Share(2, 4).worth is None


def test_spread_needs_two() -> None:
    assert spread([F(90), None]) is None
    assert spread([F(90), F(65), F(70)]) == 25


# The whole result -----------------------------------------------------------------------------

LEADERS, MIDDLE, STAFF = ("leaders", F(30)), ("middle", F(40)), ("staff", F(30))


def classes(*sizes: int) -> list[RatedClass]:
    return [
        RatedClass(key, weight, size)
        for (key, weight), size in zip((LEADERS, MIDDLE, STAFF), sizes, strict=True)
    ]


def row(key: str, subject: str, *cells: tuple[int, ...], weight: int = 1) -> RatedRow:
    return RatedRow(key, subject, F(weight), tuple(cells))


def test_classes_that_may_stand_alone_are_weighted_one_by_one() -> None:
    got = release(
        classes(5, 10, 20),
        [row("q1", "a", (2, 2, 1, 0, 0), (5, 5, 0, 0, 0), (10, 0, 0, 10, 0))],
        GRADES,
        k=5,
        far=F(40),
    )
    (only,) = got.subjects
    assert only.by_class == {"leaders": F(84), "middle": F(90), "staff": F(50)}
    assert only.score == F(84 * 30 + 90 * 40 + 50 * 30, 100)
    assert (only.apart, only.far_apart, only.renormalised, only.partial) == (F(40), True, False, False)
    assert got.held == got.held_few == got.without == ()
    assert got.rows[0].total is not None and got.rows[0].total.counts == (17, 7, 1, 10, 0)


def test_what_is_held_back_is_weighted_as_one_pool() -> None:
    """Each held class by itself in the score would come out by subtraction, marks being whole numbers."""
    cells = ((1, 1, 0, 0, 0), (4, 4, 0, 0, 0), (10, 0, 0, 10, 0))
    got = release(classes(2, 8, 20), [row("q1", "a", *cells)], GRADES, k=5)
    (only,) = got.rows
    assert only.pool is not None
    assert (only.pool.classes, only.pool.counts, only.pool.mean) == (
        ("leaders", "middle"),
        (5, 5, 0, 0, 0),
        F(90),
    )
    assert only.score.value == F(90 * 70 + 50 * 30, 100)
    assert (got.held, got.held_few) == (("leaders", "middle"), ("leaders",))
    assert got.figures_apart == ("staff",)
    assert got.subjects[0].by_class == {"staff": F(50)}
    assert not got.subjects[0].renormalised


def test_a_class_without_a_valid_ballot_gives_its_weight_to_the_others_and_says_so() -> None:
    got = release(
        classes(0, 10, 20),
        [row("q1", "a", (0, 0, 0, 0, 0), (5, 5, 0, 0, 0), (10, 0, 0, 10, 0))],
        GRADES,
        k=5,
    )
    assert got.without == ("leaders",)
    assert got.subjects[0].score == F(90 * 40 + 50 * 30, 70)
    assert got.subjects[0].renormalised


def test_a_class_that_only_abstained_does_too() -> None:
    got = release(
        classes(10, 10, 20),
        [row("q1", "a", (0, 0, 0, 0, 10), (5, 5, 0, 0, 0), (10, 0, 0, 10, 0))],
        GRADES,
        k=5,
    )
    assert got.subjects[0].score == F(90 * 40 + 50 * 30, 70)
    assert got.subjects[0].renormalised


def test_rows_weigh_in_the_score_of_their_own_object() -> None:
    even = (10, 0, 0, 10, 0)
    got = release(
        [RatedClass("all", F(1), 20)],
        [
            row("q1", "a", (20, 0, 0, 0, 0), weight=3),
            row("q2", "a", even),
            row("q3", "b", even),
            row("q4", "c", even),
        ],
        GRADES,
        k=5,
    )
    assert [(s.key, s.score, s.rank) for s in got.subjects] == [
        ("a", F(350, 4), 1),
        ("b", F(50), 2),
        ("c", F(50), 2),
    ]


def test_a_row_of_which_nothing_may_be_shown_leaves_the_score_to_the_others() -> None:
    got = release(
        classes(6, 6, 6),
        [
            row("q1", "a", (6, 0, 0, 0, 0), (6, 0, 0, 0, 0), (6, 0, 0, 0, 0)),
            row("q2", "a", (3, 3, 0, 0, 0), (3, 3, 0, 0, 0), (3, 3, 0, 0, 0)),
            row("q3", "b", (6, 0, 0, 0, 0), (6, 0, 0, 0, 0), (6, 0, 0, 0, 0)),
        ],
        GRADES,
        k=5,
    )
    assert got.row("q1").alone == () and got.row("q1").pool is None and got.row("q1").total is None
    a, b = got.subjects
    assert (a.score, a.partial, a.by_class) == (F(90), True, {})
    assert (b.score, b.rank) == (None, None)


def test_counts_that_do_not_add_up_are_not_shown_at_all() -> None:
    with pytest.raises(ValueError, match="not the valid ballots"):
        release([RatedClass("all", F(1), 20)], [row("q1", "a", (10, 9, 0, 0, 0))], GRADES, k=5)


ROWS = {
    "held back for their size": ((1, 1, 0, 0, 0), (4, 4, 0, 0, 0), (10, 0, 0, 10, 0)),
    "and the large one all the same": ((1, 1, 0, 0, 0), (4, 4, 0, 0, 0), (20, 0, 0, 0, 0)),
    "and their pool all the same": ((2, 0, 0, 0, 0), (8, 0, 0, 0, 0), (10, 0, 0, 10, 0)),
}


@pytest.mark.parametrize("cells", list(ROWS.values()), ids=list(ROWS))
def test_classes_added_up_at_the_count_give_the_same_result(cells: tuple[tuple[int, ...], ...]) -> None:
    """What is shown needs the small classes apart at no point, so they need not be kept apart."""
    sizes = [sum(cell) for cell in cells]
    nothing = (0,) * len(GRADES)
    added = tuple(a + b for a, b in zip(cells[0], cells[1], strict=True))
    apart = release(classes(*sizes), [row("q1", "a", *cells)], GRADES, k=5)
    together = release(
        classes(*sizes),
        [RatedRow("q1", "a", F(1), (nothing, nothing, cells[2]), added)],
        GRADES,
        k=5,
    )
    assert together == apart


def test_classes_added_up_wrongly_are_not_shown() -> None:
    nothing = (0,) * len(GRADES)
    one = RatedRow("q1", "a", F(1), (nothing, nothing, (10, 0, 0, 10, 0)), (1, 0, 0, 0, 0))
    with pytest.raises(ValueError, match="not the valid ballots"):
        release(classes(2, 8, 20), [one], GRADES, k=5)
