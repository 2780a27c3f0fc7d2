"""Who may do what with a secret vote: voters vote, tellers hold their own code, and nobody sees inside."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policies import by_system
from governance.access.policy import Answer, policy
from governance.ballots.models import CountObjection, KeyHolder, SealedPoll
from governance.ballots.uses import use_of

WIPING = "ballots wiped"


def post_in(actor: Actor, organization_id: int) -> str:
    """The post by virtue of which, for the trail."""
    held = actor.seat(organization_id) or next(
        (p for p in actor.posts if p.organization_id == organization_id), None
    )
    return held.title if held else ""


@policy("ballots.ballot.cast", "ballots.count.objected")
def on_the_roll(actor: Actor, poll: SealedPoll) -> Answer:
    if actor.person_id is not None and (
        getattr(poll, "found_by", None) == actor.person_id
        or poll.envelopes.filter(voter_id=actor.person_id).exists()
    ):
        return Allowed(post_in(actor, poll.organization_id))
    return Denied(_("只有表决名单上的人投票"))


@policy("ballots.share.collected", "ballots.share.confirmed")
def holds_this_share(actor: Actor, holder: KeyHolder) -> Answer:
    if actor.person_id is not None and holder.person_id == actor.person_id:
        return Allowed(post_in(actor, holder.organization_id))
    return Denied(_("票码只由计票人本人领取和核对"))


@policy("ballots.share.redrawn")
def holds_a_share(actor: Actor, poll: SealedPoll) -> Answer:
    if actor.person_id is not None and poll.keyholders.filter(person_id=actor.person_id).exists():
        return Allowed(post_in(actor, poll.organization_id))
    return Denied(_("票码由计票人重新领取"))


@policy("ballots.box.opened")
def opens_the_box(actor: Actor, poll: SealedPoll) -> Answer:
    """As the app says of its own vote; the verb asks it again."""
    return use_of(poll).may_count(actor, poll)


@policy("ballots.key.lost")
def loses_the_key(actor: Actor, poll: SealedPoll) -> Answer:
    return use_of(poll).may_lose(actor, poll)


@policy("ballots.receipts.listed")
def knows_of_it(actor: Actor, poll: SealedPoll) -> Answer:
    """Whoever finds the box at all: the list holds neither choices nor voters."""
    return Allowed(post_in(actor, poll.organization_id))


@policy("ballots.objection.settled")
def scrutinises(actor: Actor, objection: CountObjection) -> Answer:
    """As the app says who scrutinises; never whoever objected."""
    poll = objection.poll
    if actor.person_id == objection.person_id:
        return Denied(_("自己提出的异议由别人查"))
    if use_of(poll).answers_objections(poll, actor):
        return Allowed(post_in(actor, poll.organization_id))
    return Denied(_("计票异议由监票人查清"))


policy("ballots.poll.wiped")(by_system(WIPING))
