"""Verbs of a vote: open, cast by name, close, type, confirm, announce, void."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.ballots import casting, closing
from governance.documents.numbering import draw_number
from governance.people.models import Person
from governance.rules.verdict import all_of
from meetings import held, judgement
from meetings.models import AgendaItem, NamedBallot, Resolution, Topic, Vote
from meetings.models.base import BallotChoice, Method, Outcome
from meetings.services import sealed_votes
from meetings.services.locking import lock_item, lock_vote
from meetings.states import in_order, in_state

OBJECTION_MINUTES = 10


@verb("meetings.vote.opened")
def open_vote(
    *,
    item_id: int,
    actor: Actor,
    method: str,
    tellers: Sequence[int] = (),
    objection_minutes: int = OBJECTION_MINUTES,
    reason: str = "",
    at: datetime | None = None,
) -> Vote:
    """Open the vote: quorum, stances, summing-up, method and recusal are judged now, and the roll
    is frozen. Whoever comes later does not take part in this round.

    `tellers`: of a secret vote by phone, who holds the key of the box (one person, or three); without
    them a secret vote is by paper.
    `at`, here and below: of a meeting entered late, the time on the paper (`meetings.held`)."""
    item = lock_item(item_id, actor)
    decision = require(actor, "meetings.vote.opened", item)
    judgement.keep_names_out([item.topic], reason=reason)
    room = judgement.room(item)
    when = held.in_room(item.meeting, actor, at)
    verdict = in_order(
        "meetings.attendance.left",
        item.meeting,
        lambda: in_order(
            "meetings.vote.opened",
            item,
            lambda: judgement.for_tellers(item, method, tellers, room.counting_ids),
            lambda: judgement.for_vote(item, method, when.day),
        ),
    )
    vote = Vote(
        organization_id=item.organization_id,
        item=item,
        round=item.votes.count() + 1,
        method=method,
        entitled=room.entitled,
        present=room.present,
        recused=room.recused_present,
        roll=room.counting_ids,
        opened_at=when.at,
    )
    with act(
        decision,
        verdict,
        on=item,
        facts={
            "order": item.order,
            "method": str(Method(method).label),
            "roll": len(vote.roll),
        },
        **when.act(verdict, reason),
    ):
        vote.save()
        if tellers:
            vote.poll = sealed_votes.make_envelopes(vote, tellers, objection_minutes)
            vote.save(update_fields=["poll"])
        item.status = AgendaItem.Status.VOTING
        item.method = method
        item.save(update_fields=["status", "method"])
    return vote


@verb("meetings.ballot.cast")
def cast_named(*, vote_id: int, actor: Actor, choice: str) -> NamedBallot:
    """Cast one's own signed vote on the phone; it may be changed until voting stops. Whoever left
    the room has to come back first; a ballot cast before leaving stands."""
    vote = lock_vote(vote_id, actor)
    decision = require(actor, "meetings.ballot.cast", vote)
    verdict = in_order(
        "meetings.ballot.cast",
        vote,
        lambda: judgement.by_the_clerk(vote.item.meeting),
        lambda: judgement.castable(vote, actor.person_id),
    )
    when = held.now(actor)
    ballot = NamedBallot.objects.filter(vote=vote, person_id=actor.person_id).first() or NamedBallot(
        organization_id=vote.organization_id, vote=vote, person_id=actor.person_id
    )
    ballot.choice = BallotChoice(choice)
    ballot.cast_at = when.at
    with act(decision, verdict, on=vote, facts={"order": vote.item.order}, **when.act(verdict)):
        ballot.save()
    return ballot


@verb("meetings.vote.closed")
def close_vote(*, vote_id: int, actor: Actor, at: datetime | None = None) -> Vote:
    """Stop voting. A named vote is counted at once from its ballots; hands and paper are typed; a box of
    envelopes stays sealed until a teller opens it."""
    vote = lock_vote(vote_id, actor)
    decision = require(actor, "meetings.vote.closed", vote)
    poll = closing.lock(vote.poll_id) if vote.poll_id else None
    verdict = in_order("meetings.vote.closed", vote, lambda: judgement.closable(poll))
    when = held.in_room(vote.item.meeting, actor, at)
    issued = len(vote.roll)
    named = vote.method == Method.NAMED_BALLOT
    returned = vote.ballots.count() if named else casting.returned_of(poll) if poll else 0
    with act(
        decision,
        verdict,
        on=vote,
        facts={
            "order": vote.item.order,
            "issued": issued,
            "returned": returned if named or poll else judgement.NOT_COUNTED_YET,
        },
        **when.act(verdict),
    ):
        if poll is not None:
            closing.close(poll, when.at)
        vote.closed_at = when.at
        vote.issued = issued
        vote.status = Vote.Status.CLOSED
        if named:
            choices = list(vote.ballots.values_list("choice", flat=True))
            vote.returned = vote.valid = returned
            vote.invalid = 0
            vote.aye = choices.count(BallotChoice.AYE)
            vote.nay = choices.count(BallotChoice.NAY)
            vote.abstain = choices.count(BallotChoice.ABSTAIN)
            vote.status = Vote.Status.COUNTED
        vote.save()
        if named:
            item = vote.item
            item.status = AgendaItem.Status.COUNTED
            item.save(update_fields=["status"])
    return vote


@verb("meetings.vote.typed")
def type_counts(
    *,
    vote_id: int,
    actor: Actor,
    issued: int,
    returned: int,
    valid: int,
    invalid: int,
    aye: int,
    nay: int,
    abstain: int,
    teller_id: int | None = None,
) -> Vote:
    """The teller types the count. Counts that do not add up are refused with the figures. `teller_id`: of
    a meeting entered late, who signed the count sheet as teller; the clerk types from it."""
    vote = lock_vote(vote_id, actor)
    decision = require(actor, "meetings.vote.typed", vote)
    counts = {
        "issued": issued,
        "returned": returned,
        "valid": valid,
        "invalid": invalid,
        "aye": aye,
        "nay": nay,
        "abstain": abstain,
    }
    if min(counts.values()) < 0:
        raise ValidationError({n: _("票数不能是负数。") for n, v in counts.items() if v < 0})
    when, teller = held.in_room(vote.item.meeting, actor), _signed_by(vote, actor, teller_id)
    verdict = in_order(
        "meetings.vote.typed",
        vote,
        lambda: judgement.on_the_roll(vote, teller),
        lambda: judgement.for_counts(vote, counts, when.day),
    )
    with act(decision, verdict, on=vote, facts={"order": vote.item.order, **counts}, **when.act(verdict)):
        for name, value in counts.items():
            setattr(vote, name, value)
        vote.teller_id = teller
        vote.status = Vote.Status.TYPED
        vote.save()
    return vote


@verb("meetings.vote.recount_asked")
def ask_recount(*, vote_id: int, actor: Actor) -> Vote:
    """The scrutineer counts differently: the typed figures are taken back, and both stay on record. What
    came out of envelopes cannot be counted another time: the envelopes are empty."""
    vote = lock_vote(vote_id, actor)
    decision = require(actor, "meetings.vote.recount_asked", vote)
    verdict = in_order("meetings.vote.recount_asked", vote, lambda: judgement.recountable(vote))
    when = held.in_room(vote.item.meeting, actor)
    with act(decision, verdict, on=vote, facts={"order": vote.item.order}, **when.act(verdict)):
        for name in (
            "returned",
            "valid",
            "invalid",
            "aye",
            "nay",
            "abstain",
            "teller_id",
        ):
            setattr(vote, name, None)
        vote.status = Vote.Status.CLOSED
        vote.save()
    return vote


@verb("meetings.vote.counted")
def confirm_counts(*, vote_id: int, actor: Actor, scrutineer_id: int | None = None, reason: str = "") -> Vote:
    """The scrutineer confirms the count: the second of two signatures. `scrutineer_id`: of a meeting
    entered late, who signed the count sheet beside the teller. `reason`: why a count from envelopes is
    confirmed before the time for objections is over."""
    vote = lock_vote(vote_id, actor)
    decision = require(actor, "meetings.vote.counted", vote)
    when, second = held.in_room(vote.item.meeting, actor), _signed_by(vote, actor, scrutineer_id)
    verdict = in_order(
        "meetings.vote.counted",
        vote,
        lambda: judgement.on_the_roll(vote, second),
        lambda: all_of(judgement.for_second_signature(vote, second), judgement.uncontested(vote, when.at)),
    )
    with act(
        decision,
        verdict,
        on=vote,
        facts={
            "order": vote.item.order,
            "teller": vote.teller.name if vote.teller else "",
            "issued": vote.issued,
            "returned": vote.returned,
            "valid": vote.valid,
            "invalid": vote.invalid,
        },
        **when.act(verdict, reason),
    ):
        vote.scrutineer_id = second
        vote.status = Vote.Status.COUNTED
        vote.save(update_fields=["scrutineer", "status"])
        item = vote.item
        item.status = AgendaItem.Status.COUNTED
        item.save(update_fields=["status"])
    return vote


@verb("meetings.resolution.adopted")
def announce(
    *,
    vote_id: int,
    actor: Actor,
    wide_split: bool = False,
    wide_split_reason: str = "",
    reason: str = "",
    at: datetime | None = None,
) -> Resolution:
    """Announce the result. The outcome follows from the count under the articles; the chair adds
    only whether views were widely split (S0-06:十二e), with a reason."""
    vote = lock_vote(vote_id, actor)
    decision = require(actor, "meetings.resolution.adopted", vote)
    item = vote.item
    judgement.keep_names_out([item.topic], wide_split_reason=wide_split_reason, reason=reason)
    if wide_split and not wide_split_reason.strip():
        raise ValidationError({"wide_split_reason": _("认为分歧较大的，须写明分歧在哪里。")})
    when = held.in_room(item.meeting, actor, at)
    verdict = in_order(
        "meetings.resolution.adopted",
        vote,
        lambda: judgement.for_result(vote, when.day, wide_split=wide_split),
    )
    resolution = Resolution(
        organization_id=vote.organization_id,
        item=item,
        vote=vote,
        outcome=verdict.outcome or "",
        decided_on=when.day,
        text=item.topic.proposal,
    )
    facts = {
        "order": item.order,
        "outcome": str(Outcome(verdict.outcome).label) if verdict.outcome else "",
        "aye": vote.aye,
        "nay": vote.nay,
        "abstain": vote.abstain,
        "number": "",
    }
    with act(decision, verdict, on=vote, facts=facts, **when.act(verdict, reason)):
        resolution.number = draw_number(item.meeting.organization, "resolution", when.day)
        facts["number"] = resolution.number
        resolution.save()
        vote.outcome = verdict.outcome or ""
        vote.wide_split = wide_split
        vote.wide_split_reason = wide_split_reason
        vote.voided_because = ""  # asked for and not countersigned: the chair goes on with the round
        vote.status = Vote.Status.ANNOUNCED
        vote.save(update_fields=["outcome", "wide_split", "wide_split_reason", "voided_because", "status"])
        postponed = verdict.outcome == Outcome.POSTPONED
        item.outcome = verdict.outcome or ""
        item.status = AgendaItem.Status.POSTPONED if postponed else AgendaItem.Status.DECIDED
        item.save(update_fields=["outcome", "status"])
        topic = item.topic
        topic.status = Topic.Status.POSTPONED if postponed else Topic.Status.DECIDED
        topic.save(update_fields=["status"])
    return resolution


@verb("meetings.vote.void_asked")
def ask_void(*, vote_id: int, actor: Actor, because: str) -> Vote:
    """The chair wants the round voided and says why; nothing changes until a scrutineer countersigns."""
    vote = lock_vote(vote_id, actor)
    decision = require(actor, "meetings.vote.void_asked", vote)
    judgement.keep_names_out([vote.item.topic], because=because)
    if not because.strip():
        raise ValidationError({"because": _("请写明作废的理由。")})
    verdict, when = in_state("meetings.vote.void_asked", vote), held.in_room(vote.item.meeting, actor)
    facts = {"order": vote.item.order, "because": because}
    with act(decision, verdict, on=vote, facts=facts, **when.act(verdict)):
        vote.voided_because = because
        vote.save(update_fields=["voided_because"])
    return vote


@verb("meetings.vote.voided")
def void_vote(*, vote_id: int, actor: Actor, scrutineer_id: int | None = None) -> Vote:
    """A member of the roll countersigns, as scrutineer, what the chair asked for; the earlier figures
    stay on record and the item may be voted on again. One person alone voids nothing."""
    vote = lock_vote(vote_id, actor)
    decision = require(actor, "meetings.vote.voided", vote)
    when, second = held.in_room(vote.item.meeting, actor), _signed_by(vote, actor, scrutineer_id)
    verdict = in_order(
        "meetings.vote.voided",
        vote,
        lambda: judgement.on_the_roll(vote, second),
        lambda: judgement.voidable(vote, second),
    )
    name = actor.name if second == actor.person_id else Person.objects.get(pk=second).name
    facts = {"order": vote.item.order, "because": vote.voided_because, "scrutineer": name}
    with act(decision, verdict, on=vote, facts=facts, **when.act(verdict)):
        sealed_votes.give_up(vote, closing.lock(vote.poll_id) if vote.poll_id else None)
    return vote


def _signed_by(vote: Vote, actor: Actor, person_id: int | None) -> int | None:
    """Whose signature it is: the actor's own; on a sheet of paper that the clerk enters afterwards, that of
    whoever signed it."""
    on_paper = held.late_clerk(actor, vote.item.meeting) is not None
    return person_id if on_paper and person_id is not None else actor.person_id
