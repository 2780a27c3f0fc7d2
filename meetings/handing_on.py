"""What this app hands on to others, and what it answers them (design §2)."""

from __future__ import annotations

from governance.access.questions import ResolutionFact, register_question
from governance.deadlines.consequences import set_going
from meetings.models import Resolution, ResolutionClause

CLAUSE_DECIDED = "meetings.clause_decided"
RESOLUTION_FOR = "meetings.resolution_for"


def hand_on(clause: ResolutionClause) -> None:
    """A clause was decided: whoever supervises takes it from here. Ids and days alone: what is to be done is
    read where one may read it."""
    set_going(
        CLAUSE_DECIDED,
        on=clause,
        facts={
            "resolution": clause.resolution_id,
            "number": clause.resolution.number,
            "order": clause.order,
            "owner": clause.owner_id,
            "due_on": clause.due_on.isoformat(),
            "upward": clause.upward,
            "secret": clause.resolution.item.topic.is_secret,
        },
    )


def resolution_for(*, organization_id: int, number: str) -> ResolutionFact | None:
    """The resolution of the committee with this number. Two queries."""
    row = (
        Resolution.objects.filter(organization_id=organization_id, number=number.strip())
        .select_related("item__topic")
        .first()
    )
    if row is None:
        return None
    topic = row.item.topic
    return ResolutionFact(
        resolution_id=row.pk,
        number=row.number,
        decided_on=row.decided_on,
        adopted=row.outcome == "adopted",
        confirmed=row.status == Resolution.Status.CONFIRMED,
        matter=topic.matter,
        secret=topic.is_secret,
        title="" if topic.is_secret else topic.title,
        amount=topic.amount,
        meeting_id=row.item.meeting_id,
        clauses=row.clauses.count(),
    )


register_question(RESOLUTION_FOR, ResolutionFact, resolution_for)
