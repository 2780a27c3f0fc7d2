"""In the room: signing in, opening, recusal, discussion, stances, closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from governance.access.actor import Actor
from governance.rules.verdict import Verdict, all_of
from governance.templatetags.wordings import cn_number
from meetings import facts
from meetings.held import late_clerk
from meetings.judgement.bench import GO, Bench, ask_why, bench, stop
from meetings.models import AgendaItem, Attendance, Meeting, Minutes, Stance, Topic
from meetings.models.base import Matter
from meetings.room import Room, clerk, roll_call, room, room_of
from meetings.rules.vocabulary import Post


def not_signed_in(attendance: Attendance, day: date) -> Verdict:
    """Not twice, and not before the day: who signs at home a week ahead is not in the room."""
    meeting = attendance.meeting
    if meeting.status == Meeting.Status.NOTICED and day < meeting.meets_on:
        return stop("meetings.state.before_day", need=meeting.meets_on.isoformat())
    if attendance.status not in (Attendance.Status.PRESENT, Attendance.Status.LEFT):
        return GO
    at = timezone.localtime(attendance.signed_in_at).strftime("%H:%M") if attendance.signed_in_at else ""
    return stop("meetings.state.signed_in_before", have=at)


def by_the_clerk(meeting: Meeting, actor: Actor | None = None) -> Verdict:
    """What was signed on paper is entered by the clerk alone: nobody signs, speaks or votes at a meeting that
    is over."""
    if not meeting.entered_late or (actor is not None and late_clerk(actor, meeting) is not None):
        return GO
    return stop("meetings.state.late_by_clerk")


def only_late(meeting: Meeting) -> Verdict:
    """Many at once is for entering a paper; in the room everybody acts in person."""
    return GO if meeting.entered_late else stop("meetings.state.only_late")


def has_presence(attendance: Attendance, status: str) -> Verdict:
    if attendance.status == status:
        return GO
    labels = dict(Attendance.Status.choices)
    return stop("meetings.state.presence", have=str(labels[attendance.status]), need=str(labels[status]))


def for_opening(meeting: Meeting, day: date) -> Verdict:
    """Who presides, whether enough members of the day are there to open at all (the quorum of an
    ordinary matter), and that this is the day the notice named."""
    seen = room_of(roll_call(meeting, day), frozenset())
    if not seen.seats:
        return stop("meetings.state.no_members")
    chair = seen.seat(meeting.chair_id)
    seat = facts.chair_seat(meeting, day)
    if seat is None:
        return stop("meetings.state.chair_seat_ended", have=meeting.chair.name)
    planned = meeting.meets_on
    judge = bench(meeting.organization_id, day)
    return all_of(
        GO if chair and chair.in_room else stop("meetings.state.chair_missing", have=meeting.chair.name),
        GO
        if planned == day
        else ask_why("meetings.state.other_day", need=planned.isoformat(), have=day.isoformat()),
        judge("meetings.chair", facts.chair(meeting, seat, day)),
        judge("meetings.quorum", facts.quorum(seen, Matter.ORDINARY)),
    )


def item_running(item: AgendaItem) -> Verdict:
    """Where another item is open, none begins, whatever the committee adopted: the room has one table."""
    other = item.meeting.items.filter(status__in=AgendaItem.ON_THE_TABLE).exclude(pk=item.pk).first()
    return stop("meetings.state.item_open", have=other.order) if other else GO


def recusable(item: AgendaItem, person_id: int) -> Verdict:
    seat = room(item).seat(person_id)
    if seat is None:
        return stop("meetings.state.not_a_member")
    return stop("meetings.state.recused_before") if seat.recused else GO


def for_discussing(item: AgendaItem, day: date) -> Verdict:
    """In the notice, alone on the table, quorum and the people who must be there. What came after the
    notice was never judged by how it got here and by its materials: it is judged now."""
    judge = bench(item.organization_id, day)
    seen = room(item)
    others = item.meeting.items.filter(status__in=AgendaItem.ON_THE_TABLE).exclude(pk=item.pk).count()
    return all_of(
        item_running(item),
        judge("meetings.ad_hoc", facts.ad_hoc(item)),
        GO if item.in_notice else _as_before_the_notice(item, judge),
        judge("meetings.item_by_item", {"open_items": others + 1}),
        judge("meetings.quorum", facts.quorum(seen, item.topic.matter)),
        judge("meetings.attendance_required", facts.attendance_required(item, seen)),
    )


def _as_before_the_notice(item: AgendaItem, judge: Bench) -> Verdict:
    settled = facts.settled_on(item) is not None
    return all_of(
        judge("meetings.deciding_body", facts.deciding_body(item.topic)),
        judge("meetings.agenda", facts.agenda(item.topic, item, settled=settled)),
        judge("meetings.materials", facts.materials(item.topic, item.meeting.meets_on, goes_out_on=None)),
    )


def for_quorum(item: AgendaItem, seen: Room, judge: Bench) -> Verdict:
    """The live quorum picture of one item; the page hands in room and bench it has already."""
    return judge("meetings.quorum", facts.quorum(seen, item.topic.matter))


def for_stance(item: AgendaItem, person_id: int, stance: str, actor: Actor, day: date) -> Verdict:
    """Whether this member may take a stance now: in the room, not related, in due order."""
    seen = room(item)
    seat = seen.seat(person_id)
    if seat is None or not seat.counts:
        own = person_id == actor.person_id
        return stop("meetings.state.absent_yourself" if own else "meetings.state.absent_speaker")
    spoken = facts.current_stances(item)
    if any(s.person_id == person_id for s in spoken):
        return stop("meetings.state.spoken_before")
    if person_id != actor.person_id and clerk(actor, item.meeting) is None:
        return stop("meetings.state.not_yours")
    this = Stance(person_id=person_id, post_code=seat.post_code, stance=stance)
    if Post.seat(seat.post_code) is not Post.SECRETARY:
        # Somebody who came in after the secretary spoke is heard all the same; the secretary then
        # speaks once more, by a correction, and that is judged when the vote opens (S1-01:七-3c).
        spoken = [s for s in spoken if Post.seat(s.post_code) is not Post.SECRETARY]
    judge = bench(item.organization_id, day)
    return all_of(
        unrelated(item, [person_id], judge),
        judge("meetings.stance_order", facts.stance_order(item, seen, [*spoken, this], round_open=True)),
    )


def for_stances(item: AgendaItem, lines: Sequence[tuple[int, str]], day: date) -> Verdict:
    """The rest of the round at once, from the paper: who counts, nobody twice, in due order as a whole.
    `lines`: (person id, stance) in the order spoken."""
    seen, spoken = room(item), facts.current_stances(item)
    heard = {s.person_id for s in spoken}
    seats = {s.person_id: s for s in seen.counting}
    absent = any(pk not in seats for pk, _stance in lines)
    if absent or not lines:
        return stop("meetings.state.absent_speaker" if absent else "meetings.state.nobody_left")
    if any(pk in heard for pk, _stance in lines):
        return stop("meetings.state.spoken_before")
    new = [Stance(person_id=pk, post_code=seats[pk].post_code, stance=stance) for pk, stance in lines]
    judge = bench(item.organization_id, day)
    return all_of(
        unrelated(item, [pk for pk, _stance in lines], judge),
        judge("meetings.stance_order", facts.stance_order(item, seen, [*spoken, *new], round_open=True)),
    )


def for_correction(stance: Stance, actor: Actor) -> Verdict:
    if Minutes.objects.filter(meeting=stance.item.meeting, status=Minutes.Status.SIGNED).exists():
        return stop("meetings.state.minutes_signed")
    if not stance.stands:
        return stop("meetings.state.struck_before" if stance.struck_at else "meetings.state.replaced_before")
    mine = stance.person_id == actor.person_id
    if not mine and clerk(actor, stance.item.meeting) is None:
        return stop("meetings.state.not_yours")
    return GO


def unrelated(item: AgendaItem, person_ids: list[int], judge: Bench) -> Verdict:
    """No one of these members is, or is related to, a person the item is about (S1-01:七-4g)."""
    verdicts = [judge("meetings.recusal", values) for values in facts.recusals(item, person_ids)]
    return all_of(*verdicts) if verdicts else GO


def still_open(about: Topic | AgendaItem | Meeting) -> Verdict:
    """Facts are stated and confirmed before the matter is through, never into a finished record."""
    ended = {
        Topic: (Topic.Status.DECIDED, Topic.Status.WITHDRAWN),
        AgendaItem: (AgendaItem.Status.DECIDED, AgendaItem.Status.POSTPONED),
        Meeting: (Meeting.Status.CLOSED, Meeting.Status.ARCHIVED, Meeting.Status.CANCELLED),
    }
    if about.status not in ended[type(about)]:
        return Verdict.without_article("a fact about a matter still open")
    return stop("meetings.state.fact_closed", have=str(about.get_status_display()))


def for_closing(meeting: Meeting) -> Verdict:
    """No item stays open in the middle."""
    open_items = meeting.items.filter(status__in=AgendaItem.ON_THE_TABLE).order_by("order")
    orders = [cn_number(order) for order in open_items.values_list("order", flat=True)]
    return stop("meetings.state.open_items", have=len(orders), orders=orders) if orders else GO
