"""The verb that corrects the sign-in sheet: the wrong person, the wrong time (before the minutes are signed)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.templatetags.wordings import zh_time
from meetings import judgement
from meetings.models import Attendance, Meeting
from meetings.services.locking import unconfirm
from meetings.services.room import lock_attendance
from meetings.states import in_order

S = Attendance.Status


@verb("meetings.attendance.corrected")
def correct_attendance(
    *,
    attendance_id: int,
    actor: Actor,
    status: str,
    because: str,
    signed_in_at: datetime | None = None,
    left_at: datetime | None = None,
    reason: str = "",
) -> Attendance:
    """Put right what was typed wrong; old and new stay on the page and in the trail. Refused after the minutes
    are signed (then: a corrigendum), where a vote already held would lose a voter or its quorum, and where
    words on record would become those of an absentee. `reason`: why a vote was held without somebody who is
    found to have been there.

    ValidationError for a time that is missing, in the wrong order, or for nothing changed.
    """
    attendance = lock_attendance(attendance_id, actor)
    meeting = attendance.meeting
    decision = require(actor, "meetings.attendance.corrected", attendance)
    judgement.keep_names_out_of_meeting(meeting, because=because, reason=reason)
    there = status in (S.PRESENT, S.LEFT)
    if there and signed_in_at is None:
        raise ValidationError({"signed_at": _("到会的，请写签到时刻。")})
    if status == S.LEFT and (left_at is None or signed_in_at is None or left_at <= signed_in_at):
        raise ValidationError({"left": _("离会的，请写离会时刻，须在签到以后。")})
    _not_after(_last_moment(meeting), signed_at=signed_in_at, left=left_at)
    new: dict[str, Any] = {
        "status": S(status),
        "signed_in_at": signed_in_at if there else None,
        "left_at": left_at if status == S.LEFT else None,
    }
    before = {name: getattr(attendance, name) for name in new}
    if before == new:
        raise ValidationError(_("和原来的一样，没有要更正的。"))
    verdict = in_order(
        "meetings.attendance.corrected",
        meeting,
        lambda: judgement.not_signed(meeting),
        lambda: judgement.for_attendance_correction(attendance, **new),
    )
    facts = {
        "person": attendance.person.name,
        "old": said(**before),
        "new": said(**new),
        "because": because,
    }
    with act(decision, verdict, on=attendance, facts=facts, reason=reason):
        for name, value in new.items():
            setattr(attendance, name, value)
        if not there:
            attendance.signed_in_by = ""
        elif not attendance.signed_in_by:
            how = Attendance.SignedBy.PAPER if meeting.entered_late else Attendance.SignedBy.CLERK
            attendance.signed_in_by = how
        attendance.save(update_fields=[*new, "signed_in_by"])
        unconfirm(meeting)
    return attendance


def _last_moment(meeting: Meeting) -> datetime:
    """Until when somebody can have come or gone: the closing, of a meeting that goes on now."""
    if meeting.closed_at is not None:
        return meeting.closed_at
    return meeting.late.closed_at if meeting.entered_late else clock.now()


def _not_after(last: datetime, **times: datetime | None) -> None:
    for name, at in times.items():
        if at is not None and at > last:
            raise ValidationError({name: _("这个时刻在%(time)s以后，请核对。") % {"time": zh_time(last)}})


def said(*, status: str, signed_in_at: datetime | None, left_at: datetime | None) -> str:
    """A line of the sheet in words: 离会，09:05签到，10:00离会."""
    words = [str(S(status).label)]
    if signed_in_at is not None:
        words.append(_("%(time)s签到") % {"time": zh_time(signed_in_at)})
    if left_at is not None:
        words.append(_("%(time)s离会") % {"time": zh_time(left_at)})
    return "，".join(words)
