"""Put a backup into an empty installation and prove that it is whole. JSON lines on standard output."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from governance.audit import keys
from governance.operation.backup import BackupUnfit
from governance.operation.database_copies import CopyFailed
from governance.operation.restore import PlaceTaken, check_backup, restore

SOUND, BROKEN, NOT_RUN = 0, 1, 2


class Command(BaseCommand):
    help = "Restore a backup where nothing is yet. Exit code 0 sound, 1 not as backed up, 2 not done."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="One backup: the folder with manifest.json.")
        parser.add_argument("--check", action="store_true", help="Compare digests and signature only.")

    def handle(self, *args: Any, backup: Path, check: bool = False, **options: Any) -> None:
        code = NOT_RUN
        try:
            if check:
                manifest = check_backup(backup)
                self.line({"result": "sound", "files": len(manifest.files), "made_at": manifest.made_at})
                code = SOUND
            else:
                for line in restore(backup):
                    self.line(line)
                    code = {"sound": SOUND, "broken": BROKEN}.get(line.get("result", ""), NOT_RUN)
        except BackupUnfit as unfit:
            for fault in str(unfit).splitlines():
                self.line({"fault": fault})
            self.line({"result": "broken", "first": str(unfit).splitlines()[0]})
            code = BROKEN
        except (PlaceTaken, CopyFailed, DatabaseError, OSError, keys.KeyMissing) as error:
            self.line({"result": "not_run", "reason": str(error).strip() or type(error).__name__})
        self.stdout.flush()
        sys.exit(code)

    def line(self, content: dict[str, Any]) -> None:
        if "sentence" in content:
            content["sentence"] = _(content["sentence"]).format(**content)
        self.stdout.write(json.dumps(content, ensure_ascii=False))
