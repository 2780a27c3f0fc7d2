"""Who may do what for the congress: the organization office and the general office work, the others read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.access.policy import policy, post_holders
from governance.office.congress.models import CONGRESS_READERS
from governance.people.standard_posts import OFFICE

READING = _("党代会、代表的事由组织办、党政办办理，班子成员和代表看")
policy("congress.read")(post_holders(*CONGRESS_READERS, "delegate", reason=READING))
policy(
    "congress.term.opened",
    "congress.group.added",
    "congress.delegates.entered",
    "congress.election.opened",
    "congress.election.step_recorded",
    "congress.election.confirmed",
    "congress.election.held",
    "congress.removal.proposed",
    "congress.removal.step_recorded",
    "congress.meeting.recorded",
    "congress.proposal.received",
    "congress.proposal.handed",
    "congress.proposal.replied",
    "congress.council.opened",
    "congress.council.studied",
    "congress.council.step_recorded",
)(post_holders("organization_clerk", *OFFICE, reason=_("党代会、代表的事由组织办、党政办登记")))
