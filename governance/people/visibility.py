"""Which bodies, persons and posts someone may know of: the querysets behind `visible_to`.

Rows of a town are known to those who hold a post in it. Accounts, grants and the list of posts
belong to the three administrators; they see no roster and no kinship.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol, Self

from django.db.models import Q

from governance.audit.recorded import RecordedQuerySet

# Who answers for the roster, or leads those on it.
ROSTER_READERS = (
    "organization_clerk",
    "organization_commissioner",
    "secretary",
    "deputy_secretary",
    "discipline_secretary",
    "office_director",
)
# Kinship is told to the office that keeps it, the office that supervises it, and to oneself.
KINSHIP_READERS = (
    "organization_clerk",
    "organization_commissioner",
    "discipline_secretary",
    "discipline_clerk",
)


class Viewer(Protocol):
    """What visibility asks about who is looking (`governance.access.actor.Actor`)."""

    @property
    def account_id(self) -> int | None: ...

    @property
    def person_id(self) -> int | None: ...

    @property
    def administrator(self) -> str: ...

    @property
    def organization_ids(self) -> frozenset[int]: ...

    def holds(self, organization_id: int, *codes: str) -> object | None: ...


class OrganizationQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Viewer) -> Self:
        if actor.administrator:
            return self.all()
        ids = actor.organization_ids
        return self.filter(Q(pk__in=ids) | Q(town_id__in=ids))


class PersonQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Viewer) -> Self:
        """Persons with a tenure (past ones too) in the actor's towns, or on their rosters."""
        from governance.people.models import Tenure

        ids = actor.organization_ids
        serving = Tenure.objects.filter(organization_id__in=ids).values("person_id")
        return self.filter(Q(pk__in=serving) | Q(roster_town_id__in=ids))

    def approved(self) -> Self:
        return self.filter(approved_on__isnull=False)


class TownRowsQuerySet(RecordedQuerySet):
    """Rows that every post-holder of the town may know of."""

    def visible_to(self, actor: Viewer) -> Self:
        return self.filter(organization_id__in=actor.organization_ids)


class PostQuerySet(TownRowsQuerySet):
    def visible_to(self, actor: Viewer) -> Self:
        return self.all() if actor.administrator else super().visible_to(actor)


class TenureQuerySet(TownRowsQuerySet):
    def on(self, day: date) -> Self:
        """Tenures in force on the day (first and last day included)."""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))

    def overlapping(self, since: date, until: date | None) -> Self:
        """Tenures that share at least one day with the given ones (`until` None: open end)."""
        found = self.filter(Q(until__isnull=True) | Q(until__gte=since))
        return found if until is None else found.filter(since__lte=until)


class KinshipQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Viewer) -> Self:
        towns = [pk for pk in actor.organization_ids if actor.holds(pk, *KINSHIP_READERS)]
        own = Q(person_id=actor.person_id) | Q(relative_id=actor.person_id)
        kept = Q(organization_id__in=towns)
        return self.filter(kept | own if actor.person_id else kept)


class AccountQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Viewer) -> Self:
        return self.all() if actor.administrator else self.filter(pk=actor.account_id)


class PostChangeQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Viewer) -> Self:
        return self.filter(Q() if actor.administrator in ("security", "auditor") else Q(pk__in=[]))

    def waiting(self) -> Self:
        return self.filter(confirmed_on__isnull=True, dropped_on__isnull=True)
