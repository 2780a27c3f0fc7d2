"""In which states each verb may be carried out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from governance.office.requests_reports.models import IncomingPaper, ReportingFailure, UpwardPaper
from governance.rules.verdict import Verdict, all_of

S, IN, F = UpwardPaper.Status, IncomingPaper.Status, ReportingFailure.Status
GO = Verdict.without_article("order of steps")

ALLOWED: dict[str, tuple[Any, ...]] = {
    "office.upward.revised": (S.DRAFTING, S.DECIDED),
    "office.upward.countersigned": (S.DRAFTING, S.DECIDED),
    "office.upward.decided": (S.DRAFTING, S.DECIDED),
    "office.upward.told": (S.DRAFTING, S.DECIDED),
    "office.upward.withdrawn": (S.DRAFTING, S.DECIDED),
    "office.upward.signed": (S.DRAFTING, S.DECIDED),
    "office.upward.sent": (S.SIGNED,),
    "office.upward.chased": (S.SENT,),
    "office.upward.replied": (S.SENT,),
    "office.upward.carried_out": (S.REPLIED,),
    "office.upward.noted": (S.SENT,),
    "office.incoming.received": (IN.SUBMITTED,),
    "office.incoming.answered": (IN.RECEIVED,),
    "office.incoming.noted": (IN.RECEIVED,),
    "office.failure.dealt_with": (F.OPEN,),
    "office.failure.lifted": (F.OPEN, F.DONE),
}


def in_order(code: str, row: Any, *judged: Callable[[], Verdict]) -> Verdict:
    """The state first; the rest is asked only where the step makes sense at all."""
    allowed = ALLOWED[code]
    if row.status not in allowed:
        labels = dict(type(row).Status.choices)
        return Verdict.stopped(
            "office.state.wrong",
            have=str(row.get_status_display()),
            need="、".join(str(labels[one]) for one in allowed),
        )
    return all_of(GO, *(judge() for judge in judged))
