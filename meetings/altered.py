"""Counts from envelopes that somebody changed past the program: pages say so instead, papers are not made."""

from __future__ import annotations

from collections.abc import Iterable

from governance.ballots import mismatch
from governance.deadlines.jobs import CannotEverWork
from meetings.models import Meeting, Vote


def altered_of(vote: Vote) -> str:
    """What does not match and whom to call; nothing where the vote says what its envelopes said."""
    return mismatch.of(vote.poll) if vote.poll is not None and vote.aye is not None else ""


def counted_from_envelopes(meeting: Meeting) -> list[Vote]:
    """The votes of a meeting that papers rely on. One given up is told as given up, without figures."""
    votes = Vote.objects.filter(item__meeting=meeting, poll__isnull=False, aye__isnull=False)
    return list(votes.exclude(status=Vote.Status.VOIDED).select_related("poll"))


def keep_off_paper(votes: Iterable[Vote]) -> None:
    """Raises CannotEverWork with the sentence, for the builder of a paper."""
    for vote in votes:
        if vote.status != Vote.Status.VOIDED and (why := altered_of(vote)):
            raise CannotEverWork(why)
