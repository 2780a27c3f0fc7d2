"""What comes in from below: the list, entering, sending in, answering; who reported in which quarter."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.access.list_views import ListPage, ListSheet, sheet_answer, taken_out
from governance.access.policy import ask
from governance.access.views import PageView
from governance.listing.spreadsheet import workbook
from governance.office.requests_reports import pages
from governance.office.requests_reports.forms import AnswerForm, ComingForm, NoteForm, ReceiveForm
from governance.office.requests_reports.lists import INCOMING
from governance.office.requests_reports.models import IncomingPaper
from governance.office.requests_reports.rules.kinds import SOURCES, items_of
from governance.office.requests_reports.services import incoming
from governance.office.requests_reports.views.base import OfficeVerb
from governance.people.models import Organization, Person

OWN_SOURCES = {
    "village_secretary": "branch",
    "congress_chair": "congress",
    "discipline_clerk": "discipline",
}


class IncomingList(ListPage):
    action = "office.incoming.list"
    template_name = "office/requests_reports/incoming_list.html"
    listing = INCOMING
    sheet_url = "requests:incoming-sheet"

    def context(self, **extra: Any) -> dict[str, Any]:
        may_enter = ask(self.actor, "office.incoming.entered", self.organization).allowed
        may_submit = ask(self.actor, "office.incoming.submitted", self.organization).allowed
        sources = [(reverse("requests:enter", args=[code]), _now(text)) for code, text in SOURCES.items()]
        return super().context(sources=sources if may_enter else (), may_submit=may_submit, **extra)


class IncomingSheet(ListSheet):
    action = "office.incoming.list"
    listing = INCOMING


class IncomingPage(PageView):
    action = "office.incoming.read"
    model = IncomingPaper
    template_name = "office/requests_reports/incoming.html"

    def visible(self) -> Any:
        return super().visible().select_related(
            "organization", "unit", "person", "handler", "received_by", "answered_by", "entered_by"
        )  # fmt: skip

    def context(self, **extra: Any) -> dict[str, Any]:
        paper: IncomingPaper = self.object
        return super().context(
            paper=paper,
            items=[(_now(item), paper.items.get(item, "")) for item in items_of(paper.source)],
            buttons=pages.incoming_buttons(paper, self.actor),
            documents=pages.documents_of("governance.incomingpaper", paper.pk),
            trail=pages.trail_of(self.actor, "governance.incomingpaper", paper.pk),
            **extra,
        )


class _Coming(OfficeVerb):
    abstract_view = True
    form_class = ComingForm
    drafted = True
    place, list_name = "incoming", "incoming-list"
    own = False

    @property
    def source(self) -> str:
        raise NotImplementedError

    def heading(self) -> str:
        return _now(SOURCES[self.source])

    def form_kwargs(self) -> dict[str, Any]:
        kinds = [Organization.Kind.VILLAGE_BRANCH, Organization.Kind.BRANCH]
        units = self.units().filter(kind__in=kinds) if self.source == "branch" else self.units()
        return {
            "source": self.source,
            "units": units,
            "own": self.own,
            "initial": {"period_on": self.actor.day, "kind": "report"},
            **self.people(),
        }


class Enter(_Coming):
    action = "office.incoming.entered"
    title = _("收文")

    @property
    def source(self) -> str:
        code: str = self.kwargs["source"]
        if code not in SOURCES:
            raise Http404
        return code

    def carry_out(self, form: ComingForm, **common: Any) -> IncomingPaper:
        return incoming.enter_incoming(
            organization=self.organization,
            came=form.came(),
            handler=form.cleaned_data.get("handler"),
            **common,
        )


class Submit(_Coming):
    action = "office.incoming.submitted"
    title = _("报送")
    own = True

    @property
    def source(self) -> str:
        held = [p for p in self.actor.posts if p.organization_id == self.organization.pk]
        if any(p.committee_seat for p in held):
            return "committee_member"
        return next((OWN_SOURCES[p.code] for p in held if p.code in OWN_SOURCES), "government")

    def _unit(self) -> Organization | None:
        if self.source == "committee_member":
            return None
        ids = [p.unit_id for p in self.actor.posts if p.unit_id != self.organization.pk]
        found: Organization | None = Organization.objects.visible_to(self.actor).filter(pk__in=ids).first()
        return found

    def carry_out(self, form: ComingForm, **common: Any) -> IncomingPaper:
        own = Person.objects.visible_to(self.actor).get(pk=self.actor.person_id)
        return incoming.submit_incoming(
            organization=self.organization, came=form.came(self._unit(), own), **common
        )


class _OnIncoming(OfficeVerb):
    abstract_view = True
    model = IncomingPaper
    place, list_name = "incoming", "incoming-list"

    def visible(self) -> Any:
        return super().visible().select_related("organization", "unit", "person")


class Receive(_OnIncoming):
    action = "office.incoming.received"
    title = _("收文")
    form_class = ReceiveForm

    def form_kwargs(self) -> dict[str, Any]:
        return self.people()

    def carry_out(self, form: ReceiveForm, **common: Any) -> IncomingPaper:
        return incoming.receive_incoming(paper_id=self.object.pk, **form.cleaned_data, **common)


class Answer(_OnIncoming):
    action = "office.incoming.answered"
    title = _("批复")
    form_class = AnswerForm

    def carry_out(self, form: AnswerForm, **common: Any) -> IncomingPaper:
        return incoming.answer_incoming(paper_id=self.object.pk, **form.cleaned_data, **common)


class Note(_OnIncoming):
    action = "office.incoming.noted"
    title = _("阅批")
    form_class = NoteForm

    def carry_out(self, form: NoteForm, **common: Any) -> IncomingPaper:
        return incoming.note_incoming(paper_id=self.object.pk, **form.cleaned_data, **common)


class MatrixPage(PageView):
    """Every branch by quarter: who reported, who still may, who did not."""

    action = "office.reporting.matrix"
    template_name = "office/requests_reports/matrix.html"

    def matrix(self) -> pages.Matrix:
        typed = self.request.GET.get("nian", "")
        year = int(typed) if typed.isdigit() and 2000 <= int(typed[:4]) <= self.actor.day.year else 0
        return pages.matrix_of(self.organization, year or self.actor.day.year, self.actor.day)

    def context(self, **extra: Any) -> dict[str, Any]:
        may = ask(self.actor, "office.failure.recorded", self.organization).allowed
        return super().context(matrix=self.matrix(), may_record=may, **extra)


class MatrixSheet(MatrixPage):
    action = "office.reporting.matrix"
    sensitive_read = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        matrix = self.matrix()
        title = _now("%(year)s年支部每季报告") % {"year": matrix.year}
        heads = [_now("支部"), *matrix.quarters]
        lines = [[unit.short_name, *(cell.words for cell in cells)] for unit, cells in matrix.rows]
        return sheet_answer(workbook(title, taken_out(self.actor, self.organization), heads, lines), title)
