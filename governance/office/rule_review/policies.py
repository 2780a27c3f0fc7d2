"""Who may do what in the rule review: the general office carries it, those who lead and supervise read along."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.access.policy import policy, post_holders
from governance.office.rule_review.models import REVIEWERS
from governance.people.standard_posts import OFFICE

readers = post_holders(
    *REVIEWERS, reason=_("制度体检由书记、副书记、纪委、组织委员和党政办、组织办、纪委办看")
)

policy("rule_review.read")(readers)
policy("rule_review.evaluation.printed")(readers)
policy("rule_review.execution.recorded")(
    post_holders(
        *OFFICE,
        "organization_clerk",
        "discipline_clerk",
        "discipline_secretary",
        reason=_("制度执行记录由党政办、组织办、纪委登记"),
    )
)
policy(
    "rule_review.evaluation.begun",
    "rule_review.evaluation.self_reviewed",
    "rule_review.evaluation.withdrawn",
    "rule_review.opinion.entered",
    "rule_review.opinion.removed",
)(post_holders(*OFFICE, reason=_("制度评估由党政办办理")))
policy("rule_review.evaluation.concluded")(
    post_holders("office_director", reason=_("评估结论由党政办主任凭决议登记"))
)
