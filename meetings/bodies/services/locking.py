"""What the verbs share: row locks (the meeting first), sealing, and how a late entry is told."""

from __future__ import annotations

from typing import Any

from governance.access.actor import Actor
from governance.audit.sealed import SealedText, SubjectKey, subject_key
from governance.rules.verdict import Verdict
from meetings.bodies.models import BodyMatter, BodyMeeting, BodySeat
from meetings.services.sealing import seal_or_none


def lock_body(meeting_id: int, actor: Actor) -> BodyMeeting:
    """Raises BodyMeeting.DoesNotExist outside the actor's view."""
    return (
        BodyMeeting.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("organization", "chair", "recorder")
        .get(pk=meeting_id)
    )


def lock_matter(matter_id: int, actor: Actor) -> BodyMatter:
    """The matter with its meeting locked; BodyMatter.DoesNotExist outside the actor's view."""
    meeting_id = BodyMatter.objects.visible_to(actor).values_list("meeting_id", flat=True).get(pk=matter_id)
    meeting = lock_body(meeting_id, actor)
    matter = BodyMatter.objects.select_for_update(of=("self",)).get(pk=matter_id)
    matter.meeting = meeting
    return matter


def lock_seat(seat_id: int, actor: Actor) -> BodySeat:
    meeting_id = BodySeat.objects.visible_to(actor).values_list("meeting_id", flat=True).get(pk=seat_id)
    meeting = lock_body(meeting_id, actor)
    seat = BodySeat.objects.select_for_update(of=("self",)).get(pk=seat_id)
    seat.meeting = meeting
    return seat


def sealed_or_none(text: str, meeting: BodyMeeting) -> SealedText | None:
    return seal_or_none(text, body_key(meeting)) if text.strip() else None


def body_key(meeting: BodyMeeting) -> SubjectKey:
    """One key for a meeting: what was said there goes together when it has to go."""
    return subject_key(
        organization_id=meeting.organization_id,
        subject_type="meetings.bodymeeting",
        subject_id=str(meeting.pk),
    )


def told(meeting: BodyMeeting, verdict: Verdict, reason: str = "", /, **facts: Any) -> dict[str, Any]:
    """What `act()` takes beside decision and verdict. Of a meeting entered late the day it was held and why it
    was not entered then; a warning asks for a reason of its own all the same. Facts of a sealed kind say so."""
    if meeting.rules.sealed:
        facts = {**facts, "sealed": True}
    if not meeting.entered_late:
        return {"reason": reason, "facts": facts}
    why = reason if verdict.warnings else meeting.late_because
    return {"reason": why, "facts": facts, "happened_on": meeting.held_on, "late_entry": True}
