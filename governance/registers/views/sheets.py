"""Rows from a workbook and back, and registers on paper."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.holding import held, hold, let_go, opened
from governance.access.list_views import sheet_answer
from governance.access.models import HeldFile
from governance.access.views import GovernedView, PageView, VerbView
from governance.documents.rendering import MissingGlyphs, RenderedPdf
from governance.documents.uploads import XLSX, MaterialUploadField
from governance.listing.asking import rows_asked
from governance.registers import papers, services, sheets
from governance.registers.lists import listing_of
from governance.registers.models import RegisterEntry
from governance.registers.views.base import InRegister, OfEntry

IMPORTED = "registers.entries.imported"
SHOWN = 30


class SheetField(MaterialUploadField):
    """An .xlsx of at most 10 MB, by its content."""

    widget = forms.FileInput(attrs={"accept": ".xlsx"})

    def to_python(self, data: Any) -> UploadedFile | None:
        file = super().to_python(data)
        if file is not None and not (file.name or "").lower().endswith(XLSX.extensions):
            raise ValidationError(_("这里只收 xlsx 表格，请用模板填好再传。"))
        return file


class SheetForm(forms.Form):
    file = SheetField(
        label=gettext_lazy("填好的表格"),
        help_text=gettext_lazy("xlsx，最多10 MB、1,000行。先核对，不会马上写入。"),
    )


class Import(InRegister, GovernedView):
    """The template and the upload. An upload is kept and checked, never taken in at once."""

    action = IMPORTED
    template_name = "registers/import.html"
    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(form=SheetForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = SheetForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(status=422, form=form)
        try:
            sheets.check(form.cleaned_data["file"], self.place, self.actor)
        except ValidationError as unreadable:
            form.add_error("file", unreadable)
            return self.page(status=422, form=form)
        row = hold(form.cleaned_data["file"], self.actor, self.purpose())
        if row is None:
            form.add_error("file", _("磁盘写不进去，没有收下，请告诉系统管理员。"))
            return self.page(status=507, form=form)
        return HttpResponseRedirect(
            reverse("registers:import-check", args=[self.place.declaration.code, row.pk])
        )

    def purpose(self) -> str:
        return f"{IMPORTED}.{self.place.declaration.code}"


class ImportTemplate(InRegister, PageView):
    action = IMPORTED

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        title = _("%(title)s导入模板") % {"title": self.place.declaration.title}
        return sheet_answer(sheets.template(self.place), title)


class KeptSheet(InRegister):
    """The reader's own kept workbook, checked anew."""

    abstract_view = True

    def kept(self) -> tuple[HeldFile, sheets.Checked]:
        purpose = f"{IMPORTED}.{self.place.declaration.code}"
        row = held(self.kwargs["key"], self.actor, purpose)
        file = opened(row) if row is not None else None
        if row is None or file is None:
            raise Http404
        try:
            return row, sheets.check(file, self.place, self.actor)
        except ValidationError:
            raise Http404 from None  # the register was declared anew since, and has other columns


class ImportCheck(KeptSheet, VerbView):
    """What the workbook says and what is wrong with it; where nothing is, one confirmation takes it in."""

    action = IMPORTED
    title = gettext_lazy("写入")
    template_name = "registers/import_check.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        row, checked = self.kept()
        heads = [column.head for column in checked.columns]
        faults = [
            (one.line, [(c.head, one.faults[c.name]) for c in checked.columns if c.name in one.faults])
            for one in checked.faulty[:SHOWN]
        ]
        sample = [[one.cells.get(c.name) for c in checked.columns] for one in checked.rows[:SHOWN]]
        more = {
            "file_row": row,
            "checked": checked,
            "heads": heads,
            "faults": faults,
            "sample": sample,
            "title": self.title,
            "back_url": self.back_url(),
        }
        return super().context(**{**more, **extra})

    def back_url(self) -> str:
        return reverse("registers:import", args=[self.place.declaration.code])

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> list[RegisterEntry]:
        row, checked = self.kept()
        if not checked.clean:
            raise ValidationError(_("表里还有要改的，一行也没有写入。"))
        made = services.import_entries(
            place=self.place,
            actor=self.actor,
            rows=[(one.values, one.unit) for one in checked.rows],
            once=once,
        )
        let_go(row)
        return made

    def success_url(self, result: list[RegisterEntry]) -> str:
        return self.list_url()

    def success_text(self, result: list[RegisterEntry]) -> str:
        values = {"n": len(result), "first": result[0].number, "last": result[-1].number}
        return _("已写入%(n)s行，%(first)s至%(last)s。") % values


class ImportFaults(KeptSheet, PageView):
    """The rows as they came, every faulty cell with its comment."""

    action = IMPORTED

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _row, checked = self.kept()
        values = {"n": len(checked.rows), "wrong": len(checked.faulty)}
        note = _("共%(n)s行，%(wrong)s行有误，一行也没有写入。红格里批注写着原因，改好后重新导入。") % values
        title = _("%(title)s（有误）") % {"title": self.place.declaration.title}
        return sheet_answer(sheets.with_faults(self.place, checked, note), title)


# Paper -----------------------------------------------------------------------------------------


def pdf_answer(paper: RenderedPdf, title: str) -> HttpResponse:
    response = HttpResponse(paper.data, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{title}.pdf")
    response["Cache-Control"] = "no-store, private"
    return response


class OnPaper(GovernedView):
    abstract_view = True

    def not_printable(self, missing: MissingGlyphs) -> HttpResponse:
        context = {"characters": "、".join(missing.characters)}
        return TemplateResponse(self.request, "registers/unprintable.html", context, status=409)


class ListPaper(InRegister, PageView, OnPaper):
    """The list on paper, under the filters and in the order of the page."""

    action = "registers.entries.taken_out"
    sensitive_read = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        listing = listing_of(self.place)
        rows = rows_asked(listing, self.actor, request.GET, papers.MOST_PRINTED)
        first, last = request.GET.get("cong", ""), request.GET.get("dao", "")
        period = _("%(first)s至%(last)s") % {"first": first, "last": last} if first and last else ""
        try:
            paper = papers.render_list(self.place, rows, period=period, day=self.actor.day)
        except MissingGlyphs as missing:
            return self.not_printable(missing)
        return pdf_answer(paper, self.place.declaration.title)


class EntryPaper(OfEntry, PageView, OnPaper):
    """The form of one row."""

    action = "registers.entry.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            paper = papers.render_entry(self.object, self.actor.day)
        except MissingGlyphs as missing:
            return self.not_printable(missing)
        return pdf_answer(paper, self.object.number)
