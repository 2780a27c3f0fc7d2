"""A procedure names nothing that is not there: articles, acts, rules, clocks, papers; nor leaves out a rule."""

from __future__ import annotations

import pytest

from governance.audit.vocabulary import act_code
from governance.deadlines.duties import clock_of
from governance.documents.kinds import document_kind
from governance.procedures.procedure import procedures
from governance.rules.library import load_library
from governance.rules.registry import find_rule

ALL = [(procedure, step) for procedure in procedures() for step in procedure.steps]
NAMED = [pytest.param(procedure, step, id=f"{procedure.code}-{step.code}") for procedure, step in ALL]


@pytest.mark.parametrize(("procedure", "step"), NAMED)
def test_what_a_step_names_is_registered(procedure, step):
    library = load_library()
    for cite in step.articles:
        library.article(cite)
    for code in step.verbs:
        act_code(code)
    for name in step.rules:
        find_rule(name)
    for code in step.clocks:
        clock_of(code)
    for kind in step.documents:
        document_kind(kind)
    assert step.articles


@pytest.mark.parametrize("procedure", procedures(), ids=lambda p: p.code)
def test_steps_follow_the_chart_of_the_catalogue(procedure):
    chart = next(c for c in load_library().flowcharts if c.id == procedure.chart)
    assert [step.name for step in procedure.steps] == [box.step for box in chart.steps]
    for step, box in zip(procedure.steps, chart.steps, strict=True):
        if box.article is not None:  # a heading of the chart, whose boxes follow
            assert f"{chart.regulation}:{box.article}" in step.articles
