"""Who signs a letter in a year: the members and departments of P-36, the four capacities of P-35. Read from posts and
tenures, so that nobody is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from governance.office.responsibilities.models import LetterRound, ResponsibilityLetter
from governance.people.models import Organization, Person, Tenure
from governance.people.queries import committee_tenures, standing_for

Capacity = ResponsibilityLetter.Capacity
CLERKS = ("office_clerk", "organization_clerk", "discipline_clerk", "petition_clerk", "staff")
DEPARTMENTS = (Organization.Kind.OFFICE, Organization.Kind.TOWN_BODY)
# The capacities S3-06:1-7 names, by the posts that carry them.
BY_POST = {
    "secretary": Capacity.SECRETARY,
    "deputy_secretary": Capacity.DEPUTY,
    "organization_commissioner": Capacity.COMMISSIONER,
    "village_secretary": Capacity.BRANCH,
}


@dataclass(frozen=True)
class Signer:
    person: Person
    capacity: str
    title: str
    unit: Organization | None = None


def signers(organization: Organization, kind: str, day: date) -> list[Signer]:
    found = _integrity(organization, day) if kind == LetterRound.Kind.INTEGRITY else _party(organization, day)
    unique: dict[tuple[int, str, int | None], Signer] = {}
    for one in found:
        unique.setdefault((one.person.pk, one.capacity, one.unit.pk if one.unit else None), one)
    return list(unique.values())


def _integrity(organization: Organization, day: date) -> Iterator[Signer]:
    """S1-06:正-1: the secretary signs with members and departments, and so not with himself."""
    for tenure in committee_tenures(organization.pk, day):
        if tenure.post.code != "secretary":
            yield Signer(tenure.person, Capacity.MEMBER, tenure.title)
    for unit, head in heads_of_departments(organization, day).items():
        if head is not None and head.post.code != "secretary":
            yield Signer(head.person, Capacity.DEPARTMENT, head.title, unit)


def _party(organization: Organization, day: date) -> Iterator[Signer]:
    tenures = _tenures(organization, day).filter(post__code__in=BY_POST)
    for tenure in standing_for(list(tenures)):
        capacity = BY_POST[tenure.post.code]
        unit = tenure.post.unit if capacity == Capacity.BRANCH else None
        yield Signer(tenure.person, capacity, tenure.title, unit)


def heads_of_departments(organization: Organization, day: date) -> dict[Organization, Tenure | None]:
    """Every office of the town → whoever holds its first post, clerks last; None where nobody does. Two queries."""
    units = Organization.objects.filter(town=organization, kind__in=DEPARTMENTS, closed_on__isnull=True)
    heads: dict[Organization, Tenure | None] = dict.fromkeys(units)
    by_pk = {unit.pk: unit for unit in heads}
    tenures = standing_for(list(_tenures(organization, day).filter(post__unit__in=by_pk)))
    for tenure in sorted(
        tenures, key=lambda tenure: tenure.post.code in CLERKS
    ):  # a clerk where nobody heads it
        unit = by_pk[tenure.post.unit_id]
        if heads[unit] is None:
            heads[unit] = tenure
    return heads


def _tenures(organization: Organization, day: date):  # type: ignore[no-untyped-def]
    found = Tenure.objects.filter(organization=organization).on(day)
    return found.select_related("person", "post", "post__unit").order_by("post__order", "id")
