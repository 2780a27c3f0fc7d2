"""The folder decides the suite: tests/postgres is marked `postgres`, tests/browser `browser`."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent
SUITES = ("postgres", "browser")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Runs before -m takes tests away."""
    for item in items:
        for suite in SUITES:
            if item.path.is_relative_to(TESTS / suite):
                item.add_marker(suite)
