"""Who signs, what is enclosed, which figures hold: below, at and above them, set and not set."""

import pytest

from governance.registers import wording as _wording  # noqa: F401
from governance.registers.catalogue import shipped
from governance.registers.rules.asking import (
    Step,
    Why,
    cautions,
    chain_of,
    enclosures,
    in_state,
    in_use,
    limits,
)
from tests.rules.registers.declared import BASE, altered, book, reading

A, C = "S0-24", "S3-04"
FIVE = ["办主任提意见", "经办人签字", "主任证明", "主管领导审核", "镇长签字"]


def claim(yuan):
    return {"amount": round(yuan * 100), "nature": "office"}


@pytest.mark.articles("S0-24:一-3b", "S0-24:一-3c", "S0-24:一-4c", "S3-04:1-6")
@pytest.mark.parametrize(
    ("adopted", "set_", "yuan", "more"),
    [
        ([A], {"collective": 3000}, 2999.99, {}),
        ([A], {"collective": 3000}, 3000, {"书记知悉集体决定": Why.REACHED}),
        ([A], {}, 1, {"书记知悉集体决定": Why.UNSET}),
        ([A, C], {"collective": 3000}, 4999, {"书记知悉集体决定": Why.REACHED}),
        (
            [A, C],
            {"collective": 3000},
            5000,
            {"书记知悉集体决定": Why.REACHED, "书记事先沟通": Why.REACHED},
        ),
    ],
)
def test_five_sign_for_an_expense_and_the_secretary_where_it_reaches_the_figure(adopted, set_, yuan, more):
    steps = chain_of(shipped()["expense_claim"].declaration, claim(yuan), book(*adopted, **set_))
    assert [s.title for s in steps if s.title not in more] == FIVE
    assert {s.title: s.why for s in steps if s.title in more} == more


def test_without_the_articles_of_the_five_only_the_other_towns_rule_asks():
    steps = chain_of(shipped()["expense_claim"].declaration, claim(5000), book(C))
    assert [(s.title, s.why, s.limit) for s in steps] == [("书记事先沟通", Why.REACHED, "5,000")]
    assert Step.from_dict(steps[0].as_dict()) == steps[0]


@pytest.mark.articles("S0-24:八-4", "S0-24:八-5a")
@pytest.mark.parametrize(
    ("values", "titles"),
    [
        ({"matter": "general"}, ["党政办主任核对", "分管领导签"]),
        ({"matter": "major", "carried_out": False}, ["党政办主任核对", "镇长签", "书记签"]),
        (
            {"matter": "general", "carried_out": True},
            ["党政办主任核对", "分管领导签", "镇长同意外带", "书记同意外带"],
        ),
    ],
)
def test_a_seal_is_used_on_the_signature_its_matter_asks_for(values, titles):
    steps = chain_of(shipped()["seal_use"].declaration, values, book(A))
    assert [s.title for s in steps] == titles


@pytest.mark.articles("S0-24:一-4c", "S3-04:1-6")
@pytest.mark.parametrize(
    ("yuan", "set_", "given", "codes"),
    [
        (4999, {"collective": 6000}, (), []),
        (5000, {"collective": 6000}, (), ["missing"]),
        (5000, {"collective": 6000}, ("集体决定",), ["there"]),
        (6000, {"collective": 6000}, ("集体决定",), ["there", "missing"]),
        (10, {}, (), ["unset"]),
        (10, {}, ("党政成员会议决定",), ["there"]),
    ],
)
def test_a_large_sum_brings_its_decision_along(yuan, set_, given, codes):
    verdict = enclosures(shipped()["expense_claim"].declaration, claim(yuan), book(A, C, **set_), given)
    assert [f.code.rpartition(".")[2] for f in verdict.findings] == codes
    assert verdict.allowed is all(code == "there" for code in codes)
    assert all(f.message() for f in verdict.findings)


@pytest.mark.articles("S0-24:六-2", "S0-24:四-3f")
@pytest.mark.parametrize(
    ("code", "values", "before", "set_", "said", "allowed"),
    [
        ("guest_meal", {"amount": 30_000, "people": 6}, 0, {"per_person": 50}, "within", True),
        ("guest_meal", {"amount": 30_006, "people": 6}, 0, {"per_person": 50}, "passed", False),
        ("guest_meal", {"amount": 30_000}, 0, {"per_person": 50}, "no_heads", False),
        ("guest_meal", {"amount": 30_000, "people": 0}, 0, {"per_person": 50}, "no_heads", False),
        ("guest_meal", {"amount": 1, "people": 1}, 0, {}, "unset", False),
        ("vehicle_trip", {"cost": 20_000}, 980_000, {"year": 10_000}, "within", True),
        ("vehicle_trip", {"cost": 20_001}, 980_000, {"year": 10_000}, "year_passed", False),
        ("vehicle_trip", {}, 980_000, {"year": 1}, None, True),
    ],
)
def test_a_figure_of_an_article_bounds_the_row(code, values, before, set_, said, allowed):
    verdict = limits(shipped()[code].declaration, values, book(A, **set_), year_before=before)
    assert [f.code.rpartition(".")[2] for f in verdict.findings] == ([said] if said else [])
    assert verdict.allowed is allowed
    assert all(f.message() and (f.remedy() or allowed) for f in verdict.findings)


def test_a_limit_that_warns_asks_for_a_reason_and_one_unset_only_reports():
    declaration = reading(altered("limits.0.level", "warn"))
    values = {"amount": 10_000, "people": 1}
    assert limits(declaration, values, book(A, per_person=50)).warnings
    unset = limits(declaration, values, book(A))
    assert unset.allowed
    assert not unset.warnings


@pytest.mark.articles("S0-24:四-2a2")
def test_a_trip_without_haste_is_asked_why():
    trip = shipped()["vehicle_trip"].declaration
    asked = cautions(trip, {"urgent": False}, book(A))
    assert [f.article for f in asked.warnings] == ["S0-24:四-2a2"]
    assert "不派车" in asked.findings[0].message()
    assert cautions(trip, {"urgent": True}, book(A)).findings == ()
    assert cautions(trip, {}, book(C)).findings == ()


@pytest.mark.parametrize(
    "code",
    [pytest.param(c, marks=pytest.mark.articles(*e.declaration.cites())) for c, e in shipped().items()],
)
def test_a_shipped_register_is_kept_and_signed_by_the_articles_that_bind(code):
    """Each regulation it cites brings the register; what it asks for rests on adopted articles alone."""
    declaration = shipped()[code].declaration
    values = {spec.code: 10**9 for spec in declaration.fields if spec.type in ("money", "integer")}
    regulations = {cite.partition(":")[0] for cite in declaration.articles}
    for regulation in regulations:
        here = book(regulation)
        assert in_use(declaration, here)
        rests = [step.article for step in chain_of(declaration, values, here) if step.article]
        rests += [f.article for f in enclosures(declaration, values, here, ()).findings]
        rests += [f.article for f in limits(declaration, values, here).findings]
        assert all(here.article(cite) is not None for cite in rests)
    assert not in_use(declaration, book("S4-01"))


def test_a_limit_is_silent_where_its_article_is_not_adopted():
    assert limits(reading(BASE), {"amount": 1, "people": 1}, book(C)).findings == ()


def test_a_register_is_kept_where_one_of_its_articles_binds():
    claims = shipped()["expense_claim"].declaration
    assert in_use(claims, book(A))
    assert in_use(claims, book(C))
    assert not in_use(claims, book("S4-01"))
    own = altered("articles", [])
    assert in_use(reading({k: v for k, v in own.items() if k != "articles"}), book("S4-01"))


def test_a_step_out_of_order_is_stopped_with_the_state():
    verdict = in_state("done", "已办结", "draft")
    assert not verdict.allowed
    assert "已办结" in verdict.findings[0].message()
    assert in_state("draft", "未提交", "draft").allowed
