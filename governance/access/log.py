"""The access log: denials, readings of sensitive files, signing in. Written with the response.

The rows of each day are sealed into the system chain by `seal_access_log` (run by `tick`):
an act carries first id, last id, count and digest of the rows; `verifyaudit` compares.
"""

from __future__ import annotations

import ipaddress
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from governance.access.actor import Actor, system_actor
from governance.access.decision import Decision
from governance.access.models import AccessLog
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.audit.logs import digest_of_rows, register_log
from governance.audit.models import SYSTEM_CHAIN, Act
from governance.people.models import Account
from governance.rules.verdict import Verdict

SEALING = "access log sealed"
SEALED = "access.log.sealed"
register_log(SEALED, "governance.AccessLog")


def client_address(request: HttpRequest) -> str:
    """Where a request comes from: behind our own proxy, what the proxy says it was handed by. It puts its
    word last; what stands before that was written by the sender and is not believed."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return ""


def short_address(request: HttpRequest | None) -> str:
    """The sender's network: 192.168.7.0 or 2001:db8:1:: (48 bits). Empty when unknown."""
    if request is None:
        return ""
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return ""
    bits = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False).network_address)


def _write(kind: str, *, request: HttpRequest | None = None, **values: Any) -> AccessLog:
    row = AccessLog(kind=kind, address=short_address(request), **values)
    shifted = clock.shifted_time()
    if shifted is not None:
        row.recorded_at = shifted
    with transaction.atomic():
        row.save()
    return row


def log_denial(
    decision: Decision, organization_id: int | None, request: HttpRequest | None = None
) -> AccessLog:
    """A policy said no (403). The object is named by type and id only."""
    object_type, object_id = decision.object_key
    return _write(
        AccessLog.Kind.DENIED,
        request=request,
        organization_id=organization_id or SYSTEM_CHAIN,
        account_id=decision.actor.account_id,
        account_name=decision.actor.name,
        action=decision.action,
        object_type=object_type,
        object_id=str(object_id or ""),
    )


def log_outside(
    actor: Actor, action: str, object_type: str, object_id: Any, request: HttpRequest
) -> AccessLog:
    """An address led to nothing the actor may know of. Whether the object exists is not asked, so
    that the answer takes the same time and looks the same either way."""
    post = actor.main_post
    return _write(
        AccessLog.Kind.OUTSIDE,
        request=request,
        organization_id=post.organization_id if post else SYSTEM_CHAIN,
        account_id=actor.account_id,
        account_name=actor.name,
        action=action,
        object_type=object_type,
        object_id=str(object_id)[:40],
    )


def log_reading(decision: Decision, organization_id: int, request: HttpRequest) -> AccessLog:
    """A sensitive file is about to be shown. If this cannot be written, nothing is shown."""
    object_type, object_id = decision.object_key
    return _write(
        AccessLog.Kind.READ,
        request=request,
        organization_id=organization_id or SYSTEM_CHAIN,
        account_id=decision.actor.account_id,
        account_name=decision.actor.name,
        action=decision.action,
        object_type=object_type,
        object_id=str(object_id or ""),
    )


def log_signing(kind: str, account: Account | None, request: HttpRequest | None) -> AccessLog:
    """Signing in or out, or a wrong password for a known account. A name nobody has is not kept:
    it may be a password typed into the wrong field."""
    return _write(
        kind,
        request=request,
        account_id=account.pk if account else None,
        account_name=account.display_name if account else "",
    )


# Sealing -----------------------------------------------------------------------------------


def _last_sealed_id() -> int:
    newest = Act.objects.filter(code=SEALED).order_by("-recorded_at", "-id").first()
    return newest.facts["last"] if newest else 0


@verb(SEALED)
def _seal(*, actor: Actor, last: AccessLog, after: int) -> int:
    decision = require(actor, SEALED, last)
    rows = list(AccessLog.objects.filter(pk__gt=after, pk__lte=last.pk).order_by("pk"))
    facts = {"first": rows[0].pk, "last": rows[-1].pk, "count": len(rows), "digest": digest_of_rows(rows)}
    with act(decision, Verdict.without_article("sealing the access log"), on=last, facts=facts):
        pass
    return len(rows)


def seal_access_log() -> int:
    """Chain every row before today that no seal covers yet; the number of rows. Run by `tick`:
    a missed night is made up, a second run finds nothing."""
    after = _last_sealed_id()
    midnight = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    last = AccessLog.objects.filter(pk__gt=after, recorded_at__lt=midnight).order_by("-pk").first()
    if last is None:
        return 0
    return _seal(actor=system_actor(SEALING, clock.today()), last=last, after=after)
