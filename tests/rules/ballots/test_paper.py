"""Paper sheets: what is typed, where two typings part, what a third settles, what is kept as totals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.ballots.paper import grid
from governance.ballots.paper.grid import NO_MARK, SPOILT, STANDS, WRONG, Difference, Sheet, Unfit
from governance.ballots.paper.reconciling import PaperFigures, adds_up
from governance.ballots.payload import Question

GRADES = ("excellent", "competent", "basic", "incompetent")
THREE = tuple(Question(f"q{n}", GRADES) for n in (1, 2, 3))
ONE = (Question("q1", ("aye", "nay", "abstain")),)


@pytest.mark.parametrize(
    ("typed", "questions", "sheet"),
    [
        ("123", THREE, Sheet((1, 2, 3))),
        (" 1 2 3 ", THREE, Sheet((1, 2, 3))),
        ("１２４", THREE, Sheet((1, 2, 4))),  # full width
        ("1、2，4", THREE, Sheet((1, 2, 4))),
        ("10x", THREE, Sheet((1, NO_MARK, WRONG))),
        ("-Ｘ·", THREE, Sheet((NO_MARK, WRONG, NO_MARK))),
        ("×1*", THREE, Sheet((WRONG, 1, WRONG))),
        ("0", THREE, Sheet((0, 0, 0))),
        ("空", THREE, Sheet((0, 0, 0))),
        ("z", THREE, Sheet(spoilt=True)),
        ("废", THREE, Sheet(spoilt=True)),
        ("Ｚ", ONE, Sheet(spoilt=True)),
        ("1\t2\t3", THREE, Sheet((1, 2, 3))),  # pasted from a spreadsheet
        ("1\t\t３\r\n", THREE, Sheet((1, 0, 3))),
        ("\t\t", THREE, "missing"),  # a row of empty cells is a row nobody filled in
        ("", THREE, "missing"),
        ("　", THREE, "missing"),
        ("12", THREE, "length"),
        ("1234", THREE, "length"),
        ("1\t2\t3\t4", THREE, "length"),
        ("125", THREE, "sign"),  # there are four grades
        ("12a", THREE, "sign"),
        ("12喆", THREE, "sign"),
        ("1=3", THREE, "sign"),
        ("=1+1\t1\t1", THREE, "sign"),
        ("4", ONE, "sign"),
        ("x", ONE, Sheet((WRONG,))),
        ("²", ONE, Sheet((2,))),  # what a full-width digit and a raised one have in common
        ("①23", THREE, Sheet((1, 2, 3))),
    ],
)
def test_a_sheet_is_read_as_it_was_meant_or_not_at_all(typed, questions, sheet):
    if isinstance(sheet, Sheet):
        assert grid.sheet_typed(typed, questions) == sheet
    else:
        with pytest.raises(Unfit) as unfit:
            grid.sheet_typed(typed, questions)
        assert unfit.value.why == sheet


def test_pasted_rows_lose_only_the_empty_end():
    assert grid.lines_pasted("1\t2\r\n\r\n3\t4\r\n\r\n") == ["1\t2", "", "3\t4"]
    assert grid.lines_pasted("") == []


A, B, Z = Sheet((1, 2, 3)), Sheet((1, 0, WRONG)), Sheet(spoilt=True)


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ([A, B], [A, B], []),
        ([Z], [Z], []),
        ([A], [B], [Difference(1, 1, 2, 0), Difference(1, 2, 3, WRONG)]),
        ([A, Z], [A, B], [Difference(2, None, SPOILT, STANDS)]),
        ([A], [Z], [Difference(1, None, STANDS, SPOILT)]),
        ([A, B], [B, A], [Difference(1, 1, 2, 0), Difference(1, 2, 3, WRONG),
                          Difference(2, 1, 0, 2), Difference(2, 2, WRONG, 3)]),
    ],
)  # fmt: skip
def test_two_typings_are_compared_mark_by_mark(first, second, found):
    assert grid.differences(first, second) == found


def test_typings_of_unequal_length_are_never_compared():
    with pytest.raises(ValueError):
        grid.differences([A], [A, B])


@pytest.mark.parametrize(
    ("first", "second", "decided", "result"),
    [
        ([A], [A], {}, [A]),
        ([A], [B], {(1, 1): 2, (1, 2): 4}, [Sheet((1, 2, 4))]),  # a third may see what neither saw
        ([Z], [A], {(1, None): STANDS}, [A]),
        ([A], [Z], {(1, None): SPOILT}, [Z]),
        ([A], [B], {(1, 1): 2}, None),  # one is left open
        ([A], [A], {(1, 0): 2}, None),  # what both typed alike is not touched
        ([A], [B], {(1, 1): 2, (1, 2): 4, (1, 0): 3}, None),
    ],
)
def test_a_third_settles_the_differences_and_nothing_else(first, second, decided, result):
    if result is None:
        with pytest.raises(ValueError):
            grid.settled(first, second, decided)
    else:
        assert grid.settled(first, second, decided) == result


@pytest.mark.parametrize(
    ("sheets", "figures", "marks"),
    [
        ([], (0, 0, 0, 0, 0, 0), [[0] * 5] * 3),
        ([Sheet((0, 0, 0))], (1, 0, 1, 0, 0, 0), [[0] * 5] * 3),
        ([Z], (1, 0, 0, 1, 0, 0), [[0] * 5] * 3),
        ([Sheet((WRONG, 0, WRONG))], (1, 0, 0, 1, 0, 0), [[0] * 5] * 3),
        ([Sheet((2, 2, 2))], (1, 1, 0, 0, 1, 0), [[0, 0, 1, 0, 0]] * 3),
        ([Sheet((2, WRONG, 0))], (1, 1, 0, 0, 0, 1), [[0, 0, 1, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0]]),
        (
            [A, A, B, Z, Sheet((0, 0, 0))],
            (5, 3, 1, 1, 0, 1),
            [[0, 3, 0, 0, 0], [1, 0, 2, 0, 0], [1, 0, 0, 2, 0]],
        ),
    ],
)
def test_what_is_kept_are_totals(sheets, figures, marks):
    found = grid.totals(sheets, THREE)
    assert (found.sheets, found.valid, found.blank, found.invalid, found.uniform, found.wrong) == figures
    assert found.marks == marks
    assert all(sum(counts) == found.valid for counts in found.marks)
    assert found.sheets == found.valid + found.blank + found.invalid


_SHEETS = st.lists(
    st.one_of(
        st.just(Z),
        st.tuples(*[st.sampled_from([0, 1, 2, 3, 4, WRONG])] * 3).map(Sheet),
    ),
    max_size=grid.BATCH,
)


@given(_SHEETS, _SHEETS)
def test_bytes_are_of_one_length_and_come_back(one, other):
    packed = grid.pack_sheets(one, THREE)
    assert len(packed) == len(grid.pack_sheets(other, THREE))
    assert grid.unpack_sheets(packed, THREE) == one
    summed = grid.totals(one, THREE)
    assert grid.unpack_totals(grid.pack_totals(summed), THREE) == summed
    both = grid.together([summed, grid.totals(other, THREE)], THREE)
    assert both == grid.totals([*one, *other], THREE)


def test_a_batch_has_no_twenty_sixth_sheet_and_bytes_of_another_sheet_are_refused():
    with pytest.raises(ValueError):
        grid.pack_sheets([A] * 26, THREE)
    with pytest.raises(ValueError):
        grid.unpack_sheets(grid.pack_sheets([Sheet((1,))], ONE), THREE)
    with pytest.raises(ValueError):
        grid.unpack_totals(grid.pack_totals(grid.totals([], ONE)), THREE)


@pytest.mark.parametrize(
    ("figures", "stopped_by"),
    [
        (PaperFigures(30, 28, 28), set()),
        (PaperFigures(28, 28, 28), set()),
        (PaperFigures(0, 0, 0), set()),
        (PaperFigures(28, 29, 29), {"ballots.paper.surplus"}),
        (PaperFigures(30, 28, 27), {"ballots.paper.apart"}),
        (PaperFigures(30, 28, 29), {"ballots.paper.apart"}),
        (PaperFigures(28, 30, 29), {"ballots.paper.surplus", "ballots.paper.apart"}),
    ],
)
def test_paper_that_does_not_add_up_is_a_gap(figures, stopped_by):
    verdict = adds_up(figures)
    assert {finding.code for finding in verdict.blocking} == stopped_by
    assert figures.has_gap == bool(stopped_by)
