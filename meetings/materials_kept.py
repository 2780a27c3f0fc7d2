"""Every material of a topic against the digest recorded when it was taken in."""

from __future__ import annotations

from collections.abc import Iterator

from governance.audit.evidence import register_check
from governance.audit.replay import Break
from governance.documents.files_kept import broken_files
from meetings.models import TopicMaterial


def compare_materials(organization_id: int | None) -> Iterator[Break]:
    kept = TopicMaterial.objects.order_by("pk")
    if organization_id is not None:
        kept = kept.filter(organization_id=organization_id)
    yield from broken_files(
        (m.organization_id, m.file, m.digest, f"meetings.topicmaterial {m.pk}") for m in kept.iterator()
    )


register_check("materials", compare_materials, thorough=True)
