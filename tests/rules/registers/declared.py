"""A declaration to alter, and a book of articles to judge it by."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import yaml

from governance.registers.rules.declaration import Declaration
from governance.registers.rules.faults import BadDeclaration, Known
from governance.registers.rules.reading import read
from governance.rules.book import Book
from governance.rules.figures import Amount, Figure, Op
from governance.rules.library import load_library

DAY = date(2026, 11, 25)
KNOWN = Known(
    posts=frozenset({"secretary", "office_director", "office_clerk"}),
    capabilities=frozenset({"governance.office"}),
    articles={"S0-24:六-2": "block", "S0-24:四-2a2": "warn", "S3-04:1-6": "block", "S0-24:二-2": "remind"},
    figures={"S0-24:六-2.per_person": "yuan", "S3-04:1-6.limit": "yuan", "S0-24:二-2.reading": "time/month"},
)
BASE: dict[str, Any] = {
    "code": "meals",
    "title": "客餐登记",
    "about": "一餐一行。",
    "capability": "governance.office",
    "articles": ["S0-24:六-2"],
    "rows": "town",
    "fillers": ["office_clerk"],
    "readers": ["everybody"],
    "sealed_readers": ["secretary"],
    "day": "dined_on",
    "name": "guests",
    "amount": "amount",
    "kind": "place",
    "fields": [
        {"code": "dined_on", "title": "日期", "type": "day", "required": True, "in_list": True},
        {"code": "guests", "title": "来客单位", "type": "text", "required": True, "in_search": True},
        {"code": "people", "title": "人数", "type": "integer"},
        {"code": "amount", "title": "金额", "type": "money"},
        {"code": "place", "title": "地点", "type": "choice", "choices": {"canteen": "食堂", "out": "外餐"}},
        {"code": "asked", "title": "已请示", "type": "yes_no"},
        {"code": "secret", "title": "密", "type": "long_text", "sealed": True},
        {"code": "bill", "title": "发票", "type": "file"},
    ],
    "signatures": [
        {"title": "主任核对", "posts": ["office_director"]},
        {
            "title": "书记签",
            "posts": ["secretary"],
            "article": "S3-04:1-6",
            "when": {"field": "amount", "reaches": "S3-04:1-6.limit"},
        },
    ],
    "limits": [{"field": "amount", "figure": "S0-24:六-2.per_person", "level": "refuse", "per": "people"}],
    "enclosures": [
        {"title": "集体决定", "when": {"field": "amount", "reaches": "S3-04:1-6.limit"}},
        {"title": "审批单", "when": {"field": "place", "is": ["out"]}},
    ],
    "rhythm": {"figure": "S0-24:二-2.reading", "period": "month", "posts": ["office_clerk"]},
    "print": {"columns": ["dined_on", "guests", "amount"], "signers": ["经手人"]},
    "mark": "餐",
    "years": 5,
}


def altered(path: str, value: Any) -> dict[str, Any]:
    """The base with one value changed; `fields.1.type` leads to it. None takes the key out."""
    raw = copy.deepcopy(BASE)
    at: Any = raw
    *steps, last = path.split(".")
    for step in steps:
        at = at[int(step)] if isinstance(at, list) else at[step]
    key = int(last) if isinstance(at, list) else last
    if value is None:
        del at[key]
    else:
        at[key] = value
    return raw


def reading(raw: Mapping[str, Any] | str, known: Known = KNOWN) -> Declaration:
    text = raw if isinstance(raw, str) else yaml.safe_dump(dict(raw), allow_unicode=True)
    return read(text, "meals.yaml", known)


def faults(raw: Mapping[str, Any] | str) -> dict[str, str]:
    """Sentences by path; none where the declaration is sound."""
    try:
        reading(raw)
    except BadDeclaration as bad:
        assert all(one.file == "meals.yaml" for one in bad.faults)
        return {one.path: one.sentence() for one in bad.faults}
    return {}


def book(*regulations: str, **yuan: int) -> Book:
    """The shipped articles of these regulations; `collective=3000` sets a blank figure of theirs."""
    named = {
        "per_person": ("S0-24:六-2", "per_person", Op.LE),
        "per_table": ("S0-24:六-2", "per_table", Op.LE),
        "collective": ("S0-24:一-4c", "limit", Op.GE),
        "year": ("S0-24:四-3f", "annual_cap", Op.LE),
    }
    overrides = {}
    for name, number in yuan.items():
        cite, figure, op = named[name]
        overrides[cite, figure] = Figure(cite, figure, Amount(op, Fraction(number), "yuan"), DAY)
    return load_library().book(
        adopted=list(regulations), on=DAY, overrides=overrides, settlements={}, local=[]
    )
