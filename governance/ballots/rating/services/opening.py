"""From the approved round to the open one: codes on paper, or the roll; then the box, then the word."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.text import plain
from governance.audit import clock
from governance.audit.act import act, verb
from governance.ballots import closing, opening, share_files, slips
from governance.ballots.models import RatingRound, SealedPoll
from governance.ballots.opening import Setup
from governance.ballots.rating.rules import GO
from governance.ballots.rating.services.locking import in_state, lock_round
from governance.ballots.slips import Drawn
from governance.rules.verdict import Verdict, all_of

S, Mode = RatingRound.Status, RatingRound.Mode


def _in_mode(round_: RatingRound, mode: RatingRound.Mode) -> Verdict:
    """The page offers no other; a form of the other mode was made by hand."""
    if round_.mode != mode:
        raise ValidationError(_("这次测评不是这种方式。"))
    return GO


def _approved(round_: RatingRound) -> Verdict:
    return GO if round_.approved_by_id else Verdict.stopped("ballots.round.not_approved")


def _setup(round_: RatingRound, *, voters: Mapping[int, int], codes: Mapping[str, int]) -> Setup:
    return Setup(
        organization_id=round_.organization_id,
        subject_type=RatingRound._meta.label_lower,
        subject_id=str(round_.pk),
        questions=round_.questions,
        tellers=round_.teller_ids,
        voters=voters,
        slips=codes,
        text_limit=round_.text_limit,
        blank_allowed=True,
    )


@verb("ballots.round.codes_printed")
@sensitive_variables()
def print_codes(*, round_id: uuid.UUID, actor: Actor) -> tuple[RatingRound, list[Drawn]]:
    """(round, codes): the codes exist in this answer and on the paper made of it, and nowhere else. OSError when
    the key file cannot be written; nothing is kept then."""
    round_ = lock_round(round_id, actor)
    decision = require(actor, "ballots.round.codes_printed", round_)
    verdict = all_of(in_state(round_, S.PREPARING), _in_mode(round_, Mode.SLIPS), _approved(round_))
    classes = round_.classes
    facts = {"count": sum(c.codes for c in classes), "spares": sum(c.spares for c in classes)}
    with act(decision, verdict, on=round_, facts=facts):
        drawn = slips.draw({one.number: one.codes for one in classes})
        key = slips.new_key()
        round_.poll = opening.prepare(_setup(round_, voters={}, codes=slips.digests(key, drawn)))
        slips.keep_key(round_.poll.pk, key)
        round_.status = S.CODES_PRINTED
        round_.save(update_fields=["poll", "status"])
    return round_, drawn


@verb("ballots.round.codes_reprinted")
@sensitive_variables()
def reprint_codes(*, round_id: uuid.UUID, actor: Actor, because: str) -> tuple[RatingRound, list[Drawn]]:
    """All codes anew before the round is open: a sheet was lost, or seen by somebody. The old ones are void."""
    round_ = lock_round(round_id, actor)
    decision = require(actor, "ballots.round.codes_reprinted", round_)
    because = plain(because, _("理由"), 200)
    verdict = all_of(in_state(round_, S.CODES_PRINTED), _in_mode(round_, Mode.SLIPS), _key_there(round_))
    classes = round_.classes
    facts = {"count": sum(c.codes for c in classes), "because": because}
    with act(decision, verdict, on=round_, facts=facts):
        assert round_.poll_id is not None
        poll = closing.lock(round_.poll_id)
        drawn = slips.draw({one.number: one.codes for one in classes})
        slips.replace(poll, drawn)
        round_.save(update_fields=["status"])
    return round_, drawn


def _key_there(round_: RatingRound) -> Verdict:
    if round_.mode == Mode.SLIPS and round_.poll_id and not share_files.exists(round_.poll_id, slips.KEY):
        return Verdict.stopped("ballots.round.codes_lost")
    return GO


@verb("ballots.round.roll_fixed")
def fix_roll(*, round_id: uuid.UUID, actor: Actor) -> RatingRound:
    """An envelope for everybody on the roll; from here on the roll stands."""
    round_ = lock_round(round_id, actor)
    decision = require(actor, "ballots.round.roll_fixed", round_)
    verdict = all_of(in_state(round_, S.PREPARING), _in_mode(round_, Mode.ROLL), _approved(round_))
    voters = {person: one.number for one in round_.classes for person in one.people}
    with act(decision, verdict, on=round_, facts={"count": len(voters)}):
        round_.poll = opening.prepare(_setup(round_, voters=voters, codes={}))
        round_.status = S.CODES_PRINTED
        round_.save(update_fields=["poll", "status"])
    return round_


@verb("ballots.round.opened")
def open_round(*, round_id: uuid.UUID, actor: Actor) -> RatingRound:
    """The word to begin, once every teller has checked the copy of their code."""
    round_ = lock_round(round_id, actor)
    decision = require(actor, "ballots.round.opened", round_)
    verdict = all_of(in_state(round_, S.CODES_PRINTED), _key_there(round_), _box_ready(round_))
    expected = sum(one.expected for one in round_.classes)
    with act(decision, verdict, on=round_, facts={"expected": expected}):
        round_.status = S.OPEN
        round_.opened_at = clock.now()
        round_.save(update_fields=["status", "opened_at"])
    return round_


def _box_ready(round_: RatingRound) -> Verdict:
    poll = round_.poll
    if poll is None or poll.status == SealedPoll.Status.OPEN:
        return GO
    waiting = poll.keyholders.filter(person__isnull=False, confirmed_at=None).count()
    return Verdict.stopped("ballots.round.key_waits", have=waiting)
