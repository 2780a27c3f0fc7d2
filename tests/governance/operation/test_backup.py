"""Backing up and restoring on SQLite: the drill, and every way a backup can be spoiled."""

from __future__ import annotations

import json
import shutil
import sqlite3
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from governance.audit import heads
from governance.operation import backup as backups
from governance.operation.backup import BackupUnfit, make_backup, read_manifest, superfluous, thin_out
from governance.operation.restore import PlaceTaken, check_backup, fit_for_here
from tests.governance.operation import drill

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Papers, keys and backups of this module."""
    home = tmp_path_factory.mktemp("installation")
    storages = {
        **django_settings.STORAGES,
        "default": {**django_settings.STORAGES["default"], "OPTIONS": {"location": str(home / "documents")}},
    }
    with override_settings(STORAGES=storages, KEY_DIR=home / "keys"):
        yield home


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker, folders):
    """The backup of a town at work, and one made after an act was rewritten. SQLite copies nothing out of
    an open transaction, so the rows are committed, and the database is put back as it was afterwards."""
    with django_db_blocker.unblock():
        connection.ensure_connection()
        before = sqlite3.connect(":memory:")
        connection.connection.backup(before)
        try:
            drill.town_at_work()
            sound = make_backup(folders / "sound")
            drill.rewrite_an_act()
            yield {"sound": sound, "broken": make_backup(folders / "broken")}
        finally:
            before.backup(connection.connection)
            before.close()


@pytest.fixture
def backup(kept, tmp_path) -> Path:
    """A copy of the sound backup, for each test to spoil."""
    return Path(shutil.copytree(kept["sound"], tmp_path / kept["sound"].name))


@pytest.fixture
def work_ended(transactional_db) -> None:
    """No transaction is open, as on a real installation."""


def test_the_drill(backup, tmp_path) -> None:
    """Into an empty place, verified there; the second time the place is taken."""
    home, database = tmp_path / "elsewhere", f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}"
    code, told = drill.restored(backup, home, database)
    assert code == 0, told
    assert told[-1]["result"] == "sound" and told[-1]["entries"] > 50
    assert {"check": "files", "breaks": 0} in told and {"check": "passwords", "breaks": 0} in told
    manifest = read_manifest(backup)
    assert {Path(name).suffix for name in manifest.files} == {".pdf", ".docx", ".txt"}
    for name, (size, _digest) in manifest.files.items():
        assert (home / "documents" / name).stat().st_size == size
    with sqlite3.connect(tmp_path / "elsewhere.sqlite3") as copied:
        assert copied.execute("SELECT COUNT(*) FROM django_session").fetchone() == (0,)
    copied.close()
    code, told = drill.restored(backup, home, database)
    assert code == 2
    assert "not empty" in told[-1]["reason"]


@pytest.mark.parametrize("name", drill.SPOILED)
def test_a_spoiled_backup_names_what_and_loads_nothing(backup, tmp_path, name) -> None:
    spoil, named = drill.SPOILED[name]
    spoil(backup)
    with pytest.raises(BackupUnfit) as found:
        check_backup(backup)
    assert named in str(found.value)
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("restore", str(backup), stdout=out)
    assert stopped.value.code == 1
    assert json.loads(out.getvalue().splitlines()[-1])["result"] == "broken"


def test_keys_are_not_in_it_and_are_asked_for(backup, folders, settings, tmp_path) -> None:
    everything = b"".join(path.read_bytes() for path in backup.rglob("*") if path.is_file())
    for key in (folders / "keys").glob("*.key"):
        assert key.read_bytes() not in everything
    settings.KEY_DIR = tmp_path / "none"
    with pytest.raises(BackupUnfit, match="not in the key folder"):
        check_backup(backup)
    named = r"put the keys back first: heads-0001\.key, sealed-0001\.key, withheld-0001\.key"
    with override_settings(MIGRATION_MODULES={}), pytest.raises(BackupUnfit, match=named):
        fit_for_here(read_manifest(backup))


def test_another_installations_key_signs_nothing_here(backup, settings, tmp_path) -> None:
    settings.KEY_DIR = tmp_path / "others"
    heads.keys.make("heads", 1)
    with pytest.raises(BackupUnfit, match="not in the key folder"):
        check_backup(backup)


def test_what_does_not_fit_here_is_refused(backup) -> None:
    manifest = read_manifest(backup)
    with override_settings(MIGRATION_MODULES={}):
        with pytest.raises(PlaceTaken, match="database is not empty"):
            fit_for_here(manifest)
        manifest.migrations.append("governance.9999_later")
        with pytest.raises(BackupUnfit, match="later version"):
            fit_for_here(manifest)
        manifest.vendor = "postgresql"
        with pytest.raises(BackupUnfit, match="made on postgresql"):
            fit_for_here(manifest)


def test_a_trail_broken_before_the_backup_is_found_by_the_restoration(kept, tmp_path) -> None:
    code, told = drill.restored(kept["broken"], tmp_path / "here", f"sqlite:///{tmp_path / 'here.sqlite3'}")
    assert code == 1
    assert (told[-1]["result"], told[-1]["first"]["what"]) == ("broken", "digest")


def test_a_file_kept_before_is_kept_once_and_a_failed_backup_leaves_nothing(
    kept, work_ended, tmp_path, monkeypatch
) -> None:
    target = tmp_path / "backups"
    times = iter(("20261101T000000Z", "20261102T000000Z", "20261103T000000Z"))

    class Clock:
        @staticmethod
        def now():
            from datetime import UTC, datetime

            return datetime.strptime(next(times), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)

    monkeypatch.setattr(backups, "timezone", Clock)
    first, second = make_backup(target), make_backup(target)
    assert drill.first_paper(first).samefile(drill.first_paper(second))
    assert check_backup(second).files == read_manifest(first).files

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups.shutil, "copyfile", full)
    monkeypatch.setattr(backups.os, "link", full)
    with pytest.raises(OSError):
        make_backup(target)
    assert sorted(path.name for path in target.iterdir()) == [first.name, second.name]
    assert thin_out(target, days=0, months=0) == [first.name]  # the newest stays, whatever is asked


def test_the_command_keeps_away_from_the_keys_and_names_them(kept, work_ended, folders, tmp_path) -> None:
    with pytest.raises(CommandError, match="beside the keys"):
        call_command("backup", str(folders / "keys" / "backups"))
    out, err = StringIO(), StringIO()
    call_command("backup", str(tmp_path / "b"), stdout=out, stderr=err)
    assert "3 papers" in out.getvalue()
    assert "heads-0001.key" in err.getvalue() and "secret_key" in err.getvalue()


@pytest.mark.parametrize(
    ("days", "months", "kept"),
    [
        (2, 0, ["20261103T200000Z", "20261104T010000Z"]),
        (0, 2, ["20261001T010000Z", "20261101T010000Z"]),
        (1, 1, ["20261101T010000Z", "20261104T010000Z"]),
        (0, 0, []),
    ],
)
def test_what_is_kept(days, months, kept) -> None:
    names = [
        f"zhenwei-{at}"
        for at in (
            "20260901T010000Z",
            "20261001T010000Z",
            "20261031T010000Z",
            "20261101T010000Z",
            "20261103T010000Z",
            "20261103T200000Z",
            "20261104T010000Z",
        )
    ]
    gone = superfluous([*names, "lost+found"], days=days, months=months)
    assert [name for name in names if name not in gone] == [f"zhenwei-{at}" for at in kept]
