"""What can be found of other bodies' meetings. A sealed kind is in no index at all (S1-03:五), nor is a secret
matter of an open one."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.search.kinds import MEETINGS, Entry, Kind, Result, register_source
from governance.templatetags.wordings import zh_datetime
from meetings.bodies.models import BodyMatter, BodyMeeting
from meetings.bodies.rules.kinds import KINDS

OPEN = [kind.code for kind in KINDS.values() if not kind.sealed]


def _meeting_entries(rows: models.QuerySet) -> Iterator[Entry]:
    for row in rows.filter(kind__in=OPEN).select_related("chair", "recorder"):
        body = f"{row.place}｜{row.chair.name}｜{row.recorder.name}｜{row.purpose}｜{row.summary}"
        yield Entry(row.organization_id, row.pk, row.title, body, row.held_on)


def _meetings_shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    for row in rows.select_related("chair", "recorder"):
        facts = (
            zh_datetime(row.begins),
            row.place,
            _("主持%(name)s") % {"name": row.chair.name},
            str(row.get_status_display()),
        )
        yield row.pk, Result(row.title, reverse("meetings:body", args=[row.pk]), facts, row.summary)


def _matter_entries(rows: models.QuerySet) -> Iterator[Entry]:
    found = rows.filter(meeting__kind__in=OPEN, secret=False, state=BodyMatter.State.STANDS)
    for row in found.select_related("meeting"):
        body = f"{row.meeting.title}｜{row.prepared}"
        yield Entry(row.organization_id, row.pk, row.title, body, row.meeting.held_on)


def _matters_shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    for row in rows.select_related("meeting"):
        facts = (row.meeting.title, str(row.get_outcome_display()))
        url = reverse("meetings:body", args=[row.meeting_id]) + "#matters"
        yield row.pk, Result(row.title, url, facts, row.prepared)


register_source(
    Kind(
        code="meetings.body",
        group=MEETINGS,
        model=BodyMeeting,
        entries=_meeting_entries,
        seen=lambda actor: BodyMeeting.objects.visible_to(actor).filter(kind__in=OPEN),
        shown=_meetings_shown,
    )
)
register_source(
    Kind(
        code="meetings.body_matter",
        group=MEETINGS,
        model=BodyMatter,
        entries=_matter_entries,
        seen=lambda actor: BodyMatter.objects.visible_to(actor).filter(meeting__kind__in=OPEN, secret=False),
        shown=_matters_shown,
    )
)
