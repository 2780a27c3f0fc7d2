"""A declaration written from a form: lines as a clerk types them, made into the language of all declarations.

    借出日期，日期，必填，列表
    物品，文字，必填，列表，检索
    状态，选项：在借/已还，必填，列表

The first day, text, sum and choice are what rows are ordered, called, added up and filtered by. What comes out is a
text like any other and is checked by the same schema.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.translation import gettext as _

from governance.listing.typed import narrow
from governance.registers.rules.declaration import FieldType

TYPES = {
    "文字": FieldType.TEXT,
    "长文字": FieldType.LONG_TEXT,
    "日期": FieldType.DAY,
    "金额": FieldType.MONEY,
    "整数": FieldType.INTEGER,
    "选项": FieldType.CHOICE,
    "人员": FieldType.PERSON,
    "单位": FieldType.UNIT,
    "是否": FieldType.YES_NO,
    "附件": FieldType.FILE,
}
MARKS = {"必填": "required", "列表": "in_list", "检索": "in_search", "密封": "sealed"}


class BadLine(ValueError):
    """A line that cannot be read, as a sentence."""


@dataclass(frozen=True)
class Sketch:
    """What the form gives. `fields` and `signers` one a line; posts by their codes."""

    title: str
    about: str
    mark: str
    years: int
    rows: str
    fields: str
    signers: str
    fillers: Sequence[str]
    readers: Sequence[str]
    sealed_readers: Sequence[str]
    articles: Sequence[str] = ()
    landscape: bool = False


def written(code: str, sketch: Sketch, posts: Mapping[str, str]) -> str:
    """The declaration as YAML. `posts`: codes by title, as the town calls them. Raises BadLine."""
    fields = [_field(n, line) for n, line in enumerate(_lines(sketch.fields), 1)]
    if not fields:
        raise BadLine(_("栏目一行也没有写。"))
    promoted = {
        key: next((f["code"] for f in fields if f["type"] == str(kind) and not f.get("sealed")), "")
        for key, kind in (
            ("day", FieldType.DAY),
            ("name", FieldType.TEXT),
            ("amount", FieldType.MONEY),
            ("kind", FieldType.CHOICE),
        )
    }
    for key, said in (("day", _("日期")), ("name", _("文字"))):
        if not promoted[key]:
            raise BadLine(_("至少要有一栏“%(kind)s”，用来排列各行。") % {"kind": said})
        for one in fields:
            if one["code"] == promoted[key]:
                one["required"] = one["in_list"] = True
    raw: dict[str, Any] = {
        "code": code,
        "title": sketch.title,
        "about": sketch.about,
        "articles": list(sketch.articles),
        "rows": sketch.rows,
        "fillers": list(sketch.fillers),
        "readers": list(sketch.readers),
        "sealed_readers": list(sketch.sealed_readers),
        **promoted,
        "fields": fields,
        "signatures": [_signing(line, posts) for line in _lines(sketch.signers)],
        "print": {
            "columns": [f["code"] for f in fields if f.get("in_list")][:12],
            "landscape": sketch.landscape,
        },
        "mark": sketch.mark,
        "years": sketch.years,
    }
    kept = {key: value for key, value in raw.items() if value not in ("", [], None)}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=110)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _parts(line: str) -> list[str]:
    return [
        part.strip() for part in narrow(line).replace("，", ",").replace("、", ",").split(",") if part.strip()
    ]


def _field(n: int, line: str) -> dict[str, Any]:
    title, *rest = _parts(line)
    if not rest:
        raise BadLine(
            _("第%(n)s栏“%(title)s”没有写类型，可以写：%(all)s。")
            % {"n": n, "title": title, "all": "、".join(TYPES)}
        )
    kind, _colon, choices = rest[0].replace("：", ":").partition(":")
    if kind not in TYPES:
        raise BadLine(
            _("第%(n)s栏“%(title)s”的类型“%(kind)s”认不出，可以写：%(all)s。")
            % {"n": n, "title": title, "kind": kind, "all": "、".join(TYPES)}
        )
    found: dict[str, Any] = {"code": f"f{n}", "title": title, "type": str(TYPES[kind])}
    if kind == "选项":
        named = [one.strip() for one in choices.split("/") if one.strip()]
        if len(named) < 2:
            raise BadLine(
                _("第%(n)s栏“%(title)s”的选项至少两个，写成“选项：甲/乙”。") % {"n": n, "title": title}
            )
        found["choices"] = {f"c{k}": one for k, one in enumerate(named, 1)}
    for mark in rest[1:]:
        if mark not in MARKS:
            values = {"n": n, "title": title, "mark": mark, "all": "、".join(MARKS)}
            raise BadLine(_("第%(n)s栏“%(title)s”的“%(mark)s”认不出，可以写：%(all)s。") % values)
        found[MARKS[mark]] = True
    return found


def _signing(line: str, posts: Mapping[str, str]) -> dict[str, Any]:
    """`党政办主任核对：党政办主任` or the post alone; several posts with 或 between."""
    title, colon, named = line.replace("：", ":").partition(":")
    found = []
    for one in (named if colon else title).split("或"):
        code = posts.get(one.strip())
        if code is None:
            raise BadLine(_("签字里的“%(post)s”不是本镇的职务，请照花名册写。") % {"post": one.strip()})
        found.append(code)
    shown = title.strip() if colon else _("%(post)s签") % {"post": title.strip()}
    return {"title": shown[:20], "posts": list(dict.fromkeys(found))}
