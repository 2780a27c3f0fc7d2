"""A correction of the sign-in sheet: what was decided on the strength of the old line must still hold."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from governance.rules.verdict import Verdict, all_of
from governance.templatetags.wordings import cn_number
from meetings import facts
from meetings.judgement.bench import GO, ask_why, bench, stop
from meetings.models import Attendance, LeaveRequest, Meeting, Recusal, Stance, Vote
from meetings.models.base import Matter
from meetings.room import room_of

S, M = Attendance.Status, Meeting.Status


def for_attendance_correction(
    attendance: Attendance, *, status: str, signed_in_at: datetime | None, left_at: datetime | None
) -> Verdict:
    """A state this meeting knows, the chair in the room of a meeting that was opened, its opening quorum, and
    every vote held: none may lose a voter of its roll or its quorum, and nobody's words on record may become
    those of somebody who was not there. A vote held without a member who was there asks why."""
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
    held = _held(meeting)
    lost = [vote for vote in held if _loses(vote, attendance.person_id, signed_in_at, left_at)]
    if lost:
        orders = [cn_number(order) for order in sorted({vote.item.order for vote in lost})]
        verdicts.append(stop("meetings.state.voter_lost", orders=orders, have=attendance.person.name))
    for vote in lost:
        judge = bench(meeting.organization_id, timezone.localdate(vote.opened_at))
        counted = {"entitled": vote.entitled, "present": vote.present - 1, "matter": vote.item.topic.matter}
        verdicts.append(judge("meetings.quorum", counted))
    verdicts += [_words(attendance, signed_in_at, left_at), _missed(attendance, held, signed_in_at, left_at)]
    return all_of(*verdicts)


def was_there(stance: Stance, signed_in_at: datetime | None, left_at: datetime | None) -> bool:
    """Whether whoever came and went then can have said this: there by the time it was noted, and not gone
    before the item began (what was said is noted a little later)."""
    began = stance.item.discussed_at or stance.taken_at
    return (
        signed_in_at is not None and signed_in_at <= stance.taken_at and (left_at is None or left_at > began)
    )


def _words(attendance: Attendance, signed_in_at: datetime | None, left_at: datetime | None) -> Verdict:
    """No words of an absentee: what stands under the member's name was said in the room (S0-04:三-6a)."""
    said = Stance.objects.current().filter(
        item__meeting=attendance.meeting_id, person_id=attendance.person_id
    )
    lost = [s for s in said.select_related("item") if not was_there(s, signed_in_at, left_at)]
    if not lost:
        return GO
    orders = [cn_number(order) for order in sorted({s.item.order for s in lost})]
    return stop("meetings.state.speaker_lost", orders=orders, have=attendance.person.name)


def _missed(
    attendance: Attendance, held: list[Vote], signed_in_at: datetime | None, left_at: datetime | None
) -> Verdict:
    """A roll is fixed when its vote opens: who is found to have been there all the same is not on it."""
    if not attendance.voting:
        return GO
    recused = set(
        Recusal.objects.filter(
            item__meeting=attendance.meeting_id, person_id=attendance.person_id
        ).values_list("item_id", flat=True)
    )
    missed = [
        vote
        for vote in held
        if attendance.person_id not in vote.roll
        and vote.item_id not in recused
        and _at(vote.opened_at, signed_in_at, left_at)
        and not _at(vote.opened_at, attendance.signed_in_at, attendance.left_at)
    ]
    if not missed:
        return GO
    orders = [cn_number(order) for order in sorted({vote.item.order for vote in missed})]
    return ask_why("meetings.state.voter_missed", orders=orders, have=attendance.person.name)


def _at(moment: datetime, signed_in_at: datetime | None, left_at: datetime | None) -> bool:
    """Whether somebody was in the room at a moment."""
    return signed_in_at is not None and signed_in_at <= moment and (left_at is None or left_at > moment)


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
    return person_id in vote.roll and not _at(vote.opened_at, signed_in_at, left_at)
