"""The act that is open in this thread or task. Set by `act()`, read by recorded models."""

from __future__ import annotations

import uuid
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import models

from governance.audit.errors import TrailError


@dataclass
class OpenAct:
    """Collects the history rows written under one act until it closes."""

    id: uuid.UUID
    code: str
    actor_id: int | None
    chain_organization_id: int | None = None
    history: list[models.Model] = field(default_factory=list)

    def admit(self, row: models.Model) -> None:
        """Refuse to write rows of two organizations under one act (tenancy fails closed)."""
        stored = getattr(row, "_stored", {}).get("organization_id")
        if stored is not None and stored != row.organization_id:  # type: ignore[attr-defined]
            raise TrailError(f"{row._meta.label} moved from organization {stored} to another")
        organization_id = row.chain_organization_id  # type: ignore[attr-defined]
        if not organization_id or self.chain_organization_id in (None, 0):
            return
        if organization_id != self.chain_organization_id:
            raise TrailError(
                f"{row._meta.label} of organization {organization_id} written under an act "
                f"of organization {self.chain_organization_id}"
            )

    def keep(self, history_row: models.Model) -> None:
        self.history.append(history_row)


@dataclass
class VerbScope:
    """One running verb: the id its act will carry and the code it must carry."""

    act_id: uuid.UUID
    code: str
    used: bool = False  # an act was opened
    written: bool = False  # and closed, so that its row and its link stand


_act: ContextVar[OpenAct | None] = ContextVar("open_act", default=None)
_verb: ContextVar[VerbScope | None] = ContextVar("running_verb", default=None)


def current_act() -> OpenAct | None:
    return _act.get()


def current_verb() -> VerbScope | None:
    return _verb.get()
