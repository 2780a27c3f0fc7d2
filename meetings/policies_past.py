"""Who may do what with old resolutions, the register of accountability and hand-overs, by default."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, everybody_in_organization, policy, post_holders
from governance.people.standard_posts import LEADERS, OFFICE
from meetings.models import ResolutionImport
from meetings.models.accountability import SUPERVISORS

of_the_town = everybody_in_organization(_("这里只看得到本镇的决议"))

policy("meetings.import.entered")(post_holders(*OFFICE, reason=_("历史决议由党政办录入")))
policy("meetings.import.read")(post_holders(*OFFICE, *LEADERS, reason=_("历史决议由党政办录入")))


@policy("meetings.import.confirmed")
def may_confirm_import(actor: Actor, batch: ResolutionImport) -> Answer:
    """补录 is entered by the office and confirmed by the secretary; never by who entered it."""
    held = actor.holds(batch.organization_id, "secretary")
    if held and batch.entered_by_id != actor.person_id:
        return Allowed(held.title)
    return Denied(_("历史决议由书记确认，录入的人自己不确认"), ("secretary",))


@policy("meetings.import.withdrawn")
def may_withdraw_import(actor: Actor, batch: ResolutionImport) -> Answer:
    """A second person: the secretary, a deputy or the director, never who entered it."""
    held = actor.holds(batch.organization_id, *LEADERS, "office_director")
    if held and batch.entered_by_id != actor.person_id:
        return Allowed(held.title)
    return Denied(_("历史决议由另一个人撤回：书记、副书记或党政办主任"), (*LEADERS, "office_director"))


policy("meetings.accountability.registered")(
    post_holders("discipline_secretary", "discipline_clerk", reason=_("责任追究由纪委书记或纪委办干事登记"))
)
policy("meetings.accountability.closed")(
    post_holders("discipline_secretary", reason=_("责任追究由纪委书记办结"))
)
policy("meetings.accountability.read")(
    post_holders(*SUPERVISORS, reason=_("责任追究台账由书记、纪委书记和纪委办看"))
)
policy("meetings.past.read")(of_the_town)
policy("meetings.work.handed_over")(
    post_holders("office_director", "secretary", reason=_("工作交接由党政办主任或书记办理"))
)
policy("meetings.handover.read")(of_the_town)
