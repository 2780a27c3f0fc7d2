"""Verbs of the members: leave granted, study made up, notes and reflections, those recommended elsewhere."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.people.models import Organization
from governance.rules.verdict import Verdict
from meetings.bodies.models import BodySeat
from meetings.study import judgement
from meetings.study.models import KIND, StudyLeave, StudyNote, StudyTopic

RECORD = Verdict.without_article("keeping a record")


def _leave(seat_id: int, actor: Actor) -> StudyLeave:
    """The row of one seat, or a new one, under the seat's lock. BodySeat.DoesNotExist outside the actor's view."""
    seats = BodySeat.objects.visible_to(actor).filter(meeting__kind=KIND)
    found = seats.values_list("pk", flat=True).get(pk=seat_id)
    seat = BodySeat.objects.select_for_update(of=("self",)).select_related("meeting", "person").get(pk=found)
    row = StudyLeave.objects.filter(seat=seat).first()
    row = row or StudyLeave(organization_id=seat.organization_id, seat=seat)
    row.seat = seat
    return row


@verb("meetings.study.leave_granted")
def grant_leave(*, seat_id: int, actor: Actor, special: str = "", reason: str = "") -> StudyLeave:
    """The head of the group grants leave, for special circumstances (S0-07:二a) or with a stated reason."""
    row = _leave(seat_id, actor)
    decision = require(actor, "meetings.study.leave_granted", row)
    verdict = judgement.for_leave(row.seat, special, actor.day)
    with act(decision, verdict, on=row, reason=reason):
        row.granted_on, row.granted_by_id, row.special = actor.day, actor.person_id, special.strip()
        row.save()
    return row


@verb("meetings.study.made_up")
def make_up(*, seat_id: int, actor: Actor, made_up_on: date, made_up_how: str) -> StudyLeave:
    """Register that somebody who was away made up for it."""
    row = _leave(seat_id, actor)
    decision = require(actor, "meetings.study.made_up", row)
    if not row.seat.meeting.held_on <= made_up_on <= actor.day:
        raise ValidationError({"made_up_on": _("补学日期应在学习会以后、今天以前。")})
    with act(decision, judgement.for_making_up(row), on=row):
        row.made_up_on, row.made_up_how = made_up_on, made_up_how.strip()
        row.save()
    return row


@verb("meetings.study.noted")
def hand_in_note(
    *,
    organization: Organization,
    actor: Actor,
    kind: str,
    title: str,
    text: str,
    topic: StudyTopic | None = None,
    shared: bool = False,
) -> StudyNote:
    """Hand in a note, a reflection, a plan of one's own study or an account of it (S0-07:二b, 四, 六, S1-12:3a)."""
    decision = require(actor, "meetings.study.noted", organization)
    if topic is not None and topic.organization_id != organization.pk:
        raise ValidationError({"topic": _("只能选本镇的专题。")})
    row = StudyNote(
        organization=organization,
        person_id=actor.person_id,
        kind=kind,
        title=title.strip(),
        text=text.strip(),
        topic=topic,
        shared=shared,
        written_on=actor.day,
    )
    with act(decision, RECORD, on=row):
        row.save()
    return row


@verb("meetings.study.recommended")
def recommend(*, note_id: int, actor: Actor, where: str) -> StudyNote:
    """Register that a reflection put up for exchange was recommended elsewhere (S0-07:六)."""
    row = StudyNote.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=note_id)
    decision = require(actor, "meetings.study.recommended", row)
    with act(decision, RECORD, on=row, facts={"where": where.strip()}):
        row.recommended_to, row.recommended_on = where.strip(), actor.day
        row.save(update_fields=["recommended_to", "recommended_on"])
    return row
