"""What the verbs share: row locks of this app, parent first (meeting, then item, then what hangs on
it), and putting items off.

Every verb of one meeting takes the meeting's row, so that two people at one meeting act one after
the other. Objects outside the actor's view do not exist for the verb either.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ObjectDoesNotExist

from governance.access.actor import Actor
from meetings.models import AgendaItem, LateEntry, Meeting, Topic, Vote


def lock_topic(topic_id: int, actor: Actor) -> Topic:
    """Raises Topic.DoesNotExist outside the actor's view."""
    return Topic.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=topic_id)


def lock_meeting(meeting_id: int, actor: Actor) -> Meeting:
    """Raises Meeting.DoesNotExist outside the actor's view."""
    return (
        Meeting.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("chair", "recorder", "organization")
        .get(pk=meeting_id)
    )


def lock_item(item_id: int, actor: Actor) -> AgendaItem:
    """The item with its meeting locked; AgendaItem.DoesNotExist outside the actor's view."""
    meeting_id = AgendaItem.objects.visible_to(actor).values_list("meeting_id", flat=True).get(pk=item_id)
    meeting = lock_meeting(meeting_id, actor)
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("topic").get(pk=item_id)
    item.meeting = meeting
    return item


def lock_vote(vote_id: int, actor: Actor) -> Vote:
    """The vote with meeting and item locked; Vote.DoesNotExist outside the actor's view."""
    item_id = Vote.objects.values_list("item_id", flat=True).get(pk=vote_id)
    try:
        item = lock_item(item_id, actor)
    except ObjectDoesNotExist as missing:
        raise Vote.DoesNotExist from missing
    vote = Vote.objects.select_for_update(of=("self",)).get(pk=vote_id)
    vote.item = item
    return vote


def put_off(items: Iterable[AgendaItem]) -> None:
    """Postpone items inside the open act, and free their topics for another meeting."""
    for item in items:
        item.status = AgendaItem.Status.POSTPONED
        item.save(update_fields=["status"])
        item.topic.status = Topic.Status.POSTPONED
        item.topic.save(update_fields=["status"])


def unconfirm(meeting: Meeting) -> None:
    """What the chair confirmed of a late entry was another record: inside the open act of a correction the
    confirmation falls away, and is given again."""
    late = LateEntry.objects.filter(meeting=meeting, confirmed_on__isnull=False).first()
    if late is not None:
        late.confirmed_by, late.confirmed_on = None, None
        late.save(update_fields=["confirmed_by", "confirmed_on"])
