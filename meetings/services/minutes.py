"""Verbs on minutes: compose from the events, edit, submit, return, sign off, archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.documents.numbering import draw_number
from governance.documents.services import order_document
from meetings import composition, judgement
from meetings.models import Meeting, Minutes
from meetings.services.locking import lock_meeting
from meetings.states import in_order, in_state


class StaleDraft(Exception):
    """Somebody else saved the draft meanwhile; `minutes` holds what stands now."""

    def __init__(self, minutes: Minutes) -> None:
        super().__init__(str(minutes.pk))
        self.minutes = minutes


def _lock(minutes_id: int, actor: Actor) -> Minutes:
    meeting_id = Minutes.objects.visible_to(actor).values_list("meeting_id", flat=True).get(pk=minutes_id)
    meeting = lock_meeting(meeting_id, actor)
    minutes = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes_id)
    minutes.meeting = meeting
    return minutes


@verb("meetings.minutes.composed")
def compose_minutes(*, meeting_id: int, actor: Actor) -> Minutes:
    """Draft the minutes from what the meeting's events say. Sealed items are left out."""
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.minutes.composed", meeting)
    verdict = in_order("meetings.minutes.composed", meeting, lambda: judgement.no_minutes_yet(meeting))
    minutes = Minutes(
        organization_id=meeting.organization_id,
        meeting=meeting,
        opening=composition.opening(meeting),
        sections=composition.sections(meeting),
        copy_to=composition.copy_to(meeting),
    )
    with act(decision, verdict, on=minutes):
        minutes.save()
    return minutes


@verb("meetings.minutes.edited")
def edit_minutes(
    *,
    minutes_id: int,
    actor: Actor,
    revision: int,
    opening: str,
    sections: Sequence[dict[str, Any]],
    copy_to: str,
) -> Minutes:
    """Save an edited draft. Raises StaleDraft when `revision` is not the one that stands, and
    ValidationError for a text that names whom a secret item is about."""
    minutes = _lock(minutes_id, actor)
    decision = require(actor, "meetings.minutes.edited", minutes)
    if minutes.revision != revision:
        raise StaleDraft(minutes)
    judgement.keep_secret_names_out(
        minutes.meeting,
        opening=opening,
        copy_to=copy_to,
        **{f"heading_{n}": s["heading"] for n, s in enumerate(sections)},
        **{f"text_{n}": "\n".join(s["paragraphs"]) for n, s in enumerate(sections)},
    )
    verdict = in_state("meetings.minutes.edited", minutes)
    with act(decision, verdict, on=minutes, facts={"revision": revision + 1}):
        minutes.opening, minutes.sections, minutes.copy_to = (
            opening,
            list(sections),
            copy_to,
        )
        minutes.revision = revision + 1
        minutes.save(update_fields=["opening", "sections", "copy_to", "revision"])
    return minutes


@verb("meetings.minutes.submitted")
def submit_minutes(*, minutes_id: int, actor: Actor, reason: str = "") -> Minutes:
    """Send the draft to the chair; the record must be complete by then (S0-04:三-6a)."""
    minutes = _lock(minutes_id, actor)
    decision = require(actor, "meetings.minutes.submitted", minutes)
    judgement.keep_names_out_of_meeting(minutes.meeting, reason=reason)
    verdict = in_order(
        "meetings.minutes.submitted",
        minutes,
        lambda: judgement.for_record(minutes.meeting, actor.day),
        lambda: judgement.nothing_secret(minutes),
    )
    with act(
        decision,
        verdict,
        on=minutes,
        reason=reason,
        facts={"chair": minutes.meeting.chair.name},
    ):
        minutes.status = Minutes.Status.IN_REVIEW
        minutes.save(update_fields=["status"])
    return minutes


@verb("meetings.minutes.returned")
def return_minutes(*, minutes_id: int, actor: Actor, because: str) -> Minutes:
    minutes = _lock(minutes_id, actor)
    decision = require(actor, "meetings.minutes.returned", minutes)
    judgement.keep_names_out_of_meeting(minutes.meeting, because=because)
    verdict = in_state("meetings.minutes.returned", minutes)
    with act(decision, verdict, on=minutes, facts={"because": because}):
        minutes.status = Minutes.Status.RETURNED
        minutes.returned_because = because
        minutes.save(update_fields=["status", "returned_because"])
    return minutes


@verb("meetings.minutes.signed")
def sign_minutes(*, minutes_id: int, actor: Actor, reason: str = "") -> Minutes:
    """The chair signs off: the number is drawn, the document ordered, nothing changes any more."""
    minutes = _lock(minutes_id, actor)
    decision = require(actor, "meetings.minutes.signed", minutes)
    judgement.keep_names_out_of_meeting(minutes.meeting, reason=reason)
    verdict = in_order("meetings.minutes.signed", minutes, lambda: judgement.for_signing(minutes, actor.day))
    meeting = minutes.meeting
    facts = {"meeting": str(meeting), "number": ""}
    with act(decision, verdict, on=minutes, reason=reason, facts=facts):
        minutes.number = draw_number(meeting.organization, "minutes", actor.day)
        facts["number"] = minutes.number
        minutes.status = Minutes.Status.SIGNED
        minutes.signed_on = actor.day
        minutes.signed_by_id = actor.person_id
        document = order_document(
            kind="meetings.minutes",
            subject=minutes,
            title=composition.title(meeting),
            number=minutes.number,
            actor=actor,
        )
        minutes.document_id = document.pk
        minutes.save()
    return minutes


@verb("meetings.meeting.archived")
def archive_meeting(*, meeting_id: int, actor: Actor) -> Meeting:
    """File the meeting for good (S1-01:十-2): from then on it is only read."""
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.meeting.archived", meeting)
    verdict = in_order(
        "meetings.meeting.archived", meeting, lambda: judgement.for_archiving(meeting, actor.day)
    )
    with act(decision, verdict, on=meeting, facts={"count": judgement.filed_papers(meeting)}):
        meeting.status = Meeting.Status.ARCHIVED
        meeting.save(update_fields=["status"])
    return meeting
