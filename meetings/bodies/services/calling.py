"""Verbs before another body's meeting: call it, enter one held on paper, give notice, sign for it, ask for
leave, cancel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.deadlines.reminders import tell
from governance.people.models import Organization, Person, Tenure
from governance.templatetags.wordings import zh_date
from meetings.bodies import facts, judgement
from meetings.bodies.models import BodyMeeting, BodySeat
from meetings.bodies.rules.kinds import kind_rules
from meetings.bodies.services.locking import lock_body, lock_seat, sealed_or_none, told
from meetings.bodies.states import in_order

C = BodySeat.Capacity


@dataclass(frozen=True)
class Plan:
    """What the caller says of a meeting. `chair`: the tenure by which somebody presides; `observers`: further
    people to observe, beside those the kind calls; `attending`: who attends where it is not whom the kind
    calls (None: those). `gifts` is said and never kept: the step is refused (S1-17:四-3c)."""

    held_on: date
    starts_at: time
    place: str
    chair: Tenure
    recorder: Person
    observers: Sequence[Tenure] = ()
    attending: Sequence[Tenure] | None = None
    unit: Organization | None = None
    title: str = ""
    purpose: str = ""
    entrusted: str = ""
    meals: bool = False
    banner: bool = False
    gifts: bool = False


def _drawn(organization: Organization, kind: str, plan: Plan, actor: Actor) -> BodyMeeting:
    """The meeting as planned, with its number of the year. ValidationError for a village kind without a
    village, and for people and villages of another town."""
    rules = kind_rules(kind)
    if rules.of_village and plan.unit is None:
        raise ValidationError({"unit": _("请选是哪个村的会。")})
    if plan.unit is not None and plan.unit.tenant_id != organization.pk:
        raise ValidationError({"unit": _("只能选本镇的村。")})
    if any(t.organization_id != organization.pk for t in (plan.chair, *plan.observers)):
        raise ValidationError({"chair": _("只能选本镇在任的人。")})
    year = plan.held_on.year
    numbered = BodyMeeting.objects.filter(organization=organization, kind=kind, unit=plan.unit, year=year)
    ordinal = (numbered.aggregate(last=Max("ordinal"))["last"] or 0) + 1
    named = {"where": plan.unit.short_name if plan.unit else "", "year": year, "n": ordinal}
    return BodyMeeting(
        organization=organization,
        kind=kind,
        unit=plan.unit,
        year=year,
        ordinal=ordinal,
        title=plan.title or _("%(where)s%(year)s年第%(n)s次%(kind)s") % {**named, "kind": _(rules.title)},
        purpose=plan.purpose,
        held_on=plan.held_on,
        starts_at=plan.starts_at,
        place=plan.place,
        chair=plan.chair.person,
        chair_post=plan.chair.post.code,
        entrusted=plan.entrusted,
        recorder=plan.recorder,
        called_by_id=actor.person_id,
        meals=plan.meals,
        banner=plan.banner,
    )


def _seats(meeting: BodyMeeting, plan: Plan) -> list[BodySeat]:
    """A seat for everybody the kind calls on the day, for the observers named beside, and for whoever only
    records. One query."""
    rules = meeting.rules
    tenures = facts.tenures_on(meeting.organization_id, meeting.held_on)
    inside = [t for t in tenures if not rules.of_village or t.post.unit_id == meeting.unit_id]
    attending = plan.attending
    if attending is None:
        attending = facts.called(rules.attends, inside)
    rows: dict[int, BodySeat] = {}
    for capacity, found in (
        (C.ATTENDS, attending),
        (C.OBSERVES, [*facts.called(rules.observes, tenures), *plan.observers]),
        (C.RECORDS, [t for t in tenures if t.person_id == plan.recorder.pk][:1]),
    ):
        for tenure in found:
            if tenure.person_id not in rows:
                rows[tenure.person_id] = _seat(meeting, tenure, capacity)
    if plan.recorder.pk not in rows:
        raise ValidationError({"recorder": _("记录人那天不在任，请另选。")})
    return list(rows.values())


def _seat(meeting: BodyMeeting, tenure: Tenure, capacity: str) -> BodySeat:
    return BodySeat(
        organization_id=meeting.organization_id,
        meeting=meeting,
        person_id=tenure.person_id,
        post_code=tenure.post.code,
        post_title=tenure.title,
        order=tenure.post.order,
        capacity=capacity,
    )


def _save(meeting: BodyMeeting, seats: list[BodySeat]) -> None:
    meeting.save()
    for seat in seats:
        seat.meeting = meeting
    record_many(seats)


@verb("meetings.body.called")
def call_meeting(
    *, organization: Organization, actor: Actor, kind: str, plan: Plan, reason: str = ""
) -> BodyMeeting:
    """Call a meeting of the kind. Refused where the town has adopted no article on it, and where its seats, its
    chair or its arrangements are not what the articles say; ValidationError for a day gone by."""
    if plan.held_on < actor.day:
        raise ValidationError({"held_on": _("开会日期早于今天；已经开过的，请补录。")})
    meeting = _drawn(organization, kind, plan, actor)
    decision = require(actor, "meetings.body.called", meeting)
    seats = _seats(meeting, plan)
    verdict = judgement.for_calling(meeting, seats, gifts=plan.gifts, day=actor.day)
    with act(decision, verdict, on=meeting, **told(meeting, verdict, reason, day=plan.held_on.isoformat())):
        _save(meeting, seats)
    return meeting


@verb("meetings.body.entered")
def enter_meeting(
    *,
    organization: Organization,
    actor: Actor,
    kind: str,
    plan: Plan,
    because: str,
    paper: str,
    reason: str = "",
) -> BodyMeeting:
    """Enter a meeting that was held without the system; attendance, matters and minutes follow by the usual
    verbs, each told as happening that day. ValidationError for a day to come, or without why and what paper."""
    if plan.held_on > clock.today():
        raise ValidationError({"held_on": _("开会日期在今天以后，还没有开的不能补录。")})
    if not because.strip() or not paper.strip():
        raise ValidationError({"because": _("补录的，须写明当时为什么没有录、依据哪份纸面材料。")})
    meeting = _drawn(organization, kind, plan, actor)
    meeting.entered_late, meeting.late_because, meeting.late_paper = True, because.strip(), paper.strip()
    meeting.status = BodyMeeting.Status.NOTICED
    decision = require(actor, "meetings.body.entered", meeting)
    seats = _seats(meeting, plan)
    verdict = judgement.for_calling(meeting, seats, gifts=plan.gifts, day=plan.held_on)
    said = told(meeting, verdict, reason, day=plan.held_on.isoformat(), paper=meeting.late_paper)
    with act(decision, verdict, on=meeting, **said):
        _save(meeting, seats)
    return meeting


@verb("meetings.body.noticed")
def give_notice(*, meeting_id: int, actor: Actor) -> BodyMeeting:
    """Tell everybody with a seat. Of a sealed kind the message says neither which body nor what about."""
    meeting = lock_body(meeting_id, actor)
    decision = require(actor, "meetings.body.noticed", meeting)
    verdict = in_order("meetings.body.noticed", meeting, lambda: judgement.to_come(meeting, actor.day))
    persons = list(meeting.seats.values_list("person_id", flat=True))
    with act(decision, verdict, on=meeting, **told(meeting, verdict, count=len(persons))):
        meeting.status, meeting.noticed_at = BodyMeeting.Status.NOTICED, clock.now()
        meeting.save(update_fields=["status", "noticed_at"])
        _tell(meeting, persons, _("%(day)s%(time)s在%(place)s开%(meeting)s，请签收"))
    return meeting


def _tell(meeting: BodyMeeting, persons: Sequence[int], words: str) -> None:
    named = {
        "day": zh_date(meeting.held_on),
        "time": meeting.starts_at.strftime("%H:%M"),
        "place": meeting.place,
        "meeting": _("涉密会议") if meeting.rules.sealed else meeting.title,
    }
    tell(
        meeting.organization,
        persons,
        matter=f"meetings.body:{meeting.pk}:{meeting.status}",
        text=words % named,
        url=reverse("meetings:body", args=[meeting.pk]),
        day=meeting.held_on,
    )


@verb("meetings.body.acknowledged")
def acknowledge(*, seat_id: int, actor: Actor) -> BodySeat:
    """Whoever was told signs for the notice."""
    seat = lock_seat(seat_id, actor)
    decision = require(actor, "meetings.body.acknowledged", seat)
    verdict = in_order("meetings.body.acknowledged", seat.meeting)
    with act(decision, verdict, on=seat, **told(seat.meeting, verdict)):
        seat.acknowledged_at = seat.acknowledged_at or clock.now()
        seat.save(update_fields=["acknowledged_at"])
    return seat


@verb("meetings.body.leave_asked")
def ask_leave(*, seat_id: int, actor: Actor, because: str, opinion: str = "") -> BodySeat:
    """Ask to be away, before the meeting (S1-02:二-11b, S1-03:四-2b), with an opinion given beforehand; both
    sealed. The list of attendance shows it to whoever presides."""
    seat = lock_seat(seat_id, actor)
    decision = require(actor, "meetings.body.leave_asked", seat)
    verdict = in_order("meetings.body.leave_asked", seat.meeting)
    with act(decision, verdict, on=seat, **told(seat.meeting, verdict)):
        seat.state, seat.leave_asked_at = BodySeat.State.ON_LEAVE, clock.now()
        seat.leave_reason = sealed_or_none(because, seat.meeting)
        seat.prior_opinion = sealed_or_none(opinion, seat.meeting)
        seat.save(update_fields=["state", "leave_asked_at", "leave_reason", "prior_opinion"])
    return seat


@verb("meetings.body.cancelled")
def cancel_meeting(*, meeting_id: int, actor: Actor, because: str) -> BodyMeeting:
    """Cancel a meeting that was not held; who was told of it is told again."""
    meeting = lock_body(meeting_id, actor)
    decision = require(actor, "meetings.body.cancelled", meeting)
    verdict = in_order("meetings.body.cancelled", meeting)
    persons = list(meeting.seats.values_list("person_id", flat=True)) if meeting.noticed_at else []
    with act(decision, verdict, on=meeting, **told(meeting, verdict)):
        meeting.status, meeting.cancelled_because = BodyMeeting.Status.CANCELLED, because.strip()
        meeting.save(update_fields=["status", "cancelled_because"])
        _tell(meeting, persons, _("%(day)s的%(meeting)s取消"))
    return meeting
