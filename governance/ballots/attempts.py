"""Wrong codes: each is a refusal on record, and after a few there is a pause. The vote itself is never touched."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from governance.audit import clock
from governance.audit.models import Act
from governance.rules.verdict import Verdict

MOST = 5
PAUSE = timedelta(minutes=10)
_WRONG = frozenset({"ballots.code.mistyped", "ballots.code.wrong"})


def judged(on: Any, act_code: str, now: datetime | None = None) -> Verdict:
    """Whether another code may be tried with this verb on this row. One query."""
    now = now or clock.now()
    refused = Act.objects.filter(
        object_type=on._meta.label_lower,
        object_id=str(on.pk),
        code=act_code,
        outcome=Act.Outcome.REFUSED,
        recorded_at__gt=now - PAUSE,
    )
    wrong = sum(
        any(finding["code"] in _WRONG for finding in verdict["findings"])
        for verdict in refused.values_list("verdict", flat=True)
    )
    if wrong < MOST:
        return Verdict.without_article("few enough wrong codes")
    return Verdict.stopped("ballots.code.wait", have=wrong, minutes=int(PAUSE.total_seconds() // 60))
