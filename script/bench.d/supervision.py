"""The register of supervision with one town of two years in the database, and with fifty.

Goal: fifty towns cost at most 1.3 times one.
"""

from __future__ import annotations

import gc
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

from governance.people.models import Organization
from meetings.models import Chase, Report, SupervisedTask
from tests import builders
from tests.meetings.staging import Stage

PER_YEAR = 300  # matters a town supervises in a year, most of them closed
STATES = ("filed",) * 16 + ("closed", "accepted", "reported", "working", "assigned", "returned")

stage = Stage.build(["preset-a", "preset-b"], seats=11)
unit = builders.unit(stage.town, "农业农村办")
people = [*stage.members, stage.crew.person("office_clerk")]


def two_years_of_matters(town: Organization, seed: int) -> None:
    day = today()
    tasks = bulk(
        [
            SupervisedTask(
                organization=town,
                number=f"{seed}督〔{(day - timedelta(days=n)).year}〕{n + 1}号",
                source=("clause", "superior", "delegate", "press")[n % 4],
                title=f"第{n}件督查事项",
                requirements="按期办结。",
                unit=unit,
                responsible=people[n % len(people)],
                due_on=day - timedelta(days=n - 20),
                status=STATES[n % len(STATES)],
                registered_on=day - timedelta(days=n * 730 // (2 * PER_YEAR)),
                closed_on=day if STATES[n % len(STATES)] in ("closed", "filed") else None,
            )
            for n in range(2 * PER_YEAR)
        ]
    )
    bulk(
        [
            Chase(
                organization=town,
                task=task,
                n=1,
                kind="call",
                chased_on=day,
                chased_by=people[0],
                found="在办",
            )
            for task in tasks
        ]
    )
    bulk(
        [
            Report(
                organization=town,
                task=task,
                kind="progress",
                text="在办",
                reported_by=people[1],
                reported_on=day,
            )
            for task in tasks
        ]
    )


without_triggers()
two_years_of_matters(stage.town, 0)
with_triggers()
clerk = client_for(stage.crew.account("office_clerk"))
first = SupervisedTask.objects.filter(status="working").latest("pk")
LIST = reverse("supervision:list")
PAGES = {
    "register": LIST,
    "register, overdue": f"{LIST}?jinji=yuqi",
    "register, words": f"{LIST}?ci=第12",
    "register, last page": f"{LIST}?page=last",
    "one matter": reverse("supervision:task", args=[first.pk]),
    "its whole way": reverse("supervision:trail", args=[first.pk]),
}


def measure() -> dict[str, tuple[float, float, int]]:
    gc.collect()
    gc.freeze()
    found = {}
    for name, url in PAGES.items():

        def get(url: str = url) -> None:
            response = clerk.get(url)
            assert response.status_code == 200, (url, response.status_code)

        taken = milliseconds(get)
        found[name] = (p50(taken), p95(taken), queries(get))
    return found


one = measure()
without_triggers()
county = Organization.objects.get(kind="county")
for n in range(1, 50):
    (town,) = bulk(
        [
            Organization(
                kind="town_committee",
                parent=county,
                name=f"中共第{n}镇委员会",
                short_name=f"第{n}镇",
                document_code=f"{n}委",
            )
        ]
    )
    two_years_of_matters(town, n)
with_triggers()
fifty = measure()

print(
    f"{connection.vendor}: {SupervisedTask.objects.count()} matters of "
    f"{Organization.objects.filter(kind='town_committee').count()} towns at the end"
)
table(
    ["page", "p50 ms, 1 town", "p95", "queries", "p50 ms, 50 towns", "p95", "queries", "ratio of p50"],
    [
        [
            name,
            *one[name][:2],
            one[name][2],
            *fifty[name][:2],
            fifty[name][2],
            f"{fifty[name][0] / one[name][0]:.2f}",
        ]
        for name in PAGES
    ],
)
