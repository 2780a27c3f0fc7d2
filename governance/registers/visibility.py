"""Which rows of registers somebody may know of: the querysets behind `visible_to`."""

from __future__ import annotations

from typing import Any, Self

from governance.audit.recorded import RecordedQuerySet


class TownRows(RecordedQuerySet):
    def visible_to(self, actor: Any) -> Self:
        """Rows of the towns in which the actor holds a post."""
        return self.filter(organization_id__in=actor.organization_ids)


class EntryQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Any) -> Self:
        """Rows of registers the actor reads, fills in or signs; of those kept for each person one's own; and whatever
        the actor entered."""
        from governance.registers.parts import readable

        return self.filter(readable(actor))
