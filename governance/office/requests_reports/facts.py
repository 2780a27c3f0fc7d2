"""From rows, and from what other fields of work answer, to the facts the rules take."""

from __future__ import annotations

from datetime import date
from typing import Any

from governance.access.actor import Actor
from governance.access.questions import ResolutionFact, put_question
from governance.office.requests_reports.models import ReportingFailure, SigningEntrustment, UpwardPaper


def resolution_of(organization_id: int, number: str) -> ResolutionFact | None:
    """What the committee's meetings say of a number; None for none, or where nobody here keeps meetings."""
    if not number.strip():
        return None
    found = put_question("meetings.resolution_for", organization_id=organization_id, number=number.strip())
    assert found is None or isinstance(found, ResolutionFact)
    return found


def discussed(paper: UpwardPaper, number: str) -> dict[str, Any]:
    fact = resolution_of(paper.organization_id, number)
    return {
        "emergency": paper.emergency,
        "number": number.strip(),
        "adopted": fact.adopted if fact else None,
        "confirmed": fact.confirmed if fact else None,
    }


def entrustment_for(organization_id: int, person_id: int | None, day: date) -> SigningEntrustment | None:
    """The secretary's word under which the person signs on the day. One query."""
    standing = SigningEntrustment.objects.filter(
        organization_id=organization_id, deputy_id=person_id, since__lte=day, until__gte=day
    ).order_by("-id")
    return next((row for row in standing if row.stands_on(day)), None)


def signed(paper: UpwardPaper, actor: Actor) -> dict[str, Any]:
    posts = [p.code for p in actor.posts if p.organization_id == paper.organization_id]
    entrusted = entrustment_for(paper.organization_id, actor.person_id, actor.day) is not None
    return {"posts": posts, "entrusted_to_sign": entrusted}


def failures_before(organization_id: int, *, unit_id: int | None, person_id: int | None) -> int:
    """How many failures of the same subject stand; what was lifted does not count."""
    same = ReportingFailure.objects.filter(
        organization_id=organization_id, unit_id=unit_id, person_id=person_id
    )
    return same.exclude(status=ReportingFailure.Status.LIFTED).count()
