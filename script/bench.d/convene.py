"""One `convene` against the same rows written with django-simple-history alone. Goal: at most 1.5 times.

The bare variant saves the same rows through Django and lets django-simple-history write the same history
rows: no act, no chain, no verdict, no access, no lock; on PostgreSQL no triggers either.
"""

from __future__ import annotations

import time
from datetime import timedelta

from harness import p50, start, table, today, with_triggers, without_triggers

start()

from django.db import connection, models, transaction
from django.utils import timezone

from governance.audit import scope
from governance.people.queries import committee_tenures
from meetings.models import Attendance, Meeting, Notice, NoticeDelivery
from meetings.services import agenda, notice
from tests.meetings.staging import Stage

TIMES = 25
stage = Stage.build(["preset-b"], seats=11)


def planned() -> Meeting:
    meeting = stage.meeting(today() + timedelta(days=9))
    for matter in ("ordinary", "major_project", "large_sum"):
        stage.item(meeting, matter)
    return agenda.confirm_agenda(meeting_id=meeting.pk, actor=stage.actor("secretary"))


class _Nobody:
    """Stands where an act would: history rows need a reason and a user."""

    id, actor_id = "0" * 36, None

    def admit(self, row: models.Model) -> None:
        pass

    def keep(self, row: models.Model) -> None:
        pass


def bare(meeting: Meeting) -> None:
    """The same rows, one save each, history by the library's own signal."""
    token = scope._act.set(_Nobody())  # type: ignore[arg-type]
    try:
        with transaction.atomic():
            members = committee_tenures(meeting.organization_id, meeting.meets_on)
            sent = Notice(organization_id=meeting.organization_id, meeting=meeting, sent_at=timezone.now())
            models.Model.save(_reasoned(sent))
            for tenure in members:
                models.Model.save(
                    _reasoned(
                        Attendance(
                            organization_id=meeting.organization_id,
                            meeting=meeting,
                            person_id=tenure.person_id,
                            post_code=tenure.post.code,
                            post_title=tenure.title,
                            order=tenure.post.order,
                        )
                    )
                )
                models.Model.save(
                    _reasoned(
                        NoticeDelivery(
                            organization_id=meeting.organization_id, notice=sent, person_id=tenure.person_id
                        )
                    )
                )
            for item in meeting.items.all():
                item.in_notice = True
                models.Model.save(_reasoned(item), update_fields=["in_notice"])
            meeting.status = Meeting.Status.NOTICED
            models.Model.save(_reasoned(meeting), update_fields=["status"])
    finally:
        scope._act.reset(token)


def _reasoned(row: models.Model) -> models.Model:
    row._change_reason = "0" * 36  # type: ignore[attr-defined]
    return row


def seconds(work) -> list[float]:
    taken = []
    for _ in range(TIMES):
        meeting = planned()
        begun = time.perf_counter()
        work(meeting)
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


ours = seconds(lambda m: notice.convene(meeting_id=m.pk, actor=stage.actor("office_clerk"), reason="时间紧"))
without_triggers()
theirs = seconds(bare)
with_triggers()
print(connection.vendor)
table(
    ["variant", "p50 ms", "ratio"],
    [
        ["django-simple-history alone", p50(theirs), 1.0],
        ["convene (access, verdict, act, chain)", p50(ours), p50(ours) / p50(theirs)],
    ],
)
