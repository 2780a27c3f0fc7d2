"""What was handled before a meeting: on whose word, and whether the committee was told."""

from __future__ import annotations

from datetime import date

from governance.rules.verdict import Verdict, all_of
from meetings import facts
from meetings.judgement.bench import GO, bench, stop
from meetings.models import EmergencyHandling, Meeting

M = Meeting.Status


def for_emergency(row: EmergencyHandling, day: date) -> Verdict:
    """Somebody who leads committee or government was asked (S1-01:八); the articles as the town has them."""
    asked = facts.emergency(row)
    judge = bench(row.organization_id, day)
    leading = (
        GO if asked["approved_by_leader"] else stop("meetings.state.asked_no_leader", have=row.asked.name)
    )
    return all_of(leading, judge("meetings.emergency_report", asked))


def hears_reports(meeting: Meeting) -> Verdict:
    """A meeting hears what happened while it sits; entered after it, before its minutes are signed."""
    if meeting.status in (M.IN_SESSION, M.CLOSED):
        return GO
    labels = dict(M.choices)
    need = "、".join(str(labels[state]) for state in (M.IN_SESSION, M.CLOSED))
    return stop("meetings.state.wrong", have=str(labels[M(meeting.status)]), need=need)
