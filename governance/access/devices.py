"""Where an account is signed in, and ending that everywhere: a lost phone, a shared computer.

A session is checked against the password and the account's round of sessions; the next round ends them all at
once, those nobody remembers included. What else lets somebody in by itself (a calendar address) registers
here what ends it.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.access import text
from governance.access.actor import Actor
from governance.access.log import client_address
from governance.access.models import SignIn
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.people.models import Account
from governance.rules.verdict import Verdict

_ALSO: list[Callable[[int], None]] = []
_KINDS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "鸿蒙手机"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)
_BROWSERS = (("MicroMessenger", "微信"), ("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip


def also_ends(end: Callable[[int], None]) -> None:
    """`end(account_id)` takes back, in the same transaction, what lets somebody in without a session."""
    _ALSO.append(end)


def device_of(agent: str) -> str:
    """A browser's own words about itself, as a person says it: 安卓手机　Chrome."""
    kind = next((name for sign, name in _KINDS if sign in agent), _("别的设备"))
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    return f"{kind}　{browser}".strip()


def note_sign_in(request: HttpRequest, account: Account) -> None:
    """Remember a sign-in under its session."""
    now = timezone.now()
    SignIn.objects.update_or_create(
        session_key=request.session.session_key or "",
        defaults={
            "account": account,
            "device": device_of(request.headers.get("User-Agent", ""))[:60],
            "address": client_address(request),
            "began_at": now,
            "last_used_at": now,
        },
    )


def note_use(session_key: str | None) -> None:
    """Called once a minute of use."""
    SignIn.objects.filter(session_key=session_key or "").update(last_used_at=timezone.now())


def note_sign_out(session_key: str | None) -> None:
    SignIn.objects.filter(session_key=session_key or "").delete()


@verb("people.account.sessions_ended")
def end_sessions(*, actor: Actor, account_id: int, because: str) -> Account:
    """Sign an account out on every device, the one in use included; its calendar address ends too."""
    account = Account.objects.select_for_update().get(pk=account_id)
    decision = require(actor, "people.account.sessions_ended", account)
    facts = {"because": text.plain(because, _("理由"), 200)}
    with act(decision, Verdict.without_article("ending the sessions of an account"), on=account, facts=facts):
        account.session_round += 1
        account.save(update_fields=["session_round"])
        SignIn.objects.filter(account=account).delete()
        for end in _ALSO:
            end(account.pk)
    return account
