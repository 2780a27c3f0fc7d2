"""What can be found of this app: topics, meetings and their items, resolutions and clauses, minutes by item.

Of secret matters the title alone is kept, and opinions and views never are. Each kind is narrowed to what
its own page shows: outside the committee a personnel item has no title (S1-01:七-2b), so it is not found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.people.standard_posts import OFFICE
from governance.search.kinds import (
    MEETINGS,
    MINUTES,
    RESOLUTIONS,
    TOPICS,
    Entry,
    Kind,
    Result,
    register_source,
)
from governance.templatetags.wordings import official_date, zh_datetime
from meetings.facts import MEMBERS
from meetings.models import AgendaItem, Attendance, Meeting, Minutes, Resolution, ResolutionClause, Topic
from meetings.pages.scope import named_items

Ids = Collection[Any]


def _room(meeting_id: int, item_id: int | None = None) -> str:
    url = reverse("meetings:room", args=[meeting_id])
    return f"{url}?item={item_id}#item" if item_id else url


def _secret(topic: Topic) -> str:
    return _("涉密") if topic.sealed else ""


# Topics ------------------------------------------------------------------------------------


def _topic_entries(rows: models.QuerySet) -> Iterator[Entry]:
    for topic in rows.select_related("proposed_by"):
        kind, who = str(topic.get_matter_display()), topic.proposed_by.name
        words = "" if topic.is_secret else f"{topic.content}｜{topic.proposal}"
        yield Entry(
            topic.organization_id, topic.pk, topic.title, f"{kind}｜{who}｜{words}", topic.proposed_on
        )


def _topics_shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    for topic in rows.select_related("proposed_by"):
        facts = (
            str(topic.get_matter_display()),
            str(topic.get_status_display()),
            _("%(name)s提出") % {"name": topic.proposed_by.name},
            official_date(topic.proposed_on),
        )
        said = "" if topic.is_secret else f"{topic.content} {topic.proposal}"
        url = reverse("meetings:topic", args=[topic.pk])
        yield topic.pk, Result(topic.title, url, facts, said, _secret(topic))


register_source(
    Kind(
        code="meetings.topic",
        group=TOPICS,
        model=Topic,
        entries=_topic_entries,
        seen=lambda actor: Topic.objects.visible_to(actor),
        shown=_topics_shown,
    )
)


# Meetings and their items ----------------------------------------------------------------------


def _meeting_entries(rows: models.QuerySet) -> Iterator[Entry]:
    for meeting in rows.select_related("chair", "recorder"):
        people = f"{meeting.chair.name}｜{meeting.recorder.name}"
        body = f"{meeting.number}｜{meeting.place}｜{people}"
        yield Entry(meeting.organization_id, meeting.pk, str(meeting), body, meeting.meets_on)


def _meetings_shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    for meeting in rows.select_related("chair", "recorder"):
        facts = (
            zh_datetime(meeting.meets_at),
            meeting.place,
            _("主持%(name)s") % {"name": meeting.chair.name},
            _("记录%(name)s") % {"name": meeting.recorder.name},
            str(meeting.get_status_display()),
        )
        yield meeting.pk, Result(str(meeting), _room(meeting.pk), facts)


def _item_entries(rows: models.QuerySet) -> Iterator[Entry]:
    for item in rows.select_related("topic", "meeting"):
        yield Entry(item.organization_id, item.pk, item.topic.title, str(item.meeting), item.meeting.meets_on)


def _items_shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    for item in rows.select_related("topic", "meeting"):
        facts = (
            str(item.meeting),
            _("第%(n)s项") % {"n": item.order},
            zh_datetime(item.meeting.meets_at),
            str(item.get_outcome_display() or item.get_status_display()),
        )
        url = _room(item.meeting_id, item.pk)
        yield item.pk, Result(item.topic.title, url, facts, mark=_secret(item.topic))


def _items_on(**path: Any) -> Iterable[int]:
    return AgendaItem._base_manager.filter(**path).values_list("pk", flat=True)


register_source(
    Kind(
        code="meetings.meeting",
        group=MEETINGS,
        model=Meeting,
        entries=_meeting_entries,
        seen=lambda actor: Meeting.objects.visible_to(actor),
        shown=_meetings_shown,
    )
)
register_source(
    Kind(
        code="meetings.item",
        group=MEETINGS,
        model=AgendaItem,
        entries=_item_entries,
        seen=named_items,
        shown=_items_shown,
        watches={
            "meetings.Topic": lambda ids: _items_on(topic__in=ids),
            "meetings.Meeting": lambda ids: _items_on(meeting__in=ids),
        },
    )
)


# Resolutions and their clauses ------------------------------------------------------------------


def _resolution_entries(rows: models.QuerySet) -> Iterator[Entry]:
    for one in rows.select_related("item__topic"):
        topic = one.item.topic
        words = "" if topic.is_secret else f"{one.text}｜{one.grounds}"
        yield Entry(one.organization_id, one.pk, f"{topic.title}｜{one.number}", words, one.decided_on)


def _resolutions_seen(actor: Actor) -> models.QuerySet:
    return Resolution.objects.visible_to(actor).filter(item__in=named_items(actor))


def _resolutions_shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    for one in rows.select_related("item__topic", "item__meeting"):
        topic = one.item.topic
        facts = (
            one.number,
            str(one.get_outcome_display()),
            official_date(one.decided_on),
            str(one.item.meeting),
        )
        said = "" if topic.is_secret else f"{one.text} {one.grounds}"
        url = _room(one.item.meeting_id, one.item_id)
        yield one.pk, Result(topic.title, url, facts, said, _secret(topic))


def _clause_entries(rows: models.QuerySet) -> Iterator[Entry]:
    for clause in rows.select_related("resolution__item__topic", "owner"):
        if not clause.resolution.item.topic.is_secret:
            body = f"{clause.owner.name}｜{clause.resolution.number}"
            yield Entry(clause.organization_id, clause.pk, clause.text, body, clause.due_on)


def _clauses_shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    known = set(_resolutions_seen(actor).filter(clauses__in=rows).values_list("pk", flat=True))
    for clause in rows.select_related("resolution__item", "owner"):
        resolution = clause.resolution
        facts = (
            _("%(number)s第%(n)s条") % {"number": resolution.number, "n": clause.order},
            _("%(name)s负责") % {"name": clause.owner.name},
            _("%(day)s前办成") % {"day": official_date(clause.due_on)},
            str(clause.get_status_display()),
        )
        if resolution.pk in known:
            url = _room(resolution.item.meeting_id, resolution.item_id)
        else:  # the owner alone: the step that reports it done
            url = reverse("meetings:clause-done", args=[clause.pk])
        yield clause.pk, Result(clause.text, url, facts)


register_source(
    Kind(
        code="meetings.resolution",
        group=RESOLUTIONS,
        model=Resolution,
        entries=_resolution_entries,
        seen=_resolutions_seen,
        shown=_resolutions_shown,
        watches={
            "meetings.Topic": lambda ids: Resolution._base_manager.filter(item__topic__in=ids).values_list(
                "pk", flat=True
            )
        },
    )
)
register_source(
    Kind(
        code="meetings.clause",
        group=RESOLUTIONS,
        model=ResolutionClause,
        entries=_clause_entries,
        seen=lambda actor: ResolutionClause.objects.visible_to(actor),
        shown=_clauses_shown,
        watches={
            "meetings.Topic": lambda ids: ResolutionClause._base_manager.filter(
                resolution__item__topic__in=ids
            ).values_list("pk", flat=True)
        },
    )
)


# Minutes, by the item they tell of ----------------------------------------------------------------


def readable_minutes(actor: Actor) -> models.QuerySet[Minutes]:
    """Drafts: the office, the chair, the recorder. Signed ones: the office and supervision; members who
    were there, and all of them where the committee is on the copy list (as `documents.minutes.answers_on`)."""
    office = [town for town in actor.organization_ids if actor.holds(town, *OFFICE)]
    reading = [town for town in actor.organization_ids if actor.holds(town, *OFFICE, "discipline_secretary")]
    seats = [town for town in actor.organization_ids if actor.seat(town)]
    writing = (
        Q(organization_id__in=office)
        | Q(meeting__chair_id=actor.person_id)
        | Q(meeting__recorder_id=actor.person_id)
    )
    copied = Q(copy_to__in=["", "。"]) | Q(copy_to__contains=MEMBERS)
    there = Attendance.objects.filter(
        person_id=actor.person_id, status__in=[Attendance.Status.PRESENT, Attendance.Status.LEFT]
    )
    member = Q(organization_id__in=seats) & (copied | Q(meeting__in=there.values("meeting")))
    signed = Q(status=Minutes.Status.SIGNED) & (Q(organization_id__in=reading) | member)
    return Minutes.objects.visible_to(actor).filter(writing | signed)


def _minutes_entries(rows: models.QuerySet) -> Iterator[Entry]:
    for one in rows.select_related("meeting"):
        day = one.signed_on or one.meeting.meets_on
        yield Entry(one.organization_id, one.pk, f"{one.meeting}纪要｜{one.number}", one.opening, day)


def _minutes_shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    for one in rows.select_related("meeting"):
        title = _("%(meeting)s纪要") % {"meeting": one.meeting}
        facts = (
            one.number or _("未编号"),
            str(one.get_status_display()),
            official_date(one.meeting.meets_on),
        )
        yield one.pk, Result(title, f"{_room(one.meeting_id)}#minutes", facts, one.opening)


def _section_of(minutes: Minutes, item_id: int) -> dict[str, Any] | None:
    return next((s for s in minutes.sections if s.get("item") == item_id), None)


def _section_entries(rows: models.QuerySet) -> Iterator[Entry]:
    for item in rows.filter(meeting__minutes__isnull=False).select_related("topic", "meeting__minutes"):
        section = _section_of(item.meeting.minutes, item.pk)
        if section is not None and not item.topic.is_secret:
            words = "\n".join(section["paragraphs"])
            yield Entry(item.organization_id, item.pk, section["heading"], words, item.meeting.meets_on)


def _sections_seen(actor: Actor) -> models.QuerySet:
    return named_items(actor).filter(meeting__minutes__in=readable_minutes(actor))


def _sections_shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    for item in rows.select_related("meeting__minutes"):
        minutes = item.meeting.minutes
        section = _section_of(minutes, item.pk)
        if section is not None:
            facts = (minutes.number or _("未编号"), str(item.meeting))
            said = " ".join(section["paragraphs"])
            yield item.pk, Result(section["heading"], f"{_room(item.meeting_id)}#minutes", facts, said)


register_source(
    Kind(
        code="meetings.minutes",
        group=MINUTES,
        model=Minutes,
        entries=_minutes_entries,
        seen=readable_minutes,
        shown=_minutes_shown,
    )
)
register_source(
    Kind(
        code="meetings.minutes.item",
        group=MINUTES,
        model=AgendaItem,
        entries=_section_entries,
        seen=_sections_seen,
        shown=_sections_shown,
        watches={
            "meetings.Minutes": lambda ids: _items_on(meeting__minutes__in=ids),
            "meetings.Topic": lambda ids: _items_on(topic__in=ids),
        },
    )
)
