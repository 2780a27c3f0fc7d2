"""Preparing a meeting: what comes back from earlier ones, the first lawful day, what each item lacks."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.rules.verdict import Verdict
from meetings import held, judgement
from meetings.clocks import earliest_meeting_day
from meetings.models import AgendaItem, Meeting, Minutes, Topic, TopicCall
from meetings.pages.buttons import SEND, Button, Buttons
from meetings.pages.progress import Progress

BEFORE = (Meeting.Status.PREPARING, Meeting.Status.NOTICED)


@dataclass(frozen=True)
class Returning:
    """A topic put off earlier; `url` empty for whoever does not set the agenda."""

    topic: Topic
    note: str
    url: str
    once: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True)
class PreparingPart:
    """`earliest`: the first day to meet on when the notice goes out today; `late`: the planned day is
    before it."""

    call: TopicCall | None
    answers: tuple[Topic, ...]  # to the call, those the actor may see
    withdrawn_call: TopicCall | None  # the last one, where none stands
    call_buttons: tuple[Button, ...]
    minutes: Minutes | None  # of the last meeting, to be put before this one
    table_minutes: Button | None
    returning: tuple[Returning, ...]
    earliest: date | None
    late: bool
    rehearsal_url: str


def preparing_part(meeting: Meeting, progress: Progress, actor: Actor) -> PreparingPart | None:
    """None once the notice is out. Seven queries, for any number of topics."""
    if meeting.status != Meeting.Status.PREPARING:
        return None
    judge = judgement.bench(meeting.organization_id, actor.day)
    matters = [i.topic.matter for i in progress.items]
    earliest = None if meeting.entered_late else earliest_meeting_day(judge, actor.day, matters)
    minutes = judgement.last_minutes(meeting)
    found = Buttons(actor)
    if minutes is not None:
        found.add("meetings.minutes.tabled", meeting, "table-minutes", _("列为第一项"), mode=SEND)
    newest = TopicCall.objects.filter(meeting=meeting).order_by("-pk").first()
    call = newest if newest is not None and newest.withdrawn_on is None else None
    asking = Buttons(actor)
    if call is None and not meeting.entered_late:
        asking.add("meetings.call.opened", meeting, "call", _("征集议题"))
    else:
        asking.add("meetings.call.moved", call, "call-move", _("改截止日期"))
        asking.add("meetings.call.withdrawn", call, "call-withdraw", _("撤回征集"))
    return PreparingPart(
        call=call,
        withdrawn_call=newest if call is None else None,
        answers=_answers(newest, actor) if newest else (),
        call_buttons=tuple(asking.found),
        minutes=minutes,
        table_minutes=next(iter(found.found), None),
        returning=tuple(_returning(meeting, actor)),
        earliest=earliest,
        late=earliest is not None and meeting.meets_on < earliest,
        rehearsal_url=reverse("meetings:rehearsal", args=[meeting.pk]) if progress.items else "",
    )


def _answers(call: TopicCall, actor: Actor) -> tuple[Topic, ...]:
    seen = Topic.objects.visible_to(actor).filter(call=call)
    return tuple(seen.select_related("call", "proposed_by").order_by("id"))


def _returning(meeting: Meeting, actor: Actor) -> list[Returning]:
    """Topics put off elsewhere, the oldest first; what this very meeting discussed waits for another."""
    put_off = AgendaItem.objects.filter(status=AgendaItem.Status.POSTPONED).select_related("meeting")
    waiting = (
        Topic.objects.visible_to(actor)
        .filter(organization_id=meeting.organization_id, status=Topic.Status.POSTPONED)
        .exclude(agenda_items__in=meeting.items.filter(discussed_at__isnull=False))
        .prefetch_related(Prefetch("agenda_items", put_off.order_by("-id"), to_attr="put_off"))
        .order_by("proposed_on", "id")
    )
    found = []
    for topic in waiting:
        last = next(iter(topic.put_off), None)  # type: ignore[attr-defined]
        may = ask(actor, "meetings.topic.agreed", topic).allowed
        found.append(
            Returning(
                topic,
                _("%(meeting)s缓议") % {"meeting": last.meeting} if last else "",
                reverse("meetings:topic-agenda", args=[topic.pk]) if may else "",
            )
        )
    return found


@dataclass(frozen=True)
class Rehearsed:
    item: AgendaItem
    url: str
    verdict: Verdict


def rehearsed(meeting: Meeting, actor: Actor) -> list[Rehearsed] | None:
    """Every item the actor may see with what it still lacks. None when the meeting has begun."""
    if meeting.status not in BEFORE:
        return None
    items = (
        AgendaItem.objects.visible_to(actor)
        .filter(meeting=meeting)
        .exclude(status=AgendaItem.Status.POSTPONED)
        .select_related("topic__leader", "topic__proposed_by", "presenter", "meeting__notice")
        .prefetch_related("topic__stated_facts", "topic__materials")
        .order_by("order", "id")
    )
    room = reverse("meetings:room", args=[meeting.pk])
    return [
        Rehearsed(i, f"{room}?item={i.pk}#item", judgement.rehearsal(i, held.day_of(meeting, actor)))
        for i in items
    ]
