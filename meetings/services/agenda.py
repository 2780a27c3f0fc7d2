"""Verbs that prepare a meeting: plan it, put topics on its agenda, order, confirm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.people.models import Organization, Person
from governance.rules.verdict import Verdict, all_of
from meetings import judgement
from meetings.models import AgendaItem, Meeting, Topic
from meetings.services.locking import lock_item, lock_meeting, lock_topic
from meetings.states import in_state


@verb("meetings.meeting.planned")
def plan_meeting(
    *,
    organization: Organization,
    actor: Actor,
    meets_at: datetime,
    place: str,
    chair: Person,
    chair_post: str,
    recorder: Person,
) -> Meeting:
    """Plan the next meeting of the year. `meets_at` is aware. Ordinals are drawn under the
    organization's row lock, so that two clerks never plan the same one."""
    Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    year = timezone.localtime(meets_at).year
    newest = (
        Meeting.objects.filter(organization=organization, year=year).aggregate(n=Max("ordinal"))["n"] or 0
    )
    meeting = Meeting(
        organization=organization,
        year=year,
        ordinal=newest + 1,
        meets_at=meets_at,
        place=place,
        chair=chair,
        chair_post=chair_post,
        recorder=recorder,
    )
    decision = require(actor, "meetings.meeting.planned", meeting)
    with act(
        decision,
        Verdict.without_article("planning a meeting"),
        on=meeting,
        facts={"meets_at": timezone.localtime(meets_at).strftime("%Y-%m-%d %H:%M")},
    ):
        meeting.save()
    return meeting


@verb("meetings.topic.agreed")
def put_on_agenda(*, topic_id: int, meeting_id: int, actor: Actor, reason: str = "") -> AgendaItem:
    """List a topic as the last item of a meeting's agenda.

    Judged by `meetings.agenda` (who proposed and who settles, coordination, the three that must be
    clear) and `meetings.deciding_body`. An item added after the notice went out is not in the
    notice; whether it may be discussed is judged when it is opened (S1-01:十二-3).
    """
    meeting = lock_meeting(meeting_id, actor)
    topic = lock_topic(topic_id, actor)
    if topic.organization_id != meeting.organization_id:
        raise Topic.DoesNotExist
    decision = require(actor, "meetings.topic.agreed", topic)
    verdict = all_of(
        in_state("meetings.topic.agreed", topic),
        in_state("meetings.agenda.ordered", meeting),
        judgement.for_agenda(topic, meeting, actor.day),
    )
    last = meeting.items.aggregate(n=Max("order"))["n"] or 0
    item = AgendaItem(
        organization_id=meeting.organization_id,
        meeting=meeting,
        topic=topic,
        order=last + 1,
        agreed_on=actor.day,
        presenter=topic.proposed_by,
        method=judgement.usual_method(topic.matter),
    )
    with act(
        decision,
        verdict,
        on=topic,
        reason=reason,
        facts={"meeting": str(meeting), "meeting_id": meeting.pk},
    ):
        item.save()
        topic.status = Topic.Status.AGREED
        topic.save(update_fields=["status"])
    return item


@verb("meetings.item.arranged")
def arrange_item(*, item_id: int, actor: Actor, presenter: Person, method: str) -> AgendaItem:
    """Say who presents the item and how it is to be voted on; the method is judged at the vote."""
    item = lock_item(item_id, actor)
    decision = require(actor, "meetings.item.arranged", item)
    with act(decision, in_state("meetings.item.arranged", item), on=item):
        item.presenter = presenter
        item.method = method
        item.save(update_fields=["presenter", "method"])
    return item


@verb("meetings.agenda.ordered")
def order_agenda(*, meeting_id: int, actor: Actor, item_ids: Sequence[int]) -> Meeting:
    """Bring the pending items into the given order; items already discussed keep their place.

    ValueError unless `item_ids` names exactly the meeting's pending items.
    """
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.agenda.ordered", meeting)
    items = {i.pk: i for i in meeting.items.select_for_update(of=("self",))}
    pending = {pk for pk, i in items.items() if i.status == AgendaItem.Status.PENDING}
    if set(item_ids) != pending or len(item_ids) != len(pending):
        raise ValueError("the order must name every pending item once")
    slots = sorted(items[pk].order for pk in pending)
    with act(decision, in_state("meetings.agenda.ordered", meeting), on=meeting):
        for slot, pk in zip(slots, item_ids, strict=True):
            item = items[pk]
            if item.order != slot:
                item.order = slot
                item.save(update_fields=["order"])
    return meeting


@verb("meetings.item.removed")
def remove_item(*, item_id: int, actor: Actor) -> AgendaItem:
    """Take a pending item off the agenda before the notice: it becomes postponed, its topic waits."""
    item = lock_item(item_id, actor)
    decision = require(actor, "meetings.item.removed", item)
    verdict = all_of(
        in_state("meetings.item.removed", item),
        in_state("meetings.agenda.confirmed", item.meeting),
    )
    with act(
        decision,
        verdict,
        on=item,
        facts={"order": item.order, "meeting": str(item.meeting)},
    ):
        item.status = AgendaItem.Status.POSTPONED
        item.save(update_fields=["status"])
        topic = item.topic
        topic.status = Topic.Status.POSTPONED
        topic.save(update_fields=["status"])
    return item


@verb("meetings.agenda.confirmed")
def confirm_agenda(*, meeting_id: int, actor: Actor, reason: str = "") -> Meeting:
    """The secretary settles the agenda; the notice may go out from then on (S0-04:二-1a)."""
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.agenda.confirmed", meeting)
    verdict = all_of(
        in_state("meetings.agenda.confirmed", meeting),
        judgement.for_confirming(meeting, actor.day),
    )
    items = meeting.items.exclude(status=AgendaItem.Status.POSTPONED).count()
    with act(decision, verdict, on=meeting, reason=reason, facts={"items": items}):
        meeting.agenda_confirmed_on = actor.day
        meeting.save(update_fields=["agenda_confirmed_on"])
    return meeting
