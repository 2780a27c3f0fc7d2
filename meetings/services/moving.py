"""The verb that moves a meeting (改期): another day, time or place, called anew."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.templatetags.wordings import zh_datetime
from meetings import judgement
from meetings.models import (
    Attendance,
    LeaveRequest,
    Meeting,
    Notice,
    NoticeDelivery,
    NoticeReading,
    SupersededNotice,
    TopicCall,
)
from meetings.room import SEAT, roll_call
from meetings.services.locking import lock_meeting
from meetings.services.notice import tell_called
from meetings.states import in_order


@verb("meetings.meeting.moved")
def move_meeting(
    *, meeting_id: int, actor: Actor, meets_at: datetime, place: str, because: str, reason: str = ""
) -> Meeting:
    """Hold the meeting at another time or place. What is only planned is planned anew; where people were
    called, a new notice goes out and is judged as one (lead time from today), everybody signs again, leave
    is asked for again, and the notice before stays to be read.

    ValidationError where nothing would change, or where a call for topics would close after the meeting.
    """
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.meeting.moved", meeting)
    judgement.keep_names_out_of_meeting(meeting, because=because, reason=reason)
    if (meets_at, place) == (meeting.meets_at, meeting.place):
        raise ValidationError({"day": _("时间、地点都没有变，请写新的时间或地点。")})
    call = TopicCall.objects.filter(meeting=meeting, withdrawn_on__isnull=True).first()
    if call is not None and call.closes_on > timezone.localdate(meets_at):
        raise ValidationError({"day": _("征集议题的截止日期在新的开会日期以后，请先改截止日期。")})
    verdict = in_order(
        "meetings.meeting.moved",
        meeting,
        lambda: judgement.for_moving(meeting, meets_at, actor.day),
    )
    old, new = _said(meeting.meets_at, meeting.place), _said(meets_at, place)
    called = meeting.status == Meeting.Status.NOTICED
    facts = {"old": old, "new": new, "because": because}
    with act(decision, verdict, on=meeting, reason=reason, facts=facts) as opened:
        if called:
            notice = _supersede(meeting, because, actor)
        meeting.meets_at, meeting.place = meets_at, place
        meeting.save(update_fields=["meets_at", "place"])
        if called:
            _call_anew(meeting, notice)
        text = _("%(meeting)s改到%(new)s，请重新签收") % {"meeting": meeting, "new": new}
        tell_called(meeting, str(opened.id), text, actor)
    return meeting


def _said(at: datetime, place: str) -> str:
    return f"{zh_datetime(at)}{place}"


def _supersede(meeting: Meeting, because: str, actor: Actor) -> Notice:
    """Keep what the notice said and who had signed for it; the row becomes the next notice."""
    notice, now = meeting.notice, clock.now()
    deliveries = list(notice.deliveries.select_for_update(of=("self",)).order_by("pk"))
    SupersededNotice(
        organization_id=meeting.organization_id,
        notice=notice,
        version=notice.version,
        sent_at=notice.sent_at,
        called_for=meeting.meets_at,
        place=meeting.place,
        signed=[
            {
                "person": d.person_id,
                "acknowledged": d.acknowledged_at.isoformat() if d.acknowledged_at else "",
            }
            for d in deliveries
        ],
        because=because,
        superseded_at=now,
    ).save()
    notice.first_sent_at = notice.first_sent_at or notice.sent_at
    notice.version, notice.sent_at = notice.version + 1, now
    notice.in_the_name_of = judgement.secretary_line(meeting.organization_id, actor.day)
    notice.save(update_fields=["first_sent_at", "version", "sent_at", "in_the_name_of"])
    NoticeReading.objects.filter(delivery__in=deliveries).delete()  # what they saw was another notice
    for delivery in deliveries:
        delivery.channel, delivery.delivery_note = NoticeDelivery.Channel.APPLICATION, ""
        delivery.delivered_at = delivery.acknowledged_at = None
        delivery.save(update_fields=["channel", "delivery_note", "delivered_at", "acknowledged_at"])
    return notice


def _call_anew(meeting: Meeting, notice: Notice) -> None:
    """Everybody is expected again, by the seats of the new day; leave was for the day before."""
    frozen = ("voting", "status", *SEAT)
    known = {row["pk"]: row for row in meeting.attendances.values("pk", *frozen)}
    new: list[Attendance] = []
    for row in roll_call(meeting, meeting.meets_on):
        if row.pk is None:
            new.append(row)
            continue
        row.status = Attendance.Status.EXPECTED
        if changed := [name for name in frozen if getattr(row, name) != known[row.pk][name]]:
            row.save(update_fields=changed)
    record_many(new)
    record_many(
        [
            NoticeDelivery(organization_id=meeting.organization_id, notice=notice, person_id=row.person_id)
            for row in new
        ]
    )
    for leave in meeting.leave_requests.exclude(status=LeaveRequest.Status.LAPSED):
        leave.status = LeaveRequest.Status.LAPSED
        leave.save(update_fields=["status"])
