"""Calls for topics on the desk of those who may propose one."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from meetings.desk.reader import Chore, Reader
from meetings.models import Meeting, Topic, TopicCall


def open_calls(actor: Actor) -> list[TopicCall]:
    """Calls not closed yet under which the actor, a member of that committee or the director of its
    office, has proposed nothing so far. One query."""
    towns = [t for t in actor.organization_ids if actor.seat(t) or actor.holds(t, "office_director")]
    mine = Topic.objects.filter(proposed_by_id=actor.person_id, call__isnull=False)
    return list(
        TopicCall.objects.visible_to(actor)
        .filter(
            organization_id__in=towns,
            closes_on__gte=actor.day,
            meeting__status=Meeting.Status.PREPARING,
            withdrawn_on__isnull=True,
        )
        .exclude(pk__in=mine.values("call_id"))
        .select_related("meeting")
        .order_by("closes_on", "pk")
    )


def call_url(call: TopicCall) -> str:
    return f"{reverse('meetings:propose')}?zhengji={call.pk}"


def call_chores(r: Reader) -> Iterator[Chore]:
    for call in open_calls(r.actor):
        yield Chore(
            _("%(meeting)s征集议题") % {"meeting": call.meeting},
            reverse("meetings:room", args=[call.meeting_id]),
            _("提出议题"),
            call_url(call),
            call.note or _("有要上会的议题，截止日以前提"),
            due=call.closes_on,
            rank=6,
        )
