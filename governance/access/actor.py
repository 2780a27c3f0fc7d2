"""The person at work: account, person and the posts held on the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from governance.access.models import EmergencyGrant
from governance.access.prepared import Prepared
from governance.audit import clock
from governance.people.models import Account, Organization, Tenure


@dataclass(frozen=True)
class HeldPost:
    """A post held on the day, as policies read it."""

    organization_id: int
    unit_id: int
    code: str
    title: str
    committee_seat: bool = False
    post_id: int | None = None
    emergency: bool = False  # stood in for by break-glass: the rights, never the seat
    acting: bool = False  # 代理、主持工作: the rights of the post, without a vote of its own


@dataclass(frozen=True)
class Actor:
    """Who acts. Frozen for one request or task; build anew for the next (posts may have changed)."""

    account_id: int | None
    person_id: int | None
    name: str
    day: date
    posts: tuple[HeldPost, ...] = ()
    administrator: str = ""
    system_reason: str = ""  # set for sweeps: "deadline sweep"
    # Read together with the posts, so that a page need not ask again where its reader works.
    towns: Mapping[int, Organization] = field(default_factory=dict, repr=False, compare=False)
    _index: frozenset[tuple[int, str]] = field(default=frozenset(), repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", frozenset((p.organization_id, p.code) for p in self.posts))

    @property
    def organization_ids(self) -> frozenset[int]:
        """The towns (and county bodies) in which the actor holds a post."""
        return frozenset(p.organization_id for p in self.posts)

    def town(self, organization_id: int) -> Organization:
        """One of the actor's own organizations, as it stood when the posts were read."""
        known = self.towns.get(organization_id)
        return known if known is not None else Organization.objects.get(pk=organization_id)

    @property
    def main_post(self) -> HeldPost | None:
        return self.posts[0] if self.posts else None

    def holds(self, organization_id: int, *codes: str) -> HeldPost | None:
        """The first of the posts `codes` that the actor holds in the organization."""
        for code in codes:
            if (organization_id, code) in self._index:
                return next(p for p in self.posts if p.organization_id == organization_id and p.code == code)
        return None

    def seat(self, organization_id: int) -> HeldPost | None:
        """The actor's voting seat on the town committee: the highest post with one, where the actor was
        elected to any."""
        seats = [p for p in self.posts if p.organization_id == organization_id and p.committee_seat]
        return seats[0] if any(not p.acting for p in seats) else None


def _held_on(person: int, day: date) -> QuerySet[Tenure]:
    found = Tenure.objects.filter(person_id=person).on(day).select_related("post", "organization")
    return found.order_by("post__order", "id")


_HELD: Prepared[Tenure] = Prepared(_held_on, person=19_210_723, day=date(1921, 7, 23))


def actor_for(account: Account, day: date) -> Actor:
    """The actor behind a logged-in account on a day. Two queries."""
    tenures: list[Tenure] = []
    if account.person_id and not account.administrator:
        tenures = _HELD.rows(person=account.person_id, day=day)
    return Actor(
        account_id=account.pk,
        person_id=account.person_id,
        name=account.display_name,
        day=day,
        posts=(*map(_held, tenures), *_stood_in_for(account)),
        administrator=account.administrator,
        towns={tenure.organization_id: tenure.organization for tenure in tenures},
    )


def _held(tenure: Tenure) -> HeldPost:
    return HeldPost(
        organization_id=tenure.organization_id,
        unit_id=tenure.post.unit_id,
        code=tenure.post.code,
        title=tenure.title,
        committee_seat=tenure.post.committee_seat,
        post_id=tenure.post_id,
        acting=tenure.kind != Tenure.Kind.REGULAR,
    )


def _stood_in_for(account: Account) -> list[HeldPost]:
    """The post an emergency grant gives at this hour; looked at anew for every request."""
    if account.administrator or not account.person_id or not account.is_active:
        return []
    if not getattr(account, "stood_in_for", True):  # already asked as the account was read
        return []
    open_now = EmergencyGrant.objects.in_force(clock.now())
    return [
        HeldPost(
            organization_id=grant.organization_id,
            unit_id=grant.organization_id,
            code=grant.role,
            title=_("%(post)s（应急授权）") % {"post": grant.role_title},
            emergency=True,
        )
        for grant in open_now.filter(account_id=account.pk)
    ]


def system_actor(reason: str, day: date) -> Actor:
    """A named sweep or console command; policies allow it by `system_reason`, never by default."""
    return Actor(account_id=None, person_id=None, name="系统", day=day, system_reason=reason)
