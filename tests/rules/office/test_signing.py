"""Who may sign a letter: two sides, two persons, their own accounts, paper only where there is none."""

from __future__ import annotations

import pytest

from governance.office.responsibilities.rules import Signing, may_check, may_sign, may_sign_on_paper

BASE = {
    "side": "lower",
    "upper_signed": False,
    "lower_signed": False,
    "own_superior": False,
    "by_person": True,
    "has_account": True,
}


def stopped(verdict):
    return "" if verdict.allowed else verdict.findings[-1].code.rpartition(".")[2]


@pytest.mark.parametrize(
    ("but", "code"),
    [
        ({}, ""),
        ({"by_person": False}, "not_yours"),
        ({"lower_signed": True}, "signed_already"),
        ({"upper_signed": True}, ""),
        ({"side": "upper"}, "both_sides"),
        ({"side": "upper", "by_person": False}, ""),
        ({"side": "upper", "by_person": False, "own_superior": True}, "above"),
        ({"side": "upper", "by_person": False, "upper_signed": True}, "signed_already"),
    ],
)
def test_each_side_is_signed_once_by_whom_it_belongs_to(but, code):
    assert stopped(may_sign(Signing(**{**BASE, **but}))) == code


@pytest.mark.parametrize(
    ("but", "code"),
    [
        ({}, "has_account"),
        ({"has_account": False}, ""),
        ({"has_account": False, "lower_signed": True}, "signed_already"),
        ({"side": "upper"}, "secretary_signs"),
        ({"side": "upper", "own_superior": True}, ""),
    ],
)
def test_paper_stands_in_only_where_no_account_can_sign(but, code):
    assert stopped(may_sign_on_paper(Signing(**{**BASE, **but}))) == code


@pytest.mark.parametrize(
    ("own", "items", "code"), [(False, 1, ""), (True, 1, "own_draft"), (False, 0, "empty")]
)
def test_a_letter_is_checked_by_somebody_else_and_is_not_empty(own, items, code):
    assert stopped(may_check(drafted_by_checker=own, items=items)) == code
