"""A hundred cadences in each of fifty towns: the reminder sweep, the daily look at periods that ended, the year view.

Goals on PostgreSQL: a sweep below 2 s; the year view of fifty towns within 1.3 times that of one. The cadences there are
stand under further names until there are a hundred: what is measured is how they are asked.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

from harness import (
    bulk,
    client_for,
    milliseconds,
    p50,
    p95,
    queries,
    start,
    table,
    today,
    with_triggers,
    without_triggers,
)

start()

from django.db import connection
from django.urls import reverse

from governance.deadlines.cadences import all_cadences, register_cadence, standing_by_town
from governance.deadlines.reminders import scan
from governance.office.rule_review.missed import look_at_periods
from governance.office.rule_review.models import UsesRead
from meetings.bodies.models import BodyMeeting
from meetings.bodies.rules.kinds import KINDS
from tests.meetings.staging import Stage

TOWNS, CADENCES, A_KIND = 50, 100, 100
day = today()


def two_years_of(stage: Stage) -> None:
    """A meeting of every kind each week of two years."""
    chair, recorder = stage.members[0], stage.crew.person("office_clerk")
    bulk(
        [
            BodyMeeting(
                organization=stage.town,
                kind=kind,
                year=held.year,
                ordinal=n + 1,
                title=f"第{n + 1}次",
                held_on=held,
                starts_at="09:00",
                place="三楼会议室",
                status="recorded",
                chair=chair,
                chair_post="secretary",
                recorder=recorder,
                called_by=recorder,
            )
            for kind in KINDS
            for n in range(A_KIND)
            for held in [day - timedelta(days=7 * n + 1)]
        ]
    )


def year_view(stage: Stage) -> list[object]:
    client = client_for(stage.crew.account("office_clerk"))
    address = reverse("meetings:body-year")

    def look() -> None:
        assert client.get(address).status_code == 200

    taken = milliseconds(look)
    return [p50(taken), p95(taken), queries(look)]


stages = [Stage.build(["preset-a", "preset-b", "preset-c"], name="1号镇", seats=11)]
without_triggers()
two_years_of(stages[0])
with_triggers()
one = year_view(stages[0])
stages += [
    Stage.build(["preset-a", "preset-b", "preset-c"], name=f"{n}号镇", seats=11) for n in range(2, TOWNS + 1)
]
without_triggers()
for stage in stages[1:]:
    two_years_of(stage)
with_triggers()
fifty = year_view(stages[0])
table(
    ["database", "page", "p50 ms, 1 town", "p95", "queries", "p50 ms, 50 towns", "p95", "queries", "ratio"],
    [[connection.vendor, "year view", *one, *fifty, f"{fifty[0] / one[0]:.2f}"]],  # type: ignore[operator]
)

known = all_cadences()
for n in range(CADENCES - len(known)):
    cadence = known[n % len(known)]
    register_cadence(replace(cadence, code=f"{cadence.code}.again{n}"))
towns = [stage.town for stage in stages]
bound = sum(len(standing_by_town(cadence, towns, day)) for cadence in all_cadences())


def seconds(call: object) -> float:
    begun = time.perf_counter()
    call()  # type: ignore[operator]
    return time.perf_counter() - begun


asked = seconds(lambda: [standing_by_town(cadence, towns, day) for cadence in all_cadences()])
first = seconds(lambda: scan(day))
again = seconds(lambda: scan(day))
looked = seconds(look_at_periods)
UsesRead.objects.update(periods_on=None)
looked_again = seconds(look_at_periods)
table(
    [
        "database",
        "cadences × towns",
        "bound",
        "all asked s",
        "first sweep s",
        "later sweep s",
        "periods looked at, first s",
        "again s",
    ],
    [
        [
            connection.vendor,
            f"{len(all_cadences())} × {TOWNS}",
            bound,
            f"{asked:.2f}",
            f"{first:.2f}",
            f"{again:.2f}",
            f"{looked:.2f}",
            f"{looked_again:.2f}",
        ]
    ],
)
