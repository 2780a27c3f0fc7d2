"""Old resolutions taken in from papers, as they can be found; those of a batch taken back are not."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.search.kinds import RESOLUTIONS, Entry, Kind, Result, register_source
from governance.templatetags.wordings import official_date
from meetings.models import PastResolution
from meetings.models.base import Matter


def _entries(rows: models.QuerySet) -> Iterator[Entry]:
    for one in rows:
        words = "" if one.matter == Matter.PERSONNEL else one.text
        body = f"{one.meeting}｜{one.source}｜{words}"
        yield Entry(one.organization_id, one.pk, f"{one.title}｜{one.number}", body, one.decided_on)


def _seen(actor: Actor) -> models.QuerySet:
    return PastResolution.objects.visible_to(actor).standing()


def _shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    for one in rows.select_related("batch"):
        facts = (
            one.number,
            str(one.get_outcome_display()),
            official_date(one.decided_on),
            one.source,
            str(one.batch.get_status_display()),
        )
        said = "" if one.matter == Matter.PERSONNEL else one.text
        yield one.pk, Result(one.title, reverse("meetings:past", args=[one.pk]), facts, said, _("历史录入"))


register_source(
    Kind(
        code="meetings.past",
        group=RESOLUTIONS,
        model=PastResolution,
        entries=_entries,
        seen=_seen,
        shown=_shown,
    )
)
