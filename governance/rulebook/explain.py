"""Why a finding came out as it did: the article of that day, its figures over time, the facts used."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.trail import may_read
from governance.audit.models import Act
from governance.rulebook import words
from governance.rulebook.book import TownRules, rules_of
from governance.rulebook.models import CommitteeFigure
from governance.rules.book import Article
from governance.rules.figures import Value
from governance.rules.verdict import Finding
from governance.rules.wording import gettext_noop, word_of
from governance.templatetags.wordings import official_date

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# How finding figures are called where no rule has registered a word for them.
_LABELS = {
    "have": gettext_noop("实有"),
    "need": gettext_noop("需"),
    "short": gettext_noop("差"),
    "value": gettext_noop("值"),
    "shipped": gettext_noop("原文的值"),
    "name": gettext_noop("哪一个数"),
    "since": gettext_noop("自"),
    "until": gettext_noop("至"),
    "standing": gettext_noop("现有"),
    "today": gettext_noop("当天"),
    "person": gettext_noop("提出人"),
    "title": gettext_noop("制度"),
    "conflict": gettext_noop("抵触"),
    "positions": gettext_noop("各条的要求"),
    "holds": gettext_noop("先按哪条办"),
    "figure": gettext_noop("哪一个数"),
    "cite": gettext_noop("条"),
    "cases": gettext_noop("试过的样例"),
    "effect": gettext_noop("后果"),
    "rule": gettext_noop("核对什么"),
    "facts": gettext_noop("缺的事实"),
    "of": gettext_noop("基数"),
    "base": gettext_noop("以什么为基数"),
    "share": gettext_noop("条文要求的比例"),
    "counted": gettext_noop("计入票数"),
    "for": gettext_noop("赞成（连书面意见）"),
    "against": gettext_noop("反对（连书面意见）"),
    "distance": gettext_noop("相差"),
    "missing": gettext_noop("缺什么"),
    "earlier": gettext_noop("应在前的步骤"),
    "later": gettext_noop("应在后的步骤"),
    "unresolved": gettext_noop("没有满足的拦截条"),
    "items": gettext_noop("各项"),
    "least": gettext_noop("最少"),
    "most": gettext_noop("最多"),
    "by": gettext_noop("由哪条免除"),
    "before": gettext_noop("先表态人数"),
    "others": gettext_noop("其他成员人数"),
    "written": gettext_noop("书面意见份数"),
    "orders": gettext_noop("哪几项"),
}
# The unit stands beside its number, the figure is called by its name, members are counted, not numbered.
_UNSAID = ("unit", "figure", "waiting", "silent", "person")
_WITH_UNIT = ("have", "need", "short", "most")


@dataclass(frozen=True)
class HistoryLine:
    """One value of a figure: from when, in words, who set it by which authority. `state` is `now`
    (it held on the day), `past`, `coming`, or `above` for a higher text that stands over it."""

    since: date | None
    value: str
    authority: str
    entered: str
    state: str
    until: date | None = None


@dataclass(frozen=True)
class FigureStory:
    name: str
    label: str
    today: str
    unset: bool
    own: bool
    lines: tuple[HistoryLine, ...]


@dataclass(frozen=True)
class Explanation:
    """`article` is the one in force on the day, or None where nobody holds it (any more)."""

    finding: Finding
    on: date
    article: Article | None
    regulation_title: str
    adopted: bool
    figures: tuple[FigureStory, ...]
    facts: tuple[tuple[str, str], ...]


def finding_of(actor: Actor, act_id: uuid.UUID, index: int) -> tuple[Act, Finding]:
    """One finding of an act that the actor may read. Raises LookupError otherwise, without telling
    whether there is such an act."""
    act = Act.objects.filter(pk=act_id, organization_id__in=actor.organization_ids).first()
    if act is None or not may_read(actor, act) or index >= len(act.verdict["findings"]):
        raise LookupError(act_id)
    return act, Finding.from_dict(act.verdict["findings"][index])


def explain(finding: Finding, *, organization_id: int, on: date) -> Explanation:
    """By the book of the day, so that an old act is read by the articles it was judged by. Two queries."""
    rules = rules_of(organization_id)
    article = article_on(rules, finding.article, on)
    regulation_id = finding.article.partition(":")[0]
    regulation = rules.library.regulations.get(regulation_id)
    return Explanation(
        finding=finding,
        on=on,
        article=article,
        regulation_title=regulation.title if regulation else regulation_id,
        adopted=rules.book(on).article(finding.article) is not None,
        figures=stories(rules, article, on, organization_id) if article else (),
        facts=facts_of(finding.figures),
    )


def article_on(rules: TownRules, cite: str, on: date) -> Article | None:
    """The article of the book of the day, else the text of that day, else its latest text."""
    bound = rules.book(on).article(cite)
    if bound is not None:
        return bound
    for day in (on, None):
        try:
            return rules.library.article(cite, day)
        except KeyError:
            continue
    return None


def stories(rules: TownRules, article: Article, on: date, organization_id: int) -> tuple[FigureStory, ...]:
    """Every figure of an article with its values over time. One query for who entered the own ones."""
    entered = {}
    if article.figures:
        rows = CommitteeFigure.objects.filter(organization_id=organization_id, cite=article.cite).approved()
        for row in rows.select_related("proposed_by", "approved_by"):
            who = {"one": row.proposed_by.name, "other": row.approved_by.name if row.approved_by else ""}
            entered[row.name, row.since] = _("%(one)s提　%(other)s核") % who
    return tuple(_story(rules, article, name, on, entered) for name in article.figures)


def _story(
    rules: TownRules, article: Article, name: str, on: date, entered: Mapping[tuple[str, date], str]
) -> FigureStory:
    book = rules.book(on)
    say = rules.library.vocabulary.phrase
    own = rules.figures_of(article.cite, name)
    held = next((f for f in reversed(own) if f.holds(on)), None)
    current = _value(rules, article, name, on)
    lines = [
        HistoryLine(
            f.since, say(f.value, _), f.authority, entered.get((name, f.since), ""), _state(f, on), f.until
        )
        for f in reversed(own)
    ]
    dated = list(article.figures[name])
    in_force = [d for d in dated if d.since is None or d.since <= on]
    for line in reversed(dated):
        state = "coming" if line not in in_force else "past"
        if held is None and in_force and line is in_force[-1] and book.article(article.cite) is not None:
            state = "now"
        source = line.note or words.cite_text(article.cite)
        lines.append(HistoryLine(line.since, say(line.value, _), source, _("随制度载入"), state))
    lines += _above(rules, article, name, on)
    return FigureStory(
        name=name,
        label=rules.library.vocabulary.figure(article.cite, name),
        today=say(current, _),
        unset=current is None,
        own=held is not None,
        lines=tuple(lines),
    )


def _value(rules: TownRules, article: Article, name: str, on: date) -> Value | None:
    book = rules.book(on)
    if book.article(article.cite) is not None:
        return book.figure(article.cite, name).value
    current = None
    for line in article.figures[name]:
        if line.since is None or line.since <= on:
            current = line.value
    return current


def _state(own: Any, on: date) -> str:
    if own.holds(on):
        return "now"
    return "coming" if own.since > on else "past"


def _above(rules: TownRules, article: Article, name: str, on: date) -> Iterable[HistoryLine]:
    """The national figure this one may not undercut."""
    spec = article.figure_specs.get(name)
    if spec is None or not spec.upper:
        return
    cite, _dot, upper = spec.upper.rpartition(".")
    above = rules.library.article(cite)
    for line in reversed(above.figures[upper]):
        value = rules.library.vocabulary.phrase(line.value, _)
        yield HistoryLine(line.since, value, words.cite_text(cite), _("全国规定"), "above")


def facts_of(figures: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What the finding was judged by, in words."""
    unit = _(word_of(str(figures.get("unit") or "")))
    return tuple(
        (_(_LABELS.get(k) or word_of(k)), f"{_said(v)}{unit}" if _counted(k, v) else _said(v))
        for k, v in figures.items()
        if k not in _UNSAID and not _ids(v)
    )


def _counted(key: str, value: Any) -> bool:
    return key in _WITH_UNIT and isinstance(value, int) and not isinstance(value, bool)


def _ids(value: Any) -> bool:
    """Members by number, as rules name them."""
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(v, int) for v in value)


def _said(value: Any) -> str:
    if value is None:
        return _("没有登记")
    if isinstance(value, bool):
        return _("是") if value else _("不是")
    if isinstance(value, list | tuple):
        return "、".join(_said(v) for v in value) or _("无")
    if isinstance(value, str):
        if ISO_DAY.fullmatch(value):
            return official_date(value)
        return _(word_of(words.value_text(value) if value[:1] in ("<", ">", "=") else value))
    return str(value)
