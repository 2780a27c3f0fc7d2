"""The shipped files: all there, all linked, and true to what the catalogue promises."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from governance.rules.figures import Op, Share
from governance.rules.library import SHIPPED, Library, load_library
from governance.rules.systems import load_systems

LIBRARY = load_library()
TOWN = LIBRARY.townships()
ARTICLES = [a for r in TOWN for a in r.articles]
FIGURES = [
    pytest.param(a, name, spec, id=f"{a.cite}.{name}")
    for r in LIBRARY.regulations.values()
    for a in r.articles
    for name, spec in a.figure_specs.items()
]


def test_everything_of_the_catalogue_is_there():
    assert len(TOWN) == 61
    assert len(ARTICLES) == len({a.cite for a in ARTICLES}) == 1085
    assert len(LIBRARY.capabilities) == 41
    assert len(LIBRARY.conflicts) == 49
    assert len(LIBRARY.forms) == 38
    assert len(LIBRARY.flowcharts) == 3
    assert len(LIBRARY.scoring_tables) == 15
    assert len(LIBRARY.vocabulary.rules) >= 23  # those of the catalogue; every package adds its own
    assert sum(a.superseded for a in ARTICLES) == 16
    assert sum(len(a.figures) for a in ARTICLES) == 442


def test_levels_of_the_plenary_meeting():
    plenary = [a for a in ARTICLES if a.capability == "meetings.plenary"]
    levels = Counter(a.enforce for a in plenary)
    assert levels == {"block": 56, "warn": 36, "record": 32, "display": 14, "remind": 5, "print": 5}
    assert not [a.cite for a in plenary if a.severity and not a.rule], "a block or warn article without rule"


def test_short_names_are_unique_and_as_the_wording_guide_gives_them():
    shorts = [r.short for r in LIBRARY.regulations.values()]
    assert len(set(shorts)) == len(shorts)
    given = {
        "S0-04": "民主议事决策制度",
        "S1-01": "议事决策规则",
        "S1-04": "重大事项决策制度",
        "S3-02": "议事决策机制",
    }
    assert {k: LIBRARY.regulations[k].short for k in given} == given


def test_every_figure_has_type_unit_and_a_value_of_that_type():
    """Loading has checked the rest: this says what a reader may rely on."""
    for param in FIGURES:
        article, name, spec = param.values
        assert spec.type and spec.unit, param.id
        assert article.figure_units[name] == spec.unit
        for dated in article.figures[name]:
            if isinstance(dated.value, Share):
                assert isinstance(dated.value.fraction, Fraction)
                assert dated.value.base == spec.base
            if dated.value is None and article.regulation.startswith("S"):
                assert name in article.delegated, f"{param.id} is blank and nobody may fill it"


@pytest.mark.parametrize(
    ("cite", "name", "op", "fraction"),
    [
        ("S0-04:三-1b", "quorum", Op.GE, Fraction(1, 2)),
        ("S0-04:三-1c", "quorum", Op.GE, Fraction(2, 3)),
        ("S0-06:十二a", "quorum", Op.GE, Fraction(2, 3)),
        ("S1-01:六-1", "quorum", Op.GE, Fraction(1, 2)),
        ("S1-01:六-3", "quorum", Op.GE, Fraction(2, 3)),
        ("S1-01:七-5a", "majority", Op.GT, Fraction(1, 2)),
        ("S3-02:1-1c", "quorum", Op.GE, Fraction(2, 3)),
        ("S3-02:1-1d", "majority", Op.GE, Fraction(2, 3)),
    ],
)
def test_shares_of_the_plenary_meeting_count_the_entitled(cite, name, op, fraction):
    article = LIBRARY.article(cite)
    assert article.figures[name][0].value == Share(op, fraction, "entitled")


@pytest.mark.parametrize("cite_name", ["S0-04:三-3a.majority", "S3-04:2-1.agreement", "S1-01:七-4b.margin"])
def test_what_the_source_leaves_open_ships_unset(cite_name):
    cite, name = cite_name.rsplit(".", 1)
    book = LIBRARY.book(adopted=["preset-a", "preset-b", "preset-c"], on=date(2026, 11, 21))
    figure = book.figure(cite, name)
    assert figure.value is None and figure.since is None


def test_money_penalties_are_nothing():
    penalties = ("penalty", "deduct", "deduction", "fine", "last_penalty", "per_item_penalty")
    values = [a.figures[n][0].value for a in ARTICLES for n in penalties if n in a.figures]
    assert len(values) > 20
    assert {v.number for v in values} == {0}


def test_conflicts_offer_choices_among_their_positions():
    for conflict in LIBRARY.conflicts:
        assert conflict.choices, conflict.id
        assert conflict.suggested.id == conflict.choices[0].id
        for choice in conflict.choices:
            assert choice.keep and choice.keep <= conflict.cites, f"{conflict.id}.{choice.id}"
        keeps = [c.keep for c in conflict.choices]
        assert len(set(keeps)) == len(keeps), f"{conflict.id} offers one settlement twice"
        assert conflict.choice(conflict.suggested.id) is conflict.suggested


@pytest.mark.parametrize(
    ("preset", "seed", "count"),
    [
        ("preset-a", "000", 24),
        ("preset-b", "001", 21),
        ("preset-c", "003", 6),
        ("preset-d", "002", 1),
        ("preset-e", "004", 9),
        ("national", "national", 14),
    ],
)
def test_presets_hold_one_collection(preset, seed, count):
    ids = LIBRARY.preset(preset)
    assert len(ids) == count
    assert {LIBRARY.regulations[i].seed for i in ids} == {seed}
    assert [r.id for r in LIBRARY.regulations.values() if r.seed == seed] == list(ids)


def test_an_unknown_preset_names_those_there_are():
    with pytest.raises(KeyError, match="preset-a"):
        LIBRARY.preset("preset-z")


def test_national_texts_are_flagged_where_the_number_is_unchecked():
    nation = [r for r in LIBRARY.regulations.values() if r.layer == "nation"]
    assert {r.seed for r in nation} == {"national"}
    assert LIBRARY.article("N-01:34").number_checked
    assert not LIBRARY.article("N-04:38").number_checked
    assert all(a.number_checked for a in ARTICLES)


def test_charts_end_where_they_should():
    steps = {c.id: len(c.steps) for c in LIBRARY.flowcharts}
    assert steps == {"F-01": 8, "F-02": 23, "F-03": 16}


def test_the_feature_table_has_a_row_per_regulation():
    rows = load_systems(LIBRARY)
    assert len(rows) == 61
    assert {r.row.name: len(r.parts) for r in rows if r.parts} == {"S0-24": 9, "S2-01": 7}


def test_the_vocabulary_holds_no_word_that_nothing_uses():
    words = LIBRARY.vocabulary
    names = {n for p in FIGURES for n in (p.values[1], f"{p.values[0].cite}.{p.values[1]}")}
    measures = {p.values[2].measure for p in FIGURES} - {""}
    assert set(words.figures) <= names
    assert measures <= set(words.measures)


def test_loading_is_done_once():
    assert load_library() is load_library()
    fresh = load_library(SHIPPED)
    assert isinstance(fresh, Library) and fresh == LIBRARY
