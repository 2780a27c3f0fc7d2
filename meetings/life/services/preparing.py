"""Verbs before a democratic life meeting: theme, opinions and their return, talks, statements, the county, putting off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.deadlines.reminders import tell
from governance.people.models import Person
from governance.procedures.pinning import pin
from governance.rules.verdict import Verdict
from meetings.bodies.models import BodySeat
from meetings.bodies.services.locking import sealed_or_none, told
from meetings.life import facts, judgement
from meetings.life.models import LifeMeeting, LifeMember, LifeOpinion
from meetings.life.procedures import LIFE
from meetings.life.services.locking import lock_life, lock_meeting, lock_member
from meetings.life.states import in_order

CONTENTS = ("line", "democracy", "integrity", "masses", "assigned")


@verb("meetings.life.themed")
def set_theme(*, meeting_id: int, actor: Actor, theme: str, sort: str, contents: list[str]) -> LifeMeeting:
    """Set theme and contents (S0-08:三, S1-13:四); the first time the procedure begins under its edition of the
    day, and every member who attends gets a line. May be set again until the meeting was held."""
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.life.themed", meeting)
    life = facts.life_of(meeting) or LifeMeeting(organization_id=meeting.organization_id, meeting=meeting)
    life.meeting = meeting
    verdict = in_order("meetings.life.themed", meeting)
    with act(decision, verdict, on=life, **told(meeting, verdict)):
        life.theme, life.sort = theme.strip(), sort
        for name in CONTENTS:
            setattr(life, name, name in contents)
        if life.pk is None:
            life.edition = pin(LIFE, meeting.organization_id, actor.day)
        life.save()
        _add_members(life)
    return life


def _add_members(life: LifeMeeting) -> None:
    there = set(life.members.values_list("person_id", flat=True))
    seats = life.meeting.seats.filter(capacity=BodySeat.Capacity.ATTENDS).order_by("order", "id")
    for seat in seats:
        if seat.person_id not in there:
            LifeMember(
                organization_id=life.organization_id,
                life=life,
                person_id=seat.person_id,
                post_title=seat.post_title,
                order=seat.order,
            ).save()


@dataclass(frozen=True)
class Heard:
    """One opinion as it was collected; `about` None: about the whole team."""

    source: str
    channel: str
    text: str
    collected_on: date
    about: Person | None = None


@verb("meetings.life.opinion_recorded")
def record_opinion(*, meeting_id: int, actor: Actor, heard: Heard) -> LifeOpinion:
    """Put down one opinion (S0-08:四-1, S1-13:五-1); sealed. ValidationError for somebody who is no member, and
    for a day to come."""
    life = lock_life(meeting_id, actor)
    decision = require(actor, "meetings.life.opinion_recorded", life.meeting)
    if heard.collected_on > actor.day:
        raise ValidationError({"collected_on": _("征求日期在今天以后。")})
    if heard.about is not None and not life.members.filter(person=heard.about).exists():
        raise ValidationError({"about": _("只能选参加这次会的班子成员。")})
    row = LifeOpinion(
        organization_id=life.organization_id,
        life=life,
        source=heard.source,
        channel=heard.channel,
        about=heard.about,
        collected_on=heard.collected_on,
    )
    verdict = in_order("meetings.life.opinion_recorded", life.meeting)
    with act(decision, verdict, on=row, **told(life.meeting, verdict, sealed=True)):
        row.text = sealed_or_none(heard.text, life.meeting)
        row.save()
    return row


@verb("meetings.life.opinion_struck")
def strike_opinion(*, opinion_id: int, actor: Actor) -> LifeOpinion:
    """Strike an opinion put down by mistake, as long as nobody it concerns has it."""
    found = LifeOpinion.objects.visible_to(actor).values_list("life__meeting_id", flat=True)
    life = lock_life(found.get(pk=opinion_id), actor)
    row = LifeOpinion.objects.select_for_update(of=("self",)).get(pk=opinion_id)
    row.life = life
    decision = require(actor, "meetings.life.opinion_struck", life.meeting)
    verdict = in_order("meetings.life.opinion_struck", life.meeting, lambda: _may_strike(row))
    with act(decision, verdict, on=row, **told(life.meeting, verdict)):
        row.struck = True
        row.save(update_fields=["struck"])
    return row


def _may_strike(row: LifeOpinion) -> Verdict:
    if row.struck:
        return judgement.stop("meetings.life.struck")
    readers = row.life.members.filter(returned_at__isnull=False)
    if row.about_id is not None:
        readers = readers.filter(person_id=row.about_id)
    return judgement.stop("meetings.life.returned_already") if readers.exists() else judgement.GO


@verb("meetings.life.opinions_returned")
def return_opinions(*, meeting_id: int, actor: Actor) -> LifeMeeting:
    """Return to each member what was said of them and of the team; each is told and signs for it. Sent again
    after more came in, everybody signs anew."""
    life = lock_life(meeting_id, actor)
    decision = require(actor, "meetings.life.opinions_returned", life.meeting)
    members = list(life.members.select_for_update(of=("self",)))
    verdict = in_order(
        "meetings.life.opinions_returned", life.meeting, lambda: judgement.for_returning(life, actor.day)
    )
    with act(decision, verdict, on=life, **told(life.meeting, verdict, count=len(members))):
        now = clock.now()
        for member in members:
            member.returned_at, member.received_at = now, None
            member.save(update_fields=["returned_at", "received_at"])
        tell(
            life.meeting.organization,
            [m.person_id for m in members],
            matter=f"meetings.life:{life.pk}:returned:{now.isoformat()}",
            text=_("民主生活会征求到的意见已反馈，请本人看过后签收"),
            url=reverse("meetings:life", args=[life.meeting_id]),
            day=life.meeting.held_on,
        )
    return life


@verb("meetings.life.feedback_received")
def receive_feedback(*, member_id: int, actor: Actor) -> LifeMember:
    """The member has read the own opinions and signs for them."""
    member = lock_member(member_id, actor)
    decision = require(actor, "meetings.life.feedback_received", member)
    meeting = member.life.meeting
    verdict = in_order("meetings.life.feedback_received", meeting, lambda: judgement.for_receiving(member))
    with act(decision, verdict, on=member, **told(meeting, verdict)):
        member.received_at = clock.now()
        member.save(update_fields=["received_at"])
    return member


@verb("meetings.life.talked")
def record_talk(*, member_id: int, actor: Actor, talked_on: date, talked_with: str) -> LifeMember:
    """Register that the member had the heart-to-heart talks, after the opinions came back (S0-08:四-1)."""
    member = lock_member(member_id, actor)
    decision = require(actor, "meetings.life.talked", member)
    if talked_on > actor.day:
        raise ValidationError({"talked_on": _("谈心日期在今天以后。")})
    meeting = member.life.meeting
    verdict = in_order("meetings.life.talked", meeting, lambda: judgement.for_talk(member, actor.day))
    with act(decision, verdict, on=member, **told(meeting, verdict)):
        member.talked_on, member.talked_with = talked_on, talked_with.strip()
        member.save(update_fields=["talked_on", "talked_with"])
    return member


@verb("meetings.life.stated")
def hand_in_statement(*, member_id: int, actor: Actor, statement: str) -> LifeMember:
    """Hand in the written statement, sealed; of an absent member it is what is read out (S0-08:五). May be
    handed in anew until the meeting was held."""
    member = lock_member(member_id, actor)
    decision = require(actor, "meetings.life.stated", member)
    meeting = member.life.meeting
    verdict = in_order("meetings.life.stated", meeting, lambda: judgement.for_statement(member, actor.day))
    with act(decision, verdict, on=member, **told(meeting, verdict, sealed=True)):
        member.statement, member.stated_at = sealed_or_none(statement, meeting), clock.now()
        member.save(update_fields=["statement", "stated_at"])
    return member


@verb("meetings.life.reported")
def report_up(
    *, meeting_id: int, actor: Actor, reported_on: date, report_number: str, reason: str = ""
) -> LifeMeeting:
    """Register that the county was told, a week ahead (S0-08:六, 流程图a)."""
    life = lock_life(meeting_id, actor)
    decision = require(actor, "meetings.life.reported", life.meeting)
    if reported_on > actor.day:
        raise ValidationError({"reported_on": _("报上级日期在今天以后。")})
    verdict = in_order(
        "meetings.life.reported",
        life.meeting,
        lambda: judgement.for_reporting(life, reported_on, actor.day),
    )
    said = told(life.meeting, verdict, reason, day=reported_on.isoformat())
    with act(decision, verdict, on=life, **said):
        life.reported_on, life.report_number = reported_on, report_number.strip()
        life.save(update_fields=["reported_on", "report_number"])
    return life


@verb("meetings.life.approved")
def record_approval(
    *, meeting_id: int, actor: Actor, approved_on: date, approved_by: str, observers: str = ""
) -> LifeMeeting:
    """Register the county's approval and whom it sends (F-03, box 3)."""
    life = lock_life(meeting_id, actor)
    decision = require(actor, "meetings.life.approved", life.meeting)
    if approved_on > actor.day:
        raise ValidationError({"approved_on": _("批准日期在今天以后。")})
    if life.reported_on is not None and approved_on < life.reported_on:
        raise ValidationError({"approved_on": _("批准日期早于报上级日期。")})
    verdict = in_order("meetings.life.approved", life.meeting, lambda: judgement.for_approval(life))
    with act(decision, verdict, on=life, **told(life.meeting, verdict, who=approved_by)):
        life.approved_on, life.approved_by = approved_on, approved_by.strip()
        life.observers = observers.strip()
        life.save(update_fields=["approved_on", "approved_by", "observers"])
    return life


@verb("meetings.life.put_off")
def put_off(
    *, meeting_id: int, actor: Actor, held_on: date, starts_at: time, consent: str, reason: str = ""
) -> LifeMeeting:
    """Hold it on another day; later only with the superior body's consent (S1-13:三-2). Everybody with a seat who
    was told of the old day is told of the new one. ValidationError for a day gone by or the same one."""
    life = lock_life(meeting_id, actor)
    meeting = life.meeting
    decision = require(actor, "meetings.life.put_off", meeting)
    if held_on < actor.day or held_on == meeting.held_on:
        raise ValidationError({"held_on": _("请写今天以后的另一天。")})
    if held_on.year != meeting.year:
        raise ValidationError({"held_on": _("改到别的年度的，请取消后在那个年度另开。")})
    verdict = in_order(
        "meetings.life.put_off",
        meeting,
        lambda: judgement.for_putting_off(life, held_on, consent, actor.day),
    )
    with act(decision, verdict, on=life, **told(meeting, verdict, reason, day=held_on.isoformat())):
        life.put_off_from, life.put_off_consent = meeting.held_on, consent.strip()
        life.save(update_fields=["put_off_from", "put_off_consent"])
        meeting.held_on, meeting.starts_at = held_on, starts_at
        meeting.save(update_fields=["held_on", "starts_at"])
        if meeting.noticed_at is not None:
            tell(
                meeting.organization,
                list(meeting.seats.values_list("person_id", flat=True)),
                matter=f"meetings.life:{life.pk}:put_off:{held_on.isoformat()}",
                text=_("%(meeting)s改期，请看新的时间") % {"meeting": meeting.title},
                url=reverse("meetings:life", args=[meeting.pk]),
                day=held_on,
            )
    return life
