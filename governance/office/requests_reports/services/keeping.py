"""What the verbs share: the lock on a row inside the actor's view, and the one writer of a status."""

from __future__ import annotations

from typing import Any

from governance.access.actor import Actor
from governance.office.requests_reports.models import IncomingPaper, ReportingFailure, UpwardPaper

S = UpwardPaper.Status


def lock_paper(paper_id: int, actor: Actor) -> UpwardPaper:
    """Raises UpwardPaper.DoesNotExist outside the actor's view."""
    found = UpwardPaper.objects.visible_to(actor).select_for_update(of=("self",))
    return found.select_related("organization", "drafted_by").get(pk=paper_id)


def lock_incoming(paper_id: int, actor: Actor) -> IncomingPaper:
    """Raises IncomingPaper.DoesNotExist outside the actor's view."""
    found = IncomingPaper.objects.visible_to(actor).select_for_update(of=("self",))
    return found.select_related("organization", "unit", "person").get(pk=paper_id)


def lock_failure(failure_id: int, actor: Actor) -> ReportingFailure:
    """Raises ReportingFailure.DoesNotExist outside the actor's view."""
    found = ReportingFailure.objects.visible_to(actor).select_for_update(of=("self",))
    return found.select_related("organization", "unit", "person").get(pk=failure_id)


def stand(row: Any, status: Any) -> None:
    """The only place a status is set."""
    row.status = status
