"""In the room: signing in, opening, recusal, discussion, stances, closing."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from governance.access.actor import Actor
from governance.rules.verdict import Verdict, all_of
from meetings import facts
from meetings.judgement.bench import GO, Bench, bench, stop
from meetings.models import AgendaItem, Attendance, Meeting, Minutes, Stance
from meetings.models.base import Matter
from meetings.room import Room, meeting_room, room

OFFICE = ("office_clerk", "office_director")
OPEN_ITEMS = (
    AgendaItem.Status.DISCUSSING,
    AgendaItem.Status.SUMMARISED,
    AgendaItem.Status.VOTING,
    AgendaItem.Status.COUNTED,
)


def not_signed_in(attendance: Attendance) -> Verdict:
    if attendance.status not in (Attendance.Status.PRESENT, Attendance.Status.LEFT):
        return GO
    at = timezone.localtime(attendance.signed_in_at).strftime("%H:%M") if attendance.signed_in_at else ""
    return stop("meetings.state.signed_in_before", have=at)


def has_presence(attendance: Attendance, status: str) -> Verdict:
    if attendance.status == status:
        return GO
    labels = dict(Attendance.Status.choices)
    return stop("meetings.state.presence", have=str(labels[attendance.status]), need=str(labels[status]))


def for_opening(meeting: Meeting, day: date) -> Verdict:
    """Who presides, and whether enough are there to open at all (the quorum of an ordinary matter)."""
    judge = bench(meeting.organization_id, day)
    return all_of(
        judge("meetings.chair", facts.chair(meeting)),
        judge("meetings.quorum", facts.quorum(meeting_room(meeting), Matter.ORDINARY)),
    )


def recusable(item: AgendaItem, person_id: int) -> Verdict:
    seat = room(item).seat(person_id)
    if seat is None:
        return stop("meetings.state.not_a_member")
    return stop("meetings.state.recused_before") if seat.recused else GO


def for_discussing(item: AgendaItem, day: date) -> Verdict:
    """In the notice, alone on the table, quorum and the people who must be there."""
    judge = bench(item.organization_id, day)
    seen = room(item)
    others = item.meeting.items.filter(status__in=OPEN_ITEMS).exclude(pk=item.pk).count()
    return all_of(
        judge("meetings.ad_hoc", facts.ad_hoc(item)),
        judge("meetings.item_by_item", {"open_items": others + 1}),
        judge("meetings.quorum", facts.quorum(seen, item.topic.matter)),
        judge("meetings.attendance_required", facts.attendance_required(item, seen)),
    )


def for_quorum(item: AgendaItem, seen: Room, judge: Bench) -> Verdict:
    """The live quorum picture of one item; the page hands in room and bench it has already."""
    return judge("meetings.quorum", facts.quorum(seen, item.topic.matter))


def for_stance(item: AgendaItem, person_id: int, stance: str, actor: Actor) -> Verdict:
    """Whether this member may take a stance now: in the room, not related, in due order."""
    seen = room(item)
    seat = seen.seat(person_id)
    if seat is None or not seat.counts:
        return stop("meetings.state.absent_speaker")
    spoken = facts.current_stances(item)
    if any(s.person_id == person_id for s in spoken):
        return stop("meetings.state.spoken_before")
    if person_id != actor.person_id and not actor.holds(item.organization_id, *OFFICE):
        return stop("meetings.state.not_yours")
    this = Stance(person_id=person_id, post_code=seat.post_code, stance=stance)
    judge = bench(item.organization_id, actor.day)
    return all_of(
        unrelated(item, [person_id], judge),
        judge("meetings.stance_order", facts.stance_order(item, seen, [*spoken, this], round_open=True)),
    )


def for_correction(stance: Stance, actor: Actor) -> Verdict:
    if Minutes.objects.filter(meeting=stance.item.meeting, status=Minutes.Status.SIGNED).exists():
        return stop("meetings.state.minutes_signed")
    if stance.replaced_by_id is not None:
        return stop("meetings.state.replaced_before")
    mine = stance.person_id == actor.person_id
    if not mine and not actor.holds(stance.organization_id, *OFFICE):
        return stop("meetings.state.not_yours")
    return GO


def unrelated(item: AgendaItem, person_ids: list[int], judge: Bench) -> Verdict:
    """No one of these members is, or is related to, a person the item is about (S1-01:七-4g)."""
    verdicts = [judge("meetings.recusal", values) for values in facts.recusals(item, person_ids)]
    return all_of(*verdicts) if verdicts else GO


def for_closing(meeting: Meeting) -> Verdict:
    open_items = meeting.items.filter(status__in=OPEN_ITEMS).count()
    return stop("meetings.state.open_items", have=open_items) if open_items else GO
