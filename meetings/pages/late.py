"""What a meeting entered afterwards may already be: one that was called here, its hour gone by."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from governance.access.actor import Actor
from governance.access.policy import ask
from meetings.judgement import left_open
from meetings.models import Meeting


@dataclass(frozen=True)
class LeftOpen:
    """`continue_url`: where it is entered into; "" for one that nobody was called to."""

    meeting: Meeting
    continue_url: str
    cancel_url: str


def meetings_left_open(actor: Actor, organization_id: int) -> tuple[LeftOpen, ...]:
    """Meetings of the town that were neither held nor called off when their hour came."""
    return tuple(left_open_line(meeting, actor) for meeting in left_open(organization_id).visible_to(actor))


def left_open_line(meeting: Meeting, actor: Actor) -> LeftOpen:
    called = meeting.status == Meeting.Status.NOTICED
    return LeftOpen(
        meeting,
        continue_url=_link(meeting, actor, "meetings.meeting.continued", "continue") if called else "",
        cancel_url=_link(meeting, actor, "meetings.meeting.cancelled", "cancel"),
    )


def _link(meeting: Meeting, actor: Actor, action: str, name: str) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk]) if ask(actor, action, meeting).allowed else ""
