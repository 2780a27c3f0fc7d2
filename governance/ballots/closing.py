"""Ending a vote without or before its count: stopping it, voiding it, and what a lost key means."""

from __future__ import annotations

from datetime import datetime

from governance.ballots import bonds, counting, shares
from governance.ballots.casting import returned_of
from governance.ballots.locking import hold_alone
from governance.ballots.models import CountObjection, KeyHolder, SealedPoll
from governance.rules.verdict import Verdict

Status = SealedPoll.Status


def lock(poll_id: object) -> SealedPoll:
    """The box, held alone: everybody who was casting is done, nobody else begins. Called after the app's lock on
    its own row."""
    poll = SealedPoll.objects.select_for_update().get(pk=poll_id)
    hold_alone(poll.pk)
    return poll


def close(poll: SealedPoll, at: datetime) -> int:
    """Stop the vote; returns how many were returned. What lies in the envelopes stays sealed."""
    poll.status = Status.CLOSED
    poll.closed_at = at
    poll.returned = None
    poll.save(update_fields=["status", "closed_at", "returned"])
    return returned_of(poll)


def void(poll: SealedPoll, because: str) -> None:
    """Give the box up: envelopes are emptied unopened (a counted one has none), shares are destroyed."""
    poll.voided_because = because
    poll.status = Status.VOIDED
    counting.empty(poll)
    poll.save(update_fields=["status", "voided_because", "public_key"])


def in_status(poll: SealedPoll, *wanted: SealedPoll.Status) -> Verdict:
    """The order of steps."""
    if poll.status in wanted:
        return Verdict.without_article("order of steps of a secret vote")
    return Verdict.stopped("ballots.state.wrong", have=str(poll.get_status_display()))


def lose(poll: SealedPoll, holder: KeyHolder, at: datetime) -> bool:
    """A teller says that their code is lost, or that the server's half is; returns whether the box cannot be
    opened any more: of one teller it cannot, of three while fewer than two codes are left."""
    holder.lost_at = at
    holder.save(update_fields=["lost_at"])
    left = poll.keyholders.filter(person_id__isnull=False, lost_at=None).count()
    if poll.custody == SealedPoll.Custody.TELLER:
        return True
    return left < shares.TELLERS_NEEDED


def uncontested(poll: SealedPoll) -> Verdict:
    """No objection waits or was upheld, and what the count wrote is as it was written."""
    objections = poll.countobjections
    if objections.filter(finding=CountObjection.Finding.UPHELD).exists():
        return Verdict.stopped("ballots.objection.upheld")
    waiting = objections.filter(finding=CountObjection.Finding.OPEN).count()
    if waiting:
        return Verdict.stopped("ballots.objection.open", have=waiting)
    if not bonds.result_holds(poll):
        return Verdict.stopped("ballots.box.result_altered")
    return Verdict.without_article("a count nobody objects to")
