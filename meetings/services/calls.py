"""The verbs by which the office asks for topics, moves the closing day, and takes the call back."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.deadlines.moves import due_day_decided
from governance.deadlines.reminders import tell
from governance.people.models import Organization
from governance.people.queries import committee_tenures
from governance.templatetags.wordings import zh_date
from meetings import judgement
from meetings.models import Meeting, TopicCall
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
    _before_the_meeting(meeting, closes_on, actor.day)
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


def _before_the_meeting(meeting: Meeting, closes_on: date, today: date) -> None:
    if closes_on < today:
        raise ValidationError({"closes_on": _("截止日期早于今天，请改到今天或以后。")})
    if closes_on > meeting.meets_on:
        raise ValidationError({"closes_on": _("截止日期在开会以后，请改早。")})


def _lock(call_id: int, actor: Actor) -> TopicCall:
    """The call with its meeting locked; TopicCall.DoesNotExist outside the actor's view."""
    meeting_id = TopicCall.objects.visible_to(actor).values_list("meeting_id", flat=True).get(pk=call_id)
    meeting = lock_meeting(meeting_id, actor)
    call = TopicCall.objects.select_for_update(of=("self",)).get(pk=call_id)
    call.meeting = meeting
    return call


@verb("meetings.call.moved")
def move_call(*, call_id: int, actor: Actor, closes_on: date, because: str) -> TopicCall:
    """Another closing day, earlier or later. Whoever heard of the call hears of it; topics proposed before
    keep the mark they have. ValidationError (field `closes_on`) for the day that stands, one gone by, or one
    after the meeting."""
    call = _lock(call_id, actor)
    decision = require(actor, "meetings.call.moved", call)
    judgement.keep_names_out_of_meeting(call.meeting, because=because)
    if closes_on == call.closes_on:
        raise ValidationError({"closes_on": _("截止日期没有变，请写新的一天。")})
    _before_the_meeting(call.meeting, closes_on, actor.day)
    verdict = in_order("meetings.call.moved", call.meeting, lambda: judgement.call_stands(call))
    facts = {"was": call.closes_on.isoformat(), "day": closes_on.isoformat(), "because": because}
    with act(decision, verdict, on=call, facts=facts) as opened:
        call.closes_on = closes_on
        call.save(update_fields=["closes_on"])
        due_day_decided("meetings.topiccall", call.pk)
        _tell(
            call,
            str(opened.id),
            _("%(meeting)s征集议题，截止日期改到%(day)s")
            % {"meeting": call.meeting, "day": zh_date(closes_on, actor.day)},
            actor.day,
        )
    return call


@verb("meetings.call.withdrawn")
def withdraw_call(*, call_id: int, actor: Actor, because: str) -> TopicCall:
    """Take the call back: nobody is reminded any more, and another one may be made. Topics proposed under it
    stay what they are."""
    call = _lock(call_id, actor)
    decision = require(actor, "meetings.call.withdrawn", call)
    judgement.keep_names_out_of_meeting(call.meeting, because=because)
    verdict = in_order("meetings.call.withdrawn", call.meeting, lambda: judgement.call_stands(call))
    with act(decision, verdict, on=call, facts={"because": because}) as opened:
        call.withdrawn_on, call.withdrawn_because = actor.day, because
        call.save(update_fields=["withdrawn_on", "withdrawn_because"])
        text = _("%(meeting)s不再征集议题") % {"meeting": call.meeting}
        _tell(call, str(opened.id), text, actor.day)
    return call


def _tell(call: TopicCall, act_id: str, text: str, day: date) -> None:
    """Those who were asked: the members of the committee and the director of its office."""
    organization: Organization = call.meeting.organization
    asked = {t.person_id for t in committee_tenures(organization.pk, day)}
    tell(
        organization,
        asked,
        matter=f"meetings.call|meetings.topiccall|{call.pk}|{act_id}",
        text=text,
        url=reverse("meetings:room", args=[call.meeting_id]),
        day=day,
    )
