"""The code printed on a finished document and the page behind it."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse

from governance.documents.models import Document


def code_url(code: str) -> str:
    """The public address behind a code, as printed in the QR."""
    return settings.PUBLIC_URL + reverse("documents:code", args=[code])


def same_file(document: Document, upload: UploadedFile) -> str:
    """`print`, `scan` or `editable` where the uploaded file is, byte for byte, the one kept; empty for none.
    A scan that was superseded is still the one that was kept then."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    found = digest.hexdigest()
    if found == document.file_digest:
        return "print"
    editable = getattr(document, "editable", None)
    if editable is not None and found == editable.file_digest:
        return "editable"
    return "scan" if document.scans.filter(file_digest=found).exists() else ""
