"""What the secretary settles in person, and what of it whoever runs the secretary's work (主持工作、代理) may.

Two of these steps articles give to the leader *or whoever the leader authorised* (S1-04:三-1b), or no article
speaks of them: they come with the post. What the secretary alone can say is the holder's while there is one.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, policy
from governance.people.queries import leaders_of
from meetings.held import late_clerk
from meetings.models import Meeting, StatedFact
from meetings.room import CLERK
from meetings.stated import fact_kind


@policy("meetings.fact.confirmed")
def may_confirm_fact(actor: Actor, fact: StatedFact) -> Answer:
    """The secretary. Whom the secretary entrusted and what the secretary agreed to (S0-04:三-1e, 二-1a) is
    the holder's own to say, where the post has one: who acts would be entrusting themselves."""
    held = actor.holds(fact.organization_id, "secretary")
    if held is None:
        return Denied(_("登记的事实由书记确认"), ("secretary",))
    if held.acting and fact_kind(fact.name).of_secretary:
        leaders = leaders_of(fact.organization_id, "secretary", actor.day)
        if not any(t.person_id == actor.person_id for t in leaders):
            return Denied(_("党委书记在任，书记委托、商定的事由书记本人确认"), ("secretary",))
    return Allowed(held.title)


@policy("meetings.agenda.confirmed")
def may_confirm_agenda(actor: Actor, meeting: Meeting) -> Answer:
    """The secretary, or whoever runs the secretary's work (S1-04:三-1b: the leader or who the leader
    authorised); what was settled on paper, the clerk enters afterwards."""
    held = actor.holds(meeting.organization_id, "secretary") or late_clerk(actor, meeting)
    return Allowed(held.title) if held else Denied(_("议程由书记审定"), ("secretary",))


@policy("meetings.meeting.cancelled", "meetings.meeting.moved")
def may_cancel(actor: Actor, meeting: Meeting) -> Answer:
    """A meeting people were called to is called off or moved by the secretary in person; what is only
    planned yet, the clerk may change or drop."""
    held = actor.holds(meeting.organization_id, "secretary")
    if held is None and meeting.status == Meeting.Status.PREPARING:
        held = actor.holds(meeting.organization_id, CLERK)
    if held:
        return Allowed(held.title)
    return Denied(_("已通知的会议，由书记本人取消或改期"), ("secretary",))


@policy("meetings.leave.granted", "meetings.leave.refused")
def may_settle_leave(actor: Actor, about: Any) -> Answer:
    """The secretary; what was granted on paper, the clerk enters afterwards."""
    meeting = about if isinstance(about, Meeting) else about.meeting
    held = actor.holds(meeting.organization_id, "secretary") or late_clerk(actor, meeting)
    return Allowed(held.title) if held else Denied(_("会议请假由书记批准"), ("secretary",))
