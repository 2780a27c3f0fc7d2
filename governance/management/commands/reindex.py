"""Make the search index anew, or look whether it is true."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from governance.search.indexing import differing, reindex


class Command(BaseCommand):
    help = _("重建检索条目；带 --check 只核对，不一致时退出码为1。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help=_("只核对，不改动"))

    def handle(self, *args: Any, **options: Any) -> None:
        check, wrong = options["check"], 0
        for kind, looked, found in differing() if check else reindex():
            wrong += found
            values = {"kind": kind.code, "looked": looked, "found": found}
            line = (
                _("%(kind)s：%(looked)d条，不一致%(found)d条")
                if check
                else _("%(kind)s：%(looked)d条，更新%(found)d条")
            )
            self.stdout.write(line % values)
        if check and wrong:
            sys.exit(1)
