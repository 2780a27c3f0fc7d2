"""Which test proves which article: the marker `articles`, and the map the tests write.

The map is made from what pytest collects, not from what it runs, so that the order and the choice
of tests to run change nothing. It is compared with the committed one only when the whole tree was
collected; `--write-article-map` (or WRITE_ARTICLE_MAP=1) writes it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent
MAP = TESTS / "coverage_map.json"
COLLECTED = pytest.StashKey[dict[str, list[str]]]()
_PARTIAL = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-article-map",
        action="store_true",
        help="write tests/coverage_map.json from the marker `articles` of all tests",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "articles(*cites): the articles this test proves, as S0-04:三-1b")
    config.stash[_PARTIAL] = not _whole_tree(config)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.outcome != "passed":  # a module that could not be read leaves its tests out of the map
        _partial_reports.append(report.nodeid)


_partial_reports: list[str] = []


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Runs before -k and -m take tests away."""
    if config.stash[_PARTIAL] or _partial_reports:
        return
    config.stash[COLLECTED] = article_map(items)
    wanted = config.getoption("--write-article-map") or os.environ.get("WRITE_ARTICLE_MAP") == "1"
    if wanted and os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0":
        MAP.write_text(dump(config.stash[COLLECTED]), encoding="utf-8")


def article_map(items: Iterable[pytest.Item]) -> dict[str, list[str]]:
    """Article → ids of the tests marked with it; the rows of one parametrised test count once."""
    found: dict[str, set[str]] = {}
    for item in items:
        test = item.nodeid.partition("[")[0]
        for mark in item.iter_markers("articles"):
            if not mark.args:
                raise pytest.UsageError(f"{test}: the marker articles names no article")
            for cite in mark.args:
                found.setdefault(cite, set()).add(test)
    return {cite: sorted(found[cite]) for cite in sorted(found)}


def dump(found: dict[str, list[str]]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _whole_tree(config: pytest.Config) -> bool:
    """Whether the arguments ask for everything under tests/."""
    for option in ("ignore", "ignore_glob", "lf"):
        if config.getoption(option, None):
            return False
    asked = [Path(config.invocation_params.dir, arg.partition("::")[0]).resolve() for arg in config.args]
    whole = [arg for arg in config.args if "::" not in arg]
    return len(whole) == len(config.args) and any(TESTS.is_relative_to(path) for path in asked)
