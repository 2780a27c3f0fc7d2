"""The whole test tree: its plugins, the day of the examples, and the database the browser needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no finding: neither a slow example nor a slow strategy.
settings.register_profile("zhenwei", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("zhenwei")

pytest_plugins = ["tests.plugins.articles", "tests.plugins.offline", "tests.plugins.suites"]


@pytest.fixture
def on_day() -> Iterator[date]:
    """The application's clock stands at 09:00 on the day of the examples (`builders.TODAY`).

    For another day, or several in one test: `with builders.on_day(date(...)):`.
    """
    from tests import builders

    with builders.on_day() as day:
        yield day


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """A live server answers from threads of its own. SQLite in memory would lend them the test's one
    connection, and two requests at once would share a transaction: they get a file instead."""
    from django.db import connections

    if not any(item.get_closest_marker("browser") for item in request.session.items):
        return
    default = connections["default"]
    if default.vendor == "sqlite":
        default.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "browser.sqlite3")
