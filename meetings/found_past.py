"""Old resolutions among what can be found: as far as they stand, for the committee and its office."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.search.kinds import RESOLUTIONS, Entry, Kind, Result, register_source
from governance.templatetags.wordings import official_date
from meetings.models import PastResolution


def _entries(rows: models.QuerySet) -> Iterator[Entry]:
    for one in rows:
        yield Entry(
            one.organization_id,
            one.pk,
            f"{one.title}｜{one.number}",
            f"{one.text}｜{one.meeting}｜{one.source}",
            one.decided_on,
        )


def _shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    for one in rows.select_related("batch"):
        facts = (
            one.number,
            str(one.get_outcome_display()),
            official_date(one.decided_on),
            _("历史录入，%(state)s") % {"state": one.batch.get_status_display()},
        )
        yield one.pk, Result(one.title, reverse("meetings:past", args=[one.pk]), facts, one.text)


register_source(
    Kind(
        code="meetings.past",
        group=RESOLUTIONS,
        model=PastResolution,
        entries=_entries,
        seen=lambda actor: PastResolution.objects.visible_to(actor).standing(),
        shown=_shown,
    )
)
