"""The drill on PostgreSQL: backed up by the runtime role beside people at work, restored by the owner elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.db import connection

from governance.operation import backup as backups
from governance.operation.backup import BackupUnfit, make_backup
from governance.operation.restore import check_backup
from tests import builders
from tests.governance.operation import drill
from tests.postgres.runtime import as_runtime

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_places(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path / "documents")}},
    }


@pytest.fixture
def listed(transactional_db) -> None:
    drill.apply_migrations_on_paper()


@pytest.fixture
def elsewhere():
    """The address of an empty database on the same server."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE zhenwei_elsewhere TEMPLATE template0")
    yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path="/zhenwei_elsewhere"))
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE zhenwei_elsewhere WITH (FORCE)")


def rows_at(address: str, statement: str) -> list[tuple]:
    connected = psycopg2.connect(address)
    try:
        with connected, connected.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()
    finally:
        connected.close()


def test_the_drill(listed: None, role: str, elsewhere: str, tmp_path: Path, monkeypatch) -> None:
    drill.town_at_work()
    counted = backups.count

    def somebody_works_meanwhile(cursor, manifest):
        """Between the copy and the count a town is founded: in neither, since both are one reading."""
        outside = psycopg2.connect(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
        with outside, outside.cursor() as other:
            other.execute(
                "INSERT INTO governance_job (kind, key, payload, state, attempts, created_at, next_try_at, last_error)"
                " VALUES ('k', 'late', '{}', 'new', 0, now(), now(), '')"
            )
        outside.close()
        counted(cursor, manifest)

    monkeypatch.setattr(backups, "count", somebody_works_meanwhile)
    with as_runtime():
        made = make_backup(tmp_path / "backups")
    code, told = drill.restored(made, tmp_path / "home", elsewhere)
    assert code == 0, told
    assert told[-1]["result"] == "sound" and told[-1]["entries"] > 50
    assert {"check": "triggers", "breaks": 0} in told  # they came with it, and fire
    with pytest.raises(psycopg2.Error, match="append-only"):
        rows_at(elsewhere, "DELETE FROM governance_act RETURNING id")
    assert rows_at(elsewhere, "SELECT COUNT(*) FROM governance_job WHERE key = 'late'") == [(0,)]
    code, told = drill.restored(made, tmp_path / "home", elsewhere)
    assert (code, told[-1]["result"]) == (2, "not_run")
    assert "not empty" in told[-1]["reason"]


def test_a_spoiled_dump_is_not_loaded(listed: None, tmp_path: Path, elsewhere: str) -> None:
    builders.town()
    made = make_backup(tmp_path / "backups")
    spoil, named = drill.SPOILED["the database changed"]
    spoil(made)
    with pytest.raises(BackupUnfit, match=f"{named}dump: not what was backed up"):
        check_backup(made)
    code, told = drill.restored(made, tmp_path / "home", elsewhere)
    assert (code, told[-1]["result"]) == (1, "broken")
    assert rows_at(elsewhere, "SELECT COUNT(*) FROM pg_class WHERE relname = 'governance_act'") == [(0,)]
