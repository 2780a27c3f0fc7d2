"""The verb that strikes a stance noted under the wrong name (before the minutes are signed)."""

from __future__ import annotations

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from meetings import held, judgement
from meetings.models import Stance
from meetings.services.locking import lock_item, unconfirm
from meetings.services.room import sum_up_again
from meetings.states import in_order


@verb("meetings.stance.struck")
def strike_stance(
    *, stance_id: int, actor: Actor, because: str, said_by_id: int | None = None, reason: str = ""
) -> Stance:
    """Strike the line; it stays to be read with the reason, and counts for nobody. With `said_by_id` the same
    words, at the same place in the order of speaking, stand for the member who said them. Returns the line
    that was struck."""
    item_id = Stance.objects.visible_to(actor).values_list("item_id", flat=True).get(pk=stance_id)
    item = lock_item(item_id, actor)
    wrong = Stance.objects.select_for_update(of=("self",)).get(pk=stance_id)
    wrong.item = item
    decision = require(actor, "meetings.stance.struck", wrong)
    judgement.keep_names_out([item.topic], because=because, reason=reason)
    verdict = in_order("meetings.stance.struck", item, lambda: judgement.for_striking(wrong, said_by_id))
    own = wrong.taken_by == Stance.TakenBy.SELF
    when = held.now(actor) if own else held.in_room(item.meeting, actor)
    facts = {"order": item.order, "because": because}
    with act(decision, verdict, on=item, facts=facts, **when.act(verdict, reason)):
        unconfirm(item.meeting)
        wrong.struck_at, wrong.struck_because, wrong.said_by_id = when.at, because, said_by_id
        wrong.save(update_fields=["struck_at", "struck_because", "said_by"])
        if said_by_id is not None:
            _under_the_right_name(wrong, said_by_id).save()
        sum_up_again(item)
    return wrong


def _under_the_right_name(wrong: Stance, person_id: int) -> Stance:
    seat = wrong.item.meeting.attendances.get(person_id=person_id)
    return Stance(
        organization_id=wrong.organization_id,
        item=wrong.item,
        person_id=person_id,
        post_code=seat.post_code,
        spoken=wrong.spoken,
        stance=wrong.stance,
        view=wrong.view,
        has_view=wrong.has_view,
        taken_at=wrong.taken_at,
        taken_by=Stance.TakenBy.CLERK,
    )
