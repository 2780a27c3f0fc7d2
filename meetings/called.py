"""Meetings a person was called to, as hours in their calendar: when and where, and nothing of the agenda."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.deadlines.events import Event, register_events
from meetings.models import Attendance, Meeting, NoticeDelivery

M = Meeting.Status


@register_events
def meetings_of(actor: Actor, since: datetime) -> Iterable[Event]:
    """Meetings the actor had notice of, or keeps the record of; called off ones too, so that the calendar
    strikes them out. What was held on paper and entered afterwards called nobody. One query."""
    delivered = NoticeDelivery.objects.filter(notice__meeting=OuterRef("pk"), person_id=actor.person_id)
    away = Attendance.objects.filter(
        meeting=OuterRef("pk"), person_id=actor.person_id, status=Attendance.Status.ON_LEAVE
    )
    found = (
        Meeting.objects.visible_to(actor)
        .filter(Q(Exists(delivered)) | Q(recorder_id=actor.person_id), notice__isnull=False)
        .filter(meets_at__gte=since, entered_late=False)
        .annotate(away=Exists(away))
        .select_related("notice", "organization")
        .order_by("meets_at", "pk")
    )
    for meeting in found:
        cancelled = meeting.status == M.CANCELLED
        yield Event(
            key=f"meetings.meeting|{meeting.pk}",
            title=f"{meeting.organization.short_name}{meeting}",
            category=_("会议"),
            begins_at=meeting.opened_at or meeting.meets_at,
            ends_at=meeting.closed_at,
            place=meeting.place,
            url=reverse("meetings:room", args=[meeting.pk]),
            sequence=meeting.notice.version - 1 + cancelled,
            cancelled=cancelled,
            busy=not meeting.away,
        )
