"""People by name and post, for those who read the roster; each person under every town they served in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse

from governance.access.actor import Actor
from governance.people.models import Person, Tenure
from governance.people.visibility import ROSTER_READERS
from governance.search.kinds import PEOPLE, Entry, Kind, Result, register_source


def _entries(rows: models.QuerySet) -> Iterator[Entry]:
    tenures = Tenure.objects.select_related("post").order_by("since")
    for person in rows.prefetch_related(Prefetch("tenures", tenures)):
        towns: dict[int, list[str]] = {person.roster_town_id: []} if person.roster_town_id else {}
        for tenure in person.tenures.all():
            towns.setdefault(tenure.organization_id, []).append(tenure.title)
        for town, titles in towns.items():
            yield Entry(town, person.pk, person.name, "、".join(dict.fromkeys(titles)))


def _seen(actor: Actor) -> models.QuerySet:
    towns = [town for town in actor.organization_ids if actor.holds(town, *ROSTER_READERS)]
    serving = Tenure.objects.filter(organization_id__in=towns).values("person_id")
    rostered = models.Q(pk__in=serving) | models.Q(roster_town_id__in=towns)
    return Person.objects.visible_to(actor).filter(rostered)


def _shown(actor: Actor, rows: models.QuerySet) -> Iterable[tuple[int, Result]]:
    here = Tenure.objects.filter(organization_id__in=actor.organization_ids)
    current = here.on(actor.day).select_related("post", "organization")
    for person in rows.prefetch_related(Prefetch("tenures", current, to_attr="held")):
        titles = tuple(tenure.title for tenure in person.held)
        yield person.pk, Result(person.name, reverse("people:person", args=[person.pk]), titles)


def _holders(ids: Collection[Any]) -> Iterable[int]:
    return Tenure.objects.filter(pk__in=list(ids)).values_list("person_id", flat=True)


register_source(
    Kind(
        code="people.person",
        group=PEOPLE,
        model=Person,
        entries=_entries,
        seen=_seen,
        shown=_shown,
        watches={"governance.Tenure": _holders},
    )
)
