"""Verbs in the room: sign in, open, leave and return, recuse, discuss, take a stance, sum up."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.audit.sealed import seal
from governance.rules.verdict import Verdict, all_of
from meetings import facts, held, judgement
from meetings.models import AgendaItem, Attendance, Meeting, Recusal, Stance
from meetings.room import SEAT, roll_call
from meetings.services.locking import lock_item, lock_meeting, put_off, unconfirm
from meetings.services.sealing import item_key
from meetings.states import in_order, in_state


def lock_attendance(attendance_id: int, actor: Actor) -> Attendance:
    meeting_id = (
        Attendance.objects.visible_to(actor).values_list("meeting_id", flat=True).get(pk=attendance_id)
    )
    meeting = lock_meeting(meeting_id, actor)
    attendance = (
        Attendance.objects.select_for_update(of=("self",)).select_related("person").get(pk=attendance_id)
    )
    attendance.meeting = meeting
    return attendance


@verb("meetings.attendance.signed_in")
def sign_in(*, attendance_id: int, actor: Actor, at: datetime | None = None) -> Attendance:
    """Sign in: the member on the phone, or the clerk with the member standing there. The record
    says which. Someone on leave who comes after all signs in like anybody else.

    `at`, here and below: of a meeting entered late, the time on the paper (`meetings.held`)."""
    attendance = lock_attendance(attendance_id, actor)
    decision = require(actor, "meetings.attendance.signed_in", attendance)
    when = held.arriving(attendance.meeting, actor, at)
    by_self = attendance.person_id == actor.person_id
    verdict = in_order(
        "meetings.attendance.signed_in",
        attendance.meeting,
        lambda: judgement.by_the_clerk(attendance.meeting, actor),
        lambda: judgement.not_signed_in(attendance, when.day),
    )
    how = Attendance.SignedBy.SELF if by_self else Attendance.SignedBy.CLERK
    how = Attendance.SignedBy.PAPER if when.late else how
    with act(
        decision,
        verdict,
        on=attendance,
        facts={"person": attendance.person.name, "how": str(how.label)},
        **when.act(verdict),
    ):
        attendance.status = Attendance.Status.PRESENT
        attendance.signed_in_at = when.at
        attendance.signed_in_by = how
        attendance.save(update_fields=["status", "signed_in_at", "signed_in_by"])
    return attendance


@verb("meetings.attendance.left")
def leave_room(*, attendance_id: int, actor: Actor, at: datetime | None = None) -> Attendance:
    attendance = lock_attendance(attendance_id, actor)
    decision = require(actor, "meetings.attendance.left", attendance)
    verdict = in_order(
        "meetings.attendance.left",
        attendance.meeting,
        lambda: judgement.has_presence(attendance, Attendance.Status.PRESENT),
    )
    when = held.in_room(attendance.meeting, actor, at)
    with act(decision, verdict, on=attendance, facts={"person": attendance.person.name}, **when.act(verdict)):
        attendance.status = Attendance.Status.LEFT
        attendance.left_at = when.at
        attendance.save(update_fields=["status", "left_at"])
    return attendance


@verb("meetings.attendance.came_back")
def come_back(*, attendance_id: int, actor: Actor, at: datetime | None = None) -> Attendance:
    attendance = lock_attendance(attendance_id, actor)
    decision = require(actor, "meetings.attendance.came_back", attendance)
    verdict = in_order(
        "meetings.attendance.came_back",
        attendance.meeting,
        lambda: judgement.has_presence(attendance, Attendance.Status.LEFT),
    )
    when = held.in_room(attendance.meeting, actor, at)
    with act(decision, verdict, on=attendance, facts={"person": attendance.person.name}, **when.act(verdict)):
        attendance.status = Attendance.Status.PRESENT
        attendance.left_at = None
        attendance.save(update_fields=["status", "left_at"])
    return attendance


@verb("meetings.meeting.opened")
def open_meeting(*, meeting_id: int, actor: Actor, reason: str = "", at: datetime | None = None) -> Meeting:
    """The chair declares the meeting open. Who is entitled is frozen anew: the members of this day.
    Whoever is expected may still come; those who never did are absent when the meeting closes."""
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.meeting.opened", meeting)
    judgement.keep_names_out_of_meeting(meeting, reason=reason)
    when = held.in_room(meeting, actor, at)
    verdict = in_order("meetings.meeting.opened", meeting, lambda: judgement.for_opening(meeting, when.day))
    frozen = ("voting", *SEAT)
    noticed = {row["pk"]: row for row in meeting.attendances.values("pk", *frozen)}
    called = roll_call(meeting, when.day)
    seat = facts.chair_seat(meeting, when.day)
    voting = [a for a in called if a.voting]
    present = sum(a.status == Attendance.Status.PRESENT for a in voting)
    with act(
        decision,
        verdict,
        on=meeting,
        facts={"entitled": len(voting), "present": present},
        **when.act(verdict, reason),
    ):
        for row in called:
            if row.pk is None:
                row.save()
            elif changed := [name for name in frozen if getattr(row, name) != noticed[row.pk][name]]:
                row.save(update_fields=changed)
        meeting.status = Meeting.Status.IN_SESSION
        meeting.opened_at = when.at
        if seat is not None:  # the record names the post the chair holds now
            meeting.chair_post = seat.post.code
        meeting.save(update_fields=["status", "opened_at", "chair_post"])
    return meeting


@verb("meetings.item.recused")
def recuse(*, item_id: int, person_id: int, kind: str, actor: Actor, at: datetime | None = None) -> Recusal:
    """Register that a member stays out of an item (S1-01:七-4g, S1-04:三-5a)."""
    item = lock_item(item_id, actor)
    decision = require(actor, "meetings.item.recused", item)
    verdict = in_order("meetings.item.recused", item, lambda: judgement.recusable(item, person_id))
    when = held.preparing(item.meeting, actor) if at is None else held.in_room(item.meeting, actor, at)
    recusal = Recusal(
        organization_id=item.organization_id,
        item=item,
        person_id=person_id,
        kind=kind,
        registered_at=when.at,
    )
    with act(decision, verdict, on=item, facts={"order": item.order}, **when.act(verdict)):
        recusal.save()
    return recusal


@verb("meetings.item.opened")
def open_item(*, item_id: int, actor: Actor, reason: str = "", at: datetime | None = None) -> AgendaItem:
    """Begin with an item: one at a time, in the notice, enough people in the room."""
    item = lock_item(item_id, actor)
    decision = require(actor, "meetings.item.opened", item)
    judgement.keep_names_out([item.topic], reason=reason)
    when = held.in_room(item.meeting, actor, at)
    verdict = in_order(
        "meetings.attendance.left",
        item.meeting,
        lambda: in_order("meetings.item.opened", item, lambda: judgement.for_discussing(item, when.day)),
    )
    with act(decision, verdict, on=item, facts={"order": item.order}, **when.act(verdict, reason)):
        item.status = AgendaItem.Status.DISCUSSING
        item.discussed_at = when.at
        item.save(update_fields=["status", "discussed_at"])
    return item


@verb("meetings.stance.taken")
def take_stance(
    *,
    item_id: int,
    person_id: int,
    stance: str,
    view: str,
    actor: Actor,
    reason: str = "",
    at: datetime | None = None,
) -> Stance:
    """Take a stance, or type what a member said. The secretary speaks last (S1-01:七-3c)."""
    item = lock_item(item_id, actor)
    decision = require(actor, "meetings.stance.taken", item)
    judgement.keep_names_out([item.topic], reason=reason)
    when = held.in_room(item.meeting, actor, at)
    verdict = in_order(
        "meetings.stance.taken",
        item,
        lambda: judgement.by_the_clerk(item.meeting, actor),
        lambda: judgement.for_stance(item, person_id, stance, actor, when.day),
    )
    attendance = item.meeting.attendances.filter(person_id=person_id).first()
    row = Stance(
        organization_id=item.organization_id,
        item=item,
        person_id=person_id,
        post_code=attendance.post_code if attendance else "",
        spoken=(item.stances.aggregate(n=Max("spoken"))["n"] or 0) + 1,
        stance=stance,
        has_view=bool(view.strip()),
        taken_at=when.at,
        taken_by=Stance.TakenBy.SELF if person_id == actor.person_id else Stance.TakenBy.CLERK,
    )
    with act(decision, verdict, on=item, facts={"order": item.order}, **when.act(verdict, reason)):
        row.view = seal(view.strip(), item_key(item))
        row.save()
        sum_up_again(item)
    return row


def sum_up_again(item: AgendaItem) -> None:
    """The summing-up puts together what everybody said (S0-04:三-3c); inside the open act of one more
    stance it is taken back, to be made again."""
    if item.status == AgendaItem.Status.SUMMARISED:
        item.status, item.summarised_at = AgendaItem.Status.DISCUSSING, None
        item.save(update_fields=["status", "summarised_at"])


@verb("meetings.stance.corrected")
def correct_stance(*, stance_id: int, stance: str, view: str, actor: Actor) -> Stance:
    """Correct a stance until the minutes are signed; the earlier one stays visible beside it.

    The place in the speaking order stays, save the secretary's while the discussion is open: who
    speaks once more after a late-comer has spoken last (S1-01:七-3c).
    """
    item_id = Stance.objects.visible_to(actor).values_list("item_id", flat=True).get(pk=stance_id)
    item = lock_item(item_id, actor)
    earlier = Stance.objects.select_for_update(of=("self",)).get(pk=stance_id)
    decision = require(actor, "meetings.stance.corrected", item)
    verdict = in_order("meetings.stance.corrected", item, lambda: judgement.for_correction(earlier, actor))
    # The member's own word of today is no late entry, whatever the meeting is.
    own = earlier.person_id == actor.person_id
    when = held.now(actor) if own else held.in_room(item.meeting, actor)
    last = max(item.stances.values_list("spoken", flat=True))
    discussing = item.status in (AgendaItem.Status.DISCUSSING, AgendaItem.Status.SUMMARISED)
    once_more = discussing and earlier.post_code == "secretary" and earlier.spoken < last
    row = Stance(
        organization_id=item.organization_id,
        item=item,
        person_id=earlier.person_id,
        post_code=earlier.post_code,
        spoken=last + 1 if once_more else earlier.spoken,
        stance=stance,
        has_view=bool(view.strip()),
        taken_at=when.at,
        taken_by=Stance.TakenBy.SELF if own else Stance.TakenBy.CLERK,
    )
    with act(decision, verdict, on=item, facts={"order": item.order}, **when.act(verdict)):
        unconfirm(item.meeting)
        row.view = seal(view.strip(), item_key(item))
        # The partial unique constraint wants the earlier row replaced before the new one stands; the
        # first line of this member is the one nothing else points at.
        earlier.replaced_by = item.stances.filter(person_id=earlier.person_id).earliest("id")
        earlier.save(update_fields=["replaced_by"])
        row.save()
        earlier.replaced_by = row
        earlier.save(update_fields=["replaced_by"])
    return row


@verb("meetings.item.summarised")
def summarise(*, item_id: int, actor: Actor, summary: str, at: datetime | None = None) -> AgendaItem:
    """The chair's summing-up after discussion, before the vote (S0-04:三-3c)."""
    item = lock_item(item_id, actor)
    judgement.keep_names_out([item.topic], summary=summary)
    decision = require(actor, "meetings.item.summarised", item)
    verdict, when = in_state("meetings.item.summarised", item), held.in_room(item.meeting, actor, at)
    with act(decision, verdict, on=item, facts={"order": item.order}, **when.act(verdict)):
        item.summary = summary
        item.summarised_at = when.at
        item.status = AgendaItem.Status.SUMMARISED
        item.save(update_fields=["summary", "summarised_at", "status"])
    return item


@verb("meetings.item.postponed")
def postpone_item(*, item_id: int, actor: Actor, because: str, at: datetime | None = None) -> AgendaItem:
    """Put the item off to a later meeting without a vote."""
    item = lock_item(item_id, actor)
    judgement.keep_names_out([item.topic], because=because)
    decision = require(actor, "meetings.item.postponed", item)
    when = held.in_room(item.meeting, actor, at)
    verdict = all_of(
        in_state("meetings.attendance.signed_in", item.meeting), in_state("meetings.item.postponed", item)
    )
    facts = {"order": item.order, "because": because}
    with act(decision, verdict, on=item, facts=facts, **when.act(verdict)):
        put_off([item])
    return item


@verb("meetings.meeting.closed")
def close_meeting(*, meeting_id: int, actor: Actor, at: datetime | None = None) -> Meeting:
    """Declare the meeting closed; no item may be left open in the middle. What was not reached is
    postponed, so that its topic can go to the next meeting."""
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.meeting.closed", meeting)
    verdict: Verdict = all_of(in_state("meetings.meeting.closed", meeting), judgement.for_closing(meeting))
    when = held.in_room(meeting, actor, at or (meeting.late.closed_at if meeting.entered_late else None))
    unreached = meeting.items.select_related("topic").filter(status=AgendaItem.Status.PENDING)
    with act(decision, verdict, on=meeting, facts={"postponed": len(unreached)}, **when.act(verdict)):
        put_off(unreached)
        for attendance in meeting.attendances.filter(status=Attendance.Status.EXPECTED):
            attendance.status = Attendance.Status.ABSENT
            attendance.save(update_fields=["status"])
        meeting.status = Meeting.Status.CLOSED
        meeting.closed_at = when.at
        meeting.save(update_fields=["status", "closed_at"])
    return meeting
