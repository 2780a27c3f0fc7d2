"""What a committee's secret votes lend to the pages of secret votes (`governance.ballots.uses`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.ballots.models import SealedPoll
from governance.ballots.uses import PollUse, QuestionWords, Sheet, asks, register_use
from governance.rules.verdict import Verdict
from governance.templatetags.wordings import cn_number
from meetings import judgement
from meetings.models import Vote
from meetings.models.base import BallotChoice
from meetings.pages.scope import items_seen
from meetings.pages.words import subject_lines
from meetings.room import presider
from meetings.services import sealed_votes

V = Vote.Status


def vote_of(poll: SealedPoll) -> Vote:
    vote = poll.subject
    assert isinstance(vote, Vote)
    return vote


def sheet_of(poll: SealedPoll) -> Sheet:
    """One question: the matter, or the one person proposed. Several proposed in one item are voted on
    together, as they are counted."""
    topic = vote_of(poll).item.topic
    subjects = subject_lines(topic)
    matter, note = topic.title, topic.proposal
    if len(subjects) == 1:
        matter, note = subjects[0].person.name, subjects[0].proposal
    elif subjects:
        note = "、".join(f"{s.person.name}{s.proposal}" for s in subjects)
    question = QuestionWords(
        sealed_votes.QUESTION,
        matter,
        note[:120],
        {value: str(label) for value, label in BallotChoice.choices},
    )
    return replace(heading_of(poll), matter=topic.title if len(subjects) == 1 else "", questions=[question])


def heading_of(poll: SealedPoll) -> Sheet:
    """Without the question: above a receipt, and on the tellers' pages."""
    vote = vote_of(poll)
    return Sheet(
        kind=_("表决票"),
        of=_("无记名　%(meeting)s　第%(n)s项")
        % {"meeting": vote.item.meeting, "n": cn_number(vote.item.order)},
        matter="",
        questions=(),
        hint=_("选一项投出。计票前可以重投，以最后一次为准。"),
        voter_url=reverse("meetings:phone"),
        voter_label=_("返回我的会议"),
        back_url=reverse("meetings:room", args=[vote.item.meeting_id]),
        back_label=_("返回会议"),
    )


def may_cast(poll: SealedPoll, person_id: int) -> Verdict:
    return judgement.in_room_to_vote(vote_of(poll), person_id)


def may_object(poll: SealedPoll) -> Verdict:
    """Until a scrutineer has confirmed the count."""
    if vote_of(poll).status == V.TYPED:
        return judgement.GO
    return judgement.stop("ballots.objection.late")


def visible(actor: Actor) -> models.QuerySet:
    return Vote.objects.visible_to(actor).filter(poll__isnull=False, item__in=items_seen(actor))


def answers_objections(poll: SealedPoll, actor: Actor) -> bool:
    """Whoever may be scrutineer: on the roll, not the teller who opened the box, not presiding."""
    vote = vote_of(poll)
    return (
        actor.person_id in vote.roll
        and actor.person_id != vote.teller_id
        and actor.person_id != presider(vote.item)
    )


def count(*, poll: SealedPoll, typed: Sequence[str], actor: Actor, once: UUID) -> Vote:
    return sealed_votes.unseal_vote(vote_id=vote_of(poll).pk, actor=actor, typed=typed, once=once)


def lose(*, poll: SealedPoll, actor: Actor, once: UUID) -> Vote:
    return sealed_votes.lose_key(vote_id=vote_of(poll).pk, actor=actor, once=once)


def as_counted(poll: SealedPoll) -> bool:
    """Whether the vote, its minutes and papers say what the envelopes said."""
    vote = vote_of(poll)
    if vote.aye is None:
        return True
    tallies = dict(poll.tallies.filter(question=sealed_votes.QUESTION).values_list("option", "count"))
    own = [vote.aye, vote.nay, vote.abstain, vote.returned, vote.valid, vote.invalid]
    unmarked = (poll.blank or 0) + (poll.invalid or 0)
    counted = [tallies.get(c, 0) for c in BallotChoice.values]
    return own == [*counted, poll.returned, poll.valid, unmarked]


def calls(poll: SealedPoll) -> str:
    vote = vote_of(poll)
    if vote.scrutineer is not None:
        return _("监票人%(name)s") % {"name": vote.scrutineer.name}
    if vote.teller is not None:
        return _("计票人%(name)s") % {"name": vote.teller.name}
    return _("监票人")


register_use(
    PollUse(
        model=Vote,
        sheet=sheet_of,
        heading=heading_of,
        related=("item__topic", "item__meeting__organization"),
        may_cast=may_cast,
        visible=visible,
        count=count,
        lose=lose,
        may_count=asks("meetings.vote.unsealed"),
        may_lose=asks("meetings.vote.key_lost"),
        answers_objections=answers_objections,
        may_object=may_object,
        as_counted=as_counted,
        calls=calls,
    )
)
