"""What each of the three administrators finds in Django admin.

System: accounts. Security: bodies, posts (two-step), grants (two-step). Auditor: acts, chains,
access log, and the lists of the other two, read only. Business content is not registered at all.
"""

from __future__ import annotations

from typing import Any

from governance.access.admin import GovernedAdmin
from governance.access.administration.accounts import AccountAdmin
from governance.access.administration.grants import GrantAdmin
from governance.access.administration.posts import OrganizationAdmin, PostAdmin, PostChangeAdmin
from governance.access.administration.trail import (
    AccessLogAdmin,
    ActAdmin,
    ChainEntryAdmin,
    SignedHeadAdmin,
)
from governance.access.models import AccessLog, Grant
from governance.audit.heads import SignedHead
from governance.audit.models import Act, ChainEntry
from governance.people.models import Account, Organization, Post, PostChange

REGISTERED: tuple[tuple[Any, type[GovernedAdmin]], ...] = (
    (Account, AccountAdmin),
    (Organization, OrganizationAdmin),
    (Post, PostAdmin),
    (PostChange, PostChangeAdmin),
    (Grant, GrantAdmin),
    (Act, ActAdmin),
    (ChainEntry, ChainEntryAdmin),
    (SignedHead, SignedHeadAdmin),
    (AccessLog, AccessLogAdmin),
)
