"""Trying a value before it counts: the golden cases are judged with it and without it.

A committee may bind itself harder than the text; what the text stops must stay stopped (design §3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from governance.rules.calls import answer
from governance.rules.days import shipped_calendar
from governance.rules.facts import BadCall
from governance.rules.figures import Value
from governance.rules.grammar import format_value
from governance.rules.library import SHIPPED, load_library
from governance.rules.registry import rule_names
from governance.rules.strict_yaml import read


@dataclass(frozen=True)
class Trial:
    """How many cases were tried; the first one that the value lets pass although the text stops it,
    and the first one that cannot be judged by it."""

    cases: int = 0
    looser: str = ""
    unfit: str = ""

    @property
    def holds(self) -> bool:
        return not self.looser and not self.unfit


def try_value(cite: str, name: str, value: Value) -> Trial:
    """Judge every golden case in which a shipped article speaks, with the value in place of the text's."""
    article = load_library().article(cite)
    if not article.rule or article.rule not in rule_names():
        return Trial()
    key, written = f"{cite}.{name}", format_value(value)
    may_be_looser = name in article.delegated
    tried, looser, unfit = 0, "", ""
    for case in _cases():
        if case["rule"] != article.rule or key in case.get("set", {}):
            continue
        before = _judged(case, cite, {})
        if before is None:
            continue
        after = _judged(case, cite, {key: written})
        tried += 1
        if after is None or after["code"].endswith(".figure_unfit"):
            unfit = unfit or case["name"]
        elif not may_be_looser and _stopped(before) and not _stopped(after):
            looser = looser or case["name"]
    return Trial(tried, looser, unfit)


def _stopped(finding: Mapping[str, Any]) -> bool:
    """A majority that is missed is a lawful count: the outcome says that it stops the matter."""
    return finding["status"] == "fail" or (
        finding["status"] == "pass" and finding["code"].endswith(".not_majority")
    )


def _judged(case: Mapping[str, Any], cite: str, figures: Mapping[str, str]) -> Mapping[str, Any] | None:
    """What the article says of the case; None where it does not speak or cannot take the value."""
    call = {
        "rule": case["rule"],
        "preset": case["preset"],
        "on": case["day"].isoformat(),
        "facts": {**case["facts"], **case.get("but", {})},
        "set": {**case.get("set", {}), **figures},
        "settle": case.get("settle", {}),
    }
    try:
        findings = answer(call, load_library(), shipped_calendar())["findings"]
    except BadCall:
        return None
    return next((f for f in findings if f["article"] == cite and f["status"] != "not_applicable"), None)


@cache
def _cases() -> tuple[dict[str, Any], ...]:
    return tuple(case for path in sorted((SHIPPED / "cases").glob("*.yaml")) for case in read(path))
