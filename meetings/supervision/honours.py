"""What assessment asks: who is barred from the year's honours by failed inspections (S1-07:五-3)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from governance.access.questions import HonoursFact, register_question
from meetings.judgement import bench
from meetings.supervision.facts import failed_in_a_row
from meetings.supervision.models import Inspection
from meetings.supervision.rules import HonoursFacts

HONOURS = "meetings.honours_barred"
ARTICLE = "S1-07:五-3"


def honours_barred(
    *, organization_id: int, year: int, person_id: int | None = None, unit_id: int | None = None
) -> HonoursFact:
    """The run that counts is one of one matter, whatever the year it began in, as long as its last failure is
    of the year; leader, office and person are those of the inspections in the run. Two queries."""
    rows = (
        Inspection.objects.filter(organization_id=organization_id, inspected_on__lte=date(year, 12, 31))
        .filter(Q(task__inspections__inspected_on__year=year, task__inspections__passed=False))
        .distinct()
        .select_related("task")
        .order_by("task_id", "inspected_on", "pk")
    )
    by_task: dict[int, list[Inspection]] = {}
    for row in rows:
        by_task.setdefault(row.task_id, []).append(row)
    longest, matters = 0, []
    judge = bench(organization_id, date(year, 12, 31))
    barred = False
    for inspections in by_task.values():
        run = _last_runs(inspections, year, person_id, unit_id)
        verdict = judge("meetings.honours", HonoursFacts(failed_in_a_row=run))
        if not verdict.allowed and any(f.status == "fail" for f in verdict.blocking):
            barred = True
            matters.append(inspections[0].task.number)
        longest = max(longest, run)
    article = ARTICLE if judge.book.article(ARTICLE) is not None else ""
    return HonoursFact(barred=barred, failed=longest, article=article, matters=tuple(matters))


def _last_runs(rows: list[Inspection], year: int, person_id: int | None, unit_id: int | None) -> int:
    """The longest run of failures with one of the year in it, that concerns the person or office."""
    longest, run = 0, list[Inspection]()
    for row in [*rows, None]:
        if row is not None and not row.passed:
            run.append(row)
            continue
        if any(one.inspected_on.year == year for one in run) and _concerns(run, person_id, unit_id):
            longest = max(longest, failed_in_a_row([one.passed for one in run]))
        run = []
    return longest


def _concerns(run: list[Inspection], person_id: int | None, unit_id: int | None) -> bool:
    if person_id is not None:
        return any(person_id in (one.leader_id, one.person_id) for one in run)
    if unit_id is not None:
        return any(one.unit_id == unit_id for one in run)
    return True


register_question(HONOURS, HonoursFact, honours_barred)
