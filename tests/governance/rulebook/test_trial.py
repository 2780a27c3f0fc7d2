"""Values tried on the golden cases: the text's own always holds, a looser one is caught by the rule too."""

from __future__ import annotations

import pytest

import meetings.rules  # noqa: F401  registers the rules
from governance.rulebook.judgement import FigureStep, may_settle, value_fits
from governance.rulebook.trial import try_value
from governance.rules.grammar import parse_value
from governance.rules.library import load_library
from tests.builders import TODAY

LIBRARY = load_library()


def test_every_value_the_text_gives_may_be_set_as_it_is():
    refused = []
    for regulation in LIBRARY.townships():
        book = LIBRARY.book(adopted=[regulation.id], on=TODAY)
        for article in regulation.articles:
            for name, dated in article.figures.items():
                if article.superseded or dated[-1].value is None:
                    continue
                step = FigureStep(article.cite, name, dated[-1].value, TODAY)
                verdict = value_fits(step, LIBRARY, book, try_value(article.cite, name, step.value))
                refused += [(article.cite, name, f.code) for f in verdict.blocking]
    assert refused == []


@pytest.mark.parametrize(
    ("cite", "name", "value", "looser", "unfit"),
    [
        ("S0-04:三-1b", "quorum", ">=1/2@entitled", False, False),
        ("S0-04:三-1b", "quorum", ">=1/3@entitled", True, False),
        ("S1-01:六-3", "quorum", ">=3/4@entitled", False, False),
        ("S1-01:六-3", "quorum", ">=1/2@entitled", True, False),
        ("S1-01:七-5a", "majority", ">=2/5@entitled", True, False),
        ("S0-04:二-3a", "lead", ">=1 day", True, False),
        ("S0-04:二-3a", "lead", "<=2 day", False, True),
        ("S0-04:三-1b", "quorum", ">=2 day", False, True),
    ],
)
def test_what_the_cases_show(cite, name, value, looser, unfit):
    trial = try_value(cite, name, parse_value(value))
    assert trial.cases > 3
    assert (bool(trial.looser), bool(trial.unfit)) == (looser, unfit)


def test_an_article_no_rule_enforces_is_not_tried():
    article = next(a for r in LIBRARY.townships() for a in r.articles if a.figures and not a.rule)
    name = next(iter(article.figures))
    assert try_value(article.cite, name, parse_value(">=1 day")).cases == 0


def test_whatever_is_offered_may_be_settled():
    for adopted in (["preset-a"], ["preset-b", "preset-c"], [p for p in LIBRARY.presets if p != "national"]):
        book = LIBRARY.book(adopted=adopted, on=TODAY)
        for conflict in book.disagreements():
            for choice in book.settlements_on_offer(conflict):
                assert may_settle(conflict, choice.id, TODAY, book).allowed, (adopted, conflict.id)
