"""Verbs that prepare a meeting: plan it, put topics on its agenda, order, confirm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.people.models import Organization, Person
from governance.procedures.pinning import pin
from governance.rules.verdict import all_of
from governance.templatetags.wordings import zh_datetime
from meetings import held, judgement
from meetings.models import AgendaItem, Meeting, Topic
from meetings.models.base import Matter
from meetings.procedures import PLENARY
from meetings.services.locking import lock_item, lock_meeting, lock_topic, put_off
from meetings.states import in_order, in_state


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
    enlarged: bool = False,
) -> Meeting:
    """Plan the next meeting of the year. `meets_at` is aware. Ordinals are drawn under the
    organization's row lock, so that two clerks never plan the same one. `enlarged`: more are invited to
    attend (S0-04:三-5); who votes and who counts stays as it is.

    Refused for a day gone by, and for a chair who does not hold `chair_post` on the day: the rule on
    who presides is judged by that post.
    """
    year, ordinal = next_ordinal(organization, meets_at)
    meeting = Meeting(
        organization=organization,
        year=year,
        ordinal=ordinal,
        meets_at=meets_at,
        place=place,
        chair=chair,
        chair_post=chair_post,
        recorder=recorder,
        enlarged=enlarged,
    )
    decision = require(actor, "meetings.meeting.planned", meeting)
    with act(
        decision,
        judgement.for_planning(meeting, actor.day),
        on=meeting,
        facts={"meets_at": zh_datetime(meets_at)},
    ):
        meeting.procedure = pin(PLENARY, organization.pk, actor.day)
        meeting.save()
    return meeting


def next_ordinal(organization: Organization, meets_at: datetime) -> tuple[int, int]:
    """(year, number of the meeting in it), drawn under the organization's row lock."""
    Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    year = timezone.localtime(meets_at).year
    planned = Meeting.objects.filter(organization=organization, year=year)
    return year, (planned.aggregate(n=Max("ordinal"))["n"] or 0) + 1


@verb("meetings.topic.agreed")
def put_on_agenda(*, topic_id: int, meeting_id: int, actor: Actor, reason: str = "") -> AgendaItem:
    """List a topic as the last item of a meeting's agenda.

    Judged by `meetings.deciding_body`; how the topic came there is judged when the agenda is
    confirmed, and a confirmation given before falls away. A topic taken off this agenda earlier gets
    its line back. An item added after the notice went out is not in the notice; whether it may be
    discussed is judged when it is opened (S1-01:十二-3).
    """
    meeting = lock_meeting(meeting_id, actor)
    topic = lock_topic(topic_id, actor)
    if topic.organization_id != meeting.organization_id:
        raise Topic.DoesNotExist
    decision = require(actor, "meetings.topic.agreed", topic)
    judgement.keep_names_out([topic], reason=reason)
    when = held.preparing(meeting, actor)
    verdict = all_of(
        in_state("meetings.agenda.ordered", meeting),
        in_order(
            "meetings.topic.agreed",
            topic,
            lambda: judgement.listable(topic, meeting),
            lambda: judgement.for_agenda(topic, meeting, when.day),
        ),
    )
    last = meeting.items.aggregate(n=Max("order"))["n"] or 0
    item = meeting.items.filter(topic=topic).first() or AgendaItem(
        organization_id=meeting.organization_id,
        meeting=meeting,
        topic=topic,
        presenter=topic.proposed_by,
        method=judgement.usual_method(topic.matter),
    )
    item.order = last + 1
    item.agreed_on = when.day
    item.status = AgendaItem.Status.PENDING
    with act(
        decision,
        verdict,
        on=topic,
        facts={"meeting": str(meeting), "meeting_id": meeting.pk},
        **when.act(verdict, reason),
    ):
        item.save()
        topic.status = Topic.Status.AGREED
        topic.save(update_fields=["status"])
        _unsettle(meeting)
    return item


@verb("meetings.minutes.tabled")
def table_last_minutes(*, meeting_id: int, actor: Actor, reason: str = "") -> AgendaItem:
    """Put the signed minutes of the last meeting before this one, as its first item: an ordinary topic
    of whoever sets the agenda. How it came there is judged with the others when the agenda is confirmed.
    """
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.minutes.tabled", meeting)
    judgement.keep_names_out_of_meeting(meeting, reason=reason)
    minutes = judgement.last_minutes(meeting)
    number = minutes.number if minutes else ""
    of = str(minutes.meeting) if minutes else ""
    when = held.preparing(meeting, actor)
    topic = Topic(
        organization_id=meeting.organization_id,
        title=_("审定上次会议纪要"),
        matter=Matter.ORDINARY,
        content=_("%(meeting)s纪要（%(number)s）已由主持人签发，请审定。")
        % {"meeting": of, "number": number},
        proposal=_("同意%(meeting)s纪要。") % {"meeting": of},
        proposed_by_id=actor.person_id,
        proposer_post=decision.post,
        proposed_on=when.day,
        minutes=minutes,
        status=Topic.Status.AGREED,
    )
    verdict = in_order(
        "meetings.minutes.tabled",
        meeting,
        lambda: judgement.GO if minutes else judgement.stop("meetings.state.no_last_minutes"),
        lambda: judgement.for_agenda(topic, meeting, when.day),
    )
    with act(decision, verdict, on=meeting, facts={"minutes": number}, **when.act(verdict, reason)):
        topic.save()
        for later in meeting.items.exclude(status=AgendaItem.Status.POSTPONED).order_by("-order"):
            later.order += 1
            later.save(update_fields=["order"])
        item = AgendaItem(
            organization_id=meeting.organization_id,
            meeting=meeting,
            topic=topic,
            order=1,
            agreed_on=when.day,
            presenter_id=meeting.recorder_id,
            method=judgement.usual_method(topic.matter),
        )
        item.save()
        _unsettle(meeting)
    return item


def _unsettle(meeting: Meeting) -> None:
    """What the secretary settled was another agenda: it is settled anew before the notice goes out
    (S0-04:二-1a). After the notice the confirmation stays; what came later is not in the notice."""
    if meeting.status == Meeting.Status.PREPARING and meeting.agenda_confirmed_on is not None:
        meeting.agenda_confirmed_on = None
        meeting.save(update_fields=["agenda_confirmed_on"])


@verb("meetings.item.arranged")
def arrange_item(*, item_id: int, actor: Actor, presenter: Person, method: str) -> AgendaItem:
    """Say who presents the item and how it is to be voted on; the method is judged at the vote."""
    item = lock_item(item_id, actor)
    decision = require(actor, "meetings.item.arranged", item)
    verdict, when = in_state("meetings.item.arranged", item), held.preparing(item.meeting, actor)
    with act(decision, verdict, on=item, **when.act(verdict)):
        item.presenter = presenter
        item.method = method
        item.save(update_fields=["presenter", "method"])
    return item


@verb("meetings.agenda.ordered")
def order_agenda(*, meeting_id: int, actor: Actor, item_ids: Sequence[int]) -> Meeting:
    """Bring the pending items into the given order; items already discussed keep their place.

    ValidationError unless `item_ids` names exactly the meeting's pending items: somebody else changed
    the agenda while the form was open.
    """
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.agenda.ordered", meeting)
    items = {i.pk: i for i in meeting.items.select_for_update(of=("self",))}
    pending = {pk for pk, i in items.items() if i.status == AgendaItem.Status.PENDING}
    if set(item_ids) != pending or len(item_ids) != len(pending):
        raise ValidationError(_("议程刚才有变，请按现在的议程重新排。"))
    slots = sorted(items[pk].order for pk in pending)
    verdict, when = in_state("meetings.agenda.ordered", meeting), held.preparing(meeting, actor)
    with act(decision, verdict, on=meeting, **when.act(verdict)):
        for slot, pk in zip(slots, item_ids, strict=True):
            item = items[pk]
            if item.order != slot:
                item.order = slot
                item.save(update_fields=["order"])
                _unsettle(meeting)
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
        **held.preparing(item.meeting, actor).act(verdict),
    ):
        put_off([item])
        _unsettle(item.meeting)
    return item


@verb("meetings.agenda.confirmed")
def confirm_agenda(*, meeting_id: int, actor: Actor, reason: str = "") -> Meeting:
    """The secretary settles the agenda; the notice may go out from then on (S0-04:二-1a)."""
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.agenda.confirmed", meeting)
    judgement.keep_names_out_of_meeting(meeting, reason=reason)
    when = held.preparing(meeting, actor)
    verdict = in_order(
        "meetings.agenda.confirmed", meeting, lambda: judgement.for_confirming(meeting, when.day)
    )
    items = meeting.items.exclude(status=AgendaItem.Status.POSTPONED).count()
    with act(decision, verdict, on=meeting, facts={"items": items}, **when.act(verdict, reason)):
        meeting.agenda_confirmed_on = when.day
        meeting.save(update_fields=["agenda_confirmed_on"])
    return meeting
