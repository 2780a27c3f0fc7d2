"""How often each body met: its cadences, counted from meetings that were held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from governance.deadlines.cadences import Cadence, Period, Stretch, register_cadence
from governance.deadlines.duties import Towns
from governance.people.models import Organization
from governance.rules.coverage import bind
from meetings.bodies.models import BodyMeeting
from meetings.bodies.rules.kinds import KINDS, KindRules, Rhythm

HELD = (BodyMeeting.Status.HELD, BodyMeeting.Status.RECORDED)


class Sat(NamedTuple):
    """One meeting that was held: where (None: in the town itself) and when."""

    unit_id: int | None
    day: date


@dataclass(frozen=True)
class Sittings:
    """What the bodies of some towns held in a stretch, read in one query; the villages in one more, where a
    kind is held in each."""

    held: Mapping[tuple[int, str], Sequence[Sat]]
    villages: Mapping[int, frozenset[int]]

    def counts(self, kind: KindRules, towns: Towns, spans: Sequence[Stretch]) -> dict[int, list[int]]:
        """How often in each stretch. A kind held in every village counts as often as in the village that met
        least; towns without one are left out."""
        there = [town for town in towns if not kind.of_village or town.pk in self.villages]
        return {town.pk: self._of_town(kind, town.pk, spans) for town in there}

    def _of_town(self, kind: KindRules, town: int, spans: Sequence[Stretch]) -> list[int]:
        sat = self.held.get((town, kind.code), ())
        numbers = []
        for first, last in spans:
            inside = [one for one in sat if first <= one.day <= last]
            if not kind.of_village:
                numbers.append(len(inside))
                continue
            met: dict[int, int] = dict.fromkeys(self.villages.get(town, ()), 0)
            for one in inside:
                if one.unit_id in met:
                    met[one.unit_id] += 1
            numbers.append(min(met.values(), default=0))
        return numbers


def sittings(towns: Towns, first: date, last: date, kinds: Iterable[KindRules]) -> Sittings:
    """One query for what was held; one more for villages, where a kind is held in each."""
    kinds = list(kinds)
    rows = BodyMeeting.objects.filter(
        organization__in=towns,
        kind__in=[kind.code for kind in kinds],
        status__in=HELD,
        held_on__range=(first, last),
    ).values_list("organization_id", "kind", "unit_id", "held_on")
    held: dict[tuple[int, str], list[Sat]] = defaultdict(list)
    for town, code, unit, day in rows:
        held[town, code].append(Sat(unit, day))
    villages = villages_of(towns) if any(kind.of_village for kind in kinds) else {}
    return Sittings(held, villages)


def villages_of(towns: Towns) -> dict[int, frozenset[int]]:
    """The villages of each town that stand. One query."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Organization.objects.filter(
        town__in=towns, kind=Organization.Kind.VILLAGE_BRANCH, closed_on__isnull=True
    )
    for town, pk in rows.values_list("town_id", "pk"):
        if town is not None:
            found[town].add(pk)
    return {town: frozenset(units) for town, units in found.items()}


def with_villages(towns: Towns) -> Towns:
    there = villages_of(towns)
    return [town for town in towns if town.pk in there]


def _count_many(kind: KindRules) -> Callable[[Towns, Sequence[Stretch]], Mapping[int, Sequence[int]]]:
    def count(towns: Towns, spans: Sequence[Stretch]) -> Mapping[int, Sequence[int]]:
        first, last = min(s[0] for s in spans), max(s[1] for s in spans)
        return sittings(towns, first, last, [kind]).counts(kind, towns, spans)

    return count


def _count(kind: KindRules) -> Callable[[Towns, date, date], Mapping[int, int]]:
    many = _count_many(kind)

    def count(towns: Towns, first: date, last: date) -> Mapping[int, int]:
        return {pk: numbers[0] for pk, numbers in many(towns, [(first, last)]).items()}

    return count


def _cadence(kind: KindRules, rhythm: Rhythm) -> Cadence:
    return Cadence(
        code=f"meetings.{kind.code}.{rhythm.cite}",
        title=_(rhythm.title),
        cite=rhythm.cite,
        figure=rhythm.figure,
        period=Period(rhythm.period),
        count=_count(kind),
        count_many=_count_many(kind),
        bound=with_villages if kind.of_village else None,
    )


# By kind: its cadences, in the order of the declaration.
CADENCES: dict[str, tuple[Cadence, ...]] = {
    kind.code: tuple(_cadence(kind, rhythm) for rhythm in kind.rhythms) for kind in KINDS.values()
}
for _each in CADENCES.values():
    for _one in _each:
        register_cadence(_one)
        bind(_one.cite, by="meetings.bodies.rhythms.CADENCES", how="cadence")
