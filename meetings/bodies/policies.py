"""Who may do what in other bodies' meetings, by default: rights flow from posts, and from the seat one has."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor, HeldPost
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, everybody_in_organization, policy
from meetings.bodies.models import BodyMatter, BodyMeeting, BodySeat

policy("meetings.body.list", "meetings.body.year")(everybody_in_organization(_("这里只看得到本镇的会议")))
policy("meetings.body.read")(everybody_in_organization(_("这里只看得到本镇的会议")))


def prepares(actor: Actor, meeting: BodyMeeting) -> HeldPost | None:
    """A post that prepares this kind; in a village, of that village or of the town's office."""
    wanted = meeting.rules.prepared_by
    for post in actor.posts:
        own = post.organization_id == meeting.organization_id and post.code in wanted
        village = post.code.startswith("village_")
        if own and (not village or meeting.unit_id in (None, post.unit_id)):
            return post
    return None


def runs(actor: Actor, meeting: BodyMeeting) -> HeldPost | None:
    """Whoever presides or records, and of a kind that is not sealed whoever prepares it."""
    if actor.person_id in (meeting.chair_id, meeting.recorder_id):
        return actor.main_post
    return None if meeting.rules.sealed else prepares(actor, meeting)


@policy("meetings.body.called", "meetings.body.entered")
def may_call(actor: Actor, meeting: BodyMeeting) -> Answer:
    held = prepares(actor, meeting)
    if held:
        return Allowed(held.title)
    return Denied(_("这个会由筹备它的人召集"), meeting.rules.prepared_by)


@policy("meetings.body.noticed", "meetings.body.cancelled")
def may_tell(actor: Actor, meeting: BodyMeeting) -> Answer:
    held = prepares(actor, meeting) or runs(actor, meeting)
    return Allowed(held.title) if held else Denied(_("通知由筹备的人发"), meeting.rules.prepared_by)


@policy(
    "meetings.body.attended",
    "meetings.body.closed",
    "meetings.body.summarised",
    "meetings.body_minutes.printed",
    "meetings.body_sign_in.printed",
    "meetings.body_matter.recorded",
    "meetings.body_matter.corrected",
    "meetings.body_matter.struck",
    "meetings.body_matter.referred",
)
def may_record(actor: Actor, meeting: BodyMeeting) -> Answer:
    held = runs(actor, meeting)
    if held:
        return Allowed(held.title)
    return Denied(_("由主持人、记录人或筹备的人登记"), meeting.rules.records)


@policy("meetings.body.signed")
def may_sign_minutes(actor: Actor, meeting: BodyMeeting) -> Answer:
    if actor.person_id == meeting.chair_id and actor.main_post:
        return Allowed(actor.main_post.title)
    return Denied(_("纪要由主持人签发"), (meeting.chair_post,))


@policy("meetings.body.acknowledged", "meetings.body.leave_asked")
def is_ones_own(actor: Actor, seat: BodySeat) -> Answer:
    if actor.person_id == seat.person_id and actor.main_post:
        return Allowed(seat.post_title)
    return Denied(_("由本人办理"))


@policy("meetings.body_matter.done")
def may_finish(actor: Actor, matter: Any) -> Answer:
    row: BodyMatter = matter
    held = actor.main_post if actor.person_id == row.owner_id else runs(actor, row.meeting)
    return Allowed(held.title) if held else Denied(_("落实情况由责任人登记"))
