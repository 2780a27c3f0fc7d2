"""Download of finished documents, and the public page behind a code."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from governance.access.log import log_reading
from governance.access.views import GovernedView, VerbView
from governance.audit.sealed import Erased
from governance.documents import services
from governance.documents.editable.models import EditableCopy
from governance.documents.kept_files import read_kept
from governance.documents.kinds import document_kind
from governance.documents.models import MADE, Document
from governance.documents.scans import standing_scan
from governance.documents.uploads import DOCX, PaperUploadField
from governance.documents.verification import same_file


class DocumentFile(GovernedView):
    """The finished PDF itself."""

    action = "documents.document.read"
    model = Document
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        document: Document = self.object
        if not document.made:
            return TemplateResponse(request, "documents/waiting.html", self.context(), status=200)
        try:
            content = read_kept(document.file)
        except (FileNotFoundError, Erased):
            raise Http404 from None
        if document_kind(document.kind).sensitive:
            log_reading(self.decision, document.organization_id, request)
        return FileResponse(
            BytesIO(content),
            content_type="application/pdf",
            filename=f"{document}.pdf",
            as_attachment="save" in request.GET,
        )


class EditableFile(GovernedView):
    """The .docx beside the PDF, for whoever may open the PDF; there is none of a ballot or a count sheet."""

    action = "documents.document.read"
    model = Document
    http_method_names = ["get", "head", "options"]

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("editable", "organization")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        document: Document = self.object
        copy: EditableCopy | None = getattr(document, "editable", None)
        if copy is None:
            raise Http404
        try:
            content = read_kept(copy.file)
        except (FileNotFoundError, Erased):
            raise Http404 from None
        if document_kind(document.kind).sensitive:
            log_reading(self.decision, document.organization_id, request)
        name = _("%(document)s（稿）.docx") % {"document": document}
        return FileResponse(BytesIO(content), content_type=DOCX.media_type, filename=name, as_attachment=True)


class ReorderDocument(VerbView):
    """Have a failed document made again."""

    action = "documents.document.reordered"
    model = Document
    template_name = "documents/reorder.html"
    title = gettext_lazy("重新生成")

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> Document:
        return services.reorder_document(document_id=self.object.pk, actor=self.actor, once=once)

    def success_url(self, result: Document) -> str:
        return reverse("documents:list")

    def success_text(self, result: Document) -> str:
        return _("重新生成%(document)s") % {"document": result}

    def back_url(self) -> str:
        return reverse("documents:list")


def _as_printed(code: str) -> str:
    """A code as typed: small or full-width letters, blanks between."""
    return "".join(unicodedata.normalize("NFKC", code).upper().split())


class CompareForm(forms.Form):
    file = PaperUploadField(label=gettext_lazy("要核对的文件（PDF 或 docx）"))


@method_decorator(login_not_required, name="dispatch")
class CodePage(View):
    """What a code stands for: number, date, digest and state, for anybody who holds the paper.

    It shows nothing of the content, and takes a PDF to compare with the one kept.
    """

    decided_elsewhere = "public page: shows number, date, digest and state of one document, no content"
    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return self._page(request, self._document(code), CompareForm())

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        document = self._document(code)
        form = CompareForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, document, form, status=422)
        return self._page(
            request,
            document,
            CompareForm(),
            same=same_file(document, form.cleaned_data["file"]),
        )

    @staticmethod
    def _document(code: str) -> Document:
        document = (
            Document.objects.select_related("organization", "corrects", "editable")
            .filter(code=_as_printed(code))
            .first()
        )
        if document is None or not document.made:
            raise Http404
        return document

    @staticmethod
    def _page(
        request: HttpRequest,
        document: Document,
        form: CompareForm,
        *,
        same: str | None = None,
        status: int = 200,
    ) -> HttpResponse:
        return TemplateResponse(
            request,
            "documents/code.html",
            {
                "document": document,
                "kind": document_kind(document.kind),
                "form": form,
                "same": same,
                "scan": standing_scan(document),
                "editable": getattr(document, "editable", None),
                "replaced_by": document.replaced_by.filter(state__in=MADE).order_by("-id").first(),
                "corrected_by": document.corrected_by.filter(state=Document.State.FINISHED).order_by("id"),
            },
            status=status,
        )


@method_decorator(login_not_required, name="dispatch")
class CodeEntry(View):
    """Type the code printed on a paper, where no camera reads the QR."""

    decided_elsewhere = "public form: leads to the page behind a code"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        typed = _as_printed(request.GET.get("code", ""))
        if typed and Document.objects.filter(code=typed, state__in=MADE).exists():
            response = HttpResponse(status=302)
            response["Location"] = reverse("documents:code", args=[typed])
            return response
        return TemplateResponse(
            request,
            "documents/code_entry.html",
            {"typed": typed},
            status=404 if typed else 200,
        )
