"""What can be granted in the shared layer: reading a whole town's refusals and warnings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.access.grants import register_grantable
from governance.access.models import OrganizationGrant
from governance.people.models import Organization

register_grantable(Organization, OrganizationGrant, {"audit.refusals.read": _("查看拦截与说明")})
