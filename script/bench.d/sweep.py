"""The reminder sweep over 1,000,000 open clauses of fifty towns, 100 of them due. Goal on PostgreSQL: below 1 s.

The first sweep writes the reminders; those after it find that everything has been told.
"""

from __future__ import annotations

import gc
import time
from datetime import timedelta

from harness import (
    milliseconds,
    p50,
    queries,
    start,
    table,
    today,
    two_years,
    with_triggers,
    without_triggers,
)

start()

from django.db import connection, models

from governance.deadlines.models import Reminder
from governance.deadlines.reminders import scan
from meetings.models import ResolutionClause
from tests.meetings.staging import Stage

TOWNS, OPEN, DUE = 50, 1_000_000, 100
day = today()
stages = [Stage.build(["preset-b"], name=f"{n}号镇", seats=11) for n in range(1, TOWNS + 1)]
without_triggers()
for seed, stage in enumerate(stages):
    stage.member(1), stage.actor("office_director"), stage.actor("secretary")  # those reminded have accounts
    two_years(stage.town, [*stage.members, stage.crew.person("office_clerk")], seed, meetings_per_month=1)
after = (
    "%s::date + (30 + n.i % 1500)"
    if connection.vendor == "postgresql"
    else "date(%s, (30 + n.i % 1500) || ' days')"
)
with connection.cursor() as cursor:
    cursor.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) "
        "INSERT INTO meetings_resolutionclause "
        '(organization_id, resolution_id, "order", text, owner_id, due_on, upward, status, done_note) '
        f"SELECT r.organization_id, r.id, n.i, '按期完成并报结果', a.presenter_id, {after.replace(' % ', ' %% ')}, "
        "'', 'open', '' FROM n CROSS JOIN meetings_resolution r JOIN meetings_agendaitem a ON a.id = r.item_id",
        [OPEN // (TOWNS * 24 * 5) + 1, day.isoformat()],
    )
clauses = models.QuerySet(ResolutionClause)
for stage in stages:
    some = clauses.filter(organization=stage.town).order_by("pk").values("pk")[: DUE // TOWNS]
    clauses.filter(pk__in=[row["pk"] for row in some]).update(due_on=day)
with_triggers()

scan(day - timedelta(days=1))  # books and calendars are read; the tick keeps them
gc.collect()  # what filling the tables left behind is no part of the sweep
begun = time.perf_counter()
written = scan(day)
first = (time.perf_counter() - begun) * 1000
told = Reminder.objects.filter(due_on=day).values("duty").distinct().count()
assert told >= DUE, told
asked = queries(lambda: scan(day))
later = p50(milliseconds(lambda: scan(day), times=10, warm=1))
table(
    ["database", "open", "due", "reminders written", "first sweep ms", "later sweeps ms (p50)", "queries"],
    [[connection.vendor, clauses.count(), DUE, written, first, later, asked]],
)
