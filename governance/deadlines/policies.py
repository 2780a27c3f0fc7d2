"""Who sees duties and reminders: each their own, the leaders and the office those of the town."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policies import administrator, by_system
from governance.access.policy import Answer, everybody_in_organization, policy, post_holders
from governance.deadlines.moves import MOVED, SWEEP
from governance.people.standard_posts import LEADERS, OFFICE

policy(MOVED)(by_system(SWEEP))
policy("deadlines.reminder.list")(everybody_in_organization(_("提醒给本单位的人看")))
policy("deadlines.duty.list")(post_holders(*LEADERS, *OFFICE, reason=_("全镇期限由党政办和书记、副书记看")))


@policy("deadlines.reminder.chosen")
def ones_own(actor: Actor, obj: Any) -> Answer:
    """Everybody chooses their own channels, and nobody anybody else's."""
    if actor.account_id is None or actor.main_post is None:
        return Denied(_("没有登记的任职"))
    return Allowed(actor.main_post.title)


# Heads and news of broken glass go to auditors alone; another administrator has nothing to choose here.
policy("deadlines.auditor.addressed")(administrator("auditor"))
