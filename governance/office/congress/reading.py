"""What the pages of the congress office show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from governance.access.actor import Actor
from governance.deadlines.cadences import Standing, standing
from governance.office.congress.clocks import CADENCES
from governance.office.congress.models import (
    CongressMeeting,
    CongressTerm,
    CouncilMatter,
    Delegate,
    DelegateElection,
    DelegateGroup,
    DelegateProposal,
    DelegateRemoval,
)
from governance.people.models import Organization


@dataclass(frozen=True)
class StepShown:
    """`day` blank: not done yet; `next`: the first of those."""

    name: str
    day: str
    paper: str
    next: bool


def steps_shown(items: tuple[str, ...], done: dict[str, Any]) -> list[StepShown]:
    """Steps in the article's order; each done one with its day, and the paper where there is one."""
    shown, ahead = [], False
    for name in items:
        kept = done.get(name)
        day, paper = (kept["on"], kept["paper"]) if isinstance(kept, dict) else (kept or "", "")
        shown.append(StepShown(name, day, paper, next=not kept and not ahead))
        ahead = ahead or not kept
    return shown


def left(items: tuple[str, ...], done: dict[str, Any]) -> list[str]:
    return [item for item in items if item not in done]


def term_of(organization: Organization) -> CongressTerm | None:
    return CongressTerm.objects.filter(organization=organization, until__isnull=True).first()


def serving(term: CongressTerm | None) -> int:
    return Delegate.objects.filter(term=term, status=Delegate.Status.SERVING).count() if term else 0


def groups(term: CongressTerm | None) -> QuerySet[DelegateGroup]:
    found = DelegateGroup.objects.filter(term=term) if term else DelegateGroup.objects.none()
    return found.annotate(n=Count("delegates", filter=Q(delegates__status=Delegate.Status.SERVING)))


def standings(organization: Organization, day: date) -> list[Standing]:
    """How often the congress and its delegates met in the period of the day, of those the town is bound by."""
    return [one for cadence in CADENCES if (one := standing(cadence, organization, day)) is not None]


def open_matters(actor: Actor, organization: Organization) -> dict[str, list[Any]]:
    """Elections, removals and council matters under way, and the newest proposals that wait."""
    own = {"organization": organization}
    return {
        "elections": list(
            DelegateElection.objects.visible_to(actor).filter(**own).exclude(status="elected").order_by("-id")
        ),
        "removals": list(
            DelegateRemoval.objects.visible_to(actor).filter(status="open", **own).select_related("delegate")
        ),
        "matters": list(CouncilMatter.objects.visible_to(actor).filter(status="open", **own)),
        "proposals": list(
            DelegateProposal.objects.visible_to(actor)
            .filter(**own)
            .exclude(status="replied")
            .select_related("delegate", "owner")[:20]
        ),
        "meetings": list(CongressMeeting.objects.visible_to(actor).filter(**own)[:6]),
    }
