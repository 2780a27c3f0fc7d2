"""Every kept PDF against the digest recorded when it was made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.core.files.storage import default_storage

from governance.audit.evidence import register_check
from governance.audit.replay import Break
from governance.documents.models import Document


def compare_files(organization_id: int | None) -> Iterator[Break]:
    """Documents whose file is gone, cannot be read, or is not the one that was made."""
    made = Document.objects.exclude(file="").order_by("pk")
    if organization_id is not None:
        made = made.filter(organization_id=organization_id)
    for document in made.iterator():
        detail = f"governance.document {document.pk} {document.file}"
        try:
            with default_storage.open(document.file) as kept:
                digest = hashlib.file_digest(kept, "sha256").hexdigest()  # type: ignore[arg-type]
        except OSError:
            yield Break(document.organization_id, None, "file_missing", detail)
            continue
        if digest != document.file_digest:
            yield Break(document.organization_id, None, "file_differs", detail)


register_check("files", compare_files, thorough=True)
