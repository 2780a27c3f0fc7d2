"""Which periods ended with less done than their article asks: looked at once a day, of all towns together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from governance.audit import clock
from governance.deadlines.cadences import Cadence, all_cadences, period_of, standing_by_town
from governance.deadlines.duties import Towns
from governance.office.rule_review.models import MissedPeriod, UsesRead
from governance.people.models import Organization

LOOKED_BACK = timedelta(days=92)


def look_at_periods() -> int:
    """For the tick: towns not looked at today. How many rows were written or taken away."""
    today = clock.today()
    towns = Organization.objects.filter(kind=Organization.Kind.TOWN_COMMITTEE)
    seen = UsesRead.objects.filter(periods_on__gte=today).values("organization_id")
    waiting = list(towns.exclude(pk__in=seen).order_by("pk"))
    if not waiting:
        return 0
    return sum(_look_at(cadence, waiting, today) for cadence in all_cadences()) + _seen(waiting, today)


def _seen(towns: Towns, today: date) -> int:
    rows = [UsesRead(organization=town, periods_on=today) for town in towns]
    UsesRead.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["organization"], update_fields=["periods_on"]
    )
    return 0


def _look_at(cadence: Cadence, towns: Towns, today: date) -> int:
    changed = 0
    for day in ended(cadence, today):
        rows = [
            MissedPeriod(
                organization_id=town_id,
                cadence=cadence.code,
                cite=cadence.cite,
                first=one.first,
                last=one.last,
                done=one.done,
                required=one.required or 0,
            )
            for town_id, one in standing_by_town(cadence, towns, day).items()
            if one.missing
        ]
        with transaction.atomic():
            stale = MissedPeriod.objects.filter(organization__in=towns, cadence=cadence.code, last=day)
            stale = stale.filter(~Q(organization_id__in=[row.organization_id for row in rows]))
            changed += stale.delete()[0]
            MissedPeriod.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["organization", "cadence", "first"],
                update_fields=["done", "required"],
            )
        changed += len(rows)
    return changed


def ended(cadence: Cadence, today: date) -> Iterator[date]:
    """The last days of the cadence's periods that ended within the last quarter of a year, the newest first; of one
    that is longer, the last."""
    day = period_of(cadence.period, today)[0] - timedelta(days=1)
    yield day
    while True:
        day = period_of(cadence.period, day)[0] - timedelta(days=1)
        if today - day > LOOKED_BACK:
            return
        yield day
