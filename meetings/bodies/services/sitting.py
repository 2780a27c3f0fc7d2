"""Verbs in and after the meeting: who came, that it was held, what it was like, the minutes signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from meetings.bodies import judgement
from meetings.bodies.models import BodyMatter, BodyMeeting, BodySeat
from meetings.bodies.services.locking import lock_body, sealed_or_none, told
from meetings.bodies.states import in_order

P = BodySeat.State


class Came(NamedTuple):
    """One line of the sheet. A blank `because` or `opinion` leaves what the person wrote when asking leave."""

    state: str
    because: str = ""
    opinion: str = ""


@verb("meetings.body.attended")
def record_attendance(*, meeting_id: int, actor: Actor, lines: Mapping[int, Came]) -> BodyMeeting:
    """Enter who came, by seat. May be sent again until the minutes are signed. ValidationError for a seat of
    another meeting and for leave without a reason."""
    meeting = lock_body(meeting_id, actor)
    decision = require(actor, "meetings.body.attended", meeting)
    seats = {seat.pk: seat for seat in meeting.seats.select_for_update(of=("self",))}
    if unknown := set(lines) - set(seats):
        raise ValidationError(_("名单上没有第%(n)s号。") % {"n": min(unknown)})
    for pk, line in lines.items():
        if line.state == P.ON_LEAVE and not line.because.strip() and seats[pk].leave_reason is None:
            raise ValidationError({f"because_{pk}": _("请假的，请写事由。")})
    states = {pk: lines[pk].state if pk in lines else seat.state for pk, seat in seats.items()}
    attending = [pk for pk, seat in seats.items() if seat.capacity == BodySeat.Capacity.ATTENDS]
    counted = {"entitled": len(attending), "present": sum(states[pk] == P.PRESENT for pk in attending)}
    verdict = in_order("meetings.body.attended", meeting)
    with act(decision, verdict, on=meeting, **told(meeting, verdict, **counted)):
        for pk, line in lines.items():
            _enter(seats[pk], line, meeting)
    return meeting


def _enter(seat: BodySeat, line: Came, meeting: BodyMeeting) -> None:
    changed = []
    if seat.state != line.state:
        seat.state = line.state
        changed.append("state")
    for name, text in (("leave_reason", line.because), ("prior_opinion", line.opinion)):
        if text.strip():
            setattr(seat, name, sealed_or_none(text, meeting))
            changed.append(name)
    if changed:
        seat.save(update_fields=changed)


@verb("meetings.body.closed")
def close_meeting(*, meeting_id: int, actor: Actor, reason: str = "") -> BodyMeeting:
    """Register that the meeting was held: everybody accounted for, enough there, the right one presiding."""
    meeting = lock_body(meeting_id, actor)
    decision = require(actor, "meetings.body.closed", meeting)
    seats = list(meeting.seats.all())
    verdict = in_order(
        "meetings.body.closed", meeting, lambda: judgement.for_closing(meeting, seats, actor.day)
    )
    counted = {
        "present": sum(s.state == P.PRESENT for s in seats),
        "matters": meeting.matters.filter(state=BodyMatter.State.STANDS).count(),
    }
    with act(decision, verdict, on=meeting, **told(meeting, verdict, reason, **counted)):
        meeting.status, meeting.closed_at = BodyMeeting.Status.HELD, clock.now()
        meeting.save(update_fields=["status", "closed_at"])
    return meeting


@verb("meetings.body.summarised")
def summarise(*, meeting_id: int, actor: Actor, summary: str) -> BodyMeeting:
    """Write what the meeting was like, for its minutes; of a sealed kind sealed."""
    meeting = lock_body(meeting_id, actor)
    decision = require(actor, "meetings.body.summarised", meeting)
    verdict = in_order("meetings.body.summarised", meeting)
    with act(decision, verdict, on=meeting, **told(meeting, verdict)):
        if meeting.rules.sealed:
            meeting.sealed_summary = sealed_or_none(summary, meeting)
        else:
            meeting.summary = summary.strip()
        meeting.save(update_fields=["summary", "sealed_summary"])
    return meeting


@verb("meetings.body.signed")
def sign_minutes(*, meeting_id: int, actor: Actor, copy_to: str = "") -> BodyMeeting:
    """The chair signs the minutes; from then on nothing of the meeting is changed. Refused where a secret
    matter would go to somebody without a seat (S1-02:四-23, S1-03:五)."""
    meeting = lock_body(meeting_id, actor)
    decision = require(actor, "meetings.body.signed", meeting)
    verdict = in_order(
        "meetings.body.signed", meeting, lambda: judgement.for_signing(meeting, copy_to, actor.day)
    )
    with act(decision, verdict, on=meeting, **told(meeting, verdict)):
        meeting.status, meeting.copy_to = BodyMeeting.Status.RECORDED, copy_to.strip()
        meeting.signed_by_id, meeting.signed_on = actor.person_id, actor.day
        meeting.save(update_fields=["status", "copy_to", "signed_by", "signed_on"])
    return meeting
