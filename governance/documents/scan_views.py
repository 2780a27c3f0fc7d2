"""The scan of a signed paper: attached by the office, opened by whoever reads the paper."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django import forms
from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.log import log_reading
from governance.access.views import GovernedView, VerbView
from governance.audit.sealed import Erased
from governance.documents import scans
from governance.documents.kept_files import read_kept
from governance.documents.kinds import document_kind
from governance.documents.models import Document, SignedScan
from governance.documents.uploads import PdfUploadField


class ScanForm(forms.Form):
    file = PdfUploadField(
        label=gettext_lazy("签字扫描件"),
        help_text=gettext_lazy("全部页扫成一个 PDF，最多10 MB。留存后不能撤回，传错的可以再传一份换上。"),
    )


class AttachScan(VerbView):
    action = "documents.scan.attached"
    model = Document
    template_name = "documents/scan_attach.html"
    title = gettext_lazy("附上扫描件")
    form_class = ScanForm

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> SignedScan:
        return scans.attach_scan(
            document_id=self.object.pk, actor=self.actor, once=once, upload=form.cleaned_data["file"]
        )

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(view=self, scan=scans.standing_scan(self.object), **extra)

    def success_url(self, result: SignedScan) -> str:
        return reverse("documents:list")

    def back_url(self) -> str:
        return reverse("documents:list")

    def success_text(self, result: SignedScan) -> str:
        return _("附上%(scan)s。") % {"scan": result}


class ScanFile(GovernedView):
    """The scan itself; of a sensitive kind every opening leaves a row in the access log."""

    action = "documents.scan.read"
    model = SignedScan
    http_method_names = ["get", "head", "options"]

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("document")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        scan: SignedScan = self.object
        try:
            content = read_kept(scan.file)
        except (FileNotFoundError, Erased):
            raise Http404 from None
        if document_kind(scan.document.kind).sensitive:
            log_reading(self.decision, scan.organization_id, request)
        return FileResponse(
            BytesIO(content),
            content_type="application/pdf",
            filename=f"{scan}.pdf",
            as_attachment="save" in request.GET,
        )
