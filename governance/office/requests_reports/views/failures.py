"""失报: the list, one of them, recording it, what followed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.access.list_views import ListPage, ListSheet
from governance.access.policy import ask
from governance.access.views import PageView
from governance.office.requests_reports import pages
from governance.office.requests_reports.forms import BecauseForm, DealForm, FailureForm
from governance.office.requests_reports.lists import FAILURES
from governance.office.requests_reports.models import ReportingFailure
from governance.office.requests_reports.services import failures
from governance.office.requests_reports.views.base import OfficeVerb


class FailureList(ListPage):
    action = "office.failure.list"
    template_name = "office/requests_reports/failures.html"
    listing = FAILURES
    sheet_url = "requests:failures-sheet"

    def context(self, **extra: Any) -> dict[str, Any]:
        may = ask(self.actor, "office.failure.recorded", self.organization).allowed
        return super().context(may_record=may, **extra)


class FailureSheet(ListSheet):
    action = "office.failure.list"
    listing = FAILURES


class FailurePage(PageView):
    action = "office.failure.list"
    model = ReportingFailure
    template_name = "office/requests_reports/failure.html"

    def visible(self) -> Any:
        return super().visible().select_related("organization", "unit", "person", "recorded_by")

    def context(self, **extra: Any) -> dict[str, Any]:
        row: ReportingFailure = self.object
        return super().context(
            row=row,
            buttons=pages.failure_buttons(row, self.actor),
            trail=pages.trail_of(self.actor, "governance.reportingfailure", row.pk),
            **extra,
        )


class Record(OfficeVerb):
    action = "office.failure.recorded"
    title = _("登记失报")
    form_class = FailureForm
    consequence = _("第几次、照哪一条处理，登记时照条文数出来。")
    place, list_name = "failure", "failures"

    def form_kwargs(self) -> dict[str, Any]:
        typed = self.request.GET.get("danwei", "")
        initial = {"unit": int(typed)} if typed.isdigit() and len(typed) < 10 else {}
        return {"units": self.units(), "initial": initial, **self.people()}

    def carry_out(self, form: FailureForm, **common: Any) -> ReportingFailure:
        return failures.record_failure(organization=self.organization, **form.cleaned_data, **common)


class Deal(OfficeVerb):
    action = "office.failure.dealt_with"
    model = ReportingFailure
    title = _("登记处理")
    form_class = DealForm
    place, list_name = "failure", "failures"

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"done_on": self.actor.day}}

    def carry_out(self, form: DealForm, **common: Any) -> ReportingFailure:
        return failures.deal_with_failure(failure_id=self.object.pk, **form.cleaned_data, **common)


class Lift(OfficeVerb):
    action = "office.failure.lifted"
    model = ReportingFailure
    title = _("撤销失报")
    form_class = BecauseForm
    consequence = _("撤销后不再计次，记录仍可查。")
    place, list_name = "failure", "failures"

    def carry_out(self, form: BecauseForm, **common: Any) -> ReportingFailure:
        return failures.lift_failure(failure_id=self.object.pk, **form.cleaned_data, **common)
