"""The row lock of a round, and the order of its steps."""

from __future__ import annotations

import uuid

from governance.access.actor import Actor
from governance.ballots.models import RatingRound
from governance.ballots.rating import rules
from governance.rules.verdict import Verdict


def lock_round(round_id: uuid.UUID, actor: Actor) -> RatingRound:
    """The round, inside the actor's view; RatingRound.DoesNotExist outside it."""
    found = RatingRound.objects.visible_to(actor).values_list("pk", flat=True).get(pk=round_id)
    return RatingRound.objects.select_for_update(of=("self",)).get(pk=found)


def in_state(round_: RatingRound, *wanted: RatingRound.Status) -> Verdict:
    return rules.in_state(round_.status, round_.status_text, *wanted)
