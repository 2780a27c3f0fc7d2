"""The calendar is entered by a system administrator and checked by another administrator."""

from __future__ import annotations

from governance.access.policies import administrator, by_system
from governance.access.policy import policy

SEEDING = "calendar seed"

policy("calendar.year.entered")(administrator("system"))
policy("calendar.year.withdrawn")(administrator("system"))
policy("calendar.year.confirmed")(administrator("system", "security"))
policy("calendar.year.listed")(administrator("system", "security", "auditor"))
policy("calendar.year.seeded")(by_system(SEEDING))
