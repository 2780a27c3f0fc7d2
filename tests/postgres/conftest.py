"""What only a real PostgreSQL and Redis can show: locks, races, triggers, a worker on a broker."""

from __future__ import annotations

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def _real_database() -> None:
    """Passing on SQLite would prove nothing, so it is refused rather than skipped."""
    if connection.vendor != "postgresql":
        pytest.fail("needs PostgreSQL: run it as script/with-services .venv/bin/pytest -m postgres")
