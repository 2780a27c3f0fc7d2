"""The only bridge from rows of supervision to what its rules take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from meetings.supervision.models import LeaderWord, SupervisedTask
from meetings.supervision.policies import DISCIPLINE
from meetings.supervision.rules import (
    ApprovalFacts,
    ClosingFacts,
    FilingFacts,
    HandoverFacts,
    ReviewFacts,
    Vetting,
)

T = SupervisedTask.Status


def approval(task: SupervisedTask) -> ApprovalFacts:
    vetted = None
    if task.vetted_on is not None:
        vetted = Vetting.DISCIPLINE if task.vetted_post in DISCIPLINE else Vetting.GENERAL
    return ApprovalFacts(great=task.great, plan=bool(task.plan.strip()), vetted_by=vetted)


def handover(task: SupervisedTask) -> HandoverFacts:
    return HandoverFacts(
        approved=task.approved_on is not None,
        elements={
            "承办单位": task.unit_id is not None and task.responsible_id is not None,
            "办理时限": task.due_on is not None,
            "工作要求": bool(task.requirements.strip()),
        },
    )


def review(task: SupervisedTask, *, by_leader: bool, fit: bool, new_due_on: date | None) -> ReviewFacts:
    return ReviewFacts(
        reported=task.status == T.REPORTED, by_leader=by_leader, fit=fit, new_due_on=new_due_on
    )


def closing(task: SupervisedTask, *, closed_on: date | None, result: str) -> ClosingFacts:
    return ClosingFacts(
        reviewed=task.accepted_on is not None, closed_on=closed_on, result=bool(result.strip())
    )


def filing(task: SupervisedTask) -> FilingFacts:
    """Three queries. There was nothing to chase where the result came within the time set at first or later."""
    in_time = task.reported_on is not None and task.due_on is not None and task.reported_on <= task.due_on
    return FilingFacts(
        steps={
            "立项登记": True,
            "交办处理": task.assigned_on is not None,
            "催办协调": in_time or task.chases.exists() or task.reports.exclude(kind="result").exists(),
            "综合反馈": task.reported_on is not None,
            "办结归档": task.closed_on is not None,
        },
        words_open=task.words.exclude(status=LeaderWord.Status.DONE).count(),
    )


def failed_in_a_row(passed: Iterable[bool]) -> int:
    """The longest run of failures in inspections that stand in the order of their days."""
    longest = run = 0
    for one in passed:
        run = 0 if one else run + 1
        longest = max(longest, run)
    return longest
