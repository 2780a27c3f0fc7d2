"""The search page with one town in the database and with fifty of two years each. Goal: p95 below 300 ms."""

from __future__ import annotations

import time

from harness import (
    client_for,
    milliseconds,
    p50,
    p95,
    queries,
    start,
    table,
    two_years,
    with_triggers,
    without_triggers,
)

start()

from django.db import connection
from django.urls import reverse

from governance.search.indexing import reindex
from governance.search.models import SearchEntry
from tests.meetings.staging import Stage

ASKED = {
    "two characters, everywhere": "事项",
    "one thing": "第7-3号",
    "a name": "委员",
    "nothing": "不存在的词",
}
stage = Stage.build(["preset-b"], seats=11)
stage.item(stage.meeting(), title="第7-3号渠道清淤修复")


def fill(of: Stage, seed: int) -> None:
    two_years(of.town, [*of.members, of.crew.person("office_clerk")], seed)


def measure() -> dict[str, tuple[float, float, int]]:
    found = {}
    for name, words in ASKED.items():

        def get(words: str = words) -> None:
            answer = clerk.get(reverse("search:page"), {"q": words})
            assert answer.status_code == 200, answer.status_code

        taken = milliseconds(get, times=30)
        found[name] = (p50(taken), p95(taken), queries(get))
    return found


clerk = client_for(stage.crew.account("office_clerk"))
without_triggers()
fill(stage, 0)
with_triggers()
list(reindex())
one, entries = measure(), SearchEntry.objects.count()
others = [Stage.build(["preset-b"], name=f"{n}号镇", seats=11) for n in range(1, 50)]
without_triggers()
for seed, other in enumerate(others, 1):
    fill(other, seed)
with_triggers()
begun = time.perf_counter()
list(reindex())
took = time.perf_counter() - begun
with_triggers()  # the planner counts anew
fifty = measure()
print(
    f"{connection.vendor}: {entries} entries of one town, {SearchEntry.objects.count()} of fifty ({took:.0f} s to index)"
)
table(
    ["asked for", "p50 ms, 1 town", "p95", "queries", "p50 ms, 50 towns", "p95", "queries"],
    [[name, *one[name], *fifty[name]] for name in ASKED],
)
