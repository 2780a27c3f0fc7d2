"""How a cadence went over a stretch of time: period by period, held or short. Asked by the year page, by the
rule review and by whoever wants to know how often an article was kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from governance.deadlines.cadences import (
    Cadence,
    Period,
    Standing,
    Stretch,
    all_cadences,
    binds,
    period_of,
    required_by,
)
from governance.deadlines.duties import Towns
from governance.rulebook.book import TownRules, rules_by_town


def cadences_of(cite: str) -> list[Cadence]:
    """The cadences that carry an article."""
    return [cadence for cadence in all_cadences() if cadence.cite == cite]


def periods_ending(period: Period, first: date, last: date) -> list[Stretch]:
    """The periods whose last day lies from `first` to `last`, oldest first."""
    found = []
    opens, closes = period_of(period, first)
    while closes <= last:
        found.append((opens, closes))
        opens, closes = period_of(period, closes + timedelta(days=1))
    return found


def over(
    cadence: Cadence,
    towns: Towns,
    first: date,
    last: date,
    counted: Mapping[int, Sequence[int]] | None = None,
    rules: Mapping[int, TownRules] | None = None,
) -> dict[int, list[Standing]]:
    """Every period of the cadence that ends in the stretch, oldest first, by the town's id. A period counts
    where the article bound the town on its first day and its last, and by the figure of its last.

    The town's decisions are read once and what was done once, however many periods there are. Who asks for many
    cadences hands over what it has read already: `counted`, what was done in each period by the id of each town
    the cadence is for, and `rules`.
    """
    spans = periods_ending(cadence.period, first, last)
    if not spans or not towns:
        return {}
    if counted is not None:
        towns = [town for town in towns if town.pk in counted]
    elif cadence.bound is not None:
        towns = list(cadence.bound(towns))
    done = counted if counted is not None else _counted(cadence, towns, spans)
    rules = rules if rules is not None else rules_by_town([town.pk for town in towns])
    found: dict[int, list[Standing]] = {}
    for town in towns:
        numbers = done.get(town.pk, [0] * len(spans))
        for (opens, closes), number in zip(spans, numbers, strict=True):
            book = rules[town.pk].book(closes)
            if binds(cadence, book) and binds(cadence, rules[town.pk].book(opens)):
                one = Standing(cadence, opens, closes, number, required_by(cadence, book))
                found.setdefault(town.pk, []).append(one)
    return found


def _counted(cadence: Cadence, towns: Towns, spans: Sequence[Stretch]) -> Mapping[int, Sequence[int]]:
    if cadence.count_many is not None:
        return cadence.count_many(towns, spans)
    found: dict[int, list[int]] = {town.pk: [] for town in towns}
    for opens, closes in spans:
        done = cadence.count(towns, opens, closes)
        for pk, numbers in found.items():
            numbers.append(done.get(pk, 0))
    return found


def lateness(cite: str, towns: Towns, first: date, last: date, today: date) -> dict[int, list[Standing]]:
    """The periods that ended in the stretch, are over and were short of an article's figure, by the town's id:
    what the rule review counts as 逾期. A blank figure makes nobody late."""
    found: dict[int, list[Standing]] = {}
    for cadence in cadences_of(cite):
        for pk, standings in over(cadence, towns, first, min(last, today - timedelta(days=1))).items():
            found.setdefault(pk, []).extend(one for one in standings if one.missing)
    return found
