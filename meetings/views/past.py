"""Old resolutions: the workbook to fill in, its check, taking it in, the list, one of them, the batches."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.access.holding import held, hold, let_go, opened
from governance.access.list_views import ListPage, ListSheet, sheet_answer
from governance.access.models import HeldFile
from governance.access.policy import ask
from governance.access.views import GovernedView, PageView
from meetings.forms.past import EnterForm, SheetForm
from meetings.imports import workbooks
from meetings.imports.checking import Checked, check
from meetings.models import PastResolution, ResolutionImport
from meetings.models.base import Matter
from meetings.pages.past import PAST
from meetings.services import imports
from meetings.views.base import BecauseVerb, MeetingVerb

ENTERED = "meetings.import.entered"
SHOWN = 50


class PastList(ListPage):
    """Old resolutions, as the index of decisions lists those held here."""

    action = "meetings.past.read"
    template_name = "meetings/past_list.html"
    listing = PAST
    sheet_url = "meetings:past-sheet"

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(
            import_url=reverse("meetings:import")
            if ask(self.actor, "meetings.import.read", self.organization).allowed
            else "",
            **extra,
        )


class PastSheet(ListSheet):
    action = "meetings.past.read"
    listing = PAST


class PastDetail(PageView):
    action = "meetings.past.read"
    model = PastResolution
    template_name = "meetings/past.html"

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("batch__entered_by", "batch__settled_by")


class ImportStart(GovernedView):
    """The template, the upload, and what was taken in before. An upload is kept and checked, never taken in
    at once."""

    action = "meetings.import.read"
    template_name = "meetings/import.html"
    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(form=SheetForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = SheetForm(request.POST, request.FILES)
        if not ask(self.actor, ENTERED, self.organization).allowed:
            form.add_error(None, _now("表格由党政办上传。"))
        if not form.is_valid():
            return self.page(status=422, form=form)
        try:
            check(form.cleaned_data["file"], organization_id=self.organization.pk, today=self.actor.day)
        except ValidationError as unreadable:
            form.add_error("file", unreadable)
            return self.page(status=422, form=form)
        row = hold(form.cleaned_data["file"], self.actor, ENTERED)
        if row is None:
            form.add_error("file", _now("磁盘写不进去，没有收下，请告诉系统管理员。"))
            return self.page(status=507, form=form)
        return HttpResponseRedirect(reverse("meetings:import-check", args=[row.pk]))

    def context(self, **extra: Any) -> dict[str, Any]:
        batches = ResolutionImport.objects.visible_to(self.actor).filter(organization=self.organization)
        return super().context(
            may_enter=ask(self.actor, ENTERED, self.organization).allowed,
            batches=batches.select_related("entered_by", "settled_by"),
            **extra,
        )


class ImportTemplate(PageView):
    action = "meetings.import.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return sheet_answer(workbooks.template(), _now("历史决议录入模板"))


class HeldSheet:
    """The kept workbook of the reader, checked anew: what was entered meanwhile counts."""

    kwargs: dict[str, Any]
    actor: Any
    organization: Any

    def kept(self) -> tuple[HeldFile, UploadedFile]:
        row = held(self.kwargs["key"], self.actor, ENTERED)
        file = opened(row) if row is not None else None
        if row is None or file is None:
            raise Http404
        return row, file

    def checked(self, file: UploadedFile) -> Checked:
        return check(file, organization_id=self.organization.pk, today=self.actor.day)


class ImportCheck(HeldSheet, MeetingVerb):
    """What the workbook says and what is wrong with it; where nothing is, one confirmation takes it in."""

    action = ENTERED
    title = _("录入历史决议")
    template_name = "meetings/import_check.html"
    form_class = EnterForm

    def heading(self) -> str:
        return str(_("历史决议"))

    def place_url(self) -> str:
        return reverse("meetings:import")

    def success_url(self, result: Any) -> str:
        return reverse("meetings:import")

    def context(self, **extra: Any) -> dict[str, Any]:
        row, file = self.kept()
        checked = self.checked(file)
        problems = [(line, said) for line, said in sorted(checked.problems.items())]
        return super().context(
            file_row=row,
            checked=checked,
            problems=problems[:SHOWN],
            more_problems=max(0, len(problems) - SHOWN),
            sample=checked.found[:SHOWN],
            more=max(0, len(checked.found) - SHOWN),
            matters=dict(Matter.choices),
            **extra,
        )

    def carry_out(self, form: EnterForm, **common: Any) -> ResolutionImport:
        row, file = self.kept()
        batch = imports.enter_past_resolutions(
            organization=self.organization, file=file, because=form.cleaned_data["because"], **common
        )
        let_go(row)
        return batch


class ImportProblems(HeldSheet, PageView):
    """The rows as they came with what is wrong beside each."""

    action = ENTERED

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row, file = self.kept()
        checked = self.checked(file)
        note = _now("%(name)s：有%(n)s行要改。照“问题”一栏改好，直接再传这张表。") % {
            "name": row.name,
            "n": len(checked.problems),
        }
        return sheet_answer(workbooks.with_problems(checked, note), _now("历史决议（带问题）"))


class ConfirmImport(MeetingVerb):
    action = "meetings.import.confirmed"
    model = ResolutionImport
    title = _("确认历史决议")
    consequence = _("确认这一批和原件一致。确认以后仍标“历史录入”。")

    def place_url(self) -> str:
        return reverse("meetings:import")

    def carry_out(self, form: Any, **common: Any) -> ResolutionImport:
        return imports.confirm_import(batch_id=self.object.pk, **common)


class WithdrawImport(BecauseVerb):
    action = "meetings.import.withdrawn"
    model = ResolutionImport
    title = _("撤回历史决议")
    because_hint = _("例：年份录错，整批重录。")
    consequence = _("这一批不再出现在目录和台账里；留痕可查，改好可以重录。")

    def place_url(self) -> str:
        return reverse("meetings:import")

    def carry_out(self, form: Any, **common: Any) -> ResolutionImport:
        return imports.withdraw_import(batch_id=self.object.pk, **form.cleaned_data, **common)
