"""What only a real PostgreSQL and Redis can show: locks, races, triggers, a worker on a broker."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.db import connection

from tests.postgres.runtime import NAME, PASSWORD


@pytest.fixture(autouse=True)
def _real_database() -> None:
    """Passing on SQLite would prove nothing, so it is refused rather than skipped."""
    if connection.vendor != "postgresql":
        pytest.fail("needs PostgreSQL: run it as script/with-services .venv/bin/pytest -m postgres")


@pytest.fixture
def role(settings, transactional_db) -> Iterator[str]:
    """The runtime role as `grantruntime` makes it; taken away again with all it was given."""
    settings.RUNTIME_DATABASE = f"postgres://{NAME}:{quote(PASSWORD)}@127.0.0.1:5432/zhenwei"
    call_command("grantruntime", stdout=StringIO())
    yield NAME
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {NAME}")
        cursor.execute(f"DROP ROLE {NAME}")
