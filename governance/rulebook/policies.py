"""The office director adopts, settles and proposes; the secretary approves; everybody reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.access.policy import everybody_in_organization, policy, post_holders

_DIRECTOR = post_holders("office_director", reason=_("制度由党政办主任办理"))
_SECRETARY = post_holders("secretary", reason=_("制度上的数、口径和本镇制度由书记核准"))

policy("rulebook.regulation.adopted")(_DIRECTOR)
policy("rulebook.regulation.ended")(_DIRECTOR)
policy("rulebook.figure.proposed")(_DIRECTOR)
policy("rulebook.figure.withdrawn")(_DIRECTOR)
policy("rulebook.conflict.proposed")(_DIRECTOR)
policy("rulebook.conflict.withdrawn")(_DIRECTOR)
policy("rulebook.local.entered")(_DIRECTOR)
policy("rulebook.local.withdrawn")(_DIRECTOR)
policy("rulebook.local.ended")(_DIRECTOR)
policy("rulebook.article.entered")(_DIRECTOR)
policy("rulebook.article.removed")(_DIRECTOR)
policy("rulebook.figure.approved")(_SECRETARY)
policy("rulebook.conflict.settled")(_SECRETARY)
policy("rulebook.local.approved")(_SECRETARY)
policy("rulebook.read")(everybody_in_organization(reason=_("这里只看得到本单位的制度")))
policy("rulebook.regulation.printed")(everybody_in_organization(reason=_("这里只看得到本单位的制度")))
