"""Who prints which paper of a meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, policy, post_holders
from governance.people.standard_posts import OFFICE
from meetings.models import AgendaItem

policy(
    "meetings.notice.printed",
    "meetings.guest_notice.printed",
    "meetings.sign_in_sheet.printed",
    "meetings.ballots.printed",
    "meetings.count_sheet.printed",
    "meetings.count_certificate.printed",
    "meetings.record.printed",
    "meetings.resolution.extracted",
)(post_holders(*OFFICE, reason=_("会议文件由党政办打印")))


@policy("meetings.record_volume.printed")
def may_print_volume(actor: Actor, item: AgendaItem) -> Answer:
    """What was said on a secret item is printed by whoever wrote it down; the rest by the office."""
    if item.meeting.recorder_id == actor.person_id and actor.main_post:
        return Allowed(actor.main_post.title)
    held = actor.holds(item.organization_id, *OFFICE)
    if held and not item.topic.is_secret:
        return Allowed(held.title)
    return Denied(_("涉密事项的记录由记录人打印"))
