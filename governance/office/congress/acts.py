"""Acts of the congress office."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, register_acts

register_acts(
    [
        ActCode("congress.term.opened", _("登记届次"), _("登记{object}，代表名额{seats}名")),
        ActCode("congress.group.added", _("登记代表组"), _("登记{object}，组长{leader}")),
        ActCode("congress.delegates.entered", _("登记代表"), _("登记{unit}代表{count}名")),
        ActCode("congress.election.opened", _("发起代表选举"), _("发起{object}，应选{seats}名")),
        ActCode("congress.election.step_recorded", _("登记代表产生步骤"), _("{object}：{day}{step}")),
        ActCode(
            "congress.election.confirmed",
            _("定正式候选人"),
            _("{object}定正式候选人{count}名，应选{seats}名"),
        ),
        ActCode("congress.election.held", _("登记选举结果"), _("{object}选出{count}名")),
        ActCode("congress.removal.proposed", _("提请终止代表资格"), _("提请{object}")),
        ActCode("congress.removal.step_recorded", _("登记终止资格步骤"), _("{object}：{day}{step}")),
        ActCode(
            "congress.meeting.recorded", _("登记党代会的会"), _("登记{object}，应到{expected}，实到{present}")
        ),
        ActCode("congress.proposal.received", _("登记代表建议"), _("登记{object}")),
        ActCode("congress.proposal.handed", _("交办代表建议"), _("交{unit}办理{object}，{due}前答复")),
        ActCode("congress.proposal.replied", _("答复代表建议"), _("答复{object}，代表{satisfaction}")),
        ActCode("congress.council.opened", _("登记人大事项"), _("登记人大事项：{object}")),
        ActCode("congress.council.studied", _("登记党委研究"), _("{object}经党委研究，凭{resolution}")),
        ActCode("congress.council.step_recorded", _("登记人大事项步骤"), _("{object}：{day}{step}")),
    ]
)
