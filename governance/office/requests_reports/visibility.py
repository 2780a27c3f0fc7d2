"""Which requests and reports somebody may know of: the querysets behind `visible_to`."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Q

from governance.audit.recorded import RecordedQuerySet
from governance.office.requests_reports.rules.kinds import KEPT_MATTERS
from governance.people.standard_posts import LEADERS, OFFICE

ORGANISERS = ("organization_commissioner", "organization_clerk")


class TownPapers(RecordedQuerySet):
    def visible_to(self, actor: Any) -> Self:
        """Rows of the towns in which the actor holds a post."""
        return self.filter(organization_id__in=actor.organization_ids)


class UpwardQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Any) -> Self:
        """The committee and the office of the town, and whoever drafted or countersigned it. Those on cadres only
        the committee's seats, the office's head and the organisation office, beside the drafter."""
        seen = Q(drafted_by_id=actor.person_id) | Q(countersigned_by_id=actor.person_id)
        seated = {p.organization_id for p in actor.posts if p.committee_seat}
        seated |= _towns(actor, *LEADERS)
        head = _towns(actor, "office_director")
        organisers = _towns(actor, *ORGANISERS)
        seen |= Q(organization_id__in=seated | head)
        seen |= Q(organization_id__in=organisers, matter__in=KEPT_MATTERS)
        seen |= Q(organization_id__in=_towns(actor, *OFFICE)) & ~Q(matter__in=KEPT_MATTERS)
        return self.filter(seen, organization_id__in=actor.organization_ids)


class IncomingQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Any) -> Self:
        """The committee and the office; the unit it comes from; whoever reported or handles it."""
        whole = {p.organization_id for p in actor.posts if p.committee_seat} | _towns(actor, *OFFICE)
        units = {p.unit_id for p in actor.posts} - set(actor.organization_ids)
        own = Q(person_id=actor.person_id) | Q(handler_id=actor.person_id) | Q(unit_id__in=units)
        return self.filter(Q(organization_id__in=whole) | own, organization_id__in=actor.organization_ids)


class FailureQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Any) -> Self:
        """The committee, the office, the discipline office; of oneself or one's own unit what is about them."""
        whole = {p.organization_id for p in actor.posts if p.committee_seat}
        whole |= _towns(actor, *OFFICE, "discipline_clerk")
        units = {p.unit_id for p in actor.posts} - set(actor.organization_ids)
        own = Q(person_id=actor.person_id) | Q(unit_id__in=units)
        return self.filter(Q(organization_id__in=whole) | own, organization_id__in=actor.organization_ids)


def _towns(actor: Any, *codes: str) -> set[int]:
    return {p.organization_id for p in actor.posts if p.code in codes}
