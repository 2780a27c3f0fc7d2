"""Who enters a meeting that was held on paper, and who confirms it (roles: clerk; confirmed by the chair)."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, policy, post_holders
from governance.audit.models import Act
from governance.people.models import Account
from governance.people.standard_posts import LEADERS, OFFICE
from meetings.models import AgendaItem, Meeting, Vote
from meetings.policies import still_sits
from meetings.room import CLERK, clerk

# What somebody decides or signs for in person is no entry of what others did on paper.
OWN_WORD = (
    "meetings.agenda.confirmed",
    "meetings.leave.granted",
    "meetings.leave.refused",
    "meetings.notice.acknowledged",
    "meetings.resolution.confirmed",
)

policy("meetings.meeting.entered", "meetings.meeting.continued")(
    post_holders(*OFFICE, reason=_("开过的会由党政办补录"))
)


@policy("meetings.meeting.late_confirmed")
def may_confirm_meeting(actor: Actor, meeting: Meeting) -> Answer:
    """The chair of that meeting in person; the secretary in office once the chair sits on this committee no
    more. Nobody confirms what one entered oneself, the whole or a single step: where the chair did, the
    secretary or a deputy does."""
    typed = typists(meeting)
    if actor.person_id in typed:
        return Denied(_("补录由主持人确认，录入过其中一步的人不能自己确认"), LEADERS)
    if meeting.chair_id in typed and (leader := actor.holds(meeting.organization_id, *LEADERS)):
        return Allowed(leader.title)
    held = actor.seat(meeting.organization_id)
    if held and meeting.chair_id == actor.person_id:
        return Allowed(held.title)
    secretary = actor.holds(meeting.organization_id, "secretary")
    if secretary and not still_sits(meeting, actor):
        return Allowed(secretary.title)
    return Denied(_("补录由主持人确认；主持人已不在任的，由现任书记确认"), (meeting.chair_post,))


def typists(meeting: Meeting) -> set[int | None]:
    """The persons who entered the meeting or any step of it from the paper. One query."""
    if not meeting.entered_late:
        return set()
    itself = Q(object_type="meetings.meeting", object_id=str(meeting.pk))
    steps = Act.objects.filter(
        itself | Q(matter_type="meetings.meeting", matter_id=str(meeting.pk)),
        organization_id=meeting.organization_id,
        late_entry=True,
        outcome=Act.Outcome.DONE,
    ).exclude(code__in=OWN_WORD)
    accounts = Account.objects.filter(pk__in=steps.values("actor_id"))
    return {meeting.late.entered_by_id, *accounts.values_list("person_id", flat=True)}


@policy("meetings.attendance.entered", "meetings.stance.entered", "meetings.ballot.entered")
def may_enter_paper(actor: Actor, about: Meeting | AgendaItem | Vote) -> Answer:
    """The clerk at the meeting; that it is one entered late is judged as a rule."""
    if isinstance(about, Vote):
        about = about.item
    meeting = about.meeting if isinstance(about, AgendaItem) else about
    held = clerk(actor, meeting)
    return Allowed(held.title) if held else Denied(_("纸面上的签名由文书照录"), (CLERK,))
