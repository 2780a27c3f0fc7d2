"""Judge facts by a rule, from the shipped files alone: no database, no clock, no settings."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from governance.rules.calls import answer, read_json
from governance.rules.days import shipped_calendar
from governance.rules.facts import BadCall
from governance.rules.library import load_library

REFUSED, BAD_CALL = 1, 2


class Command(BaseCommand):
    help = _("按制度库判定一组事实；不用数据库。退出码：0可以办，1拦截，2写法有误")
    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rule", nargs="?", help=_("判定名，如 meetings.quorum"))
        parser.add_argument("--preset", action="append", default=[], help=_("采用的制度，可写多次"))
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            dest="figures",
            metavar="FIGURE=VALUE",
            help=_("本镇自定的数，可写多次"),
        )
        parser.add_argument(
            "--settle", action="append", default=[], metavar="CONFLICT=CHOICE", help=_("抵触的口径，可写多次")
        )
        parser.add_argument("--on", help=_("办理日期，如 2026-11-21"))
        parser.add_argument("--facts", help=_("事实，一个 JSON 对象"))
        parser.add_argument("--batch", metavar="FILE", help=_("逐行判定文件里的 JSON 对象"))

    def handle(self, **options: Any) -> None:
        autodiscover_modules("rules")
        try:
            code = self._batch(options) if options["batch"] is not None else self._single(options)
        except BadCall as error:
            raise CommandError(str(error), returncode=BAD_CALL) from None
        if code:
            sys.exit(code)

    def _single(self, options: dict[str, Any]) -> int:
        missing = [name for name in ("rule", "preset", "on", "facts") if options[name] in (None, [])]
        if missing:
            raise BadCall(f"missing {', '.join(missing)}")
        call = {
            "rule": options["rule"],
            "preset": options["preset"],
            "on": options["on"],
            "facts": read_json(options["facts"]),
            "set": _pairs(options["figures"], "--set"),
            "settle": _pairs(options["settle"], "--settle"),
        }
        verdict = answer(call, load_library(), shipped_calendar())
        self.stdout.write(json.dumps(verdict, ensure_ascii=False, indent=2))
        return 0 if verdict["allowed"] else REFUSED

    def _batch(self, options: dict[str, Any]) -> int:
        """One verdict a line, an error where the line is no call; blank lines are passed over."""
        given = [n for n in ("rule", "preset", "figures", "settle", "on", "facts") if options[n]]
        if given:
            raise BadCall("--batch stands alone: each line names rule, preset, on and facts")
        library, calendar = load_library(), shipped_calendar()
        all_judged = True
        for line in _lines(options["batch"]):
            try:
                result = answer(read_json(line), library, calendar)
            except BadCall as error:
                result, all_judged = {"error": str(error)}, False
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        return 0 if all_judged else BAD_CALL


def _lines(name: str) -> list[str]:
    try:
        text = Path(name).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise BadCall(f"--batch {name}: {error}") from None
    return [line for line in text.split("\n") if line.strip()]


def _pairs(written: list[str], option: str) -> dict[str, str]:
    """`S0-04:三-3a.majority=>1/2@entitled` splits at the first equals sign: the value is `>1/2@entitled`."""
    found = {}
    for pair in written:
        key, equals, value = pair.partition("=")
        if not equals:
            raise BadCall(f"{option} takes NAME=VALUE, not {pair!r}")
        if key in found:
            raise BadCall(f"{option} names {key} twice")
        found[key] = value
    return found
