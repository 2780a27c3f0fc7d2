"""A meeting at a secret vote by phone: the teller's codes, ballots, the box."""

from __future__ import annotations

from typing import Any

from governance.ballots import casting, places, receipts, services
from governance.ballots.models import SealedPoll
from meetings.models import Vote
from meetings.services import sealed_votes, voting
from tests.meetings.scenes import Chamber

TELLER, SCRUTINEER = 3, 4


class Ballots(Chamber):
    """Steps of a secret vote on the matter of persons; members are named by their number."""

    def envelopes(self, *tellers: int, method: str = "secret_ballot", **more: Any) -> Vote:
        self.discuss("persons")
        return voting.open_vote(
            item_id=self.persons_id,
            actor=self.actor("office_clerk"),
            method=method,
            tellers=[self.stage.members[n].pk for n in tellers or (TELLER,)],
            **more,
        )

    def collect(self, vote: Vote, teller: int = TELLER) -> str:
        return services.collect_share(poll_id=vote.poll_id, actor=self.actor(teller))[1]

    def confirm(self, vote: Vote, code: str, teller: int = TELLER) -> Any:
        return services.confirm_share(poll_id=vote.poll_id, actor=self.actor(teller), typed=code)

    def opened_box(self, *tellers: int) -> tuple[Vote, list[str]]:
        """(vote, codes): everybody may cast now."""
        vote = self.envelopes(*tellers)
        codes = []
        for teller in tellers or (TELLER,):
            codes.append(self.collect(vote, teller))
            self.confirm(vote, codes[-1], teller)
        return Vote.objects.get(pk=vote.pk), codes

    def put(self, vote: Vote, index: int, choice: str = "aye", ticket: str = "") -> str:
        person = self.stage.members[index]
        poll = SealedPoll.objects.get(pk=vote.poll_id)
        ticket = ticket or receipts.new_ticket(poll.pk, places.of_voter(person.pk))
        return casting.cast(poll=poll, voter_id=person.pk, answers={"q": choice}, ticket=ticket)

    def close(self, vote: Vote) -> Vote:
        return voting.close_vote(vote_id=vote.pk, actor=self.actor("office_clerk"))

    def unseal(self, vote: Vote, *codes: str, who: int = TELLER) -> Vote:
        return sealed_votes.unseal_vote(vote_id=vote.pk, actor=self.actor(who), typed=codes)

    def second(self, vote: Vote, who: int = SCRUTINEER, reason: str = "") -> Vote:
        return voting.confirm_counts(vote_id=vote.pk, actor=self.actor(who), reason=reason)
