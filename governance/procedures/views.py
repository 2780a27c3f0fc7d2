"""A procedure as a page and as a chart for the wall."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from governance.access.views import PageView
from governance.audit.vocabulary import act_code
from governance.deadlines.duties import clock_of
from governance.documents.kinds import document_kind
from governance.procedures.chart import adopted_cites, figures_of, svg
from governance.procedures.procedure import Procedure, procedure_of
from governance.rulebook.book import book_for


class ProcedurePage(PageView):
    """Steps, articles with the figures of today, acts, papers; the chart above them."""

    action = "procedures.procedure.read"
    template_name = "procedures/procedure.html"
    title = _("办理程序")

    @property
    def procedure(self) -> Procedure:
        try:
            return procedure_of(self.kwargs["code"])
        except KeyError:
            raise Http404 from None

    def chart(self) -> str:
        return svg(
            self.procedure,
            book_for(self.organization.pk, self.actor.day),
            town=self.organization.name,
            day=self.actor.day,
            titles=lambda kind: str(document_kind(kind).title),
        )

    def context(self, **extra: Any) -> dict[str, Any]:
        book = book_for(self.organization.pk, self.actor.day)
        rows = [
            {
                "step": step,
                "cites": adopted_cites(step, book),
                "figures": figures_of(step, book),
                "acts": [act_code(code).title for code in step.verbs],
                "clocks": [clock_of(code).title for code in step.clocks],
                "papers": [document_kind(kind).title for kind in step.documents],
                "branches": [(b.when, self.procedure.step(b.to).name) for b in step.branches],
            }
            for step in self.procedure.steps
        ]
        # Made by us from escaped parts; a template could only escape it a second time.
        chart = mark_safe(self.chart())
        return super().context(procedure=self.procedure, rows=rows, chart=chart, **extra)


class ProcedureChart(ProcedurePage):
    """The chart alone, as a file that any print shop takes."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(self.chart(), content_type="image/svg+xml; charset=utf-8")
        name = f"{self.procedure.title}.svg"
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response
