"""Authentication by password. Rights come from policies, never from Django permissions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password, verify_password
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from governance.access.accounts import STRETCHING, stretch_password
from governance.access.actor import system_actor
from governance.access.models import EmergencyGrant
from governance.access.prepared import Prepared
from governance.audit import clock
from governance.people.models import Account


def _signed_in(account: int, now: datetime) -> QuerySet[Account]:
    open_now = EmergencyGrant.objects.in_force(now).filter(account_id=OuterRef("pk"))
    return Account.objects.filter(pk=account, is_active=True).annotate(stood_in_for=Exists(open_now))


_SIGNED_IN: Prepared[Account] = Prepared(
    _signed_in, account=19_210_723, now=datetime(1921, 7, 23, tzinfo=UTC)
)


class AccountBackend(BaseBackend):
    """Checks a password; grants no permission whatsoever."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Account | None:
        if not username or password is None:
            return None
        account = Account.objects.filter(username=username).first()
        if account is None:
            make_password(password)  # take as long as for a known account
            return None
        right, weak = verify_password(password, account.password)
        if not right or not account.is_active:
            return None
        if weak:
            sign_in = system_actor(STRETCHING, clock.today())
            return stretch_password(actor=sign_in, account_id=account.pk, password=password)
        return account

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, with whether anybody let it stand in for a post at this hour."""
        return _SIGNED_IN.first(account=int(user_id), now=clock.now())
