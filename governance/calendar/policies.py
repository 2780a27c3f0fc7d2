"""The calendar is entered by a system administrator and checked by another administrator."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.access.policies import administrator, by_system
from governance.access.policy import policy

SEEDING = "calendar seed"

policy("calendar.year.entered", title=_("录入放假安排"))(administrator("system"))
policy("calendar.year.withdrawn", title=_("撤回放假安排"))(administrator("system"))
policy("calendar.year.confirmed", title=_("核对放假安排"))(administrator("system", "security"))
policy("calendar.year.listed", title=_("看放假安排"))(administrator("system", "security", "auditor"))
policy("calendar.year.seeded", title=_("载入放假安排"))(by_system(SEEDING))
