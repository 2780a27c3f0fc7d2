"""责任追究台账: the register, one case, entering one and how it ended. Every reading leaves a row."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from governance.access.list_views import sheet_answer, taken_out
from governance.access.policy import ask
from governance.access.views import PageView
from governance.audit.sealed import reveal_many
from governance.listing.spreadsheet import workbook
from governance.people.queries import posts_by_person, serving
from meetings.forms.past import CaseForm, CloseCaseForm
from meetings.models import AccountabilityCase
from meetings.pages.scope import meetings_seen
from meetings.services import accountability
from meetings.views.base import MeetingVerb

# Translated when the sheet is made.
HEADS = (
    gettext_noop("序号"),
    gettext_noop("情形"),
    gettext_noop("责任人"),
    gettext_noop("职务"),
    gettext_noop("发生日期"),
    gettext_noop("事实"),
    gettext_noop("所涉决议"),
    gettext_noop("所涉会议"),
    gettext_noop("处理"),
    gettext_noop("谁决定的"),
    gettext_noop("决定日期"),
    gettext_noop("依据文号"),
    gettext_noop("状态"),
    gettext_noop("办结日期"),
    gettext_noop("结果"),
)


def _rows(actor: Any, organization: Any) -> list[AccountabilityCase]:
    found = AccountabilityCase.objects.visible_to(actor).filter(organization=organization)
    return list(found.select_related("person", "resolution", "past", "meeting", "registered_by"))


class CaseList(PageView):
    action = "meetings.accountability.read"
    template_name = "meetings/accountability.html"
    sensitive_read = True

    def context(self, **extra: Any) -> dict[str, Any]:
        rows = _rows(self.actor, self.organization)
        may = ask(self.actor, "meetings.accountability.registered", self.organization).allowed
        return super().context(
            rows=rows, register_url=reverse("meetings:accountability-register") if may else "", **extra
        )


class CaseSheet(PageView):
    action = "meetings.accountability.read"
    sensitive_read = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = _rows(self.actor, self.organization)
        facts = reveal_many([row.what for row in rows])
        ends = reveal_many([row.outcome for row in rows])
        heads = [_now(head) for head in HEADS]
        lines = (
            (
                row.ordinal,
                str(row.get_situation_display()),
                row.person.name,
                row.person_post,
                row.happened_on,
                what,
                str(row.resolution or row.past or ""),
                str(row.meeting or ""),
                str(row.get_measure_display()),
                row.decided_by,
                row.decided_on,
                row.authority,
                str(row.get_status_display()),
                row.closed_on,
                end,
            )
            for row, what, end in zip(rows, facts, ends, strict=True)
        )
        title = _now("责任追究台账")
        return sheet_answer(workbook(title, taken_out(self.actor, self.organization), heads, lines), title)


class CaseDetail(PageView):
    action = "meetings.accountability.read"
    model = AccountabilityCase
    template_name = "meetings/accountability_case.html"
    sensitive_read = True

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("person", "resolution", "past", "meeting", "registered_by")

    def context(self, **extra: Any) -> dict[str, Any]:
        what, outcome = reveal_many([self.object.what, self.object.outcome])
        may = ask(self.actor, "meetings.accountability.closed", self.object).allowed
        open_ = self.object.status == AccountabilityCase.Status.OPEN
        return super().context(
            what=what,
            outcome=outcome,
            close_url=reverse("meetings:accountability-close", args=[self.object.pk])
            if may and open_
            else "",
            **extra,
        )


class RegisterCase(MeetingVerb):
    action = "meetings.accountability.registered"
    title = _("登记责任追究")
    form_class = CaseForm
    consequence = _("登记已经决定的处理。留痕只写序号，不写姓名和事实。")

    def form_kwargs(self) -> dict[str, Any]:
        town, day = self.organization.pk, self.actor.day
        return {
            "people": serving(town, day).exclude(pk=self.actor.person_id),
            "titles": posts_by_person(town, day),
            "meetings": meetings_seen(self.actor).filter(organization_id=town),
        }

    def carry_out(self, form: CaseForm, **common: Any) -> AccountabilityCase:
        return accountability.register_case(organization=self.organization, **form.cleaned_data, **common)

    def place_url(self) -> str:
        return reverse("meetings:accountability")


class CloseCase(MeetingVerb):
    action = "meetings.accountability.closed"
    model = AccountabilityCase
    title = _("办结责任追究")
    form_class = CloseCaseForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"closed_on": self.actor.day}}

    def heading(self) -> str:
        return str(self.object)

    def carry_out(self, form: CloseCaseForm, **common: Any) -> AccountabilityCase:
        return accountability.close_case(case_id=self.object.pk, **form.cleaned_data, **common)

    def place_url(self) -> str:
        return reverse("meetings:accountability-case", args=[self.object.pk])
