"""Row locks and what several verbs check."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.audit.recorded import RecordedModel
from governance.people.models import Organization, Person
from governance.people.queries import serving

Row = TypeVar("Row", bound=RecordedModel)


def lock_town(organization: Organization) -> Organization:
    return Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)


def lock(model: type[Row], pk: int, actor: Actor) -> Row:
    """The row, inside the actor's view; DoesNotExist outside it."""
    found = model.objects.visible_to(actor).values_list("pk", flat=True).get(pk=pk)  # type: ignore[attr-defined]
    return model.objects.select_for_update(of=("self",)).get(pk=found)  # type: ignore[attr-defined,no-any-return]


def come(day: date, today: date, field: str) -> None:
    """Raises ValidationError for a day that has not come."""
    if day > today:
        raise ValidationError({field: _("日期在今天以后，办过了再登记。")})


def of_town(person: Person, organization_id: int, day: date, field: str) -> None:
    """Raises ValidationError for somebody who holds no post in the town."""
    if not any(person.pk == one.pk for one in serving(organization_id, day)):
        raise ValidationError({field: _("%(name)s在本镇没有任职，请核对。") % {"name": person.name}})
