"""How fast `verifyaudit` replays chains and compares rows with their history."""

from __future__ import annotations

import io
import time
from datetime import date

from harness import start, table

start()

from django.core.management import call_command
from django.db import connection

from governance.audit.models import ChainEntry
from tests import builders
from tests.meetings.staging import Stage

stage = Stage.build(["preset-b"], seats=11)
for n in range(6):
    with builders.on_day(date(2026, 3 + n, 10)):
        meeting = stage.meeting(date(2026, 3 + n, 16))
        items = [stage.item(meeting) for _ in range(4)]
        stage.convene(meeting)
    with builders.on_day(date(2026, 3 + n, 16)):
        stage.open(meeting)
        for item in items:
            stage.discuss(item)
            stage.word(stage.announce(stage.vote_by_hands(item, aye=11)), date(2026, 12, 31))
        stage.minutes(meeting)

links = ChainEntry.objects.count()
with connection.cursor() as cursor:
    tables = [t for t in connection.introspection.table_names(cursor) if "_historical" in t]
    rows = 0
    for name in tables:
        cursor.execute(f'SELECT COUNT(*) FROM "{name}"')
        rows += cursor.fetchone()[0]
begun = time.perf_counter()
try:
    call_command("verifyaudit", stdout=io.StringIO(), stderr=io.StringIO())
except SystemExit as ended:
    assert ended.code in (0, None), "the trail of the measurement is not sound"
taken = time.perf_counter() - begun
print(connection.vendor)
table(
    ["links", "history rows", "seconds", "rows a second"],
    [[links, rows, f"{taken:.2f}", f"{(links + rows) / taken:.0f}"]],
)
