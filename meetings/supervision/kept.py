"""Every file of a report against the digest recorded when it was taken in."""

from __future__ import annotations

from collections.abc import Iterator

from governance.audit.evidence import register_check
from governance.audit.replay import Break
from governance.documents.files_kept import broken_files
from meetings.models import TaskFile


def compare_files(organization_id: int | None) -> Iterator[Break]:
    kept = TaskFile.objects.order_by("pk")
    if organization_id is not None:
        kept = kept.filter(organization_id=organization_id)
    yield from broken_files(
        (f.organization_id, f.file, f.digest, f"meetings.taskfile {f.pk}") for f in kept.iterator()
    )


register_check("supervision files", compare_files, thorough=True)
