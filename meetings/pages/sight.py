"""What one person may see of a meeting: which items, whose names, whose words.

`visible_to` decides what exists; here is what is left of an item that exists only as a line: the title
and the word 回避 for whoever is recused, nothing but its number for those invited for another item.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.people.standard_posts import OFFICE
from meetings.models import AgendaItem, Attendance, Meeting, Topic
from meetings.models.base import Matter
from meetings.models.topic import PREPARING_POSTS

OPEN, RECUSED, OUTSIDE = "open", "recused", "outside"


@dataclass(frozen=True)
class Sight:
    """The view of one actor on one meeting."""

    insider: bool  # a committee seat, or a post that prepares meetings
    office: bool
    attended: bool
    supervises: bool
    person_id: int | None
    items: dict[int, str]
    mine: Attendance | None = None

    def of(self, item: AgendaItem) -> str:
        return self.items.get(item.pk, OUTSIDE)

    def title(self, item: AgendaItem) -> str:
        """Personnel items carry no name outside the committee (S1-01:七-2b)."""
        kind = self.of(item)
        if kind == OUTSIDE:
            return _("其他议题")
        if not self.insider and item.topic.matter == Matter.PERSONNEL:
            return _("研究干部事项")
        return item.topic.title

    def names_subjects(self, topic: Topic) -> bool:
        """Whom a personnel topic is about is read by the committee and its office alone."""
        return self.insider

    def reads_words(self, meeting: Meeting, item: AgendaItem) -> bool:
        """Stances and views (roles: the full record): members who were there and the office; of a
        secret item only those who attended it and the recorder."""
        if self.of(item) != OPEN:
            return False
        if meeting.recorder_id == self.person_id:
            return True
        if item.topic.is_secret:
            return self._attended(item)
        return self.attended or self.office or self.supervises

    def _attended(self, item: AgendaItem) -> bool:
        """In the room for this very item: now, on a roll of it, or heard on it. Where it never came to
        a vote, whoever had not left before it began."""
        if self.mine is None or not self.attended:
            return False
        if item.status in AgendaItem.ON_THE_TABLE:
            return self.mine.status == Attendance.Status.PRESENT
        votes = list(item.votes.all())
        if any(self.person_id in vote.roll for vote in votes):
            return True
        if votes:
            return any(s.person_id == self.person_id and s.stands for s in item.stances.all())
        left, began = self.mine.left_at, item.discussed_at
        return not (left and began and left < began)


def shown_to(actor: Actor, meetings: Iterable[int]) -> set[int]:
    """The items of these meetings that are not hidden by recusal. One query."""
    items = AgendaItem.objects.not_kept_from(actor).filter(meeting__in=list(meetings))
    return set(items.values_list("pk", flat=True))


def sight_of(
    actor: Actor,
    meeting: Meeting,
    items: Iterable[AgendaItem],
    attendances: Iterable[Attendance],
    shown: set[int] | None = None,
) -> Sight:
    """`shown`: of several meetings asked together (`shown_to`); asked here where it is None."""
    town = meeting.organization_id
    insider = bool(actor.seat(town) or actor.holds(town, *PREPARING_POSTS))
    if shown is None:
        shown = shown_to(actor, [meeting.pk])
    kinds = {}
    for item in items:
        if item.pk not in shown:
            kinds[item.pk] = RECUSED
        elif insider or item.presenter_id == actor.person_id:
            kinds[item.pk] = OPEN
        else:
            kinds[item.pk] = OUTSIDE
    mine = next((a for a in attendances if a.person_id == actor.person_id), None)
    attended = (
        mine is not None
        and mine.voting
        and mine.status
        in (
            Attendance.Status.PRESENT,
            Attendance.Status.LEFT,
        )
    )
    return Sight(
        insider=insider,
        office=bool(actor.holds(town, *OFFICE)),
        attended=attended,
        supervises=bool(actor.holds(town, "discipline_secretary")),
        person_id=actor.person_id,
        items=kinds,
        mine=mine,
    )
