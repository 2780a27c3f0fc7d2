"""What the congress and its delegates met for, put down after it was held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.office.congress import judgement
from governance.office.congress.models import CongressMeeting
from governance.office.congress.services.locking import come, lock_town, running_term
from governance.people.models import Organization


@verb("congress.meeting.recorded")
def record_meeting(
    *, organization: Organization, actor: Actor, values: Mapping[str, Any], reason: str = ""
) -> CongressMeeting:
    """`values` are fields of the meeting. A report goes to the congress after the committee adopted it (S0-01:五a).
    Raises ValidationError for a day ahead, or more present than entitled."""
    come(values["held_on"], "held_on")
    if values["present"] > values["expected"]:
        raise ValidationError({"present": _("实到比应到多，请核对。")})
    town = lock_town(organization)
    meeting = CongressMeeting(organization=town, term=running_term(town), **values)
    decision = require(actor, "congress.meeting.recorded", meeting)
    facts = {"expected": meeting.expected, "present": meeting.present}
    with act(
        decision,
        judgement.for_meeting(meeting),
        on=meeting,
        reason=reason,
        happened_on=meeting.held_on,
        facts=facts,
    ):
        meeting.save()
    return meeting
