"""Coverage counts what code and tests name, and nothing else."""

from __future__ import annotations

import pytest

from governance.rules import coverage
from governance.rules.library import load_library

LIBRARY = load_library()


@pytest.fixture
def registry(monkeypatch):
    """Empty registries for one test."""
    monkeypatch.setattr(coverage, "_bindings", {})
    monkeypatch.setattr(coverage, "_listed", {})


def measured(tests=None, capability="meetings.plenary"):
    return next(c for c in coverage.measure(LIBRARY, tests or {}) if c.capability == capability)


@pytest.mark.usefixtures("registry")
def test_nothing_is_inferred():
    found = measured()
    assert (found.total, found.bound, found.tested, len(found.unbound)) == (148, 0, 0, 148)
    assert sum(c.total for c in coverage.measure(LIBRARY, {})) == 1085 - 16


@pytest.mark.usefixtures("registry")
def test_bound_tested_listed_and_unbound():
    @coverage.binds("S0-04:三-1b", "S0-04:三-1c")
    def quorum():
        return None

    coverage.bind("S0-04:二-4", by="meetings.models.Topic.consulted_on", how="field")
    coverage.listed("S0-04:四-1b", "会外的话软件看不见")
    found = measured({"S0-04:三-1b": ["t::a"], "S0-04:二-1a": ["t::b"]}).as_dict()

    assert quorum() is None
    assert (found["total"], found["bound"], found["tested"]) == (148, 3, 1)
    assert found["listed"] == [{"article": "S0-04:四-1b", "reason": "会外的话软件看不见"}]
    assert len(found["unbound"]) == 148 - 3 - 1
    assert not {"S0-04:四-1b", "S0-04:三-1b"} & set(found["unbound"])
    block = found["levels"]["block"]
    assert (block["total"], block["bound"], block["tested"], len(block["unbound"])) == (56, 2, 1, 53)
    assert list(found["levels"]) == ["block", "warn", "remind", "record", "print", "display"]

    [binding] = coverage.bindings_of("S0-04:三-1b")
    assert binding.by.endswith("quorum") and binding.how is coverage.How.RULE
    assert coverage.bindings_of("S0-04:二-4")[0].how is coverage.How.FIELD
    assert coverage.reason_of("S0-04:四-1b") and not coverage.reason_of("S0-04:三-1b")


@pytest.mark.usefixtures("registry")
def test_superseded_articles_are_not_counted():
    assert "S0-06:七c" not in measured(capability="cadres.promotion").unbound


@pytest.mark.usefixtures("registry")
def test_naming_twice_is_harmless():
    for _again in range(2):
        coverage.bind("S0-04:三-1b", by="a.b", how="rule")
        coverage.listed("S0-04:四-1b", "会外的话软件看不见")
    assert len(coverage.bindings_of("S0-04:三-1b")) == 1


@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda: coverage.bind("S9-99:一", by="a.b", how="rule"), "S9-99:一 is bound"),
        (lambda: coverage.listed("S9-99:一", "x"), "S9-99:一 is listed"),
        (
            lambda: (coverage.bind("S0-04:三-1b", by="a.b", how="rule"), coverage.listed("S0-04:三-1b", "x")),
            "both bound and listed",
        ),
    ],
)
def test_bindings_that_cannot_be_right_are_refused(act, says):
    act()
    with pytest.raises(coverage.CoverageError, match=says):
        coverage.measure(LIBRARY, {})


@pytest.mark.usefixtures("registry")
def test_other_contradictions_are_refused():
    with pytest.raises(coverage.CoverageError, match="named by a test"):
        coverage.measure(LIBRARY, {"S9-99:一": ["t"]})
    with pytest.raises(ValueError, match="magic"):
        coverage.bind("S0-04:三-1b", by="a.b", how="magic")
    coverage.listed("S0-04:四-1b", "一")
    with pytest.raises(coverage.CoverageError, match="two reasons"):
        coverage.listed("S0-04:四-1b", "二")
