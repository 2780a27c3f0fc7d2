"""Rows of registers by their number, what they are called, and the fields their declaration lets be found. Nothing sealed
is ever among them; whoever may not know of a row does not find it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import models
from django.urls import reverse

from governance.access.actor import Actor
from governance.registers.models import RegisterEntry
from governance.registers.reading import declaration_of, written
from governance.search.kinds import REGISTERS, Entry, Kind, Result, register_source
from governance.templatetags.wordings import official_date


def _entries(rows: models.QuerySet) -> Iterator[Entry]:
    for one in rows.select_related("edition"):
        declaration = declaration_of(one)
        body = [declaration.title]
        body += [written(f, one.values.get(f.code)) for f in declaration.open_fields if f.in_search]
        name = declaration.field(declaration.name)
        head = f"{one.number}｜{one.title if name.in_search else ''}"
        yield Entry(one.organization_id, one.pk, head, "｜".join(body), one.happened_on)


def _seen(actor: Actor) -> models.QuerySet:
    return RegisterEntry.objects.visible_to(actor)


def _shown(actor: Actor, rows: models.QuerySet) -> Iterable[tuple[int, Result]]:
    for one in rows.select_related("edition"):
        url = reverse("registers:entry", args=[one.register, one.pk])
        facts = (one.number, declaration_of(one).title, official_date(one.happened_on), one.status_text)
        yield one.pk, Result(one.title, url, facts)


register_source(
    Kind(
        code="registers.entry",
        group=REGISTERS,
        model=RegisterEntry,
        entries=_entries,
        seen=_seen,
        shown=_shown,
    )
)
