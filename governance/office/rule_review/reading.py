"""What the pages of the review show: a period, rows of regulations and articles, a chart of months."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.audit.models import Act
from governance.deadlines.cadences import Period, period_of
from governance.documents.models import Document
from governance.office.rule_review.counting import Counts
from governance.office.rule_review.models import ArticleUse, RuleEvaluation
from governance.people.models import Organization
from governance.rulebook import reading, words
from governance.rulebook.book import TownRules
from governance.rules.book import Regulation

NOTHING = Counts()
YEARS_BACK = 10


@dataclass(frozen=True)
class Span:
    """`part`: 0 the whole year, 1 to 4 a quarter of it. `last` is never after the day it is looked at."""

    year: int
    part: int
    first: date
    last: date

    @property
    def label(self) -> str:
        if not self.part:
            return _("%(year)s年") % {"year": self.year}
        return _("%(year)s年第%(part)s季度") % {"year": self.year, "part": "一二三四"[self.part - 1]}

    @property
    def query(self) -> str:
        return f"?nian={self.year}&ji={self.part}" if self.part else f"?nian={self.year}"


def span_of(typed: Mapping[str, str], today: date) -> Span:
    """The year and quarter of the address; this year where it names none, or one that cannot be."""
    year = _whole(typed.get("nian", ""), today.year - YEARS_BACK, today.year, today.year)
    part = _whole(typed.get("ji", ""), 0, 4, 0)
    if part:
        first, last = period_of(Period.QUARTER, date(year, 3 * part - 2, 1))
    else:
        first, last = date(year, 1, 1), date(year, 12, 31)
    if first > today:
        return span_of({"nian": str(year)}, today)
    return Span(year, part, first, min(last, today))


def _whole(text: str, least: int, most: int, otherwise: int) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 4 and least <= int(text) <= most:
        return int(text)
    return otherwise


@dataclass(frozen=True)
class RegulationUse:
    regulation: Regulation
    since: date | None
    counts: Counts
    articles: int
    unused: int
    latest: RuleEvaluation | None
    url: str


def regulations_in_force(rules: TownRules, on: date) -> list[Regulation]:
    return list(rules.book(on).regulations.values())


def regulation_uses(
    rules: TownRules,
    organization: Organization,
    span: Span,
    counts: Mapping[str, Counts],
) -> list[RegulationUse]:
    """Every regulation in force at the end of the span, the most often stopped or late first."""
    latest: dict[str, RuleEvaluation] = {}
    evaluations = RuleEvaluation.objects.filter(organization=organization).exclude(
        status=RuleEvaluation.Status.WITHDRAWN
    )
    for evaluation in evaluations.order_by("last", "id"):
        latest[evaluation.regulation] = evaluation
    rows = []
    for regulation in regulations_in_force(rules, span.last):
        cites = cites_of(regulation)
        total = sum((counts.get(cite, NOTHING) for cite in cites), NOTHING)
        rows.append(
            RegulationUse(
                regulation=regulation,
                since=reading.state_of(rules, regulation.id, span.last)[1],
                counts=total,
                articles=len(cites),
                unused=sum(not counts.get(cite, NOTHING).used for cite in cites),
                latest=latest.get(regulation.id),
                url=reverse("rule_review:regulation", args=[regulation.id]) + span.query,
            )
        )
    return sorted(rows, key=lambda row: (-row.counts.refused - row.counts.late, -row.counts.used))


def cites_of(regulation: Regulation) -> list[str]:
    return [article.cite for article in regulation.articles if not article.superseded]


@dataclass(frozen=True)
class ArticleUses:
    cite: str
    ref: str
    statement: str
    level: str
    enforce: str
    counts: Counts
    url: str


def article_uses(regulation: Regulation, counts: Mapping[str, Counts], query: str) -> list[ArticleUses]:
    """The regulation's articles in the order of the text."""
    return [
        ArticleUses(
            cite=article.cite,
            ref=article.ref,
            statement=article.statement,
            level=str(reading.LEVELS_SHORT[article.enforce]),
            enforce=article.enforce,
            counts=counts.get(article.cite, NOTHING),
            url=reverse("rule_review:article", args=[regulation.id, article.ref]) + query,
        )
        for article in regulation.articles
        if not article.superseded
    ]


# --- The chart: twelve columns, three layers; every number stands in the table below it -------------------------

HEIGHT, BAR, GAP = 120, 26, 14
LAYERS = (("held", "is-held"), ("warned", "is-warned"), ("refused", "is-refused"))


@dataclass(frozen=True)
class Bar:
    x: int
    layers: Sequence[tuple[str, float, float]]  # class, y, height
    label: str
    words: str
    counts: Counts


@dataclass(frozen=True)
class Chart:
    bars: Sequence[Bar]
    width: int
    height: int
    most: int


def chart_of(months: Mapping[date, Counts]) -> Chart:
    """Columns in proportion to the busiest month."""
    most = max((c.held + c.warned + c.refused for c in months.values()), default=0)
    bars = []
    for place, (month, counts) in enumerate(sorted(months.items())):
        layers, top = [], float(HEIGHT)
        for name, style in LAYERS:
            height = HEIGHT * getattr(counts, name) / most if most else 0.0
            top -= height
            if height:
                layers.append((style, round(top, 1), round(height, 1)))
        bars.append(
            Bar(
                x=place * (BAR + GAP),
                layers=layers,
                label=_("%(n)s月") % {"n": month.month},
                words=_("%(n)s月：合%(held)s，说明后继续%(warned)s，拦下%(refused)s")
                % {"n": month.month, "held": counts.held, "warned": counts.warned, "refused": counts.refused},
                counts=counts,
            )
        )
    return Chart(bars, max(len(bars) * (BAR + GAP) - GAP, 1), HEIGHT, most)


def year_before(day: date) -> tuple[date, date]:
    """The twelve whole months that ended last: what an evaluation begun today usually looks at."""
    last = day.replace(day=1) - timedelta(days=1)
    return date(last.year - 1 + last.month // 12, last.month % 12 + 1, 1), last


def changes_since(evaluation: RuleEvaluation, rules: TownRules) -> list[dict[str, Any]]:
    """What was changed of the regulation by the resolution that ended the evaluation (S0-23:三-9)."""
    if not evaluation.resolution:
        return []
    return [
        {
            "what": _("%(cite)s%(name)s定为%(value)s")
            % {
                "cite": words.cite_text(figure.cite),
                "name": words.figure_name(figure.cite, figure.name),
                "value": rules.library.vocabulary.phrase(figure.value, _),
            },
            "since": figure.since,
        }
        for figure in rules.figures
        if figure.authority == evaluation.resolution and figure.cite.startswith(f"{evaluation.regulation}:")
    ]


def papers_of(evaluation: RuleEvaluation, kind: str) -> list[Document]:
    """Print-outs of the evaluation, the newest first."""
    label, pk = evaluation._meta.label_lower, str(evaluation.pk)
    return list(Document.objects.filter(kind=kind, subject_type=label, subject_id=pk).order_by("-pk"))


def evaluations_of(organization: Organization, regulation: str) -> list[RuleEvaluation]:
    return list(RuleEvaluation.objects.filter(organization=organization, regulation=regulation))


def uses_in(organization: Organization, cite: str, span: Span, kind: str) -> QuerySet[ArticleUse]:
    """The uses that have been read of one article, the newest first; of one kind where it is one."""
    uses = ArticleUse.objects.filter(
        organization=organization, cite=cite, happened_on__range=(span.first, span.last)
    )
    if kind in ArticleUse.Kind.values:
        uses = uses.filter(kind=kind)
    return uses.order_by("-happened_on", "-id")


def acts_of(uses: Sequence[ArticleUse]) -> dict[uuid.UUID, Act]:
    return {act.pk: act for act in Act.objects.filter(pk__in=[use.act_id for use in uses])}
