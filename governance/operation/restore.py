"""A backup put into an empty installation, and proof that it is whole: digests, row counts, heads, the trail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from governance.audit import heads, keys, sealed
from governance.audit.verify import Verification
from governance.operation.backup import DOCUMENTS, BackupUnfit, Manifest, count, faults, read_manifest
from governance.operation.database_copies import load_database, tables_present
from governance.operation.database_roles import grant_runtime, runtime_role

Line = dict[str, Any]


class PlaceTaken(Exception):
    """Something is there already, and nothing is ever restored over it."""


def check_backup(folder: Path) -> Manifest:
    """BackupUnfit naming everything that is not as it was backed up; KeyMissing."""
    found = list(faults(folder, heads.known_keys()))
    if found:
        raise BackupUnfit("\n".join(found))
    return read_manifest(folder)


def restore(folder: Path) -> Iterator[Line]:
    """Check, load, verify; a line for each step, the last with the result: `sound`, `broken`, or
    `not_run` when this version has migrations that the backup lacks. BackupUnfit, PlaceTaken, CopyFailed,
    and then nothing was loaded."""
    manifest = check_backup(folder)
    fit_for_here(manifest)
    yield {"checked": folder.name, "files": len(manifest.files), "made_at": manifest.made_at}
    load_database(folder / manifest.database["name"])
    yield {"loaded": manifest.database["name"]}
    yield {"copied": _copy_files(folder, manifest)}
    if connection.vendor == "postgresql" and settings.RUNTIME_DATABASE:
        yield {"granted": grant_runtime(runtime_role())}
    wrong = list(differences(manifest))
    yield from ({"differs": line} for line in wrong)
    behind = _shipped() - set(manifest.migrations)
    if wrong:
        yield {"result": "broken", "first": wrong[0]}
    elif behind:
        yield {"result": "not_run", "reason": "run manage.py migrate, then manage.py verifyaudit"}
    else:
        yield from Verification().run()


def fit_for_here(manifest: Manifest) -> None:
    """BackupUnfit for another kind of database, a later version, missing keys; PlaceTaken for an
    installation in use."""
    if manifest.vendor != connection.vendor:
        raise BackupUnfit(f"made on {manifest.vendor}; this installation runs on {connection.vendor}")
    later = set(manifest.migrations) - _shipped()
    if later:
        raise BackupUnfit(f"made by a later version ({min(later)}); install that one first")
    lacking = [name for name in manifest.keys if not (keys.folder() / name).is_file()]
    if lacking:
        raise BackupUnfit(f"put the keys back first: {', '.join(lacking)} not in {keys.folder()}")
    tables = tables_present()
    if tables:
        raise PlaceTaken(f"the database is not empty ({len(tables)} tables, {min(tables)} among them)")
    folder = Path(default_storage.path(""))
    if folder.is_dir() and any(folder.iterdir()):
        raise PlaceTaken(f"the folder of papers is not empty ({folder})")


def _shipped() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or ()}


def _copy_files(folder: Path, manifest: Manifest) -> int:
    target = Path(default_storage.path(""))
    for name in manifest.files:
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(folder / DOCUMENTS / name, place)
        os.chmod(place, settings.FILE_UPLOAD_PERMISSIONS)
    return len(manifest.files)


def differences(manifest: Manifest) -> Iterator[str]:
    """Rows and heads as they stand now against the manifest."""
    now = Manifest(made_at="", vendor=connection.vendor)
    with connection.cursor() as cursor:
        count(cursor, now)
    for table in sorted(manifest.rows.keys() | now.rows.keys()):
        was, is_now = manifest.rows.get(table), now.rows.get(table)
        if was != is_now:
            yield f"{table}: {was} rows backed up, {is_now} restored"
    for organization in sorted(manifest.heads.keys() | now.heads.keys(), key=int):
        if manifest.heads.get(organization) != now.heads.get(organization):
            yield f"chain {organization}: another head than was backed up"
    if sealed.missing_masters():
        yield f"master keys {sealed.missing_masters()} of sealed fields are missing"
