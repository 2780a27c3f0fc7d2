"""A copy of the whole database, and such a copy put into an empty one: PostgreSQL by its own programs, SQLite by
its online backup. Both while people work; what is counted beside the copy is counted in the same reading."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

# Whoever was signed in on the day of the backup is not signed in again by it.
LEFT_EMPTY = ("django_session",)
FILES = {"postgresql": "database.dump", "sqlite": "database.sqlite3"}


class CopyFailed(Exception):
    """A program ended badly; the text is what it said last."""


def copy_database(folder: Path, count: Callable[[Any], None]) -> Path:
    """Write the copy into `folder`; `count(cursor)` sees exactly what was copied. CopyFailed, OSError."""
    path = folder / FILES[connection.vendor]
    if connection.vendor == "postgresql":
        with _one_reading() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            tables = [f"--exclude-table-data={name}" for name in LEFT_EMPTY]
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--file={path}"]
            _run("pg_dump", *options, f"--snapshot={cursor.fetchone()[0]}", *tables)
            count(cursor)
    else:
        _copy_sqlite(path)
        with sqlite3.connect(path) as copied:
            count(copied.cursor())
        copied.close()
    path.chmod(0o600)
    return path


@contextmanager
def _one_reading() -> Iterator[Any]:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield cursor


def _copy_sqlite(path: Path) -> None:
    connection.ensure_connection()
    copied = sqlite3.connect(path)
    try:
        connection.connection.backup(copied)
        copied.execute("PRAGMA journal_mode=DELETE")
        copied.execute("PRAGMA secure_delete=ON")
        with copied:
            for table in LEFT_EMPTY:
                copied.execute(f'DELETE FROM "{table}"')
    finally:
        copied.close()


def load_database(path: Path) -> None:
    """Put a copy into the empty database of the settings, whole or not at all. CopyFailed, OSError."""
    if connection.vendor == "postgresql":
        connection.close()
        options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        _run("pg_restore", *options, str(path))
        return
    connection.close()
    target = Path(connection.settings_dict["NAME"])
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(path, part)
    part.chmod(0o600)
    for beside in ("-wal", "-shm"):  # of the empty database that was here
        target.with_name(target.name + beside).unlink(missing_ok=True)
    os.replace(part, target)


def tables_present() -> list[str]:
    """What stands in the database of the settings; an empty one has nothing."""
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():  # type: ignore[attr-defined]
        if not Path(connection.settings_dict["NAME"]).exists():
            return []
    names = connection.introspection.table_names()
    connection.close()
    return names


def _run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL's on the database of the settings. The password goes by a file of its own:
    arguments can be read by everybody on the machine."""
    with tempfile.NamedTemporaryFile("w", prefix="zhenwei-", suffix=".pgpass") as passfile:  # mode 600
        password = (connection.settings_dict.get("PASSWORD") or "").replace("\\", "\\\\").replace(":", "\\:")
        passfile.write(f"*:*:*:*:{password}\n")
        passfile.flush()
        try:
            ran = subprocess.run(
                [program, "--no-password", f"--dbname={_address(passfile.name)}", *arguments],
                capture_output=True,
                text=True,
            )
        except FileNotFoundError:
            raise CopyFailed(f"{program} is not installed (package postgresql-client)") from None
    if ran.returncode != 0:
        said = ran.stderr.strip().splitlines() or [f"exit code {ran.returncode}"]
        raise CopyFailed(f"{program}: {said[0][:200]}")


def _address(passfile: str) -> str:
    """As the application connects, with what it asks of TLS."""
    from psycopg2.extensions import make_dsn

    given = connection.settings_dict
    named = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "dbname": given["NAME"]}
    options = {key: value for key, value in given["OPTIONS"].items() if isinstance(value, str | int)}
    return make_dsn(**{k: v for k, v in named.items() if v}, **options, passfile=passfile)
