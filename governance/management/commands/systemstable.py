"""Write docs/systems.md from governance/rulebooks/systems.yaml."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from governance.rules.library import Library, load_library
from governance.rules.systems import SystemPart, SystemRow, load_systems

TARGET = Path("docs") / "systems.md"
_HEAD = (
    "# Systems: one row per regulation\n\n"
    "Made by `manage.py systemstable` from `governance/rulebooks/systems.yaml`; edit that file, not this one.\n"
    "A row is `done` when everything under 软件须做到 works, the print-outs come out and the reminders fire;\n"
    "`part` when some of it does. Which articles are carried by code and tests: `manage.py rulecoverage`.\n"
)
_SEEDS = {"preset-a": "000", "preset-b": "001", "preset-c": "003", "preset-d": "002", "preset-e": "004"}


class Command(BaseCommand):
    help = _("由制度库生成 docs/systems.md")
    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help=_("只核对，不改文件；不一致时退出码为1"))

    def handle(self, **options: Any) -> None:
        library = load_library()
        target = Path(settings.BASE_DIR) / TARGET
        text = render(library, load_systems(library))
        if options["check"]:
            if not target.exists() or target.read_text(encoding="utf-8") != text:
                raise CommandError(_("docs/systems.md 与制度库不一致：请运行 manage.py systemstable"))
            return
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")


def render(library: Library, rows: Sequence[SystemRow]) -> str:
    """The Markdown page."""
    everything = [part for row in rows for part in (row.row, *row.parts)]
    states = ", ".join(f"{sum(p.state == s for p in everything)} {s}" for s in ("done", "part", "todo"))
    presets = ", ".join(f"{name} = {seed}" for name, seed in _SEEDS.items())
    lines = [
        _HEAD,
        f"{len(rows)} regulations and {len(everything) - len(rows)} parts: {states}. Presets: {presets}.\n",
        "| 编号 | 种子 | 制度 | 能力（另含） | 条文 | 软件须做到 | 打印件 | 提醒 | 状态 |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        regulation = library.regulations[row.row.name]
        also = f"（{'、'.join(row.also)}）" if row.also else ""
        cells = [
            regulation.id,
            regulation.seed,
            regulation.title,
            f"`{row.row.capability}`{also}",
            str(len(regulation.articles)),
            *_work(row.row),
        ]
        lines.append(_line(cells))
    for row in rows:
        if row.parts:
            lines += [
                "",
                f"## {row.row.name} 分项",
                "",
                "| 分项 | 能力 | 软件须做到 | 打印件 | 提醒 | 状态 |",
            ]
            lines.append("|---|---|---|---|---|---|")
            lines += [_line([p.name, f"`{p.capability}`", *_work(p)]) for p in row.parts]
    return "\n".join(lines) + "\n"


def _work(part: SystemPart) -> list[str]:
    return [
        "；".join(part.must),
        "、".join(part.prints) or "—",
        "、".join(part.reminders) or "—",
        part.state,
    ]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
