"""The committed map of articles and tests is true, and every binding names a real article."""

from __future__ import annotations

import json

import pytest

from governance.management.commands.rulecoverage import import_bindings
from governance.rules.coverage import check_names
from governance.rules.library import load_library
from tests.plugins.articles import COLLECTED, MAP, dump


def test_the_committed_map_is_what_the_markers_say(pytestconfig: pytest.Config) -> None:
    collected = pytestconfig.stash.get(COLLECTED, None)
    if collected is None:
        pytest.skip("only part of the tests was collected")
    committed = MAP.read_text(encoding="utf-8") if MAP.exists() else ""
    assert committed == dump(collected), (
        "tests/coverage_map.json is stale: run pytest --collect-only -q --write-article-map"
    )


def test_bindings_listings_and_the_map_name_articles_there_are() -> None:
    import_bindings()
    tests = json.loads(MAP.read_text(encoding="utf-8")) if MAP.exists() else {}
    check_names(load_library(), tests)
