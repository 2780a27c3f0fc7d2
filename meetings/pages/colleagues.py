"""People of a town as forms and pages name them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from governance.people.models import Post, Tenure


def tenures(
    organization_id: int, day: date, *, committee: bool | None = None, codes: Iterable[str] = ()
) -> Iterable[Tenure]:
    """Tenures in force, as a queryset for a choice: of the committee's seats, or of some posts."""
    found = (
        Tenure.objects.filter(organization_id=organization_id)
        .on(day)
        .select_related("person", "post")
        .order_by("post__order", "id")
    )
    if committee is not None:
        found = found.filter(post__committee_seat=committee)
    wanted = list(codes)
    return found.filter(post__code__in=wanted) if wanted else found


def lately(
    organization_id: int,
    since: date,
    until: date,
    *,
    committee: bool | None = None,
    codes: Iterable[str] = (),
) -> Iterable[Tenure]:
    """Tenures that were in force on some day of the stretch, for a meeting held then."""
    found = (
        Tenure.objects.filter(organization_id=organization_id, since__lte=until)
        .filter(Q(until__isnull=True) | Q(until__gte=since))
        .select_related("person", "post")
        .order_by("post__order", "id")
    )
    if committee is not None:
        found = found.filter(post__committee_seat=committee)
    wanted = list(codes)
    return found.filter(post__code__in=wanted) if wanted else found


def leaders(organization_id: int) -> Iterable[Post]:
    """Posts that can be in charge of a matter: the seats of the committee."""
    return Post.objects.filter(
        organization_id=organization_id, committee_seat=True, abolished_on__isnull=True
    )


def post_holders_named(organization_id: int, codes: Iterable[str], day: date) -> list[dict[str, str]]:
    """{post, name} of whoever holds one of the posts, for "这一步由…办理"."""
    wanted = list(codes)
    if not wanted:
        return []
    found = tenures(organization_id, day, codes=wanted)
    return [{"post": t.title, "name": t.person.name} for t in found]
