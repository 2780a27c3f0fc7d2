"""Every kept file against the digest recorded when it was made or taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from governance.audit.evidence import register_check
from governance.audit.replay import Break
from governance.audit.sealed import SealBroken
from governance.documents.editable.models import EditableCopy, PaperTemplate
from governance.documents.kept_files import digest_kept
from governance.documents.models import Document, SignedScan


def compare_files(organization_id: int | None) -> Iterator[Break]:
    """Papers, scans, editable copies and templates whose file is gone, cannot be read, or is not the one that was kept."""
    for model in (Document, SignedScan, EditableCopy, PaperTemplate):
        kept = model.objects.exclude(file="").order_by("pk")
        if organization_id is not None:
            kept = kept.filter(organization_id=organization_id)
        name = model._meta.label_lower
        yield from broken_files(
            (row.organization_id, row.file, row.file_digest, f"{name} {row.pk}") for row in kept.iterator()
        )


def broken_files(kept_as: Iterable[tuple[int, str, str, str]]) -> Iterator[Break]:
    """Of files as (organization, place, SHA-256, name of the row): those gone or no longer the same."""
    for organization_id, place, recorded, row in kept_as:
        try:
            digest = digest_kept(place)
        except OSError:
            yield Break(organization_id, None, "file_missing", f"{row} {place}")
            continue
        except SealBroken:
            digest = ""
        if digest is not None and digest != recorded:  # None: its key was destroyed, as it was meant to be
            yield Break(organization_id, None, "file_differs", f"{row} {place}")


register_check("files", compare_files, thorough=True)
