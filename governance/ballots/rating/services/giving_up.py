"""A round that comes to nothing: given up by whoever opened it, or lost with its key."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.text import plain
from governance.audit import clock
from governance.audit.act import act, verb
from governance.ballots import closing, slips
from governance.ballots.models import RatingRound
from governance.ballots.rating.services.locking import in_state, lock_round

S = RatingRound.Status


@verb("ballots.round.voided")
def void_round(*, round_id: uuid.UUID, actor: Actor, because: str) -> RatingRound:
    """Nothing that was handed in is opened; the round stays on record with its reason."""
    round_ = lock_round(round_id, actor)
    decision = require(actor, "ballots.round.voided", round_)
    because = plain(because, _("理由"), 200)
    verdict = in_state(round_, S.PREPARING, S.CODES_PRINTED, S.OPEN, S.CLOSED, S.COUNTED)
    with act(decision, verdict, on=round_, facts={"because": because}):
        _give_up(round_, because)
    return round_


@verb("ballots.round.key_lost")
def lose_key(*, round_id: uuid.UUID, actor: Actor) -> RatingRound:
    """A teller's code cannot be found, or the server's half is gone. Where nobody can open the box any more the
    round is void; of three tellers two codes still open it."""
    round_ = lock_round(round_id, actor)
    decision = require(actor, "ballots.round.key_lost", round_)
    verdict = in_state(round_, S.CODES_PRINTED, S.OPEN, S.CLOSED)
    facts = {"state": ""}
    with act(decision, verdict, on=round_, facts=facts):
        assert round_.poll_id is not None
        poll = closing.lock(round_.poll_id)
        holder = poll.keyholders.select_for_update().get(person_id=actor.person_id)
        if closing.lose(poll, holder, clock.now()):
            facts["state"] = _("测评作废")
            _give_up(round_, _("计票人的票码对不上"))
        else:
            facts["state"] = _("还有两位计票人的票码，照常汇总")
    return round_


def _give_up(round_: RatingRound, because: str) -> None:
    if round_.poll_id is not None:
        poll = closing.lock(round_.poll_id)
        closing.void(poll, because)
        slips.forget_key(poll.pk)
    round_.status = S.VOIDED
    round_.voided_because = because
    round_.save(update_fields=["status", "voided_because"])
