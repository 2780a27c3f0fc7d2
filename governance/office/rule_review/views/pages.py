"""Reading: the year's use of every regulation, one regulation, one article act by act."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from governance.access.act_sentence import act_title, render_act_sentence
from governance.access.list_views import sheet_answer, taken_out
from governance.access.policy import ask
from governance.access.trail import readable
from governance.access.views import GovernedView, PageView
from governance.listing.spreadsheet import workbook
from governance.office.rule_review import counting, reading
from governance.office.rule_review.models import ArticleUse
from governance.rulebook.book import TownRules, rules_of
from governance.rules.book import Regulation

PER_PAGE = 50
SHOWN = {
    "": lambda row: True,
    "refused": lambda row: row.counts.refused > 0,
    "warned": lambda row: row.counts.warned > 0,
    "late": lambda row: row.counts.late > 0,
    "due": lambda row: row.latest is None,
}


class ReviewMixin(GovernedView):
    """`span`, `rules` and `counts` of the reader's town."""

    abstract_view = True

    @cached_property
    def span(self) -> reading.Span:
        return reading.span_of(self.request.GET, self.actor.day)

    @cached_property
    def rules(self) -> TownRules:
        return rules_of(self.organization.pk)

    @cached_property
    def counts(self) -> dict[str, counting.Counts]:
        return counting.counts_by_article(self.organization.pk, self.span.first, self.span.last)

    def regulation(self) -> Regulation:
        """One in force at the end of the span. Raises Http404."""
        found = self.rules.book(self.span.last).regulations.get(self.kwargs["regulation"])
        if found is None:
            raise Http404
        return found

    def may(self, *actions: str) -> dict[str, bool]:
        """For buttons: the last two words of each action, joined → whether the actor may."""
        return {
            name.removeprefix("rule_review.").replace(".", "_"): ask(self.actor, name, self.subject()).allowed
            for name in actions
        }

    def context(self, **extra: Any) -> dict[str, Any]:
        years = range(self.actor.day.year, self.actor.day.year - 4, -1)
        quarters = [(1, _("第一季度")), (2, _("第二季度")), (3, _("第三季度")), (4, _("第四季度"))]
        return super().context(span=self.span, years=years, quarters=quarters, **extra)


class ReviewList(ReviewMixin, PageView):
    """Every regulation in force: how often used, held, warned past, stopped, late; not used at all; evaluated when."""

    action = "rule_review.read"
    template_name = "rule_review/index.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        rows = reading.regulation_uses(self.rules, self.organization, self.span, self.counts)
        picked = self.request.GET.get("kan", "")
        shown = [row for row in rows if SHOWN.get(picked, SHOWN[""])(row)]
        months = counting.counts_by_month(self.organization.pk, self.span.first, self.span.last)
        return super().context(
            rows=shown,
            picked=picked,
            filters=[
                (code, label, sum(map(SHOWN[code], rows)))
                for code, label in (
                    ("", _("全部")),
                    ("refused", _("有拦下的")),
                    ("warned", _("有说明后继续的")),
                    ("late", _("有过期的")),
                    ("due", _("还没有评估的")),
                )
            ],
            total=sum((row.counts for row in rows), reading.NOTHING),
            unused=sum(row.unused for row in rows),
            articles=sum(row.articles for row in rows),
            chart=reading.chart_of(months),
            may=self.may("rule_review.execution.recorded"),
            **extra,
        )


class ReviewSheet(ReviewMixin, PageView):
    """The same, article by article, as a workbook."""

    action = "rule_review.read"
    sensitive_read = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        heads = [
            _("制度"),
            _("条"),
            _("条文"),
            _("级别"),
            _("用到"),
            _("合"),
            _("判定不了"),
            _("说明后继续"),
            _("拦下"),
            _("过期"),
        ]
        lines = [
            [
                regulation.title,
                row.ref,
                row.statement,
                row.level,
                row.counts.used,
                *row.counts.row,
            ]
            for regulation in reading.regulations_in_force(self.rules, self.span.last)
            for row in reading.article_uses(regulation, self.counts, "")
        ]
        title = _("%(span)s制度体检") % {"span": self.span.label}
        note = taken_out(self.actor, self.organization)
        return sheet_answer(workbook(title, note, heads, lines), title)


class RegulationReview(ReviewMixin, PageView):
    action = "rule_review.read"
    template_name = "rule_review/regulation.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        regulation = self.regulation()
        cites = frozenset(reading.cites_of(regulation))
        rows = reading.article_uses(regulation, self.counts, self.span.query)
        months = counting.counts_by_month(self.organization.pk, self.span.first, self.span.last, cites)
        return super().context(
            regulation=regulation,
            rows=rows,
            total=sum((row.counts for row in rows), reading.NOTHING),
            unused=sum(not row.counts.used for row in rows),
            chart=reading.chart_of(months),
            evaluations=reading.evaluations_of(self.organization, regulation.id),
            may=self.may("rule_review.evaluation.begun"),
            **extra,
        )


class ArticleReview(ReviewMixin, PageView):
    """逐次: the acts in which one article was judged, the newest first; each as far as the reader may read it."""

    action = "rule_review.read"
    template_name = "rule_review/article.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        regulation = self.regulation()
        cite = f"{regulation.id}:{self.kwargs['ref']}"
        article = next(
            (row for row in reading.article_uses(regulation, self.counts, "") if row.cite == cite), None
        )
        if article is None:
            raise Http404
        picked = self.request.GET.get("kan", "")
        uses = reading.uses_in(self.organization, cite, self.span, picked)
        page = Paginator(uses, PER_PAGE).get_page(self.request.GET.get("page"))
        fresh = [
            use
            for use in reversed(counting.unread(self.organization.pk))
            if use.cite == cite
            and self.span.first <= use.happened_on <= self.span.last
            and picked in ("", use.kind)
        ]
        first = fresh if page.number == 1 else []  # what the tick has not read yet comes before all else
        return super().context(
            regulation=regulation,
            article=article,
            picked=picked,
            kinds=[(kind.value, kind.label) for kind in ArticleUse.Kind],
            page_obj=page,
            lines=self._lines([*first, *page.object_list]),
            **extra,
        )

    def _lines(self, uses: list[ArticleUse]) -> list[dict[str, Any]]:
        acts = reading.acts_of(uses)
        shown = {act.pk for act in readable(self.actor, acts.values())}
        lines = []
        for use in uses:
            act = acts[use.act_id]
            open_ = act.pk in shown
            lines.append(
                {
                    "use": use,
                    "title": act_title(act),
                    "sentence": render_act_sentence(act) if open_ else "",
                    "reason": act.reason if open_ else "",
                    "url": reverse("audit:act", args=[act.pk]) if open_ else "",
                }
            )
        return lines
