"""One function per step: rows to facts to a verdict. Asked by the button and again by the service."""

from __future__ import annotations

from datetime import date

from governance.rules.verdict import Finding, Severity, Status, Verdict
from meetings.judgement import bench
from meetings.supervision import facts
from meetings.supervision.models import SupervisedTask


def for_approving(task: SupervisedTask, day: date) -> Verdict:
    return bench(task.organization_id, day)("meetings.task_approval", facts.approval(task))


def for_handing_over(task: SupervisedTask, day: date) -> Verdict:
    return bench(task.organization_id, day)("meetings.task_handover", facts.handover(task))


def for_review(
    task: SupervisedTask, day: date, *, by_leader: bool, fit: bool, new_due_on: date | None = None
) -> Verdict:
    found = facts.review(task, by_leader=by_leader, fit=fit, new_due_on=new_due_on)
    return bench(task.organization_id, day)("meetings.task_review", found)


def for_closing(task: SupervisedTask, day: date, *, closed_on: date | None, result: str) -> Verdict:
    found = facts.closing(task, closed_on=closed_on, result=result)
    return bench(task.organization_id, day)("meetings.task_closing", found)


def for_filing(task: SupervisedTask, day: date) -> Verdict:
    return bench(task.organization_id, day)("meetings.task_filing", facts.filing(task))


def cited(task: SupervisedTask, cite: str, day: date) -> Verdict:
    """A step that rests on an adopted article somebody names. KeyError for one the town has not adopted."""
    book = bench(task.organization_id, day).book
    if book.article(cite) is None:
        raise KeyError(cite)
    finding = Finding(
        "meetings.task", cite, book.edition(cite), Status.PASS, Severity.WARN, "supervision.task.cited"
    )
    return Verdict((finding,))
