"""Questions about people that every layer above asks. Few queries, no judgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from governance.people.models import Kinship, Organization, Person, Tenure

# Villages' Party organisations and the branches of offices and schools, which answer to the committee.
BRANCHES = (Organization.Kind.VILLAGE_BRANCH, Organization.Kind.BRANCH)


def committee_tenures(organization_id: int, day: date) -> list[Tenure]:
    """The voting members of a town committee on a day, in the order of their posts: one tenure
    each, with `person` and `post` loaded. Someone with two seats counts once (the higher one); whoever
    only acts for a seat (代理、主持工作) was not elected to one and is none of them. A member who acts for
    another post sits for it while nobody holds it; beside its holder, for the seat of their own."""
    return committees_on([organization_id], day)[organization_id]


def committees_on(organization_ids: Collection[int], day: date) -> dict[int, list[Tenure]]:
    """`committee_tenures` of several towns, by their ids. One query, none for none."""
    seats: dict[int, list[Tenure]] = defaultdict(list)
    found = (
        Tenure.objects.filter(organization__in=organization_ids, post__committee_seat=True)
        .on(day)
        .select_related("person", "post")
        .order_by("post__order", "id")
    )
    for tenure in found:
        seats[tenure.organization_id].append(tenure)
    return {pk: _members(seats[pk]) for pk in organization_ids}


def _members(seats: list[Tenure]) -> list[Tenure]:
    """One tenure for each voting member among those of the seats of one town."""
    members = {tenure.person_id for tenure in seats if tenure.kind == Tenure.Kind.REGULAR}
    by_person: dict[int, Tenure] = {}
    for tenure in standing_for(seats):
        if tenure.person_id in members:
            by_person.setdefault(tenure.person_id, tenure)
    return list(by_person.values())


def standing_for(tenures: list[Tenure]) -> list[Tenure]:
    """The tenures of one day without those that act for a post which has its holder: what an article keeps
    to the holder is the holder's, and falls to whoever acts only where the post is vacant."""
    held = {tenure.post_id for tenure in tenures if tenure.kind == Tenure.Kind.REGULAR}
    return [t for t in tenures if t.kind == Tenure.Kind.REGULAR or t.post_id not in held]


def leaders_of(organization_id: int, code: str, day: date) -> list[Tenure]:
    """Whom an article means by the post: its holder, or whoever acts for it while it is vacant."""
    return standing_for(holders(organization_id, code, day))


def acts_for(organization_id: int, code: str, person_id: int, day: date) -> bool:
    """Whether the person runs the work of the post (代理、主持工作) on the day, by a document on file."""
    acting = Tenure.objects.filter(organization_id=organization_id, post__code=code, person_id=person_id)
    return acting.exclude(kind=Tenure.Kind.REGULAR).on(day).exists()


def holders(organization_id: int, code: str, day: date) -> list[Tenure]:
    """Who holds a post of the town on a day, regular before acting."""
    return list(
        Tenure.objects.filter(organization_id=organization_id, post__code=code)
        .on(day)
        .select_related("person", "post")
        .order_by("-kind", "post__order", "id")
    )


def holders_of(organization_id: int, codes: Sequence[str], day: date) -> list[Tenure]:
    """Who holds any of the posts of the town on a day, in the order of `codes`. One query."""
    found = (
        Tenure.objects.filter(organization_id=organization_id, post__code__in=codes)
        .on(day)
        .select_related("person", "post")
        .order_by("-kind", "post__order", "id")
    )
    return sorted(found, key=lambda tenure: codes.index(tenure.post.code))


def kin_of(organization_id: int, person_id: int, day: date) -> frozenset[int]:
    """Ids of a person's close relatives as registered, on the day."""
    pairs = (
        Kinship.objects.filter(organization_id=organization_id)
        .filter(Q(person_id=person_id) | Q(relative_id=person_id))
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))
        .values_list("person_id", "relative_id")
    )
    return frozenset(b if a == person_id else a for a, b in pairs)


def posts_by_person(organization_id: int, day: date) -> dict[int, str]:
    """The first post of everybody who holds one on the day. One query."""
    titles: dict[int, str] = {}
    for tenure in (
        Tenure.objects.filter(organization_id=organization_id)
        .on(day)
        .select_related("post")
        .order_by("post__order", "id")
    ):
        titles.setdefault(tenure.person_id, tenure.title)
    return titles


def serving(organization_id: int, day: date) -> Iterable[Person]:
    """Everybody who holds a post of the town on the day, in the order of the directory."""
    holding = Tenure.objects.filter(organization_id=organization_id).on(day).values("person_id")
    return Person.objects.filter(pk__in=holding).order_by("id")


def branches_of(towns: Iterable[Organization]) -> QuerySet[Organization]:
    """The branches that stand in the towns, a town's together."""
    rows = Organization.objects.filter(town__in=towns, kind__in=BRANCHES, closed_on__isnull=True)
    return rows.order_by("town_id", "id")


def secretaries_of(unit_ids: Collection[int], day: date) -> dict[int, list[int]]:
    """The Party secretaries of villages and branches on the day, by unit. One query."""
    found: dict[int, list[int]] = defaultdict(list)
    held = Tenure.objects.filter(post__unit_id__in=unit_ids, post__code="village_secretary").on(day)
    for unit_id, person_id in held.values_list("post__unit_id", "person_id"):
        found[unit_id].append(person_id)
    return found
