"""Pages people open all day, with one town in the database and with fifty of two years each.

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
    two_years,
    with_triggers,
    without_triggers,
)

start()

from django.db import connection
from django.urls import reverse

from governance.people.models import Organization
from tests import builders
from tests.meetings.staging import Stage

stage = Stage.build(["preset-b"], seats=11)
people = [*stage.members, stage.crew.person("office_clerk")]
meeting = stage.meeting(today() + timedelta(days=5))
for matter in ("ordinary", "major_project", "large_sum"):
    stage.item(meeting, matter)
stage.convene(meeting, reason="时间紧")
without_triggers()
two_years(stage.town, people, seed=0)
with_triggers()

clerk = client_for(stage.crew.account("office_clerk"))
PAGES = {
    "desk": reverse("desk"),
    "meeting list": reverse("meetings:list"),
    "workspace": reverse("meetings:room", args=[meeting.pk]),
    "rulebook": reverse("rulebook:regulation", args=["S1-01"]),
}


def measure() -> dict[str, tuple[float, float, int]]:
    # What filled the tables lives in this process; a server's worker has none of it to look through.
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
    two_years(town, people, seed=n)
with_triggers()
fifty = measure()

print(
    f"{connection.vendor}: {builders.Organization.objects.filter(kind='town_committee').count()} towns at the end"
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
