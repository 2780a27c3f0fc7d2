"""What an actor may reach: the querysets behind every page and verb of this app."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from governance.access.actor import Actor
from governance.people.models import Person
from meetings.models import AgendaItem, Attendance, Meeting, NamedBallot, Stance, Topic, TopicCall, Vote
from meetings.models.base import Matter
from meetings.models.topic import inner_towns
from meetings.room import Seat, room


def meetings_seen(actor: Actor) -> QuerySet[Meeting]:
    return Meeting.objects.visible_to(actor)


def items_seen(actor: Actor) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.visible_to(actor)


def named_items(actor: Actor) -> QuerySet[AgendaItem]:
    """Items whose title the reader is shown."""
    outside = Q(topic__matter=Matter.PERSONNEL) & ~Q(organization_id__in=inner_towns(actor))
    return AgendaItem.objects.visible_to(actor).exclude(outside)


def meetings_for(topic: Topic, actor: Actor) -> QuerySet[Meeting]:
    """Meetings a topic may still be listed in."""
    open_to = [Meeting.Status.PREPARING, Meeting.Status.NOTICED, Meeting.Status.IN_SESSION]
    return (
        meetings_seen(actor)
        .filter(organization=topic.organization_id, status__in=open_to)
        .exclude(items__topic=topic.pk)
        .order_by("meets_at")
    )


def calls_of(organization_id: int) -> QuerySet[TopicCall]:
    """Calls of meetings still being prepared; whoever may propose a topic may answer one."""
    return (
        TopicCall.objects.filter(
            organization_id=organization_id,
            meeting__status=Meeting.Status.PREPARING,
            withdrawn_on__isnull=True,
        )
        .select_related("meeting")
        .order_by("closes_on", "pk")
    )


def members_to_recuse(item: AgendaItem) -> tuple[QuerySet[Person], dict[int, str]]:
    """Voting members not yet recused from the item, and the posts they sit for."""
    expected = Attendance.objects.filter(meeting=item.meeting_id, voting=True).exclude(
        person__in=item.recusals.values("person")
    )
    titles = dict(expected.values_list("person_id", "post_title"))
    return Person.objects.filter(pk__in=list(titles)).order_by("id"), titles


def voting_member(item: AgendaItem, person_id: int | None) -> Person | None:
    """The member of that id who has a vote at the item's meeting."""
    seat = (
        Attendance.objects.filter(meeting=item.meeting_id, voting=True, person_id=person_id)
        .select_related("person")
        .first()
    )
    return seat.person if seat else None


def own_ballot(vote: Vote, person_id: int | None) -> NamedBallot | None:
    return NamedBallot.objects.filter(vote=vote, person_id=person_id).first()


def not_signed_in(meeting: Meeting) -> QuerySet[Attendance]:
    """Rows of the sign-in sheet that nobody is entered for yet."""
    waiting = (Attendance.Status.EXPECTED, Attendance.Status.ON_LEAVE, Attendance.Status.ABSENT)
    return (
        meeting.attendances.filter(status__in=waiting)
        .select_related("person")
        .order_by("-voting", "order", "id")
    )


def unheard(item: AgendaItem) -> list[Seat]:
    """Members who count for the item and have taken no stance, the secretary last (S1-01:七-3c)."""
    heard = set(item.stances.current().values_list("person_id", flat=True))
    seats = [seat for seat in room(item).counting if seat.person_id not in heard]
    return sorted(seats, key=lambda seat: seat.post_code == "secretary")


def might_have_said(stance: Stance) -> tuple[QuerySet[Person], dict[int, str]]:
    """Members who came, are not recused from the item and have no line of their own on it, with the posts
    they sat for: whose words a line under another name may have been."""
    item = stance.item
    came = item.meeting.attendances.filter(voting=True, signed_in_at__isnull=False)
    came = came.exclude(person__in=item.recusals.values("person"))
    came = came.exclude(person__in=item.stances.current().values("person"))
    titles = dict(came.values_list("person_id", "post_title"))
    return Person.objects.filter(pk__in=list(titles)).order_by("id"), titles


def still_to_vote(vote: Vote) -> list[Person]:
    """Voters of a round without a ballot, in the order of the list."""
    cast = set(vote.ballots.values_list("person_id", flat=True))
    found = Person.objects.in_bulk([pk for pk in vote.roll if pk not in cast])
    return [found[pk] for pk in vote.roll if pk in found]


def voters(vote: Vote) -> tuple[QuerySet[Person], dict[int, str]]:
    """Who took part in the round, and the posts they sat for: whose signatures a count sheet may bear."""
    seats = Attendance.objects.filter(meeting=vote.item.meeting_id, person_id__in=vote.roll)
    titles = dict(seats.values_list("person_id", "post_title"))
    return Person.objects.filter(pk__in=vote.roll).order_by("id"), titles


def expected_persons(meeting: Meeting) -> tuple[QuerySet[Person], dict[int, str]]:
    """Everybody called to the meeting, and the posts they were called for."""
    titles = dict(meeting.attendances.values_list("person_id", "post_title"))
    return Person.objects.filter(pk__in=list(titles)).order_by("id"), titles
