"""Verbs on topics: propose, consent, give an opinion, return, resubmit, withdraw; stated facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.audit.sealed import seal
from governance.people.models import Organization, Person, Post
from governance.rules.verdict import Verdict, all_of
from meetings import held, judgement
from meetings.models import (
    AgendaItem,
    Meeting,
    StatedFact,
    Topic,
    TopicCall,
    TopicOpinion,
    TopicSubject,
)
from meetings.services.locking import lock_item, lock_meeting, lock_topic
from meetings.services.sealing import seal_or_none, topic_key
from meetings.stated import fact_confirmable, fact_kind
from meetings.states import in_state


@verb("meetings.topic.proposed")
def propose_topic(
    *,
    organization: Organization,
    actor: Actor,
    title: str,
    matter: str,
    content: str,
    proposal: str,
    amount: Decimal | None = None,
    sealed: bool = False,
    party_building: bool = False,
    leader: Post | None = None,
    call: TopicCall | None = None,
    subjects: Sequence[tuple[Person, str]] = (),
    happened_on: date | None = None,
    reason: str = "",
) -> Topic:
    """Put a topic forward. `subjects`: (person, what is proposed for them), for personnel topics.

    A proposal by an office needs its leader's consent later (S1-04:三-1a); whether it is complete
    is judged when the topic is put on an agenda, not here. A secret topic names its persons under
    `subjects` alone: ValidationError for a text that does. `happened_on` before today makes it a late
    entry (补录): ValidationError without a reason, and it goes onto no agenda before it is confirmed.
    """
    if call is not None and call.organization_id != organization.pk:
        raise TopicCall.DoesNotExist
    late = happened_on is not None and happened_on < actor.day
    if happened_on is not None and happened_on > actor.day:
        raise ValidationError({"happened_on": _("发生日期在今天以后，还没有发生的不能登记。")})
    if late and not reason.strip():
        raise ValidationError({"reason": _("补录的，须写明当时为什么没有录。")})
    topic = Topic(
        organization=organization,
        title=title,
        matter=matter,
        content=content,
        proposal=proposal,
        amount=amount,
        sealed=sealed,
        party_building=party_building,
        leader=leader,
        call=call,
        proposed_late=call is not None and (happened_on or actor.day) > call.closes_on,
        proposed_by_id=actor.person_id,
        proposed_on=happened_on or actor.day,
        late_because=reason.strip() if late else "",
    )
    if topic.is_secret:
        texts = {"title": title, "content": content, "proposal": proposal, "reason": reason}
        judgement.refuse_names((person for person, _what in subjects), texts.items())
    decision = require(actor, "meetings.topic.proposed", topic)
    topic.proposer_post = decision.post
    topic.department_proposal = actor.seat(organization.pk) is None
    with act(
        decision,
        Verdict.without_article("proposing a topic"),
        on=topic,
        happened_on=happened_on,
        reason=reason,
        late_entry=late,
        facts={"matter": matter},
    ):
        topic.save()
        _add_subjects(topic, subjects)
    return topic


@verb("meetings.topic.late_confirmed")
def confirm_late_entry(*, topic_id: int, actor: Actor) -> Topic:
    """The secretary, who presides over the committee, confirms that a topic entered afterwards was
    proposed on the day it says (roles: late entry is confirmed by the chair, with its reason)."""
    topic = lock_topic(topic_id, actor)
    decision = require(actor, "meetings.topic.late_confirmed", topic)
    verdict = all_of(in_state("meetings.topic.late_confirmed", topic), judgement.late_confirmable(topic))
    facts = {"day": topic.proposed_on.isoformat(), "because": topic.late_because}
    with act(decision, verdict, on=topic, facts=facts):
        topic.late_confirmed_by_id = actor.person_id
        topic.late_confirmed_on = actor.day
        topic.save(update_fields=["late_confirmed_by", "late_confirmed_on"])
    return topic


@verb("meetings.topic.consented")
def consent_to_topic(*, topic_id: int, actor: Actor) -> Topic:
    """The leader in charge agrees that an office's topic is put forward (S1-04:三-1a)."""
    topic = lock_topic(topic_id, actor)
    decision = require(actor, "meetings.topic.consented", topic)
    verdict = in_state("meetings.topic.consented", topic)
    with act(decision, verdict, on=topic):
        topic.leader_consented_on = actor.day
        topic.save(update_fields=["leader_consented_on"])
    return topic


@verb("meetings.topic.opined")
def give_opinion(*, topic_id: int, actor: Actor, agrees: bool, view: str = "") -> TopicOpinion:
    """A member's opinion before the topic is settled (S0-04:二-1b). Once per member; a second one
    replaces the first."""
    topic = lock_topic(topic_id, actor)
    judgement.keep_names_out([topic], view=view)
    decision = require(actor, "meetings.topic.opined", topic)
    verdict = in_state("meetings.topic.opined", topic)
    opinion = topic.opinions.filter(person_id=actor.person_id).first() or TopicOpinion(
        organization_id=topic.organization_id, topic=topic, person_id=actor.person_id
    )
    opinion.agrees, opinion.given_on = agrees, actor.day
    with act(decision, verdict, on=topic):
        opinion.view = seal_or_none(view, topic_key(topic))
        opinion.save()
    return opinion


@verb("meetings.topic.returned")
def return_topic(*, topic_id: int, actor: Actor, because: str) -> Topic:
    """Send the topic back to its proposer with a reason they can read."""
    topic = lock_topic(topic_id, actor)
    judgement.keep_names_out([topic], because=because)
    decision = require(actor, "meetings.topic.returned", topic)
    verdict = in_state("meetings.topic.returned", topic)
    with act(decision, verdict, on=topic, facts={"because": because}):
        topic.status = Topic.Status.RETURNED
        topic.returned_because = because
        topic.save(update_fields=["status", "returned_because"])
    return topic


@verb("meetings.topic.resubmitted")
def resubmit_topic(*, topic_id: int, actor: Actor, **changes: Any) -> Topic:
    """The proposer reworks a returned topic: `title`, `content`, `proposal`, `amount`, `leader`;
    `subjects` adds (person, what) rows to a matter of persons."""
    topic = lock_topic(topic_id, actor)
    decision = require(actor, "meetings.topic.resubmitted", topic)
    subjects = changes.pop("subjects", ())
    texts = {name: changes.get(name, "") for name in ("title", "content", "proposal")}
    judgement.keep_names_out([topic], **texts)
    if topic.is_secret:
        judgement.refuse_names((person for person, _what in subjects), texts.items())
    verdict = in_state("meetings.topic.resubmitted", topic)
    with act(decision, verdict, on=topic):
        for name in ("title", "content", "proposal", "amount", "leader"):
            if name in changes:
                setattr(topic, name, changes[name])
        topic.status = Topic.Status.SUBMITTED
        topic.returned_because = ""
        topic.save()
        _add_subjects(topic, subjects)
    return topic


def _add_subjects(topic: Topic, subjects: Sequence[tuple[Person, str]]) -> None:
    """Rows are never deleted: a person named before stays, with what is proposed now."""
    if not subjects:
        return
    key = topic_key(topic)
    for person, what in subjects:
        row = topic.subjects.filter(person=person).first() or TopicSubject(
            organization_id=topic.organization_id, topic=topic, person=person
        )
        row.proposal = seal(what.strip(), key)
        row.save()


@verb("meetings.topic.withdrawn")
def withdraw_topic(*, topic_id: int, actor: Actor) -> Topic:
    topic = lock_topic(topic_id, actor)
    decision = require(actor, "meetings.topic.withdrawn", topic)
    verdict = in_state("meetings.topic.withdrawn", topic)
    with act(decision, verdict, on=topic):
        topic.status = Topic.Status.WITHDRAWN
        topic.save(update_fields=["status"])
    return topic


@verb("meetings.fact.stated")
def state_fact(
    *,
    actor: Actor,
    name: str,
    value: Any,
    happened_on: date,
    source: str,
    topic_id: int | None = None,
    item_id: int | None = None,
    meeting_id: int | None = None,
) -> StatedFact:
    """Write down a fact an article asks for, with its day and source; the secretary confirms it.

    Exactly one of the three ids. KeyError for a name that `meetings.stated` does not list;
    ValueError for a value of the wrong type; ValidationError for a day that has not come.
    """
    kind = fact_kind(name)
    kind.check(value, actor.day)
    if happened_on > actor.day:
        raise ValidationError({"happened_on": _("发生日期在今天以后，还没有发生的不能登记。")})
    about: Topic | AgendaItem | Meeting
    place: dict[str, Topic | AgendaItem | Meeting]
    if topic_id is not None:
        about = lock_topic(topic_id, actor)
        place = {"topic": about}
    elif item_id is not None:
        about = lock_item(item_id, actor)
        place = {"item": about}
    else:
        assert meeting_id is not None
        about = lock_meeting(meeting_id, actor)
        place = {"meeting": about}
    fact = StatedFact(
        organization_id=about.organization_id,
        name=name,
        value=value,
        happened_on=happened_on,
        source=source,
        stated_by_id=actor.person_id,
        **place,
    )
    decision = require(actor, "meetings.fact.stated", fact)
    topic = about if isinstance(about, Topic) else getattr(about, "topic", None)
    judgement.keep_names_out([topic] if topic else [], source=source)
    earlier = StatedFact.objects.filter(name=name, superseded=False, **place).first()
    meeting = about if isinstance(about, Meeting) else getattr(about, "meeting", None)
    verdict = judgement.still_open(about)
    late = held.of_fact(meeting, happened_on) if meeting else None
    with act(
        decision,
        verdict,
        # Not on the fact, which is not there yet: refused, the act would hang on the meeting alone, and
        # be read by whoever is recused from the item.
        on=about,
        facts={"fact": str(kind.label), "source": source},
        **(late.act(verdict) if late else {}),
    ):
        if earlier is not None:
            earlier.superseded = True
            earlier.save(update_fields=["superseded"])
        fact.save()
    return fact


@verb("meetings.fact.confirmed")
def confirm_fact(*, fact_id: int, actor: Actor) -> StatedFact:
    """The secretary confirms a stated fact; from then on the rules see it."""
    fact = (
        StatedFact.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("topic", "item__meeting", "meeting")
        .get(pk=fact_id)
    )
    decision = require(actor, "meetings.fact.confirmed", fact)
    verdict = all_of(judgement.still_open(fact.about), fact_confirmable(fact))
    with act(decision, verdict, on=fact, facts={"fact": str(fact_kind(fact.name).label)}):
        fact.confirmed_by_id = actor.person_id
        fact.confirmed_on = actor.day
        fact.save(update_fields=["confirmed_by", "confirmed_on"])
    return fact
