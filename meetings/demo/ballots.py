"""A secret vote by phone in the story: the teller's code is in nobody's hands but this run's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from governance.ballots import casting, places, receipts, services
from governance.ballots.models import SealedPoll
from meetings.demo.plot import VotePlan
from meetings.models import AgendaItem, Vote
from meetings.models.base import BallotChoice
from meetings.services import sealed_votes, voting

if TYPE_CHECKING:
    from meetings.demo.sitting import Sitting

LOOKED = "全体表决人当场看过回执名单，没有异议"


class SealedVoting:
    """One item's rounds. A run that was broken off comes back without the code it had copied: it draws another
    before the vote opens, and gives the round up as lost after that."""

    def __init__(self, sitting: Sitting, item: AgendaItem, label: str, how: VotePlan) -> None:
        self.sitting, self.item, self.label, self.how = sitting, item, label, how
        self.do, self.town = sitting.do, sitting.town
        self.teller, self.scrutineer = how.tellers

    def run(self) -> Vote:
        rounds = 0
        while True:
            rounds += 1
            vote = self._open(rounds)
            if vote.status == Vote.Status.VOIDED:
                continue
            if vote.status in (Vote.Status.OPEN, Vote.Status.CLOSED):
                self._hold(vote, rounds)
            vote.refresh_from_db()
            if vote.status != Vote.Status.VOIDED:
                self._confirm(vote, rounds)
                return vote

    def _step(self, rounds: int, what: str) -> str:
        return f"{self.label}: envelopes {rounds}: {what}"

    def _open(self, rounds: int) -> Vote:
        opened = self.do(
            self._step(rounds, "opened"),
            voting.open_vote,
            by=self.sitting.clerk,
            gives=Vote,
            item_id=self.item.pk,
            method=self.how.method,
            tellers=[self.town.people[self.teller].pk],
            reason=self.how.reason,
        )
        assert isinstance(opened, Vote)
        return Vote.objects.get(pk=opened.pk)

    def _hold(self, vote: Vote, rounds: int) -> None:
        code = self._code(vote, rounds)
        if not code or (self.how.lost and rounds == 1):
            self._cast(vote, most=3)
            self.do(self._step(rounds, "lost"), sealed_votes.lose_key, by=self.teller, vote_id=vote.pk)
            return
        self._cast(vote)
        self.town.script.wait(2)
        self.do(self._step(rounds, "closed"), voting.close_vote, by=self.sitting.clerk, vote_id=vote.pk)
        self.do(
            self._step(rounds, "unsealed"),
            sealed_votes.unseal_vote,
            by=self.teller,
            vote_id=vote.pk,
            typed=[code],
        )

    def _code(self, vote: Vote, rounds: int) -> str:
        """The code, copied and typed back; empty when an earlier run had it."""
        for again in ("", " again"):
            poll = SealedPoll.objects.get(pk=vote.poll_id)
            if poll.status != SealedPoll.Status.PREPARED:
                return ""
            held = poll.keyholders.get(person=self.town.people[self.teller])
            if held.collected_at is not None:
                self._teller(f"redrawn{again}", rounds, services.redraw_shares, poll)
            _holder, code = self._teller(f"collected{again}", rounds, services.collect_share, poll) or (
                None,
                "",
            )
            if code:
                self._teller(f"confirmed{again}", rounds, services.confirm_share, poll, typed=code)
                return str(code)
        return ""

    def _teller(
        self, what: str, rounds: int, verb: Callable[..., object], poll: SealedPoll, **given: object
    ) -> tuple[object, str] | None:
        done = self.do(self._step(rounds, what), verb, by=self.teller, poll_id=poll.pk, **given)
        return done if isinstance(done, tuple) else None

    def _cast(self, vote: Vote, most: int | None = None) -> None:
        poll = SealedPoll.objects.get(pk=vote.poll_id)
        if poll.status != SealedPoll.Status.OPEN:
            return
        assert isinstance(self.how.nay, int) and isinstance(self.how.abstain, int)
        marks = [BallotChoice.NAY] * self.how.nay + [BallotChoice.ABSTAIN] * self.how.abstain
        for place, voter in enumerate(vote.roll[:most]):
            ticket = receipts.new_ticket(poll.pk, places.of_voter(voter))
            choice = marks[place] if place < len(marks) else BallotChoice.AYE
            casting.cast(poll=poll, voter_id=voter, answers={sealed_votes.QUESTION: choice}, ticket=ticket)

    def _confirm(self, vote: Vote, rounds: int) -> None:
        self.do(
            self._step(rounds, "counted"),
            voting.confirm_counts,
            by=self.scrutineer,
            vote_id=vote.pk,
            reason=LOOKED,
        )
