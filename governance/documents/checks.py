"""System checks of the print engine: what would make papers slow, ugly or empty is said at start."""

from __future__ import annotations

import ctypes.util
from typing import Any

from django.core.checks import CheckMessage, Warning, register
from django.utils.translation import gettext as _

from governance.documents import fonts


@register("documents")
def print_engine(**_kwargs: Any) -> list[CheckMessage]:
    return [*_subset_library(), *_faces(fonts.resolved_faces())]


def _subset_library() -> list[CheckMessage]:
    if ctypes.util.find_library("harfbuzz-subset"):
        return []
    return [
        Warning(
            _("缺少系统库 libharfbuzz-subset0，打印一份文件要多花约三十倍时间。"),
            hint="apt-get install libharfbuzz-subset0",
            id="documents.W001",
        )
    ]


def _faces(resolved: dict[str, str | None]) -> list[CheckMessage]:
    missing = [role for role, face in resolved.items() if face is None]
    if missing:
        return [
            Warning(
                _("没有可用的中文字体（%(roles)s），文件不能打印。") % {"roles": "、".join(missing)},
                hint="apt-get install fontconfig fonts-noto-cjk fonts-arphic-uming fonts-arphic-ukai",
                id="documents.W002",
            )
        ]
    return []
