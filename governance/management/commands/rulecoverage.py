"""How many articles are carried by code and by a test. Reads files only; needs no database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, ClassVar
from unicodedata import east_asian_width

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from governance.rules.coverage import CapabilityCoverage, CoverageError, measure
from governance.rules.library import Library, load_library

BINDING_MODULES = ("rules", "coverage", "documents", "deadlines", "procedures")
MAP = Path("tests") / "coverage_map.json"


def import_bindings() -> None:
    """Import what names articles: the binding modules of every app of ours and of its packages."""
    for config in apps.get_app_configs():
        if not Path(config.path).is_relative_to(settings.BASE_DIR) or "site-packages" in config.path:
            continue
        packages = [config.name]
        packages += [f"{config.name}.{m.name}" for m in iter_modules([config.path]) if m.ispkg]
        for package in packages:
            for name in BINDING_MODULES:
                if find_spec(f"{package}.{name}") is not None:
                    import_module(f"{package}.{name}")


def read_map(path: Path) -> dict[str, list[str]]:
    """Article → ids of the tests that name it; empty while no test run has written the map."""
    if not path.exists():
        return {}
    found: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return found


class Command(BaseCommand):
    help = _("按能力和执行方式统计：多少条文已由程序落实、有测试，哪些没有落实、为什么")
    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help=_("输出 JSON"))
        parser.add_argument("--capability", help=_("只看一项能力，如 meetings.plenary"))

    def handle(self, **options: Any) -> None:
        import_bindings()
        library = load_library()
        try:
            found = measure(library, read_map(settings.BASE_DIR / MAP))
        except CoverageError as error:
            raise CommandError(str(error)) from None
        wanted = options["capability"]
        if wanted:
            found = [c for c in found if c.capability == wanted]
            if not found:
                names = ", ".join(library.capabilities)
                raise CommandError(_("没有能力 %(name)s；有：%(names)s") % {"name": wanted, "names": names})
        if options["json"]:
            data: Any = [c.as_dict() for c in found]
            self.stdout.write(json.dumps(data[0] if wanted else data, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(_table(found))
            for capability in found if wanted else ():
                self.stdout.write(_details(capability, library))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _rows(rows: list[list[str]]) -> str:
    """Columns aligned for a terminal: the first column to the left, numbers to the right."""
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0] + " " * (widths[0] - _width(row[0]))]
        cells += [" " * (w - _width(c)) + c for c, w in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells))
    return "\n".join(lines)


def _numbers(*counts: int) -> list[str]:
    return [str(n) for n in counts]


def _table(found: list[CapabilityCoverage]) -> str:
    rows = [[_("能力"), _("条文"), _("已落实"), _("有测试"), _("不由程序执行"), _("未落实")]]
    for c in found:
        counts = _numbers(c.total, c.bound, c.tested, len(c.listed), len(c.unbound))
        rows.append([f"{c.title} {c.capability}", *counts])
    if len(found) > 1:
        totals = [
            sum(column)
            for column in zip(
                *((c.total, c.bound, c.tested, len(c.listed), len(c.unbound)) for c in found), strict=True
            )
        ]
        rows.append([_("合计"), *_numbers(*totals)])
    return _rows(rows)


def _details(c: CapabilityCoverage, library: Library) -> str:
    rows = [[_("执行方式"), _("条文"), _("已落实"), _("有测试"), _("未落实")]]
    for name, level in c.levels.items():
        title = library.vocabulary.levels[name]
        rows.append(
            [f"{title} {name}", *_numbers(level.total, level.bound, level.tested, len(level.unbound))]
        )
    parts = ["", _rows(rows)]
    if c.listed:
        parts += ["", _("不由程序执行："), *(f"  {cite}  {reason}" for cite, reason in c.listed)]
    if c.unbound:
        parts += ["", _("未落实：")]
        parts += [f"  {cite}  {library.article(cite).statement}" for cite in c.unbound]
    return "\n".join(parts)
