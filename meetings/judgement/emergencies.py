"""What was handled before a meeting: on whose word, and whether the committee was told."""

from __future__ import annotations

from datetime import date

from governance.rules.verdict import Finding, Severity, Status, Verdict, all_of
from meetings import facts
from meetings.judgement.bench import GO, bench, stop
from meetings.models import EmergencyHandling, Meeting

M = Meeting.Status


# What asks for a leader's word before anything is done; whichever of them the town has adopted is cited.
ASKING = ("S1-01:八", "S1-04:三-2f")


def for_emergency(row: EmergencyHandling, day: date) -> Verdict:
    """The articles as the town has them. Shipped, they remind: what happened is entered all the same, and
    where nobody who leads committee or government was asked, with the reason why."""
    asked = facts.emergency(row)
    judge = bench(row.organization_id, day)
    judged = judge("meetings.emergency_report", asked)
    cite = next((c for c in ASKING if judge.book.article(c) is not None), None)
    if asked["approved_by_leader"] or cite is None or judged.findings:
        return all_of(GO, judged)
    unasked = Finding(
        rule="meetings.emergency_report",
        article=cite,
        edition=judge.book.edition(cite),
        status=Status.FAIL,
        severity=Severity.WARN,
        code="meetings.emergency_report.not_approved",
    )
    return Verdict(findings=(unasked,))


def hears_reports(meeting: Meeting) -> Verdict:
    """A meeting hears what happened while it sits; entered after it, before its minutes are signed."""
    if meeting.status in (M.IN_SESSION, M.CLOSED):
        return GO
    labels = dict(M.choices)
    need = "、".join(str(labels[state]) for state in (M.IN_SESSION, M.CLOSED))
    return stop("meetings.state.wrong", have=str(labels[M(meeting.status)]), need=need)
