"""Verdicts as the screen shows them: one line per finding, what stops first, what held last.

The sentence, the remedy and the figures come from the finding; nothing is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from governance.rules.library import load_library
from governance.rules.verdict import Finding, Severity, Status, Verdict
from governance.rules.wording import word_of
from governance.templatetags.wordings import short_date

# kind: (mark, word). The word is read aloud, so that the mark is never alone.
MARKS = {
    "block": ("拦", "拦截"),
    "unknown": ("缺", "缺依据"),
    "warn": ("提", "提示"),
    "pass": ("合", "合规"),
    "na": ("免", "不适用"),
}


@dataclass(frozen=True)
class Cite:
    """A reference to an article: its words, and the page of the article in force that day."""

    id: str
    text: str
    url: str = ""

    def __str__(self) -> str:
        return self.__html__()

    def __html__(self) -> SafeString:
        """The link itself, so that `{{ cite }}` leaves no blank before the next full stop."""
        if self.url:
            return format_html('<a class="cite" href="{}">{}</a>', self.url, self.text)
        return format_html('<span class="cite">{}</span>', self.text)


@dataclass(frozen=True)
class Line:
    kind: str
    mark: str
    word: str
    message: str
    remedy: str
    cite: Cite
    level: str
    figures: tuple[tuple[str, str, bool, bool], ...]  # (name, value, short, unset)
    provisional: bool
    stops: bool
    reason: str = ""
    reason_by: str = ""
    explain_url: str = ""


@dataclass(frozen=True)
class Lines:
    shown: tuple[Line, ...]
    folded: tuple[Line, ...]
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """共核对7条：拦截2，提示1，合规4"""
        total = sum(self.counts.values())
        parts = "，".join(f"{_(MARKS[kind][1])}{n}" for kind, n in self.counts.items() if n)
        return _("共核对%(total)d条：%(parts)s") % {"total": total, "parts": parts} if total else ""

    @property
    def fold_label(self) -> str:
        passed = sum(1 for line in self.folded if line.kind == "pass")
        spared = len(self.folded) - passed
        parts = []
        if passed:
            parts.append(_("%(n)d条合规") % {"n": passed})
        if spared:
            parts.append(_("%(n)d条不适用") % {"n": spared})
        return _("另有%(parts)s") % {"parts": "，".join(parts)}


@cache
def short_titles() -> Mapping[str, str]:
    """Regulation id → short title, from the shipped library; read once per process."""
    return {regulation.id: regulation.short for regulation in load_library().regulations.values()}


def cite_of(reference: str, *, on: date | None = None, short: str = "") -> Cite:
    """The citation 〔short ref〕 of ``S1-01:六-3``. A town's own regulation keeps its id as its name."""
    regulation, _colon, ref = reference.partition(":")
    text = f"{short or short_titles().get(regulation) or regulation} {ref}".strip()
    try:
        url = reverse("rulebook:article", args=[regulation, ref])
    except NoReverseMatch:
        url = ""
    if url and on:
        url = f"{url}?on={on.isoformat()}"
    return Cite(reference, text, url)


def official_cite(reference: str) -> str:
    """《议事决策规则》七-4 of ``S1-01:七-4b``: the full title; the letter by which an entry was split for
    the library stays out of papers."""
    regulation, _colon, ref = reference.partition(":")
    known = load_library().regulations.get(regulation)
    return f"《{known.title if known else regulation}》{re.sub('(?<=[0-9])[a-z][0-9]*$', '', ref)}"


def kind_of(finding: Finding) -> str:
    if finding.status is Status.NOT_APPLICABLE:
        return "na"
    if finding.status is Status.PASS:
        return "pass"
    if finding.status is Status.UNKNOWN:
        return "unknown"
    return "block" if finding.severity is Severity.BLOCK else "warn"


def order_of(finding: Finding) -> int:
    """拦, 缺 under a block article, 提, 缺 under a warn article, 合, 免."""
    kind = kind_of(finding)
    if kind == "unknown":
        return 1 if finding.severity is Severity.BLOCK else 3
    return {"block": 0, "warn": 2, "pass": 4, "na": 5}[kind]


def level_of(finding: Finding) -> str:
    if finding.severity is Severity.BLOCK:
        return _("拦截条")
    return _("提示条，可说明理由后继续") if finding.warns else _("提示条")


def written(value: Any) -> str:
    """A figure as text: exact shares as fractions, ISO days as days, the rest as it is."""
    if isinstance(value, bool):
        return _("有") if value else _("没有")
    if isinstance(value, Fraction):
        return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return short_date(value) or value
    if isinstance(value, list | tuple):
        return "、".join(map(written, value))
    return _(word_of(str(value)))


def figures_of(finding: Finding) -> tuple[tuple[str, str, bool, bool], ...]:
    figures = finding.figures
    failing = finding.status is Status.FAIL
    pairs = []
    for key, name in (("have", _("实有")), ("need", _("需"))):
        if key not in figures:
            continue
        value = figures[key]
        unset = value is None
        text = _("没有设定") if unset and key == "need" else _("没有登记") if unset else written(value)
        if isinstance(value, int) and not isinstance(value, bool) and figures.get("unit"):
            text = f"{text} {_(word_of(str(figures['unit'])))}"
        label = _(str(figures.get(f"{key}_label") or name))
        pairs.append((label, text, failing and key == "have", unset))
    return tuple(pairs)


def lines_of(
    verdict: Verdict | Iterable[Finding],
    *,
    fold: int | None = None,
    on: date | None = None,
    reasons: Mapping[str, str] | str = "",
    reason_by: str = "",
    explain: str = "",
) -> Lines:
    """All findings in order, the last ones folded.

    `fold`: how many 合 stay open; by default all of up to five, else three. `reasons`: what was said
    when going on past a warning, one text or by finding code. `explain`: the address under which the
    explanation pages stand; the finding's place in the verdict is appended.
    """
    findings = tuple(verdict.findings if isinstance(verdict, Verdict) else verdict)
    built = []
    for place, finding in enumerate(findings):
        kind = kind_of(finding)
        mark, word = MARKS[kind]
        reason = reasons if isinstance(reasons, str) else reasons.get(finding.code, "")
        line = Line(
            kind=kind,
            mark=_(mark),
            word=_(word),
            message=finding.message(_),
            remedy="" if kind in ("pass", "na") else finding.remedy(_),
            cite=cite_of(finding.article, on=on),
            level=level_of(finding),
            figures=figures_of(finding),
            provisional=finding.provisional,
            stops=finding.blocks,
            reason=reason if finding.warns else "",
            reason_by=reason_by if finding.warns and reason else "",
            explain_url=f"{explain}{place}/" if explain else "",
        )
        built.append((order_of(finding), place, line))
    built.sort(key=lambda row: row[:2])
    lines = [row[2] for row in built]
    passes = [line for line in lines if line.kind == "pass"]
    keep = (len(passes) if len(passes) <= 5 else 3) if fold is None else fold
    spared = [line for line in lines if line.kind == "na"]
    counts = {kind: sum(1 for line in lines if line.kind == kind) for kind in MARKS}
    shown = [line for line in lines if line.kind not in ("pass", "na")] + passes[:keep]
    return Lines(tuple(shown), tuple(passes[keep:] + spared), counts)
