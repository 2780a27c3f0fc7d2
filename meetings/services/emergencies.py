"""Verbs on what was handled before a meeting could be held: enter it, report it to the committee."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.people.models import Organization, Person
from meetings import held, judgement
from meetings.models import EmergencyHandling
from meetings.services.locking import lock_meeting
from meetings.states import in_order


@verb("meetings.emergency.recorded")
def record_emergency(
    *,
    organization: Organization,
    actor: Actor,
    title: str,
    what: str,
    handled_on: date,
    handled_by: Person,
    asked: Person,
    asked_how: str,
    reason: str = "",
) -> EmergencyHandling:
    """Enter an urgent matter that was handled on the word of a leader (S1-01:八). It stays on everybody's
    list until a meeting has been told; with a reason where no leader was asked. ValidationError (field
    `handled_on`) for a day to come."""
    if handled_on > clock.today():
        raise ValidationError({"handled_on": _("处置日期在今天以后，请改到今天或以前。")})
    row = EmergencyHandling(
        organization=organization,
        title=title,
        what=what,
        handled_on=handled_on,
        handled_by=handled_by,
        asked=asked,
        asked_how=asked_how,
    )
    decision = require(actor, "meetings.emergency.recorded", row)
    verdict = judgement.for_emergency(row, actor.day)
    facts = {"day": handled_on.isoformat(), "asked": asked.name}
    with act(decision, verdict, on=row, reason=reason, facts=facts):
        row.save()
    return row


@verb("meetings.emergency.reported")
def report_emergency(*, emergency_id: int, meeting_id: int, actor: Actor) -> EmergencyHandling:
    """Enter that the meeting under way was told (事后报班子). Raises Meeting.DoesNotExist for another town's."""
    meeting = lock_meeting(meeting_id, actor)
    row = (
        EmergencyHandling.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .get(pk=emergency_id, organization_id=meeting.organization_id)
    )
    decision = require(actor, "meetings.emergency.reported", meeting)
    row.meeting, row.reported_on = meeting, meeting.meets_on
    verdict = in_order(
        "meetings.emergency.reported",
        row,
        lambda: judgement.hears_reports(meeting),
        lambda: judgement.not_signed(meeting),
    )
    facts = {"meeting": str(meeting), "meeting_id": meeting.pk}
    with act(decision, verdict, on=row, facts=facts, **held.in_room(meeting, actor).act(verdict)):
        row.status = EmergencyHandling.Status.REPORTED
        row.save(update_fields=["status", "meeting", "reported_on"])
    return row
