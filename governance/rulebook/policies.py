"""The office director adopts, settles and proposes; the secretary approves; everybody reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.access.policy import everybody_in_organization, policy, post_holders

_DIRECTOR = post_holders("office_director", reason=_("制度由党政办主任办理"))
_SECRETARY = post_holders("secretary", reason=_("制度上的数、口径和本镇制度由书记核准"))

policy("rulebook.regulation.adopted", title=_("采用制度"))(_DIRECTOR)
policy("rulebook.regulation.ended", title=_("停用制度"))(_DIRECTOR)
policy("rulebook.figure.proposed", title=_("提出另定"))(_DIRECTOR)
policy("rulebook.figure.withdrawn", title=_("撤回"))(_DIRECTOR)
policy("rulebook.conflict.proposed", title=_("提请定口径"))(_DIRECTOR)
policy("rulebook.conflict.withdrawn", title=_("撤回"))(_DIRECTOR)
policy("rulebook.local.entered", title=_("录入本镇制度"))(_DIRECTOR)
policy("rulebook.local.withdrawn", title=_("撤回"))(_DIRECTOR)
policy("rulebook.local.ended", title=_("停用本镇制度"))(_DIRECTOR)
policy("rulebook.article.entered", title=_("录入条文"))(_DIRECTOR)
policy("rulebook.article.removed", title=_("撤回条文"))(_DIRECTOR)
policy("rulebook.figure.approved", title=_("核准"))(_SECRETARY)
policy("rulebook.conflict.settled", title=_("核准口径"))(_SECRETARY)
policy("rulebook.local.approved", title=_("核准本镇制度"))(_SECRETARY)
policy("rulebook.read", title=_("看制度"))(everybody_in_organization(reason=_("这里只看得到本单位的制度")))
policy("rulebook.regulation.printed", title=_("打印制度"))(
    everybody_in_organization(reason=_("这里只看得到本单位的制度"))
)
