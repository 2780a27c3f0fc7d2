"""Every password hash against the digest its history carries (`Account.password_digest`)."""

from __future__ import annotations

from collections.abc import Iterator

from governance.audit.evidence import register_check
from governance.audit.models import SYSTEM_CHAIN
from governance.audit.replay import Break
from governance.people.models import Account


def compare_passwords(organization_id: int | None) -> Iterator[Break]:
    """Accounts whose hash is not the one the last act set. KeyMissing without the key."""
    if organization_id not in (None, SYSTEM_CHAIN):
        return
    for account in Account.objects.order_by("pk").iterator():
        if not account.password_stands:
            yield Break(SYSTEM_CHAIN, None, "password_differs", f"governance.account {account.pk}")


register_check("passwords", compare_passwords)
