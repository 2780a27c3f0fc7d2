"""Pinning a case to the edition of its procedure (design §3: a procedure in flight keeps what it began
under)."""

from __future__ import annotations

from datetime import date

from governance.procedures.models import ProcedureEdition
from governance.procedures.procedure import Procedure, procedure_of


class EditionAltered(ValueError):
    """The stored text of an edition no longer has the hash it was stored under."""


def edition_for(code: str, organization_id: int, day: date) -> ProcedureEdition:
    """The stored edition of today's declaration, or a new one, unsaved."""
    procedure = procedure_of(code)
    found = ProcedureEdition.objects.filter(
        organization_id=organization_id, content_hash=procedure.content_hash
    ).first()
    return found or ProcedureEdition(
        organization_id=organization_id,
        code=code,
        content_hash=procedure.content_hash,
        content=procedure.as_dict(),
        since=day,
    )


def pin(code: str, organization_id: int, day: date) -> ProcedureEdition:
    """The edition in force today, stored inside the open act when the town uses it for the first time."""
    edition = edition_for(code, organization_id, day)
    if edition.pk is None:
        edition.save()
    return edition


def pinned(edition: ProcedureEdition) -> Procedure:
    """The procedure as it stood. Raises EditionAltered when text and hash have parted."""
    procedure = Procedure.from_dict(edition.content)
    if procedure.content_hash != edition.content_hash:
        raise EditionAltered(str(edition))
    return procedure
