"""Verbs on the matters of another body's meeting: record, correct, strike, hand to the committee, done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.deadlines.consequences import set_going
from governance.people.models import Person
from governance.rules.verdict import Verdict, all_of
from governance.rules.wording import word_of
from meetings import judgement as plenary
from meetings.bodies import judgement
from meetings.bodies.models import BodyMatter, BodyMeeting
from meetings.bodies.services.locking import lock_body, lock_matter, sealed_or_none, told
from meetings.bodies.states import in_order
from meetings.models import EmergencyHandling, Resolution, Topic
from meetings.models.base import Matter

AGREED = "meetings.body_matter_agreed"
OUT = BodyMatter.Outcome
WAITING = (Topic.Status.SUBMITTED, Topic.Status.RETURNED, Topic.Status.POSTPONED)


@dataclass(frozen=True)
class Said:
    """What is recorded of one matter. `owner` and `due_on` come together."""

    title: str
    prepared: str
    outcome: str
    matter: str = Matter.ORDINARY
    scope: str = ""
    secret: bool = False
    differed: bool = False
    presenter: Person | None = None
    owner: Person | None = None
    due_on: date | None = None
    resolution: Resolution | None = None


FIELDS = ("matter", "scope", "secret", "differed", "presenter", "owner", "due_on", "resolution", "outcome")


def _fill(row: BodyMatter, said: Said, meeting: BodyMeeting) -> None:
    """Put the plain fields on the row. ValidationError, by field, for what does not fit together."""
    if (said.owner is None) != (said.due_on is None):
        raise ValidationError({"due_on": _("责任人和期限要一起写，或都不写。")})
    if said.due_on is not None and said.due_on < meeting.held_on:
        raise ValidationError({"due_on": _("期限早于开会日期，请改晚。")})
    if said.outcome == OUT.EMERGENCY and (said.secret or meeting.rules.sealed):
        raise ValidationError({"secret": _("紧急处置要向党委会报告，不能记为保密。")})
    for name in FIELDS:
        setattr(row, name, getattr(said, name))
    if meeting.rules.sealed:
        row.matter = Matter.PERSONNEL


def _write(row: BodyMatter, said: Said, meeting: BodyMeeting) -> None:
    """Texts go inside the act: what is secret is sealed, and its plain fields are empty."""
    secret = said.secret or meeting.rules.sealed
    row.title, row.prepared = ("", "") if secret else (said.title, said.prepared)
    row.sealed_title = sealed_or_none(said.title, meeting) if secret else None
    row.sealed_prepared = sealed_or_none(said.prepared, meeting) if secret else None


@verb("meetings.body_matter.recorded")
def record_matter(*, meeting_id: int, actor: Actor, said: Said, reason: str = "") -> BodyMatter:
    """Record one matter and what the meeting did with it. Refused where it would decide what is the
    committee's. An emergency handled there stands on the list of those to be reported to the committee until it
    is; a matter with owner and day goes to supervision (`meetings.body_matter_agreed`)."""
    meeting = lock_body(meeting_id, actor)
    last = meeting.matters.aggregate(last=Max("order"))["last"] or 0
    row = BodyMatter(organization_id=meeting.organization_id, meeting=meeting, order=last + 1)
    _fill(row, said, meeting)
    row.title = "" if row.is_secret else said.title
    decision = require(actor, "meetings.body_matter.recorded", meeting)
    handled = _handled(row, said, meeting)
    verdict = in_order("meetings.body_matter.recorded", meeting, lambda: _judged(row, handled, actor.day))
    with act(decision, verdict, on=row, **_told(row, verdict, reason)):
        _save(row, said, handled)
    return row


def _judged(row: BodyMatter, handled: EmergencyHandling | None, day: date) -> Verdict:
    verdict = judgement.for_matter(row, day)
    return all_of(verdict, plenary.for_emergency(handled, day)) if handled is not None else verdict


def _handled(row: BodyMatter, said: Said, meeting: BodyMeeting) -> EmergencyHandling | None:
    """The entry by which the committee hears of an emergency handled at the meeting (S1-02:一-6)."""
    if said.outcome != OUT.EMERGENCY or row.emergency_id is not None:
        return None
    return EmergencyHandling(
        organization_id=meeting.organization_id,
        title=said.title,
        what=said.prepared[:1000],
        handled_on=meeting.held_on,
        handled_by=said.owner or meeting.chair,
        asked=meeting.chair,
        asked_how=meeting.title,
    )


def _save(row: BodyMatter, said: Said, handled: EmergencyHandling | None) -> None:
    _write(row, said, row.meeting)
    if handled is not None:
        handled.save()
        row.emergency = handled
    row.save()
    if row.owner_id is not None and not row.is_secret:
        set_going(AGREED, on=row, facts=agreed_facts(row))


def agreed_facts(row: BodyMatter) -> dict[str, object]:
    """What supervision is told: ids and days, and the title, which is no secret here."""
    assert row.due_on is not None
    return {
        "matter": row.pk,
        "meeting": row.meeting_id,
        "kind": row.meeting.kind,
        "meeting_title": row.meeting.title,
        "title": row.title,
        "owner": row.owner_id,
        "due_on": row.due_on.isoformat(),
        "held_on": row.meeting.held_on.isoformat(),
        "outcome": row.outcome,
    }


def _told(row: BodyMatter, verdict: Verdict, reason: str) -> dict[str, Any]:
    return told(row.meeting, verdict, reason, outcome=_(word_of(f"outcome_{row.outcome}")))


@verb("meetings.body_matter.corrected")
def correct_matter(*, matter_id: int, actor: Actor, said: Said, reason: str = "") -> BodyMatter:
    """Write a matter anew before the minutes are signed. What the committee or supervision has already is
    changed there."""
    row = lock_matter(matter_id, actor)
    meeting, before, handed = row.meeting, row.outcome, judgement.with_supervision(row)
    open_ = judgement.still_open(row)
    _fill(row, said, meeting)
    decision = require(actor, "meetings.body_matter.corrected", meeting)
    handled = _handled(row, said, meeting)
    verdict = in_order(
        "meetings.body_matter.corrected",
        meeting,
        lambda: all_of(open_, handed, judgement.emergency_stays(before, row.outcome)),
        lambda: _judged(row, handled, actor.day),
    )
    with act(decision, verdict, on=row, **_told(row, verdict, reason)):
        _save(row, said, handled)
    return row


@verb("meetings.body_matter.struck")
def strike_matter(*, matter_id: int, actor: Actor) -> BodyMatter:
    """Strike a line that was put down by mistake; it stays readable."""
    row = lock_matter(matter_id, actor)
    decision = require(actor, "meetings.body_matter.struck", row.meeting)
    verdict = in_order(
        "meetings.body_matter.struck",
        row.meeting,
        lambda: judgement.still_open(row),
        lambda: judgement.with_supervision(row),
        lambda: judgement.emergency_stays(row.outcome, ""),
    )
    with act(decision, verdict, on=row, **told(row.meeting, verdict)):
        row.state = BodyMatter.State.STRUCK
        row.save(update_fields=["state"])
    return row


@verb("meetings.body_matter.referred")
def refer_matter(
    *,
    matter_id: int,
    actor: Actor,
    topic_id: int | None = None,
    content: str = "",
    proposal: str = "",
) -> BodyMatter:
    """Hand a matter to the committee: as a topic there is already (`topic_id`), or as a new one that the chair
    of the meeting proposes. Of a secret matter only the former: a personnel topic names its persons under seal,
    on its own form. Raises Topic.DoesNotExist outside the actor's view."""
    row = lock_matter(matter_id, actor)
    decision = require(actor, "meetings.body_matter.referred", row.meeting)
    topic = _topic(row, actor, topic_id, content, proposal)
    verdict = in_order(
        "meetings.body_matter.referred",
        row.meeting,
        lambda: judgement.for_referring(row),
        lambda: judgement.fits(row, topic.matter),
    )
    with act(decision, verdict, on=row, **told(row.meeting, verdict)):
        if topic.pk is None:
            topic.save()
        row.topic = topic
        row.save(update_fields=["topic"])
    return row


def _topic(row: BodyMatter, actor: Actor, topic_id: int | None, content: str, proposal: str) -> Topic:
    if topic_id is not None:
        found = Topic.objects.visible_to(actor).filter(organization_id=row.organization_id)
        return found.get(pk=topic_id, status__in=WAITING)
    if row.is_secret or row.matter == Matter.PERSONNEL:
        raise ValidationError(
            {"topic": _("保密事项和干部事项，请先在“提出议题”里提出，再到这里选上那个议题。")}
        )
    if not content.strip() or not proposal.strip():
        raise ValidationError({"content": _("新提的议题，内容和请会议决定的事都要写。")})
    seat = row.meeting.seats.filter(person_id=row.meeting.chair_id).first()
    return Topic(
        organization_id=row.organization_id,
        title=row.title,
        matter=row.matter,
        content=content.strip(),
        proposal=proposal.strip(),
        proposed_by=row.meeting.chair,
        proposer_post=seat.post_title[:40] if seat else "",
        proposed_on=actor.day,
    )


@verb("meetings.body_matter.done")
def finish_matter(*, matter_id: int, actor: Actor) -> BodyMatter:
    """Register that a secret matter was seen to (S1-03:四-5); the others are closed in supervision."""
    row = lock_matter(matter_id, actor)
    decision = require(actor, "meetings.body_matter.done", row)
    verdict = in_order("meetings.body_matter.done", row.meeting, lambda: judgement.for_done(row))
    with act(decision, verdict, on=row, **told(row.meeting, verdict)):
        row.done_on = actor.day
        row.save(update_fields=["done_on"])
    return row
