"""Every kept file against the digest recorded when it was made or taken."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from django.core.files.storage import default_storage

from governance.audit.evidence import register_check
from governance.audit.replay import Break
from governance.documents.models import Document


def compare_files(organization_id: int | None) -> Iterator[Break]:
    """Documents whose file is gone, cannot be read, or is not the one that was made."""
    made = Document.objects.exclude(file="").order_by("pk")
    if organization_id is not None:
        made = made.filter(organization_id=organization_id)
    yield from broken_files(
        (d.organization_id, d.file, d.file_digest, f"governance.document {d.pk}") for d in made.iterator()
    )


def broken_files(kept_as: Iterable[tuple[int, str, str, str]]) -> Iterator[Break]:
    """Of files as (organization, place, SHA-256, name of the row): those gone or no longer the same."""
    for organization_id, place, recorded, row in kept_as:
        try:
            with default_storage.open(place) as kept:
                digest = hashlib.file_digest(kept, "sha256").hexdigest()  # type: ignore[arg-type]
        except OSError:
            yield Break(organization_id, None, "file_missing", f"{row} {place}")
            continue
        if digest != recorded:
            yield Break(organization_id, None, "file_differs", f"{row} {place}")


register_check("files", compare_files, thorough=True)
