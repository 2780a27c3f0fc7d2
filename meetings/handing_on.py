"""What this app hands on to others, and what it answers them (design §2)."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone

from governance.access.questions import OpenWorkFact, ResolutionFact, TermFact, register_question
from governance.deadlines.consequences import set_going
from meetings.models import Meeting, PastResolution, Resolution, ResolutionClause, ResolutionImport, Vote
from meetings.models.base import Outcome
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
    """The resolution of the committee with this number; where none was made here, what an old paper says that
    the secretary has confirmed. Two queries, three for an old one."""
    row = (
        Resolution.objects.filter(organization_id=organization_id, number=number.strip())
        .select_related("item__topic", "vote")
        .first()
    )
    if row is None:
        return _past_resolution_for(organization_id, number.strip())
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
        votes=_counted(row.vote),
    )


def _counted(vote: Vote | None) -> tuple[int, int, int] | None:
    if vote is None or vote.aye is None or vote.nay is None or vote.abstain is None:
        return None
    return vote.aye, vote.nay, vote.abstain


def _past_resolution_for(organization_id: int, number: str) -> ResolutionFact | None:
    confirmed = PastResolution.objects.filter(
        organization_id=organization_id, number=number, batch__status=ResolutionImport.Status.CONFIRMED
    )
    rows = list(confirmed.order_by("pk")[:2])
    if len(rows) != 1:  # several matters under one old number: none of them is meant for certain
        return None
    [row] = rows
    return ResolutionFact(
        resolution_id=row.pk,
        number=row.number,
        decided_on=row.decided_on,
        adopted=row.outcome == Outcome.ADOPTED,
        confirmed=True,
        matter=row.matter,
        secret=False,
        title=row.title,
        amount=row.amount,
        meeting_id=None,
        clauses=row.clauses.count(),
        past=True,
    )


def open_work_of(*, organization_id: int, person_id: int) -> OpenWorkFact:
    """How much one person has open that does not follow a post by itself. Four queries."""
    return OpenWorkFact(open_count(organization_id, person_id))


def at_term_change(*, organization_id: int, day: date) -> TermFact:
    """What a change of term on the day meets. Three queries."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    votes = Vote.objects.filter(
        organization_id=organization_id, status__in=[Vote.Status.OPEN, Vote.Status.CLOSED, Vote.Status.TYPED]
    )
    noticed = Meeting.objects.filter(
        organization_id=organization_id,
        status=Meeting.Status.NOTICED,
        meets_at__gte=start,
    )
    opened = Meeting.objects.filter(
        Q(status=Meeting.Status.IN_SESSION) | Q(opened_at__gte=start), organization_id=organization_id
    )
    return TermFact(
        votes.count(),
        opened=tuple(str(m) for m in opened.order_by("opened_at", "pk")),
        noticed=tuple(str(m) for m in noticed.order_by("meets_at")),
    )


register_question("meetings.open_work", OpenWorkFact, open_work_of)
register_question("meetings.at_term_change", TermFact, at_term_change)
register_question(RESOLUTION_FOR, ResolutionFact, resolution_for)
