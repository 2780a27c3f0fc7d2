"""200 papers through the jobs of one worker: how long each takes, and whether its memory grows; then the archive of
a meeting of twenty items as one file.
"""

from __future__ import annotations

import io
import json
import resource
import time
import zipfile
from datetime import date
from pathlib import Path

from harness import client_for, milliseconds, p50, p95, start, table

start()

from django.db import connection
from django.urls import reverse

from governance.deadlines.jobs import run_due_jobs
from governance.documents.models import Document
from meetings.models import Meeting, Resolution
from meetings.services import minutes, papers
from tests import builders
from tests.meetings.staging import Stage

PAPERS, ITEMS = 200, 20
stage = Stage.build(["preset-b"], seats=5)
held: list[Meeting] = []
while Document.objects.count() < PAPERS:
    month = len(held) + 1
    with builders.on_day(date(2026, month, 10)):
        meeting = stage.meeting(date(2026, month, 16))
        items = [stage.item(meeting) for _ in range(ITEMS)]
        stage.convene(meeting, reason="按期通知")
        papers.print_notice(notice_id=meeting.notice.pk, actor=stage.actor("office_clerk"))
    with builders.on_day(date(2026, month, 16)):
        stage.open(meeting)
        for item in items:
            stage.discuss(item)
            stage.word(stage.announce(stage.vote_by_hands(item, aye=5)), date(2026, 12, 31))
        stage.minutes(meeting)
        papers.print_record(meeting_id=meeting.pk, actor=stage.actor("office_clerk"), reason="存档")
        for resolution in Resolution.objects.filter(item__meeting=meeting):
            papers.extract_resolution(resolution_id=resolution.pk, actor=stage.actor("office_clerk"))
    held.append(meeting)


def megabytes() -> float:
    """What the process holds now, not its peak."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024**2


rows, taken = [], []
made = 0
while (begun := time.perf_counter()) and run_due_jobs(limit=1):
    taken.append((time.perf_counter() - begun) * 1000)
    made += 1
    if made in (1, 20, 50, 100, 150, PAPERS):
        rows.append([connection.vendor, made, megabytes()])
table(["database", "papers made", "memory MB"], rows)
failed = Document.objects.exclude(state__in=[Document.State.FINISHED, Document.State.REPLACED]).count()
print(f"{made} papers, p50 {p50(taken):.0f} ms, p95 {p95(taken):.0f} ms, not finished: {failed}")
print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")

meeting = held[0]
with builders.on_day(date(2026, 12, 1)):
    minutes.archive_meeting(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
    clerk = client_for(stage.crew.account("office_clerk"))
    url = reverse("meetings:archive-file", args=[meeting.pk])

    def archive() -> bytes:
        answer = clerk.get(url)
        assert answer.status_code == 200, answer.status_code
        return answer.content

    whole = archive()
    listed = json.loads(zipfile.ZipFile(io.BytesIO(whole)).read("目录.json"))["papers"]
    spent = milliseconds(archive, times=8, warm=1)
table(
    ["database", "archive of a meeting of 20 items", "p50 ms", "p95 ms", "KB"],
    [
        [
            connection.vendor,
            f"{len(listed)} papers",
            p50(spent),
            p95(spent),
            f"{len(whole) / 1024:.0f}",
        ]
    ],
)
