"""A box for paper alone: no envelopes, no key, no codes. Called by an app's verb inside its act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from governance.ballots import bonds, payload, places
from governance.ballots.models import SealedPoll
from governance.ballots.payload import Question


def prepare(
    *,
    organization_id: int,
    subject_type: str,
    subject_id: str,
    questions: Sequence[Question],
    at: datetime,
) -> SealedPoll:
    """The box, open from the start: sheets are handed out and collected by hand, then the app closes it
    (`closing.close`), the sheets are typed, and `counting.unlock` takes no codes."""
    poll = SealedPoll(
        organization_id=organization_id,
        subject_type=subject_type,
        subject_id=subject_id,
        custody=SealedPoll.Custody.PAPER,
        status=SealedPoll.Status.OPEN,
        opened_at=at,
        questions=[{"key": q.key, "options": list(q.options)} for q in questions],
        size=payload.size_for(questions, 0),
        issued=0,
        roll_digest=places.roll_digest([]),
    )
    poll.bond = bonds.bond_of(poll)
    poll.save()
    return poll
