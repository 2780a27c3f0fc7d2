"""Verbs on the notice: send, acknowledge, record delivery; leave; cancel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.audit.sealed import seal
from governance.deadlines.reminders import tell
from governance.people.models import Tenure
from governance.people.queries import committee_tenures
from meetings import held, judgement
from meetings.models import (
    AgendaItem,
    Attendance,
    LeaveRequest,
    Meeting,
    Notice,
    NoticeDelivery,
    NoticeReading,
)
from meetings.room import expected
from meetings.services.locking import lock_meeting, put_off
from meetings.services.sealing import leave_key, seal_or_none
from meetings.states import in_order, in_state


@verb("meetings.meeting.convened")
def convene(
    *,
    meeting_id: int,
    actor: Actor,
    attending: Sequence[Tenure] = (),
    written: bool = True,
    told: tuple[str, str] | None = None,
    reason: str = "",
) -> Meeting:
    """Send the notice to every committee member and to `attending` (without vote).

    `told`: of a meeting entered late, (channel, note): how the notice on paper reached them all; whoever
    was told otherwise is entered one by one.

    Judged by notice lead and materials; the agenda has been confirmed before, the chair is judged at
    the opening. Who is expected is frozen here: the members of the day of the meeting.
    """
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.meeting.convened", meeting)
    judgement.keep_names_out_of_meeting(meeting, reason=reason)
    when = held.noticed(meeting, actor)
    items = judgement.agenda_items(meeting)
    members = committee_tenures(meeting.organization_id, meeting.meets_on)
    seats = {t.person_id for t in members}
    guests = list({t.person_id: t for t in attending if t.person_id not in seats}.values())
    verdict = in_order(
        "meetings.meeting.convened",
        meeting,
        lambda: judgement.for_convening(meeting, when.day, written=written, items=items, members=members),
        lambda: judgement.for_guests(meeting, len(guests)),
    )
    notice = Notice(
        organization_id=meeting.organization_id,
        meeting=meeting,
        sent_at=when.at,
        written=written,
        in_the_name_of=judgement.secretary_line(meeting.organization_id, when.day),
    )
    channel, note = told if told and when.late else (NoticeDelivery.Channel.APPLICATION, "")
    delivered_at = when.at if told and when.late else None
    with act(
        decision,
        verdict,
        on=meeting,
        facts={"count": len(members) + len(guests)},
        **when.act(verdict, reason),
    ):
        notice.save()
        record_many([expected(meeting, voting=True, tenure=t) for t in members])
        record_many([expected(meeting, voting=False, tenure=t) for t in guests])
        record_many(
            [
                NoticeDelivery(
                    organization_id=meeting.organization_id,
                    notice=notice,
                    person_id=t.person_id,
                    channel=channel,
                    delivery_note=note,
                    delivered_at=delivered_at,
                )
                for t in [*members, *guests]
            ]
        )
        for item in items:
            if item.status == AgendaItem.Status.PENDING:
                item.in_notice = True
                item.save(update_fields=["in_notice"])
        meeting.status = Meeting.Status.NOTICED
        meeting.save(update_fields=["status"])
    return meeting


@verb("meetings.notice.acknowledged")
def acknowledge(*, delivery_id: int, actor: Actor, version: int | None = None) -> NoticeDelivery:
    """The addressee signs for the notice. Signing proves delivery too. `version`: which notice lay on the
    screen; nobody signs for a new day without having seen it."""
    delivery = _lock_delivery(delivery_id, actor)
    decision = require(actor, "meetings.notice.acknowledged", delivery)
    verdict = in_order(
        "meetings.notice.acknowledged",
        delivery.notice.meeting,
        lambda: judgement.by_the_clerk(delivery.notice.meeting),
        lambda: judgement.notice_stands(delivery.notice, version),
        lambda: judgement.unacknowledged(delivery),
    )
    when = held.now(actor)
    with act(decision, verdict, on=delivery.notice, facts={"person": actor.name}, **when.act(verdict)):
        delivery.delivered_at = delivery.delivered_at or when.at
        delivery.acknowledged_at = delivery.acknowledged_at or when.at
        delivery.save(update_fields=["delivered_at", "acknowledged_at"])
    return delivery


@verb("meetings.notice.delivered")
def record_delivery(
    *, delivery_id: int, actor: Actor, channel: str, note: str, at: datetime | None = None
) -> NoticeDelivery:
    """Record that an addressee was told by telephone or handed the paper (S1-01:七-2c). `at`: of a meeting
    entered late, when; that of the notice where it is left out."""
    delivery = _lock_delivery(delivery_id, actor)
    meeting = delivery.notice.meeting
    decision = require(actor, "meetings.notice.delivered", meeting)
    when = held.noticed(meeting, actor, at)
    verdict = in_order("meetings.notice.delivered", meeting, lambda: judgement.unacknowledged(delivery))
    with act(
        decision,
        verdict,
        on=delivery,
        facts={
            "person": delivery.person.name,
            "channel": str(NoticeDelivery.Channel(channel).label),
        },
        **when.act(verdict),
    ):
        delivery.channel = channel
        delivery.delivery_note = note
        delivery.delivered_at = when.at
        delivery.save(update_fields=["channel", "delivery_note", "delivered_at"])
    return delivery


def _lock_delivery(delivery_id: int, actor: Actor) -> NoticeDelivery:
    meeting_id = (
        NoticeDelivery.objects.visible_to(actor)
        .values_list("notice__meeting_id", flat=True)
        .get(pk=delivery_id)
    )
    meeting = lock_meeting(meeting_id, actor)
    delivery = (
        NoticeDelivery.objects.select_for_update(of=("self",))
        .select_related("notice", "person")
        .get(pk=delivery_id)
    )
    delivery.notice.meeting = meeting
    return delivery


def mark_shown(*, delivery: NoticeDelivery, account_id: int) -> None:
    """Keep when the addressee's screen first showed the notice (a read mark; no act)."""
    NoticeReading.objects.get_or_create(
        delivery=delivery,
        defaults={
            "account_id": account_id,
            "organization_id": delivery.organization_id,
        },
    )


@verb("meetings.leave.requested")
def ask_leave(
    *,
    meeting_id: int,
    actor: Actor,
    because: str,
    written_opinion: str = "",
    person_id: int | None = None,
) -> LeaveRequest:
    """Ask to be away; a written opinion is read out and never counted (S1-01:七-5b). `person_id`: of a
    meeting entered late, who asked on paper; raises Attendance.DoesNotExist for somebody not expected."""
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.leave.requested", meeting)
    who = person_id if person_id is not None and held.late_clerk(actor, meeting) else actor.person_id
    asked = meeting.leave_requests.filter(person_id=who).first()
    attendance = meeting.attendances.get(person_id=who)
    when = held.noticed(meeting, actor)
    verdict = in_order(
        "meetings.leave.requested",
        meeting,
        lambda: judgement.leave_open(
            asked, LeaveRequest.Status.SUBMITTED, LeaveRequest.Status.REFUSED, LeaveRequest.Status.LAPSED
        ),
        lambda: judgement.has_presence(attendance, Attendance.Status.EXPECTED),
    )
    leave = asked or LeaveRequest(
        organization_id=meeting.organization_id,
        meeting=meeting,
        person_id=who,
    )
    leave.status = LeaveRequest.Status.SUBMITTED
    with act(decision, verdict, on=meeting, **when.act(verdict)):
        key = leave_key(leave)
        leave.because = seal(because.strip(), key)
        leave.written_opinion = seal_or_none(written_opinion, key)
        leave.save()
    return leave


@verb("meetings.leave.granted")
def grant_leave(*, leave_id: int, actor: Actor) -> LeaveRequest:
    leave = _lock_leave(leave_id, actor)
    decision = require(actor, "meetings.leave.granted", leave)
    attendance = Attendance.objects.select_for_update(of=("self",)).get(
        meeting=leave.meeting, person_id=leave.person_id
    )
    verdict = in_order(
        "meetings.leave.granted",
        leave.meeting,
        lambda: judgement.leave_open(leave, LeaveRequest.Status.SUBMITTED),
        # Whoever is there after all is there; leave is not granted over a signature.
        lambda: judgement.has_presence(attendance, Attendance.Status.EXPECTED),
    )
    when = held.noticed(leave.meeting, actor)
    with act(decision, verdict, on=leave, facts={"person": leave.person.name}, **when.act(verdict)):
        leave.status = LeaveRequest.Status.GRANTED
        leave.save(update_fields=["status"])
        attendance.status = Attendance.Status.ON_LEAVE
        attendance.save(update_fields=["status"])
    return leave


@verb("meetings.leave.refused")
def refuse_leave(*, leave_id: int, actor: Actor, because: str) -> LeaveRequest:
    leave = _lock_leave(leave_id, actor)
    decision = require(actor, "meetings.leave.refused", leave)
    verdict = in_order(
        "meetings.leave.refused",
        leave.meeting,
        lambda: judgement.leave_open(leave, LeaveRequest.Status.SUBMITTED),
    )
    with act(
        decision,
        verdict,
        on=leave,
        facts={"person": leave.person.name, "because": because},
        **held.noticed(leave.meeting, actor).act(verdict),
    ):
        leave.status = LeaveRequest.Status.REFUSED
        leave.save(update_fields=["status"])
    return leave


def _lock_leave(leave_id: int, actor: Actor) -> LeaveRequest:
    meeting_id = LeaveRequest.objects.visible_to(actor).values_list("meeting_id", flat=True).get(pk=leave_id)
    meeting = lock_meeting(meeting_id, actor)
    leave = LeaveRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=leave_id)
    leave.meeting = meeting
    return leave


@verb("meetings.meeting.cancelled")
def cancel_meeting(*, meeting_id: int, actor: Actor, because: str) -> Meeting:
    """Call the meeting off: whoever was called to it is told, and its topics wait for the next one."""
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.meeting.cancelled", meeting)
    judgement.keep_names_out_of_meeting(meeting, because=because)
    with act(
        decision,
        in_state("meetings.meeting.cancelled", meeting),
        on=meeting,
        facts={"because": because},
    ) as opened:
        tell_called(meeting, str(opened.id), _("%(meeting)s取消") % {"meeting": meeting}, actor)
        meeting.status = Meeting.Status.CANCELLED
        meeting.save(update_fields=["status"])
        put_off(meeting.items.select_related("topic").filter(status=AgendaItem.Status.PENDING))
    return meeting


def tell_called(meeting: Meeting, act_id: str, text: str, actor: Actor) -> None:
    """Put the news down for everybody who was called, inside the open act; nothing for a meeting nobody
    was called to, or one that is over."""
    if meeting.status == Meeting.Status.NOTICED and not meeting.entered_late:
        tell(
            meeting.organization,
            meeting.attendances.values_list("person_id", flat=True),
            matter=f"meetings.meeting|{meeting.pk}|{act_id}",
            text=text,
            url=reverse("meetings:room", args=[meeting.pk]),
            day=actor.day,
        )
