"""A correction of the sign-in sheet: what was decided on the strength of the old line must still hold."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from governance.rules.verdict import Verdict, all_of
from governance.templatetags.wordings import cn_number
from meetings import facts
from meetings.judgement.bench import GO, bench, stop
from meetings.models import Attendance, LeaveRequest, Meeting, Vote
from meetings.models.base import Matter
from meetings.room import room_of

S, M = Attendance.Status, Meeting.Status


def for_attendance_correction(
    attendance: Attendance, *, status: str, signed_in_at: datetime | None, left_at: datetime | None
) -> Verdict:
    """A state this meeting knows, the chair in the room of a meeting that was opened, its opening quorum, and
    every vote held: none may lose a voter of its roll or its quorum."""
    meeting = attendance.meeting
    fits = _fits(attendance, status)
    if not fits.allowed:
        return fits
    there = status in (S.PRESENT, S.LEFT)
    verdicts = [fits]
    if meeting.opened_at is not None and not there and attendance.voting:
        if attendance.person_id == meeting.chair_id:
            verdicts.append(stop("meetings.state.chair_not_there", have=meeting.chair.name))
        verdicts.append(_opening(attendance))
    lost = [vote for vote in _held(meeting) if _loses(vote, attendance.person_id, signed_in_at, left_at)]
    if lost:
        orders = [cn_number(order) for order in sorted({vote.item.order for vote in lost})]
        verdicts.append(stop("meetings.state.voter_lost", orders=orders, have=attendance.person.name))
    for vote in lost:
        judge = bench(meeting.organization_id, timezone.localdate(vote.opened_at))
        counted = {"entitled": vote.entitled, "present": vote.present - 1, "matter": vote.item.topic.matter}
        verdicts.append(judge("meetings.quorum", counted))
    return all_of(*verdicts)


def _fits(attendance: Attendance, status: str) -> Verdict:
    """Whoever never came is absent once the meeting is over, and expected until then; on leave is who was
    given it."""
    over = attendance.meeting.closed_at is not None
    granted = LeaveRequest.objects.filter(
        meeting=attendance.meeting, person_id=attendance.person_id, status=LeaveRequest.Status.GRANTED
    )
    known = {
        S.EXPECTED: not over,
        S.ABSENT: over,
        S.LEFT: attendance.meeting.opened_at is not None,
        S.ON_LEAVE: status == S.ON_LEAVE and granted.exists(),
    }
    return GO if known.get(S(status), True) else stop("meetings.state.no_such_presence")


def _opening(attendance: Attendance) -> Verdict:
    """The quorum at which the meeting was opened, without this member."""
    meeting = attendance.meeting
    assert meeting.opened_at is not None
    rows = list(meeting.attendances.exclude(pk=attendance.pk).select_related("person"))
    for row in rows:
        came = row.signed_in_at is not None and row.signed_in_at <= meeting.opened_at
        row.status = S.PRESENT if came else S.ABSENT
    attendance = Attendance.objects.select_related("person").get(pk=attendance.pk)
    if attendance.signed_in_at is None or attendance.signed_in_at > meeting.opened_at:
        return GO
    attendance.status = S.ABSENT
    seen = room_of([*rows, attendance], frozenset())
    judge = bench(meeting.organization_id, timezone.localdate(meeting.opened_at))
    return judge("meetings.quorum", facts.quorum(seen, Matter.ORDINARY))


def _held(meeting: Meeting) -> list[Vote]:
    votes = Vote.objects.filter(item__meeting=meeting).exclude(status=Vote.Status.VOIDED)
    return list(votes.select_related("item__topic").order_by("pk"))


def _loses(vote: Vote, person_id: int, signed_in_at: datetime | None, left_at: datetime | None) -> bool:
    """Whether a voter of the roll would not have been in the room when the vote opened."""
    there = (
        signed_in_at is not None
        and signed_in_at <= vote.opened_at
        and (left_at is None or left_at > vote.opened_at)
    )
    return person_id in vote.roll and not there
