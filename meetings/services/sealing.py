"""Whose key seals what (design §4): opinions on a topic and what it proposes for persons are the topic's,
what is said on an item the item's, why a member is away and what they write instead the leave's.

A key is made inside the act that first seals under it.
"""

from __future__ import annotations

from governance.audit.sealed import SealedText, SubjectKey, seal, subject_key
from meetings.models import AgendaItem, LeaveRequest, Topic


def item_key(item: AgendaItem) -> SubjectKey:
    return _key(item.organization_id, "meetings.agendaitem", str(item.pk))


def topic_key(topic: Topic) -> SubjectKey:
    return _key(topic.organization_id, "meetings.topic", str(topic.pk))


def leave_key(leave: LeaveRequest) -> SubjectKey:
    """Named by meeting and member: the row itself may be new and without a number."""
    number = f"{leave.meeting_id}-{leave.person_id}"
    return _key(leave.organization_id, "meetings.leaverequest", number)


def seal_or_none(text: str, key: SubjectKey) -> SealedText | None:
    """Nothing for blank text: whether something was written is no secret, and filters ask for it."""
    stripped = text.strip()
    return seal(stripped, key) if stripped else None


def _key(organization_id: int, kind: str, number: str) -> SubjectKey:
    return subject_key(organization_id=organization_id, subject_type=kind, subject_id=number)
