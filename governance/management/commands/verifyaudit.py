"""Replay the audit trail. JSON lines on standard output, progress on standard error."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from governance.audit import heads, keys
from governance.audit.verify import Verification

SOUND, BROKEN, NOT_RUN = 0, 1, 2
STEP = 10_000


class Command(BaseCommand):
    help = _(
        "核验留痕：逐条重算每个单位的链，与办理行为、变动记录、现有内容、已签链头对照。"
        "退出码：0 前后一致，1 对不上（指出第一处），2 没有核成。"
    )
    requires_system_checks: list[str] = []  # a broken setting must not keep the trail from being read

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organization", type=int, metavar="ID", help=_("只核一个单位的链；0 是系统链"))
        parser.add_argument(
            "--checkpoint", type=Path, metavar="FILE", help=_("核验一致后，把已签链头写入文件")
        )
        parser.add_argument("--against", type=Path, metavar="FILE", help=_("与以前写出的链头文件对照"))
        depth = parser.add_mutually_exclusive_group()
        depth.add_argument("--full", action="store_true", help=_("逐条对照各表（默认）"))
        depth.add_argument("--quick", action="store_true", help=_("只重算链和摘要，不逐条对照各表"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            code = self.verify(options)
        except (DatabaseError, heads.CheckpointUnreadable, keys.KeyMissing, OSError) as error:
            self.line({"result": "not_run", "reason": f"{type(error).__name__}: {error}".strip()})
            code = NOT_RUN
        self.stdout.flush()
        sys.exit(code)

    def verify(self, options: dict[str, Any]) -> int:
        against = heads.read_checkpoint(options["against"]) if options["against"] else None
        verification = Verification(
            organization_id=options["organization"],
            quick=options["quick"],
            against=against,
            progress=self.progress(),
        )
        for line in verification.run():
            if "result" in line and options["checkpoint"]:
                line["checkpoint"] = self.checkpoint(verification, options["checkpoint"])
            self.line(line)
        return {"sound": SOUND, "broken": BROKEN}.get(verification.result, NOT_RUN)

    def checkpoint(self, verification: Verification, path: Path) -> dict[str, Any] | None:
        """Sign and write; only what was just found sound: a signature vouches for it."""
        if verification.result != "sound":
            return None
        signed = heads.sign_heads()
        heads.write_checkpoint(path, signed)
        return {"file": str(path), "heads": len(signed)}

    def line(self, content: dict[str, Any]) -> None:
        if "sentence" in content:
            content["sentence"] = _(content["sentence"]).format(**content)
        self.stdout.write(json.dumps(content, ensure_ascii=False))

    def progress(self) -> Any:
        done = 0

        def count(more: int) -> None:
            nonlocal done
            if (done + more) // STEP > done // STEP:
                self.stderr.write(_("已核{n}条").format(n=done + more))
            done += more

        return count
