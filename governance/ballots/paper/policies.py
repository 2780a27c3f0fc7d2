"""Who handles paper: two who type, a third who settles, a teller for the figures, a scrutineer who confirms.

Nobody whom the sheets are about sees or touches any of it. What a use does not say for itself is answered here.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, policy
from governance.ballots.models import PaperBatch, PaperCount, SealedPoll
from governance.ballots.policies import post_in
from governance.ballots.uses import PaperUse, use_of

TYPISTS = ("office_clerk", "office_director", "organization_clerk")


def _poll_of(obj: SealedPoll | PaperCount | PaperBatch) -> SealedPoll:
    return obj if isinstance(obj, SealedPoll) else obj.poll


def _barred(actor: Actor, poll: SealedPoll) -> Denied | PaperUse:
    paper = use_of(poll).paper
    if paper is None:
        return Denied(_("这次投票不收纸票"))
    if actor.person_id is None or actor.person_id in paper.rated(poll):
        return Denied(_("测评的是您本人，纸票由别人办理"))
    return paper


def _counts(actor: Actor, poll: SealedPoll) -> bool:
    held = poll.keyholders.filter(person_id=actor.person_id).exists()
    return held or isinstance(use_of(poll).may_count(actor, poll), Allowed)


def types(actor: Actor, obj: SealedPoll | PaperBatch) -> Answer:
    poll = _poll_of(obj)
    paper = _barred(actor, poll)
    if isinstance(paper, Denied):
        return paper
    if paper.may_type is not None:
        return paper.may_type(actor, poll)
    if actor.holds(poll.organization_id, *TYPISTS) or _counts(actor, poll):
        return Allowed(post_in(actor, poll.organization_id))
    return Denied(_("纸票由党政办、组织办或计票人录入"), TYPISTS)


def writes(actor: Actor, obj: SealedPoll | PaperCount) -> Answer:
    poll = _poll_of(obj)
    paper = _barred(actor, poll)
    if isinstance(paper, Denied):
        return paper
    if paper.may_write is not None:
        return paper.may_write(actor, poll)
    if _counts(actor, poll):
        return Allowed(post_in(actor, poll.organization_id))
    return Denied(_("纸票的张数由计票人填写"))


def confirms(actor: Actor, obj: SealedPoll | PaperCount) -> Answer:
    poll = _poll_of(obj)
    paper = _barred(actor, poll)
    if isinstance(paper, Denied):
        return paper
    if paper.may_confirm is not None:
        return paper.may_confirm(actor, poll)
    if use_of(poll).answers_objections(poll, actor):
        return Allowed(post_in(actor, poll.organization_id))
    return Denied(_("纸票由监票人核对"))


def clears(actor: Actor, obj: SealedPoll | PaperBatch) -> Answer:
    poll = _poll_of(obj)
    written = writes(actor, poll)
    if isinstance(written, Allowed):
        return written
    confirmed = confirms(actor, poll)
    return confirmed if isinstance(confirmed, Allowed) else Denied(_("退回重录由计票人或监票人办理"))


def handles(actor: Actor, poll: SealedPoll) -> Answer:
    """Any of these hands: the page with the batches and the figures."""
    answer: Answer = Denied("")
    for asked in (types, writes, confirms):
        answer = asked(actor, poll)
        if isinstance(answer, Allowed):
            return answer
    barred = _barred(actor, poll)
    return barred if isinstance(barred, Denied) else Denied(_("纸票由录入人、计票人、监票人办理"), TYPISTS)


policy("ballots.paper_count.written", "ballots.paper_batches.added")(writes)
policy("ballots.paper_batch.typed", "ballots.paper_batch.settled")(types)
policy("ballots.paper_batch.cleared")(clears)
policy("ballots.paper_count.confirmed", "ballots.paper_gap.explained")(confirms)
policy("ballots.paper.listed", "ballots.paper_count.printed")(handles)
