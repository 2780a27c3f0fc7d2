"""Who may do what around a democratic life meeting, by default: the office and the organization office prepare;
each member acts on the own part; what was said is written down by whoever presides or records."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, everybody_in_organization, policy
from meetings.bodies.models import BodyMeeting
from meetings.bodies.policies import prepares, runs
from meetings.bodies.rules.kinds import kind_rules
from meetings.life.models import KIND, LifeMember

PREPARED_BY = kind_rules(KIND).prepared_by

policy("meetings.life.list", "meetings.life.read", "meetings.life.mine")(
    everybody_in_organization(_("这里只看得到本镇的会议"))
)


@policy(
    "meetings.life.themed",
    "meetings.life.opinion_recorded",
    "meetings.life.opinion_struck",
    "meetings.life.opinions_returned",
    "meetings.life.reported",
    "meetings.life.approved",
    "meetings.life.put_off",
    "meetings.life.measure_set",
    "meetings.life.published",
    "meetings.life.submitted",
    "meetings.life.printed",
    "meetings.life.packed",
)
def may_prepare(actor: Actor, meeting: BodyMeeting) -> Answer:
    held = prepares(actor, meeting)
    return Allowed(held.title) if held else Denied(_("由党政办、组织办办理"), PREPARED_BY)


@policy("meetings.life.proceedings", "meetings.life.spoken", "meetings.life.spoken_struck")
def may_record(actor: Actor, meeting: BodyMeeting) -> Answer:
    """Only those in the room: what is said there is theirs."""
    held = runs(actor, meeting)
    inside = meeting.seats.filter(person_id=actor.person_id).exists()
    if held and inside:
        return Allowed(held.title)
    return Denied(_("由主持人或记录人登记"), (meeting.chair_post,))


@policy("meetings.life.feedback_received")
def is_ones_own(actor: Actor, member: LifeMember) -> Answer:
    if actor.person_id == member.person_id and actor.main_post:
        return Allowed(member.post_title)
    return Denied(_("由本人签收"))


@policy("meetings.life.talked", "meetings.life.stated")
def own_or_prepared(actor: Actor, member: LifeMember) -> Answer:
    """The member, or the office that types in what was handed over on paper."""
    if actor.person_id == member.person_id and actor.main_post:
        return Allowed(member.post_title)
    held = prepares(actor, member.life.meeting)
    return Allowed(held.title) if held else Denied(_("由本人办理，或由党政办、组织办代录"), PREPARED_BY)


@policy("meetings.life_outing.recorded")
def may_record_outing(actor: Actor, organization: Any) -> Answer:
    """Each committee member for themselves, the offices for anybody."""
    for post in actor.posts:
        if post.organization_id == organization.pk and (post.committee_seat or post.code in PREPARED_BY):
            return Allowed(post.title)
    return Denied(_("由党委委员本人或党政办、组织办登记"), PREPARED_BY)
