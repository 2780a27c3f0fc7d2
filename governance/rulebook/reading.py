"""What the rulebook's pages show, from the book of a day. No judgement, no writing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.rulebook.book import LOCAL_SEED, TownRules
from governance.rules.book import Article, Book, Conflict, Regulation
from governance.rules.coverage import How, bindings_of, reason_of
from governance.rules.figures import Op, Share, Value
from governance.rules.overrides import VOTING_BASES

LEVELS: Mapping[str, Any] = {
    "block": gettext_lazy("拦截条"),
    "warn": gettext_lazy("提示条"),
    "remind": gettext_lazy("提醒条"),
    "record": gettext_lazy("留痕条"),
    "print": gettext_lazy("打印条"),
    "display": gettext_lazy("展示条"),
}
LEVELS_SHORT: Mapping[str, Any] = {
    "block": gettext_lazy("拦截"),
    "warn": gettext_lazy("提示"),
    "remind": gettext_lazy("提醒"),
    "record": gettext_lazy("留痕"),
    "print": gettext_lazy("打印"),
    "display": gettext_lazy("展示"),
}
KINDS: Mapping[str, Any] = {
    "recusal": gettext_lazy("回避"),
    "content_required": gettext_lazy("必备内容"),
    "secrecy": gettext_lazy("保密"),
    "scoring": gettext_lazy("计分"),
    "record": gettext_lazy("记录"),
    "majority": gettext_lazy("通过标准"),
    "reward_penalty": gettext_lazy("奖惩"),
    "approval_threshold": gettext_lazy("审批"),
    "notice_period": gettext_lazy("通知"),
    "sequence": gettext_lazy("程序"),
    "role": gettext_lazy("职责"),
    "eligibility": gettext_lazy("条件"),
    "frequency": gettext_lazy("频次"),
    "deadline": gettext_lazy("时限"),
    "prohibition": gettext_lazy("禁止"),
    "quorum": gettext_lazy("到会"),
    "consequence": gettext_lazy("后果"),
    "publication": gettext_lazy("公开"),
    "principle": gettext_lazy("原则"),
}
_WHERE: Mapping[How, Any] = {
    How.RULE: gettext_lazy("办理时核对"),
    How.FIELD: gettext_lazy("办理时登记"),
    How.DEADLINE: gettext_lazy("按时限提醒"),
    How.CADENCE: gettext_lazy("按频次提醒"),
    How.DOCUMENT: gettext_lazy("生成文书"),
    How.REGISTER: gettext_lazy("记入台账"),
    How.PAGE: gettext_lazy("在页面上列出"),
}
_SHORT_OF: Mapping[str, Any] = {
    "block": gettext_lazy("拦下，写明差在哪、怎么办"),
    "warn": gettext_lazy("提示，写明理由后可以继续"),
    "remind": gettext_lazy("到期前提醒，逾期列出"),
    "record": gettext_lazy("留痕，不拦"),
    "print": gettext_lazy("照条文生成，不拦"),
    "display": gettext_lazy("只展示条文"),
}
_CHAPTER = re.compile(r"[一二三四五六七八九十百]+|\d+|[^\W\d_]+")


@dataclass(frozen=True)
class FigureLine:
    """A figure as in force on the day, in words; `need` says what it asks of this committee."""

    name: str
    label: str
    today: str
    unset: bool
    own: bool
    need: str


@dataclass(frozen=True)
class ArticleLine:
    article: Article
    url: str
    level: str
    figures: tuple[FigureLine, ...]
    conflicts: tuple[str, ...]  # ids of those not settled
    set_aside: bool


@dataclass(frozen=True)
class Chapter:
    """Articles that begin alike, in the order of the text."""

    number: str
    heading: str
    anchor: str
    lines: tuple[ArticleLine, ...]
    note: str


@dataclass(frozen=True)
class RegulationRow:
    regulation: Regulation
    url: str
    group: str
    capability: str
    state: str  # none, coming, in_force, ended
    state_label: str
    counts: tuple[tuple[str, int], ...]
    total: int
    unset: int
    conflicts: int


@dataclass(frozen=True)
class ConflictRow:
    """A disagreement among adopted articles. `state`: open or settled."""

    conflict: Conflict
    url: str
    state: str
    choice: str
    held: tuple[str, ...]  # citations of the adopted positions


STATES: Mapping[str, Any] = {
    "none": gettext_lazy("未采用"),
    "coming": gettext_lazy("待施行"),
    "in_force": gettext_lazy("施行中"),
    "ended": gettext_lazy("已停用"),
}


def find_regulation(rules: TownRules, regulation_id: str, on: date) -> Regulation | None:
    """The edition of the day, whether adopted or not; None for one that nobody has."""
    held = rules.book(on).regulations.get(regulation_id) or rules.library.regulations.get(regulation_id)
    if held is None:
        return None
    try:
        return held.on(on)
    except LookupError:
        return held


def state_of(rules: TownRules, regulation_id: str, on: date) -> tuple[str, date | None]:
    """The state on the day and the day it dates from."""
    own = [one for one in rules.local if one.regulation.id == regulation_id]
    held = [*own, *(a for a in rules.adoptions if a.regulation == regulation_id)]
    for one in reversed(held):
        if one.holds(on):
            return "in_force", one.since
    if any(one.since > on for one in held):
        return "coming", min(one.since for one in held if one.since > on)
    if held:
        return "ended", max(one.until for one in held if one.until)
    return "none", None


def regulation_rows(rules: TownRules, on: date) -> list[RegulationRow]:
    """Every regulation there is, the town's own last, with what is left to be done about it."""
    open_by_regulation: Counter[str] = Counter()
    for row in conflict_rows(rules, on):
        if row.state == "open":
            open_by_regulation.update({cite.partition(":")[0] for cite in row.held})
    groups = {r: p.title for p in rules.library.presets.values() for r in p.regulations}
    return [
        _regulation_row(rules, regulation_id, on, groups, open_by_regulation[regulation_id])
        for regulation_id in rules.library.regulations
    ]


def _regulation_row(
    rules: TownRules, regulation_id: str, on: date, groups: Mapping[str, str], conflicts: int
) -> RegulationRow:
    regulation = find_regulation(rules, regulation_id, on)
    assert regulation is not None
    state, since = state_of(rules, regulation_id, on)
    articles = [a for a in regulation.articles if not a.superseded]
    counted = Counter(a.enforce for a in articles)
    book = rules.book(on)
    local = regulation.seed == LOCAL_SEED
    return RegulationRow(
        regulation=regulation,
        url=reverse("rulebook:regulation", args=[regulation_id]),
        group=str(_("本镇制度")) if local else groups.get(regulation_id, ""),
        capability=rules.library.capabilities[regulation.capability].title
        if regulation.capability in rules.library.capabilities
        else "",
        state=state,
        state_label=state_label(state, since),
        counts=tuple((str(LEVELS_SHORT[level]), counted[level]) for level in LEVELS if counted[level]),
        total=len(articles),
        unset=sum(len(unset_names(book, a)) for a in articles) if state == "in_force" else 0,
        conflicts=conflicts,
    )


def state_label(state: str, since: date | None) -> str:
    label = str(STATES[state])
    if since is None:
        return label
    pattern = _("%(state)s，至%(day)s") if state == "ended" else _("%(state)s，自%(day)s")
    return pattern % {"state": label, "day": since.isoformat()}


def unset_names(book: Book, article: Article) -> list[str]:
    """Figures of an adopted article that nobody has set."""
    if article.superseded or book.article(article.cite) is None:
        return []
    return [name for name in article.figures if book.figure(article.cite, name).value is None]


def conflict_rows(rules: TownRules, on: date) -> list[ConflictRow]:
    """The disagreements of the adopted articles, those not settled first."""
    book = rules.book(on)
    rows = []
    for conflict in book.disagreements():
        settled = next(
            (s for s in reversed(rules.settlements) if s.conflict == conflict.id and s.holds(on)), None
        )
        choice = next((c.label for c in conflict.choices if settled and c.id == settled.choice), "")
        rows.append(
            ConflictRow(
                conflict=conflict,
                url=reverse("rulebook:conflict", args=[conflict.id]),
                state="settled" if settled else "open",
                choice=choice,
                held=tuple(p.cite for p in conflict.positions if book.article(p.cite) is not None),
            )
        )
    return sorted(rows, key=lambda row: row.state != "open")


def chapters(rules: TownRules, regulation: Regulation, on: date, members: int) -> list[Chapter]:
    open_ids = {row.conflict.id: row.held for row in conflict_rows(rules, on) if row.state == "open"}
    groups: dict[str, list[ArticleLine]] = {}
    for article in regulation.articles:
        match = _CHAPTER.match(article.ref)
        number = match.group() if match else article.ref
        groups.setdefault(number, []).append(article_line(rules, article, on, members, open_ids))
    return [_chapter(number, lines) for number, lines in groups.items()]


def _chapter(number: str, lines: list[ArticleLine]) -> Chapter:
    standing = [line.article for line in lines if not line.article.superseded]
    counted = Counter(a.enforce for a in standing)
    kinds = list(dict.fromkeys(str(KINDS.get(a.kind, a.kind)) for a in standing))
    parts = [f"{LEVELS_SHORT[level]}{counted[level]}" for level in LEVELS if counted[level]]
    note = _("%(n)d条　%(parts)s") % {"n": len(lines), "parts": "，".join(parts)}
    return Chapter(number, "、".join(kinds[:2]), f"zhang-{number}", tuple(lines), note)


def article_line(
    rules: TownRules, article: Article, on: date, members: int, open_ids: Mapping[str, tuple[str, ...]]
) -> ArticleLine:
    return ArticleLine(
        article=article,
        url=reverse("rulebook:article", args=[article.regulation, article.ref]),
        level=str(LEVELS[article.enforce]),
        figures=tuple(figure_line(rules, article, name, on, members) for name in article.figures),
        conflicts=tuple(i for i, held in open_ids.items() if article.cite in held),
        set_aside=rules.book(on).set_aside_by(article.cite) is not None,
    )


def figure_line(rules: TownRules, article: Article, name: str, on: date, members: int) -> FigureLine:
    book = rules.book(on)
    vocabulary = rules.library.vocabulary
    value: Value | None
    own = False
    if book.article(article.cite) is not None:
        figure = book.figure(article.cite, name)
        value, own = figure.value, figure.layer == "committee"
    else:
        dated = [d for d in article.figures[name] if d.since is None or d.since <= on]
        value = dated[-1].value if dated else None
    return FigureLine(
        name=name,
        label=vocabulary.figure(article.cite, name),
        today=vocabulary.phrase(value, _),
        unset=value is None,
        own=own,
        need=need_of(value, members),
    )


def need_of(value: Value | None, members: int) -> str:
    """What a share asks of this committee: 本镇应到11人，需8人. Empty for other figures."""
    if not isinstance(value, Share) or not members:
        return ""
    if value.op not in (Op.GE, Op.GT) or value.base not in VOTING_BASES:
        return ""
    numbers = {"of": members, "need": value.needed(members)}
    exact = value.fraction * members
    if value.base not in ("entitled", "members"):
        return _("%(of)d人都到会、都投票时，需%(need)d人") % numbers
    if value.op is Op.GE and exact.denominator != 1:
        return _("本镇应到%(of)d人，进位为%(need)d人") % numbers
    return _("本镇应到%(of)d人，需%(need)d人") % numbers


def enforced_at(article: Article, rule_words: Mapping[str, str]) -> list[dict[str, str]]:
    """Where the software carries an article; empty where it is left to people."""
    seen: dict[tuple[str, str], dict[str, str]] = {}
    for binding in bindings_of(article.shape):
        what = rule_words.get(article.rule, "") if binding.how is How.RULE else ""
        row = {"how": str(_WHERE[binding.how]), "what": what, "otherwise": str(_SHORT_OF[article.enforce])}
        seen[row["how"], what] = row
    return list(seen.values())


def left_to_people(article: Article) -> str:
    """Why no software carries the article; empty where it does."""
    if bindings_of(article.shape):
        return ""
    return _(reason_of(article.shape)) if reason_of(article.shape) else ""


def coverage_rows(rules: TownRules, regulation: Regulation) -> Iterator[dict[str, Any]]:
    """Every article in force with where it is carried, or why it is not."""
    for article in regulation.articles:
        if article.superseded:
            continue
        places = enforced_at(article, rules.library.vocabulary.rules)
        reason = left_to_people(article)
        yield {
            "article": article,
            "url": reverse("rulebook:article", args=[article.regulation, article.ref]),
            "level": LEVELS[article.enforce],
            "places": places,
            "reason": reason,
            "state": "bound" if places else "listed" if reason else "unbound",
        }
