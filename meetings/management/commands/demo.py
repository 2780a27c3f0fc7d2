"""Load the demonstration: a county with two invented towns. A second run changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from governance.audit import clock
from meetings.demo.script import StoryBroken
from meetings.demo.story import ForeignData, tell


class Command(BaseCommand):
    help = _("装入演示数据：一个县、两个虚构的镇。只装进空库或只有演示单位的库；再次运行不会重复")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--accounts",
            metavar="FILE",
            help=_("账号表写到哪里（只有本人可读），默认在数据目录的 accounts.txt"),
        )
        parser.add_argument(
            "--today", metavar="YYYY-MM-DD", type=date.fromisoformat, help=_("演示日，默认今天；不晚于今天")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["today"] or clock.today()
        if isinstance(today, str):
            today = date.fromisoformat(today)
        if today > clock.today():
            raise CommandError(_("演示日在今天之后，请改日期。"))
        accounts = Path(options["accounts"] or settings.VAR_DIR / "accounts.txt")
        try:
            told = tell(today, accounts)
        except ForeignData as foreign:
            raise CommandError(
                _("库里有不是演示的单位，演示数据没有装入，原有数据没有动。请换一个空的数据库。")
            ) from foreign
        except StoryBroken as broken:
            raise CommandError(
                _("演示数据没有装完：%(why)s。已装的都在；清空数据库可以重新装。") % {"why": broken}
            ) from broken
        self.stdout.write(self._sentence(told, accounts))

    def _sentence(self, told: Any, accounts: Path) -> str:
        day = told.today.isoformat()
        if not told.steps:
            return _("演示数据已经装好（演示日%(day)s），没有改动。") % {"day": day}
        said = _("演示数据已装好（演示日%(day)s），办理%(steps)d步。账号表在 %(file)s，只有本人可读。") % {
            "day": day,
            "steps": told.steps,
            "file": accounts,
        }
        if told.without_password:
            said += _("其中%(n)d个账号是上一次开的，密码在上一次的账号表里。") % {"n": told.without_password}
        return said
