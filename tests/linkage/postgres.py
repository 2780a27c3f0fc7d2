"""What a database administrator finds in a PostgreSQL: every column, ctid, xmin, dead row versions, the write-ahead
log, the server's log with every statement. Run against a cluster of the test's own (tests/postgres/servers.py)."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg2

from tests.linkage.traces import Record, Trace
from tests.postgres.servers import AS_POSTGRES, BIN, Cluster

# Statements are logged with their values, dead rows stay, the write-ahead log is kept: all for the attacker.
OPTIONS = {
    "log_statement": "all",
    "log_min_duration_statement": "0",
    "log_line_prefix": "'%m [%p] %x '",
    "wal_level": "logical",
    "autovacuum": "off",
    "checkpoint_timeout": "1h",
    "max_wal_size": "8GB",
    "wal_keep_size": "4GB",  # files that are looked through cost a checkpoint each
    "fsync": "off",
    "synchronous_commit": "off",
}
MARKED = 710_000_000  # persons get numbers from here on: such a number is a voter wherever it turns up
PAGES = 4_000  # of one table; the largest of a test has some hundred


def connect(url: str) -> Any:
    connected = psycopg2.connect(url)
    connected.autocommit = True
    return connected


def ask(connected: Any, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connected.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall()


def contrib(connected: Any) -> None:
    """pageinspect comes with the server's package; without it half the attack would be missing."""
    try:
        with connected.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
    except psycopg2.Error as error:
        raise AssertionError(
            "PostgreSQL's contrib module pageinspect is missing; install the package postgresql-contrib (Debian "
            "has it in postgresql), then run again"
        ) from error
    assert (BIN / "pg_waldump").exists(), "pg_waldump is missing; it comes with the package postgresql"


@dataclass(frozen=True)
class Table:
    oid: int
    name: str
    filenode: int
    blocks: int
    columns: tuple[tuple[str, str], ...]  # name, type


def tables(connected: Any) -> list[Table]:
    found = ask(
        connected,
        """SELECT c.oid, c.relname, pg_relation_filenode(c.oid), pg_relation_size(c.oid) / 8192,
                  array_agg(a.attname ORDER BY a.attnum), array_agg(t.typname::text ORDER BY a.attnum)
           FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
           JOIN pg_type t ON t.oid = a.atttypid
           WHERE c.relkind = 'r' AND n.nspname = 'public'
           GROUP BY c.oid ORDER BY c.relname""",
    )
    made = []
    for oid, name, filenode, blocks, names, types in found:
        names = names.strip("{}").split(",") if isinstance(names, str) else names
        made.append(Table(oid, name, filenode, blocks, tuple(zip(names, types, strict=True))))
        assert blocks <= PAGES, f"{name} has {blocks} pages"
    return made


def _keys(values: Mapping[str, Any]) -> dict[str, Any]:
    """Every column, and how long it is."""
    keys: dict[str, Any] = {}
    for name, value in values.items():
        if value is None:
            continue
        keys[name] = value if isinstance(value, int | float | datetime) else str(value)
        if isinstance(value, str | bytes | memoryview):
            keys[f"length of {name}"] = len(value)
    return keys


# Live rows -----------------------------------------------------------------------------------------


def rows(connected: Any, table: Table) -> Trace:
    names = [name for name, _type in table.columns]
    shown = ", ".join(f'"{name}"' for name in names)
    texts = ", ".join(f'"{name}"::text' for name in names)
    records = []
    for row in ask(
        connected,
        f'SELECT ctid::text, xmin::text::bigint, xmax::text::bigint, {shown}, {texts} FROM "{table.name}"',
    ):
        ctid, xmin, xmax, values = *row[:3], row[3 : 3 + len(names)]
        cells = {n: t for n, t in zip(names, row[3 + len(names) :], strict=True) if t is not None}
        place = tuple(int(part) for part in ctid.strip("()").split(","))
        keys = {**_keys(dict(zip(names, map(_bytes_as_text, values), strict=True))),
                "ctid": place, "xid": xmin, "xmax": xmax}  # fmt: skip
        records.append(Record(keys, cells))
    return Trace(f"rows of {table.name}", tuple(records))


def _bytes_as_text(value: Any) -> Any:
    return bytes(value).hex() if isinstance(value, memoryview) else value


# All versions of rows, dead ones too ---------------------------------------------------------------

Place = tuple[int, int, int]  # filenode, block, line
_WIDTHS = {"int2": 2, "int4": 4, "int8": 8, "oid": 4}
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Version:
    place: Place
    table: str
    xmin: int
    xmax: int
    values: Mapping[str, Any]


def versions(connected: Any, table: Table) -> Iterator[Version]:
    """What pageinspect still finds on the pages, oldest place first."""
    if not table.blocks:
        return
    found = ask(
        connected,
        """SELECT block, lp, t_xmin::text::bigint, t_xmax::text::bigint, t_attrs
           FROM generate_series(0, %s) AS block,
                heap_page_item_attrs(get_raw_page(%s, block::int), %s::regclass)
           WHERE t_attrs IS NOT NULL ORDER BY block, lp""",
        [table.blocks - 1, table.name, table.name],
    )
    for block, line, xmin, xmax, attributes in found:
        values = {
            name: decoded(kind, bytes(raw))
            for (name, kind), raw in zip(table.columns, attributes, strict=False)
            if raw is not None
        }
        yield Version((table.filenode, block, line), table.name, xmin, xmax, values)


def decoded(kind: str, raw: bytes) -> Any:
    """A column as it lies on the page."""
    if kind in _WIDTHS:
        return int.from_bytes(raw[: _WIDTHS[kind]], "little", signed=True)
    if kind == "bool":
        return bool(raw[0])
    if kind == "timestamptz":
        return _EPOCH + timedelta(microseconds=int.from_bytes(raw[:8], "little", signed=True))
    if kind in ("uuid", "float8", "date"):
        return raw.hex()
    content = raw[1:] if raw and raw[0] & 1 else raw[4:]  # a variable length stands in front, short or long
    return content.hex() if kind == "bytea" else content.decode("utf-8", "replace")


def dead(found: Sequence[Version], table: str) -> Trace:
    records = []
    for version in found:
        if version.table == table:
            keys = {
                **_keys(version.values),
                "xid": version.xmin,
                "xmax": version.xmax,
                "place": version.place,
            }
            records.append(Record(keys, {name: str(value) for name, value in version.values.items()}))
    return Trace(f"versions of {table}", tuple(records))


# The write-ahead log -------------------------------------------------------------------------------

_LINE = re.compile(r"^rmgr: (\w+)\s.*?tx:\s*(\d+), lsn: ([0-9A-F]+)/([0-9A-F]+), .*?desc: (.*)$")
_BLOCK = re.compile(r"blkref #(\d): rel \d+/\d+/(\d+)(?: fork \w+)? blk (\d+)")
_OLD, _NEW = re.compile(r"(?:^|[ _])off:? (\d+)"), re.compile(r"new[ _]off:? (\d+)")


@dataclass
class Change:
    """One record about one row: where the row lay before and lies now."""

    lsn: int
    xid: int
    what: str
    row: int = 0  # the change that wrote the row's first version
    places: list[Place] = field(default_factory=list)


def dump(cluster: Cluster, start: str, end: str) -> str:
    command = [
        *AS_POSTGRES,
        str(BIN / "pg_waldump"),
        "-p",
        str(cluster.folder / "data/pg_wal"),
        "-s",
        start,
        "-e",
        end,
    ]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=cluster.folder, timeout=120)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def changes(dumped: str) -> list[Change]:
    """Inserts and updates of rows in the order of the log; versions of one row are followed from place to place."""
    found: list[Change] = []
    lies: dict[Place, int] = {}  # place -> the row whose newest version lies there
    for line in dumped.splitlines():
        if not (matched := _LINE.match(line)) or not matched[1].startswith("Heap"):
            continue
        described, blocks = matched[5], {int(n): (int(rel), int(blk)) for n, rel, blk in _BLOCK.findall(line)}
        change = Change(
            int(matched[3], 16) << 32 | int(matched[4], 16), int(matched[2]), described.split()[0]
        )
        old, new = _OLD.search(described), _NEW.search(described)
        if change.what.startswith("INSERT") and old and 0 in blocks:
            place = (*blocks[0], int(old[1]))
            lies[place] = change.row = change.lsn
        elif "UPDATE" in change.what and old and new and 0 in blocks:
            before, place = (*blocks.get(1, blocks[0]), int(old[1])), (*blocks[0], int(new[1]))
            change.row = lies.pop(before, 0) or -hash(before) % (1 << 40)
            lies[place] = change.row
        else:
            continue
        change.places = [place]
        found.append(change)
    where: dict[int, list[Place]] = {}
    for change in found:
        where.setdefault(change.row, []).extend(change.places)
    for change in found:
        change.places = where[change.row]
    return found


def written(found: Sequence[Change], lying: Mapping[Place, Version], table: Table) -> Trace:
    """The log's records of a table, each with what is known of its row from any version still on a page."""
    records = []
    for change in found:
        if change.places[0][0] != table.filenode:
            continue
        version = next((lying[p] for p in reversed(change.places) if p in lying), None)
        cells = {n: str(v) for n, v in version.values.items() if n != "count"} if version else {}
        records.append(Record({"xid": change.xid, "lsn": change.lsn}, cells))
    return Trace(f"write-ahead log of {table.name}", tuple(records))


# The server's log ----------------------------------------------------------------------------------

_PREFIX = re.compile(r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+) \S+ \[(\d+)\] (\d+) ")


def entries(log: Path, start: int) -> Trace:
    """Every entry of the server's log from a byte on, lines that follow one joined to it."""
    records: list[Record] = []
    lines: list[str] = []

    def close() -> None:
        if lines and (matched := _PREFIX.match(lines[0])):
            at, xid = datetime.fromisoformat(matched[1]), int(matched[3])
            keys = {"line": len(records), "second": at, **({"xid": xid} if xid else {})}
            records.append(Record(keys, {"entry": "\n".join(lines)[matched.end() :]}))

    with log.open("rb") as opened:
        opened.seek(start)
        text = opened.read().decode("utf-8", "replace")
    for line in text.splitlines():
        if _PREFIX.match(line):
            close()
            lines = []
        lines.append(line)
    close()
    return Trace("the server's log", tuple(records))


# All of it -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """A moment in the life of the cluster: from here on everything is evidence."""

    lsn: str
    log: int
    at: float


def now(cluster: Cluster, connected: Any) -> Mark:
    return Mark(
        ask(connected, "SELECT pg_current_wal_insert_lsn()::text")[0][0],
        (cluster.folder / "log").stat().st_size,
        time.time(),
    )


def traces(cluster: Cluster, connected: Any, since: Mark) -> list[Trace]:
    """Of every table that was written to since then; the others cannot know of it."""
    contrib(connected)
    end = ask(connected, "SELECT pg_switch_wal()::text")[0][0]  # also writes out what is still in memory
    dumped = dump(cluster, since.lsn, end)
    logged, touched = changes(dumped), {int(relation) for _n, relation, _block in _BLOCK.findall(dumped)}
    written_to = [table for table in tables(connected) if table.filenode in touched]
    lying = [version for table in written_to for version in versions(connected, table)]
    at = {version.place: version for version in lying}
    found = []
    for table in written_to:
        found += [rows(connected, table), dead(lying, table.name), written(logged, at, table)]
    found.append(entries(cluster.folder / "log", since.log))
    return [trace for trace in found if trace.records]


def files(cluster: Cluster, since: Mark) -> list[Path]:
    """Everything the server has written since: tables, indexes, write-ahead log, statistics, its own log."""
    with connect(cluster.url) as connected, connected.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    found = (path for path in cluster.folder.rglob("*") if path.is_file())
    return [path for path in found if path.stat().st_mtime >= since.at - 2]
