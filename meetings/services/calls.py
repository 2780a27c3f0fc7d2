"""The verb by which the office asks for topics."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from meetings import judgement
from meetings.models import TopicCall
from meetings.services.locking import lock_meeting
from meetings.states import in_order


@verb("meetings.call.opened")
def open_call(*, meeting_id: int, actor: Actor, closes_on: date, note: str = "") -> TopicCall:
    """Ask the members for topics for a meeting until `closes_on` (S1-04:三-1b: the office gathers them).

    ValidationError for a closing day gone by, or one after the meeting.
    """
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.call.opened", meeting)
    judgement.keep_names_out_of_meeting(meeting, note=note)
    if closes_on < actor.day:
        raise ValidationError({"closes_on": _("截止日期早于今天，请改到今天或以后。")})
    if closes_on > meeting.meets_on:
        raise ValidationError({"closes_on": _("截止日期在开会以后，请改早。")})
    verdict = in_order("meetings.call.opened", meeting, lambda: judgement.not_called(meeting))
    with act(decision, verdict, on=meeting, facts={"day": closes_on.isoformat()}):
        call = TopicCall(
            organization_id=meeting.organization_id,
            meeting=meeting,
            closes_on=closes_on,
            note=note,
            opened_by_id=actor.person_id,
            opened_on=actor.day,
        )
        call.save()
    return call
