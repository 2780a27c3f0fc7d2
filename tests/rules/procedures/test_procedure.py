"""A declaration: what it refuses, what its hash depends on, and that a stored edition reads back whole."""

from __future__ import annotations

import json

import pytest

from governance.procedures.chart import wrapped
from governance.procedures.procedure import Branch, Procedure, Step


def procedure(*steps: Step) -> Procedure:
    return Procedure(
        "tests.p", "测试程序", "F-01", steps or (Step("a", "一", ("S0-04:二-1a",)), Step("b", "二", ()))
    )


@pytest.mark.parametrize(
    "steps",
    [
        (Step("a", "一", ()), Step("a", "二", ())),
        (Step("a", "一", (), branches=(Branch("c", "退回"),)),),
    ],
    ids=["code twice", "leads nowhere"],
)
def test_a_declaration_that_makes_no_sense_is_refused(steps):
    with pytest.raises(ValueError, match=r"tests\.p"):
        procedure(*steps)


@pytest.mark.parametrize(
    "other",
    [
        (Step("a", "一", ("S0-04:二-1b",)), Step("b", "二", ())),
        (Step("b", "二", ()), Step("a", "一", ("S0-04:二-1a",))),
        (Step("a", "一", ("S0-04:二-1a",), rules=("meetings.quorum",)), Step("b", "二", ())),
        (Step("a", "一", ("S0-04:二-1a",)), Step("b", "二", (), branches=(Branch("a", "退回"),))),
    ],
    ids=["article", "order", "guard", "branch"],
)
def test_every_change_of_content_is_another_edition(other):
    assert procedure(*other).content_hash != procedure().content_hash


def test_an_edition_reads_back_as_it_was_stored():
    whole = procedure(
        Step("a", "一", ("S0-04:二-1a",), ("v.a",), ("r.a",), ("c.a",), ("d.a",), (Branch("b", "退回"),)),
        Step("b", "二", ()),
    )
    stored = json.loads(json.dumps(whole.as_dict()))
    assert Procedure.from_dict(stored) == whole
    assert Procedure.from_dict(stored).content_hash == whole.content_hash


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一二三四五", 3, ["一二三", "四五"]),
        ("一二三，四", 3, ["一二三，", "四"]),
        ("", 3, []),
        ("abcdef", 3, ["abcde", "f"]),
    ],
)
def test_lines_break_by_width_and_never_before_a_stop(text, width, lines):
    assert wrapped(text, width) == lines
