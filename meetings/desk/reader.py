"""What the desk knows about one person: posts by town, meetings under way, items one may work on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, Prefetch

from governance.access.actor import Actor
from governance.people.standard_posts import LEADERS, OFFICE
from governance.rules.book import Book
from meetings import judgement
from meetings.models import AgendaItem, Attendance, Meeting, Minutes, Topic
from meetings.pages.progress import with_progress
from meetings.room import CLERK

UNDER_WAY = (
    Meeting.Status.PREPARING,
    Meeting.Status.NOTICED,
    Meeting.Status.IN_SESSION,
    Meeting.Status.CLOSED,
)


@dataclass(frozen=True)
class Chore:
    """One thing to do. `due` None: no article and no meeting sets a day."""

    name: str
    url: str
    do: str
    do_url: str
    more: str = ""
    cites: tuple[str, ...] = ()
    due: date | None = None
    due_words: str = ""
    due_note: str = ""
    rank: int = 5


class Reader:
    """Rows read once for one actor; the chores of each noun are made from them."""

    def __init__(self, actor: Actor) -> None:
        self.actor, self.today, self.person = actor, actor.day, actor.person_id
        self._books: dict[int, Book] = {}
        towns = actor.organization_ids
        self.office = frozenset(t for t in towns if actor.holds(t, *OFFICE))
        self.clerk = frozenset(t for t in towns if actor.holds(t, CLERK))
        self.secretary = frozenset(t for t in towns if actor.holds(t, "secretary"))
        self.leading = frozenset(t for t in towns if actor.holds(t, *LEADERS))
        self.seats = frozenset(t for t in towns if actor.seat(t))

    @cached_property
    def meetings(self) -> list[Meeting]:
        """Meetings under way, each with the actor's own attendance as `mine`."""
        own = Attendance.objects.filter(person_id=self.person)
        found = Meeting.objects.visible_to(self.actor).filter(status__in=UNDER_WAY)
        return list(
            with_progress(found)
            .prefetch_related(Prefetch("attendances", own, to_attr="mine"))
            .order_by("meets_at")
        )

    @cached_property
    def last_minutes(self) -> dict[int, Minutes]:
        """Signed minutes nobody has put before the committee yet, of the towns the actor leads: those of
        the last meeting of each. One query a town."""
        found = {}
        for town in self.leading:
            signed = Minutes.objects.filter(organization_id=town, status=Minutes.Status.SIGNED)
            tabled = Topic.objects.filter(minutes=OuterRef("pk")).exclude(status=Topic.Status.WITHDRAWN)
            newest = (
                signed.annotate(tabled=Exists(tabled))
                .select_related("meeting")
                .order_by("-meeting__meets_at", "-pk")
                .first()
            )
            if newest is not None and not newest.tabled:
                found[town] = newest
        return found

    @cached_property
    def shown(self) -> frozenset[int]:
        """Items the actor may work on: a recused person has no chores there, nor their names."""
        seen = AgendaItem.objects.visible_to(self.actor).filter(meeting__in=[m.pk for m in self.meetings])
        return frozenset(seen.values_list("pk", flat=True))

    def adopted(self, organization_id: int, *cites: str) -> tuple[str, ...]:
        """The first of the articles that the town has adopted."""
        if organization_id not in self._books:
            self._books[organization_id] = judgement.bench(organization_id, self.today).book
        book = self._books[organization_id]
        return tuple(c for c in cites if book.article(c) is not None)[:1]
