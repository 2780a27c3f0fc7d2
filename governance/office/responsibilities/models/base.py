"""What the rows of responsibilities share: their town, the persons they name, who reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedQuerySet
from governance.people.models import Organization, Person
from governance.people.standard_posts import LEADERS, OFFICE

if TYPE_CHECKING:
    from governance.access.actor import Actor

# Who keeps duty sheets, lines and groups; who leads beside them.
KEEPERS = (*OFFICE, "organization_clerk")
LEADING = (*LEADERS, "discipline_secretary", "organization_commissioner")
# Who keeps letters: the discipline office those on integrity, the organization office those on Party building.
LETTER_KEEPERS = (*KEEPERS, "discipline_clerk")
# As in the register of accountability of meetings: who supervises, never the person concerned.
SUPERVISORS = ("secretary", "discipline_secretary", "discipline_clerk")


def of_town() -> models.ForeignKey:
    return models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )


def to_person(label: Any, *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        Person, on_delete=models.PROTECT, null=null, blank=null, related_name="+", verbose_name=label
    )


class TownQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Who is responsible for what is no secret in the town: everybody who holds a post in it."""
        return self.filter(organization_id__in=actor.organization_ids)


def towns_where(actor: Actor, *codes: str) -> list[int]:
    return [pk for pk in actor.organization_ids if actor.holds(pk, *codes)]
