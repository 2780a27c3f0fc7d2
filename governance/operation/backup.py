"""A backup: a folder with the database, the kept papers and a signed list of both. Keys are not in it.

    zhenwei-20261124T183000Z/
        database.dump | database.sqlite3
        documents/…              as stored; a file that the previous backup has too is the same file on the disk
        manifest.json            sizes, SHA-256, row counts, head of every chain, migrations, names of keys
        manifest.sig             Ed25519 over the manifest, by the key that signs heads

Taken are the database and the folder of papers, and nothing else of the installation: not the key folder, so that
a lost backup opens no sealed field, and not the shares of secret ballots, which lie in a folder of their own beside
the keys so that no backup can ever help to open a vote. Whoever adds a folder here breaks that promise.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from cryptography.exceptions import InvalidSignature
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from governance.audit import heads, keys
from governance.audit.models import ChainEntry
from governance.operation.database_copies import copy_database

FORMAT = "zhenwei-backup/1"
NAME = re.compile(r"zhenwei-(?P<at>\d{8}T\d{6}Z)")
MANIFEST, SIGNATURE, DOCUMENTS = "manifest.json", "manifest.sig", "documents"


class BackupUnfit(Exception):
    """The folder is not the backup it was when it was made; the text names what."""


@dataclass
class Manifest:
    """What a backup says of itself."""

    made_at: str
    vendor: str
    database: dict[str, Any] = field(default_factory=dict)  # name, size, sha256
    files: dict[str, list[Any]] = field(default_factory=dict)  # path → [size, sha256]
    rows: dict[str, int] = field(default_factory=dict)  # table → count
    heads: dict[str, list[Any]] = field(default_factory=dict)  # organization → [seq, hash]
    migrations: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)  # files that must be there to read it
    format: str = FORMAT

    def text(self) -> str:
        return json.dumps(self.__dict__, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def signed_bytes(text: str) -> bytes:
    """What the signature covers; the first line keeps it from passing for a head."""
    return f"{FORMAT}\n{text}".encode()


# Making ---------------------------------------------------------------------------------------


def make_backup(target: Path) -> Path:
    """Make a backup in the folder `target`; its path. Whole or not at all: it gets its name last.
    CopyFailed, OSError, KeyMissing."""
    at = timezone.now()
    name = f"zhenwei-{at.strftime('%Y%m%dT%H%M%SZ')}"
    private = heads.signing_key()
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    previous = newest(target)
    part = target / f".{name}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    try:
        manifest = Manifest(made_at=at.isoformat(), vendor=connection.vendor)
        copied = copy_database(part, lambda cursor: count(cursor, manifest))
        manifest.database = {"name": copied.name, **described(copied)}
        # After the database: a paper is stored before the row that names it is committed.
        manifest.files = _copy_files(part / DOCUMENTS, previous)
        manifest.keys = key_names()
        text = manifest.text()
        (part / MANIFEST).write_text(text)
        signature = {
            "key_id": heads.key_id_of(private.public_key()),
            "signature": private.sign(signed_bytes(text)).hex(),
        }
        (part / SIGNATURE).write_text(json.dumps(signature) + "\n")
        _settle(part)
        os.rename(part, target / name)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return target / name


def count(cursor: Any, manifest: Manifest) -> None:
    """Rows of every table, the head of every chain, the migrations applied. Takes any DB-API cursor."""
    q = connection.ops.quote_name
    for table in sorted(_tables(cursor)):
        cursor.execute(f"SELECT COUNT(*) FROM {q(table)}")
        manifest.rows[table] = cursor.fetchone()[0]
    manifest.rows |= {"django_session": 0} if "django_session" in manifest.rows else {}
    links = q(ChainEntry._meta.db_table)
    cursor.execute(
        f"SELECT organization_id, seq, hash FROM {links} c WHERE seq = "
        f"(SELECT MAX(seq) FROM {links} x WHERE x.organization_id = c.organization_id)"
    )
    manifest.heads = {str(one): [seq, link] for one, seq, link in cursor.fetchall()}
    if "django_migrations" in manifest.rows:
        cursor.execute("SELECT app, name FROM django_migrations")
        manifest.migrations = sorted(f"{app}.{name}" for app, name in cursor.fetchall())


def _tables(cursor: Any) -> list[str]:
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema()"
        )
    else:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        )
    return [name for (name,) in cursor.fetchall()]


def key_names() -> list[str]:
    return [keys.path_of(kind, number).name for kind, number in keys.present()]


def described(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {"size": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def _copy_files(into: Path, previous: Path | None) -> dict[str, list[Any]]:
    source = Path(default_storage.path(""))
    known = read_manifest(previous).files if previous else {}
    found: dict[str, list[Any]] = {}
    into.mkdir(mode=0o700)
    for path in sorted(_walk(source)):
        name = path.relative_to(source).as_posix()
        place = into / name
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        was = [path.stat().st_size, described(path)["sha256"]]
        if previous is not None and known.get(name) == was and (previous / DOCUMENTS / name).is_file():
            os.link(previous / DOCUMENTS / name, place)
        else:
            shutil.copyfile(path, place)
            was = list(described(place).values())  # of what was written, not of what was read before
            place.chmod(0o400)
        found[name] = was
    return found


def _walk(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _settle(folder: Path) -> None:
    """On the disk, not only in its cache, before the backup gets its name."""
    for path in (folder / MANIFEST, folder / SIGNATURE):
        with path.open("rb") as file:
            os.fsync(file.fileno())
    os.sync()


# Looking at one -------------------------------------------------------------------------------


def newest(target: Path) -> Path | None:
    made = [path for path in target.iterdir() if NAME.fullmatch(path.name) and (path / MANIFEST).is_file()]
    return max(made, default=None, key=lambda path: path.name)


def read_manifest(folder: Path) -> Manifest:
    """BackupUnfit for what is no manifest of this format."""
    try:
        given = json.loads((folder / MANIFEST).read_text())
        if given.get("format") != FORMAT:
            raise BackupUnfit(f"{MANIFEST}: format {given.get('format')!r} is not {FORMAT}")
        return Manifest(**given)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise BackupUnfit(f"{MANIFEST} cannot be read ({type(error).__name__})") from None


def faults(folder: Path, known: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a backup: signature, database, every paper, what lies there unlisted. `known`: the
    keys of heads by fingerprint."""
    manifest = read_manifest(folder)
    yield from _signature_faults(folder, known)
    database = manifest.database
    yield from _differs(folder / database["name"], database["name"], [database["size"], database["sha256"]])
    for name, was in manifest.files.items():
        if not safe(name):
            yield f"{name}: no place inside the folder of papers"
            continue
        yield from _differs(folder / DOCUMENTS / name, f"{DOCUMENTS}/{name}", was)
    for path in _walk(folder / DOCUMENTS):
        name = path.relative_to(folder / DOCUMENTS).as_posix()
        if name not in manifest.files:
            yield f"{DOCUMENTS}/{name}: not in the list"


def safe(name: str) -> bool:
    place = PurePosixPath(name)
    return not place.is_absolute() and ".." not in place.parts and bool(place.parts)


def _differs(path: Path, name: str, was: list[Any]) -> Iterator[str]:
    if not path.is_file():
        yield f"{name}: missing"
    elif list(described(path).values()) != was:
        yield f"{name}: not what was backed up"


def _signature_faults(folder: Path, known: Mapping[str, Any]) -> Iterator[str]:
    try:
        given = json.loads((folder / SIGNATURE).read_text())
        public = known.get(given["key_id"])
        if public is None:
            yield f"{SIGNATURE}: made with key {given['key_id']}, which is not in the key folder"
            return
        public.verify(bytes.fromhex(given["signature"]), signed_bytes((folder / MANIFEST).read_text()))
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield f"{SIGNATURE} cannot be read ({type(error).__name__})"
    except InvalidSignature:
        yield f"{MANIFEST}: changed after it was signed"


# Keeping --------------------------------------------------------------------------------------


def superfluous(names: Iterable[str], *, days: int, months: int) -> list[str]:
    """Which backups may go: kept are the newest of each of the last `days` days that have one, and the
    oldest of each of the last `months` months that have one."""
    made = sorted(name for name in names if NAME.fullmatch(name))
    by_day = {_at(name).strftime("%Y%m%d"): name for name in made}
    by_month = {_at(name).strftime("%Y%m"): name for name in reversed(made)}
    kept = {by_day[day] for day in sorted(by_day)[-days:]} if days else set()
    kept |= {by_month[month] for month in sorted(by_month)[-months:]} if months else set()
    return [name for name in made if name not in kept]


def _at(name: str) -> datetime:
    return datetime.strptime(name, "zhenwei-%Y%m%dT%H%M%SZ")


def thin_out(target: Path, *, days: int, months: int) -> list[str]:
    """Remove the superfluous ones, never the newest; their names."""
    names = [path.name for path in target.iterdir() if (path / MANIFEST).is_file()]
    gone = [name for name in superfluous(names, days=days, months=months) if name != max(names)]
    for name in gone:
        shutil.rmtree(target / name)
    return gone
