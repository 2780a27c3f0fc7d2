"""A book: what binds one committee on one day."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import governance.rules
from governance.rules.book import Article, Edition, Regulation, Settlement
from governance.rules.figures import Figure
from governance.rules.grammar import parse_value
from governance.rules.library import load_library

LIBRARY = load_library()
DAY = date(2026, 11, 21)


def test_only_what_is_adopted_binds():
    book = LIBRARY.book(adopted=["S0-04"], on=DAY)
    assert {a.cite for a in book.bound_to("meetings.quorum")} == {"S0-04:三-1b", "S0-04:三-1c"}
    assert book.article("S1-01:六-1") is None
    assert book.edition("S0-04:三-1b") == "000-1"


def test_presets_and_single_regulations_may_be_named_together():
    book = LIBRARY.book(adopted=["preset-c", "S0-04", "S3-02"], on=DAY)
    assert set(book.regulations) == {*LIBRARY.preset("preset-c"), "S0-04"}


def test_national_texts_bind_only_when_named():
    everything = [p for p in LIBRARY.presets if p != "national"]
    assert not any(r.layer == "nation" for r in LIBRARY.book(adopted=everything, on=DAY).regulations.values())
    assert "N-01" in LIBRARY.book(adopted=["national"], on=DAY).regulations


def test_a_text_not_yet_in_force_does_not_bind():
    assert "N-01" not in LIBRARY.book(adopted=["N-01"], on=date(2022, 4, 30)).regulations
    assert "N-01" in LIBRARY.book(adopted=["N-01"], on=date(2022, 5, 1)).regulations


def test_an_unknown_name_is_refused():
    with pytest.raises(KeyError, match="S7-77"):
        LIBRARY.book(adopted=["S7-77"], on=DAY)


def test_a_committees_own_figure_takes_the_place_of_the_blank():
    own = Figure("S0-04:三-3a", "majority", parse_value(">1/2@entitled"), DAY, "committee", "稔委〔2026〕1号")
    book = LIBRARY.book(adopted=["preset-a"], on=DAY, overrides={("S0-04:三-3a", "majority"): own})
    assert book.figure("S0-04:三-3a", "majority") is own


def test_a_local_regulation_binds_to_the_same_rule():
    shipped = LIBRARY.article("S0-04:三-1b")
    article = Article(
        "L-1", "一", "quorum", "到会不少于五分之四", "block", shipped.capability, rule=shipped.rule
    )
    local = Regulation("L-1", "本镇规定", "本镇规定", "local", shipped.capability, "1", DAY, (article,))
    book = LIBRARY.book(adopted=["S0-04"], on=DAY, local=[local])
    assert "L-1:一" in {a.cite for a in book.bound_to("meetings.quorum")}


def test_a_local_regulation_with_a_later_edition_waits_for_its_day():
    article = Article("L-1", "一", "quorum", "到会", "block", "meetings.plenary")
    edition = Edition("1", date(2027, 1, 1))
    local = Regulation(
        "L-1", "t", "s", "local", "meetings.plenary", "1", edition.since, (article,), editions=(edition,)
    )
    assert "L-1" not in LIBRARY.book(adopted=[], on=DAY, local=[local]).regulations


def test_an_amendment_leaves_old_acts_their_old_text():
    """A made-up second edition of S0-04 from 2027 on: a book of 2026 still has the first."""
    regulation = LIBRARY.regulations["S0-04"]
    lead = regulation.article("二-3a").figures["lead"]
    later = replace(lead[0], since=date(2027, 1, 1), value=parse_value(">=3 day"))
    articles = tuple(
        replace(a, figures={"lead": (*lead, later)}) if a.ref == "二-3a" else a for a in regulation.articles
    )
    amended = replace(
        regulation,
        edition="000-2",
        articles=articles,
        editions=(*regulation.editions, Edition("000-2", date(2027, 1, 1))),
    )
    library = replace(LIBRARY, regulations={**LIBRARY.regulations, "S0-04": amended})
    old = library.book(adopted=["S0-04"], on=date(2026, 12, 31))
    new = library.book(adopted=["S0-04"], on=date(2027, 1, 1))
    assert old.figure("S0-04:二-3a", "lead").value == parse_value(">=2 day")
    assert new.figure("S0-04:二-3a", "lead").value == parse_value(">=3 day")
    assert (old.edition("S0-04:二-3a"), new.edition("S0-04:二-3a")) == ("000-1", "000-2")


def test_a_settled_conflict_sets_the_other_positions_aside():
    conflict = LIBRARY.conflict("C-01")
    settled = Settlement("C-01", conflict.suggested.keep, DAY, "稔委〔2026〕2号")
    book = LIBRARY.book(adopted=["preset-b", "preset-c"], on=DAY, settlements={"C-01": settled})
    assert book.set_aside_by("S3-02:1-1c") is settled
    assert book.set_aside_by("S1-01:六-1") is None
    assert not [c for c in book.open_conflicts(["S1-01:六-1", "S3-02:1-1c"]) if c.id == "C-01"]

    open_book = LIBRARY.book(adopted=["preset-b", "preset-c"], on=DAY)
    assert open_book.set_aside_by("S3-02:1-1c") is None
    assert [c.id for c in open_book.open_conflicts(["S1-01:六-1", "S3-02:1-1c"])] == ["C-01"]


def test_only_conflicts_between_adopted_articles_are_to_be_settled():
    assert not [
        c
        for c in LIBRARY.book(adopted=["S1-01"], on=DAY).disagreements()
        if c.scope == "between" and c.id == "C-01"
    ]
    book = LIBRARY.book(adopted=["preset-b", "preset-c"], on=DAY)
    ids = [c.id for c in book.disagreements()]
    assert "C-01" in ids and "C-06" not in ids  # C-06: both forbid a motion from the floor


def test_settlements_on_offer_are_narrowed_to_what_is_adopted():
    book = LIBRARY.book(adopted=["preset-b", "preset-c"], on=DAY)
    offered = {c.id: c.keep for c in book.settlements_on_offer(LIBRARY.conflict("C-01"))}
    assert offered == {"half": {"S1-01:六-1"}, "two_thirds": {"S3-02:1-1c"}}
    notice = book.settlements_on_offer(LIBRARY.conflict("C-04"))
    assert notice[0].id == "one_workday", "two days stands in a regulation this committee has not adopted"


def test_every_conflict_of_a_full_house_can_be_settled():
    book = LIBRARY.book(adopted=LIBRARY.presets, on=DAY)
    for conflict in book.disagreements():
        assert book.settlements_on_offer(conflict)[0].id == conflict.suggested.id


def test_the_rules_import_no_django():
    """By reading: no file of governance/rules names it. By running: loading and judging never needs it."""
    folder = Path(governance.rules.__file__).parent
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [n for n in names if n.split(".")[0] == "django"], path.name
            ours = [n for n in names if n.startswith("governance") and not n.startswith("governance.rules")]
            assert not ours, f"{path.name} imports {ours}"
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from governance.rules.library import load_library; from datetime import date\n"
        "print(len(load_library().book(adopted=['preset-a'], on=date(2026, 11, 21)).regulations))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=folder.parent.parent
    )
    assert run.stdout.strip() == "24", run.stderr
