"""The commands that report on the rulebooks, without a database."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from governance.management.commands import rulecoverage
from governance.management.commands.systemstable import TARGET, render
from governance.rules.coverage import bindings_of, listed, reason_of
from governance.rules.library import load_library
from governance.rules.systems import load_systems
from tests.plugins.articles import article_map

LIBRARY = load_library()


def run(*args: str) -> str:
    out = StringIO()
    call_command("rulecoverage", *args, stdout=out)
    return out.getvalue()


def test_json_is_an_array_of_all_capabilities():
    found = json.loads(run("--json"))
    assert [c["capability"] for c in found] == list(LIBRARY.capabilities)
    for c in found:
        assert set(c) == {"capability", "total", "bound", "tested", "listed", "unbound", "levels"}
        assert c["total"] == c["bound"] + len(c["listed"]) + len(c["unbound"])
        assert c["tested"] <= c["bound"]
        for count in ("total", "bound", "tested"):
            assert c[count] == sum(level[count] for level in c["levels"].values())
        assert sorted(c["unbound"]) == sorted(u for level in c["levels"].values() for u in level["unbound"])


def test_json_of_one_capability_is_one_object():
    assert json.loads(run("--json", "--capability", "meetings.plenary"))["total"] == 148


def test_an_unknown_capability_names_those_there_are():
    with pytest.raises(CommandError, match=r"meetings\.plenary"):
        run("--capability", "meetings.tea")


def test_the_table_is_aligned():
    lines = run().splitlines()
    assert len(lines) == 1 + 41 + 1
    assert {sum(2 if ord(c) > 0x2E7F else 1 for c in line) for line in lines} == {
        sum(2 if ord(c) > 0x2E7F else 1 for c in lines[0])
    }
    details = run("--capability", "meetings.plenary")
    assert "拦截，不满足不能继续 block" in details


def test_every_listed_reason_is_a_sentence_for_a_secretary():
    rulecoverage.import_bindings()
    for article in (a for r in LIBRARY.townships() for a in r.articles):
        reason = reason_of(article.cite)
        assert not reason or len(reason) >= 8, article.cite
        assert not (reason and bindings_of(article.cite)), article.cite


def test_a_contradiction_is_an_error_of_the_command(monkeypatch):
    monkeypatch.setattr("governance.rules.coverage._listed", {})
    listed("S9-99:一", "没有这一条")
    with pytest.raises(CommandError, match="S9-99:一"):
        run()


def test_docs_systems_is_what_the_data_says():
    text = render(LIBRARY, load_systems(LIBRARY))
    assert (settings.BASE_DIR / TARGET).read_text(encoding="utf-8") == text, "run manage.py systemstable"
    call_command("systemstable", "--check")


class Item:
    """As much of a collected test as the map reads."""

    def __init__(self, nodeid: str, *cites: str) -> None:
        self.nodeid = nodeid
        self.marks = [pytest.mark.articles(*cites).mark] if cites else []

    def iter_markers(self, name: str) -> list[pytest.Mark]:
        return [m for m in self.marks if m.name == name]


def test_the_map_counts_a_parametrised_test_once():
    found = article_map(
        [Item("t.py::a[1]", "S0-04:三-1b"), Item("t.py::a[2]", "S0-04:三-1b", "S0-04:三-1c"), Item("t.py::b")]
    )
    assert found == {"S0-04:三-1b": ["t.py::a"], "S0-04:三-1c": ["t.py::a"]}
