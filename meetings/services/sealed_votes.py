"""A secret vote by phone: its box of envelopes, opening it, and a key that is lost."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.ballots import closing, counting, opening
from governance.ballots.models import SealedPoll
from governance.ballots.payload import Question
from governance.rules.verdict import Verdict
from meetings import held, judgement
from meetings.models import AgendaItem, Vote
from meetings.models.base import BallotChoice
from meetings.services.locking import lock_vote
from meetings.states import in_order

QUESTION = "q"
SHEET = (Question(QUESTION, tuple(BallotChoice.values)),)


def make_envelopes(vote: Vote, tellers: Sequence[int], objection_minutes: int) -> SealedPoll:
    """The box of a vote that is being opened, inside its act: an envelope for everybody on the frozen roll."""
    return opening.prepare(
        opening.Setup(
            organization_id=vote.organization_id,
            subject_type=Vote._meta.label_lower,
            subject_id=str(vote.pk),
            questions=SHEET,
            tellers=tellers,
            voters=dict.fromkeys(vote.roll, 0),
            slips={},
            objection_minutes=objection_minutes,
        )
    )


@verb("meetings.vote.unsealed")
@sensitive_variables()
def unseal_vote(*, vote_id: int, actor: Actor, typed: Sequence[str]) -> Vote:
    """Open the box with the tellers' codes and count: one transaction, once. What follows is the second
    signature of a scrutineer, when the time for objections is over."""
    vote = lock_vote(vote_id, actor)
    decision = require(actor, "meetings.vote.unsealed", vote)
    poll = closing.lock(vote.poll_id)
    counted: counting.Counted | None = None

    def opened() -> Verdict:
        nonlocal counted
        verdict, counted = judgement.for_unsealing(vote, poll, typed)
        return verdict

    verdict = in_order("meetings.vote.unsealed", vote, opened)
    when = held.now(actor)
    facts = {"order": vote.item.order}
    if counted is not None:
        names = ("issued", "returned", "valid", "blank", "invalid")
        facts |= {name: counted.total(name) for name in names}
    with act(decision, verdict, on=vote, facts=facts, **when.act(verdict)):
        assert counted is not None
        counting.write(poll, counted, when.at)
        vote.returned = poll.returned
        vote.valid = poll.valid
        vote.invalid = counted.total("blank") + counted.total("invalid")
        vote.aye, vote.nay, vote.abstain = (counted.of(QUESTION, c) for c in BallotChoice.values)
        vote.teller_id = actor.person_id
        vote.status = Vote.Status.TYPED
        vote.save()
    return vote


@verb("meetings.vote.key_lost")
def lose_key(*, vote_id: int, actor: Actor) -> Vote:
    """A teller's code is lost, or the server's half is. Where the box cannot be opened any more the round is
    void by rule and may be repeated; nobody has seen a vote."""
    vote = lock_vote(vote_id, actor)
    decision = require(actor, "meetings.vote.key_lost", vote)
    poll = closing.lock(vote.poll_id)
    holder = poll.keyholders.select_for_update().get(person_id=actor.person_id)
    verdict = in_order("meetings.vote.key_lost", vote, lambda: judgement.for_losing(poll, holder))
    when = held.now(actor)
    facts = {"order": vote.item.order, "state": ""}
    with act(decision, verdict, on=vote, facts=facts, **when.act(verdict)):
        if not closing.lose(poll, holder, when.at):
            facts["state"] = _("还有两位计票人的票码，照常开箱")
            return vote
        facts["state"] = _("本项作废重投")
        vote.voided_because = _("计票人的票码丢失，票打不开")
        give_up(vote, poll)
    return vote


def give_up(vote: Vote, poll: SealedPoll | None) -> None:
    """Void the round inside the open act: its envelopes are emptied unopened, and the item may be voted on
    again."""
    if poll is not None:
        closing.void(poll, vote.voided_because)
    vote.status = Vote.Status.VOIDED
    vote.save(update_fields=["status", "voided_because"])
    item = vote.item
    item.status = AgendaItem.Status.SUMMARISED
    item.save(update_fields=["status"])
