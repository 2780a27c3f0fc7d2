"""What whoever holds the machine finds of an SQLite database: rows in every order, every commit of the write-ahead
log replayed one after the other, the raw bytes of the files with their free pages."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from tests.linkage.traces import Record, Trace, Truth

_HEADER, _FRAME = struct.Struct(">8I"), struct.Struct(">6I")


@contextmanager
def file_of_its_own(path: Path) -> Iterator[Path]:
    """The program's connection goes to a copy of its database in a file, and back afterwards. Nothing is taken
    out of the write-ahead log meanwhile: the attacker has kept all of it."""
    connection.ensure_connection()
    kept, name = connection.connection, connection.settings_dict["NAME"]
    with sqlite3.connect(path) as target:
        kept.backup(target)
    target.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    try:
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
            cursor.execute("PRAGMA wal_autocheckpoint=0")
        yield path
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = kept, name


def start(path: Path) -> bytes:
    """The database as it stands; from here on everything is evidence."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


def log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def images(before: bytes, log: bytes) -> Iterator[bytes]:
    """The database after each commit in the log."""
    if len(log) < _HEADER.size:
        return
    page_size, salts = _HEADER.unpack_from(log)[2], _HEADER.unpack_from(log)[4:6]
    image, at = bytearray(before), _HEADER.size
    while at + _FRAME.size + page_size <= len(log):
        page, pages_at_commit, *rest = _FRAME.unpack_from(log, at)
        if tuple(rest[:2]) != salts:
            break
        place = (page - 1) * page_size
        if len(image) < place + page_size:
            image.extend(bytes(place + page_size - len(image)))
        image[place : place + page_size] = log[at + _FRAME.size : at + _FRAME.size + page_size]
        at += _FRAME.size + page_size
        if pages_at_commit:
            yield bytes(image[: pages_at_commit * page_size])


def opened(image: bytes) -> sqlite3.Connection:
    alone = bytearray(image)
    alone[18:20] = b"\x01\x01"  # a copy in memory has no write-ahead log beside it
    made = sqlite3.connect(":memory:")
    made.deserialize(bytes(alone))
    return made


def contents(
    database: sqlite3.Connection, only: set[str] | None = None
) -> dict[str, dict[int, dict[str, Any]]]:
    """table -> rowid -> columns."""
    found = {}
    for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if table.startswith("sqlite_") or (only is not None and table not in only):
            continue
        read = database.execute(f'SELECT rowid AS "the rowid", * FROM "{table}"')
        names = [column[0] for column in read.description]
        found[table] = {row[0]: dict(zip(names, row, strict=True)) for row in read}
    return found


def _record(values: dict[str, Any], **more: Any) -> Record:
    shown = {n: v.hex() if isinstance(v, bytes) else v for n, v in values.items() if v is not None}
    lengths = {f"length of {n}": len(v) for n, v in shown.items() if isinstance(v, str)}
    return Record({**shown, **lengths, **more}, {n: str(v) for n, v in shown.items()})


def traces(path: Path, before: bytes, truth: Truth) -> list[Trace]:
    log = log_of(path).read_bytes()
    commits = list(images(before, log))
    first, last = contents(opened(before)), contents(opened(commits[-1] if commits else before))
    found = [
        Trace(f"rows of {table}", tuple(_record(row) for row in rows.values()))
        for table, rows in last.items()
    ]
    changed = {table for table, rows in last.items() if rows != first.get(table)}
    lines: dict[str, list[Record]] = {table: [] for table in changed}
    known = {table: first.get(table, {}) for table in changed}
    for number, image in enumerate(commits):
        now = contents(opened(image), changed)
        for table, rows in now.items():
            lines[table] += [
                _record(row, commit=number) for rowid, row in rows.items() if known[table].get(rowid) != row
            ]
        known.update(now)
    found += [Trace(f"write-ahead log of {table}", tuple(records)) for table, records in lines.items()]
    found += [
        codes_in(name, content, truth)
        for name, content in (("the file", path.read_bytes()), ("the log", log))
    ]
    return [trace for trace in found if trace.records]


def codes_in(name: str, content: bytes, truth: Truth) -> Trace:
    """Where codes stand in the bytes, free pages included."""
    places = ((content.find(code.encode()), code) for code in truth.codes)
    records = (Record({"offset": at}, {"code": code}) for at, code in places if at >= 0)
    return Trace(f"bytes of {name}", tuple(records))
