"""What this app hands on to others, and what it answers them (design §2)."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from governance.access.questions import OpenWorkFact, ResolutionFact, TermFact, register_question
from governance.deadlines.consequences import set_going
from meetings.models import Meeting, Resolution, ResolutionClause, Vote
from meetings.open_work import open_count

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


def open_work_of(*, organization_id: int, person_id: int) -> OpenWorkFact:
    """How much one person has open that does not follow a post by itself. Four queries."""
    return OpenWorkFact(open_count(organization_id, person_id))


def at_term_change(*, organization_id: int, day: date) -> TermFact:
    """What a change of term on the day meets. Two queries."""
    votes = Vote.objects.filter(
        organization_id=organization_id, status__in=[Vote.Status.OPEN, Vote.Status.CLOSED, Vote.Status.TYPED]
    )
    noticed = Meeting.objects.filter(
        organization_id=organization_id,
        status=Meeting.Status.NOTICED,
        meets_at__gte=timezone.make_aware(datetime.combine(day, time.min)),
    )
    return TermFact(votes.count(), tuple(str(m) for m in noticed.order_by("meets_at")))


register_question("meetings.open_work", OpenWorkFact, open_work_of)
register_question("meetings.at_term_change", TermFact, at_term_change)
register_question(RESOLUTION_FOR, ResolutionFact, resolution_for)
