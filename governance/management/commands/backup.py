"""Back up database and papers into a folder, beside people at work; keys are kept elsewhere."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from governance.audit import keys
from governance.operation.backup import key_names, make_backup, read_manifest, thin_out
from governance.operation.database_copies import CopyFailed


class Command(BaseCommand):
    help = "Make a backup with digests, row counts and chain heads; remove those no longer kept."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="Where backups lie, one folder each.")
        parser.add_argument("--keep-days", type=_count, default=14, help="Newest of so many days (14).")
        parser.add_argument("--keep-months", type=_count, default=12, help="First of so many months (12).")

    def handle(self, *args: Any, folder: Path, keep_days: int, keep_months: int, **options: Any) -> None:
        if keys.folder().resolve() in (folder.resolve(), *folder.resolve().parents):
            raise CommandError("a backup beside the keys opens every sealed field; choose another folder")
        try:
            made = make_backup(folder)
        except (CopyFailed, OSError, keys.KeyMissing) as error:
            raise CommandError(f"no backup was made: {error}") from error
        manifest = read_manifest(made)
        rows = sum(manifest.rows.values())
        self.stdout.write(f"{made}: {rows} rows, {len(manifest.files)} papers, {len(manifest.heads)} chains")
        for name in thin_out(folder, days=keep_days, months=keep_months):
            self.stdout.write(f"removed {name}")
        self.stderr.write(
            f"Not in it, to be kept apart and offline: {', '.join(key_names())} and secret_key of {keys.folder()}. "
            "Before it leaves this machine, encrypt it (docs/operations.md, Backup)."
        )


def _count(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError("a whole number")
    return int(text)
