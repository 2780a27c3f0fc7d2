"""Accounts: opened and reset at the counter with a printed slip, disabled, unlocked, own password.

A password is known to nobody but its owner from the first sign-in on. It is returned once, by the
verb that set it, for the slip; it reaches no act, no history, no session and no log.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.hashers import get_hasher, verify_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.access import text
from governance.access.actor import Actor
from governance.access.passwords import slip_password
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.people.models import Account, Organization, Person
from governance.rules.verdict import Verdict

PASSWORD_FIELDS = ["password", "password_digest", "must_change_password", "password_changed_at"]
DEMONSTRATION_ITERATIONS = 1000
STRETCHING = "stretching a password"


@dataclass(frozen=True)
class Slip:
    """What the printed slip shows; `password` exists here and nowhere else."""

    account: Account
    password: str

    def __repr__(self) -> str:
        return f"Slip({self.account.pk})"


def _fresh_name(value: str) -> str:
    name = text.username(value)
    if (
        not (3 <= len(name) <= 40)
        or not name.isascii()
        or not name.replace("-", "").replace("_", "").isalnum()
    ):
        raise ValidationError({"username": _("账号写工号或手机号：3到40位字母、数字。")})
    if Account.objects.filter(username=name).exists():
        raise ValidationError({"username": _("这个账号已有人使用，请核对工号。")})
    return name


def _set_first_password(account: Account) -> str:
    password = slip_password()
    account.set_password(password)
    account.must_change_password = True
    account.password_changed_at = None
    return password


def _set_demonstration_password(account: Account) -> str:
    """A drawn password that signs in as it stands: nobody is there to replace it.

    Only where every body is a demonstration. Stretching adds nothing to 79 drawn bits, and dozens of
    accounts open at once; the first sign-in stores the password stretched in full.
    """
    if Organization.objects.filter(demonstration=False).exists():
        raise PermissionError("a first password may only last on a demonstration database")
    password = slip_password()
    hasher = copy.copy(get_hasher())
    if hasattr(hasher, "iterations"):
        hasher.iterations = DEMONSTRATION_ITERATIONS
    account.password = hasher.encode(password, hasher.salt())
    account.seal_password()
    account.must_change_password = False
    account.password_changed_at = timezone.now()
    return password


def _first_password(account: Account, demonstration: bool) -> str:
    return _set_demonstration_password(account) if demonstration else _set_first_password(account)


@verb("people.account.opened")
def open_account(*, actor: Actor, person_id: int, username: str, demonstration: bool = False) -> Slip:
    """Open the login of a person on the roster. ValidationError when there is one already, the
    registration is not approved, or the name is taken. `demonstration`: the first password lasts."""
    person = Person.objects.select_for_update().get(pk=person_id)
    account = Account(person=person, display_name=person.name, username=text.username(username))
    decision = require(actor, "people.account.opened", account)
    if Account.objects.filter(person=person).exists():
        raise ValidationError({"person": _("这个人已有账号。")})
    if person.approved_on is None:
        raise ValidationError({"person": _("这个人的登记还没有经组织委员审定，请先审定。")})
    account.username = _fresh_name(username)
    password = _first_password(account, demonstration)
    with act(decision, Verdict.without_article("opening an account"), on=account):
        account.save()
    return Slip(account, password)


@verb("people.administrator.founded")
def found_administrator(
    *, actor: Actor, kind: str, username: str, display_name: str, demonstration: bool = False
) -> Slip:
    """Set up one of the three administrators, from the console alone. Nobody is two of them: an
    account has one kind, and no person. `demonstration`: the first password lasts."""
    if kind not in ("system", "security", "auditor"):
        raise ValidationError({"kind": _("三员只有系统管理员、安全管理员、审计员。")})
    account = Account(
        administrator=kind,
        display_name=text.plain(display_name, _("姓名"), 40),
        username=text.username(username),
    )
    decision = require(actor, "people.administrator.founded", account)
    account.username = _fresh_name(username)
    password = _first_password(account, demonstration)
    facts = {"kind": account.get_administrator_display()}
    with act(decision, Verdict.without_article("founding an administrator"), on=account, facts=facts):
        account.save()
    return Slip(account, password)


@verb("people.account.disabled")
def disable_account(*, actor: Actor, account_id: int, because: str) -> Account:
    """Stop an account; its sessions end with the next request. The last one of a kind of
    administrator stays."""
    account = Account.objects.select_for_update().get(pk=account_id)
    decision = require(actor, "people.account.disabled", account)
    if not account.is_active:
        raise ValidationError(_("这个账号已经停用。"))
    alike = Account.objects.filter(administrator=account.administrator, is_active=True)
    if account.administrator and not alike.exclude(pk=account.pk).exists():
        raise ValidationError(
            _("这是最后一名%(kind)s，不能停用。") % {"kind": account.get_administrator_display()}
        )
    facts = {"because": text.plain(because, _("理由"), 200)}
    with act(decision, Verdict.without_article("disabling an account"), on=account, facts=facts):
        account.is_active = False
        account.save(update_fields=["is_active"])
    return account


@verb("people.account.enabled")
def enable_account(*, actor: Actor, account_id: int) -> Account:
    """Let a stopped account sign in again, with the password it had."""
    account = Account.objects.select_for_update().get(pk=account_id)
    decision = require(actor, "people.account.enabled", account)
    if account.is_active:
        raise ValidationError(_("这个账号已经启用。"))
    with act(decision, Verdict.without_article("enabling an account"), on=account):
        account.is_active = True
        account.save(update_fields=["is_active"])
    return account


@verb("people.account.reset")
def reset_password(*, actor: Actor, account_id: int, witness_id: int) -> Slip:
    """Give a new first password at the counter. `witness_id` is the account of a second person
    standing by, neither the owner nor the one who resets."""
    account = Account.objects.select_for_update().get(pk=account_id)
    decision = require(actor, "people.account.reset", account)
    witness = Account.objects.filter(pk=witness_id, is_active=True).first()
    if witness is None or witness.pk in (account.pk, actor.account_id):
        raise ValidationError({"witness": _("在场的第二人须是另一名已启用账号的人，请换一个。")})
    password = _set_first_password(account)
    facts = {"witness": witness.display_name, "witness_id": witness.pk}
    with act(
        decision, Verdict.without_article("resetting a password at the counter"), on=account, facts=facts
    ):
        account.save(update_fields=PASSWORD_FIELDS)
    AxesProxyHandler.reset_attempts(username=account.username)
    return Slip(account, password)


@verb("people.administrator.reset")
def reset_administrator(*, actor: Actor, account_id: int) -> Slip:
    """Give an administrator a new first password, from the console alone."""
    account = Account.objects.select_for_update().get(pk=account_id)
    decision = require(actor, "people.administrator.reset", account)
    if not account.administrator:
        raise ValidationError(_("这不是三员的账号，请在柜台当面重置。"))
    password = _set_first_password(account)
    with act(decision, Verdict.without_article("resetting an administrator's password"), on=account):
        account.save(update_fields=PASSWORD_FIELDS)
    AxesProxyHandler.reset_attempts(username=account.username)
    return Slip(account, password)


@verb("people.account.unlocked")
def unlock_account(*, actor: Actor, account_id: int) -> Account:
    """Forget the wrong tries of an account, in the presence of its owner."""
    account = Account.objects.select_for_update().get(pk=account_id)
    decision = require(actor, "people.account.unlocked", account)
    with act(decision, Verdict.without_article("unlocking an account"), on=account):
        AxesProxyHandler.reset_attempts(username=account.username)
    return account


@verb("people.account.password_changed")
def change_own_password(*, actor: Actor, account_id: int, new_password: str) -> Account:
    """Set one's own password. ValidationError lists every rule it breaks."""
    account = Account.objects.select_for_update().get(pk=account_id)
    decision = require(actor, "people.account.password_changed", account)
    validate_password(new_password, account)
    with act(decision, Verdict.without_article("changing one's own password"), on=account):
        account.set_password(new_password)
        account.must_change_password = False
        account.password_changed_at = timezone.now()
        account.save(update_fields=PASSWORD_FIELDS)
    return account


@verb("people.account.password_stretched")
def stretch_password(*, actor: Actor, account_id: int, password: str) -> Account:
    """Store the same password stretched as it is done today; asked for at the sign-in that shows that it
    was stretched less. Nothing is done where another sign-in was first."""
    account = Account.objects.select_for_update().get(pk=account_id)
    decision = require(actor, "people.account.password_stretched", account)
    right, weak = verify_password(password, account.password)
    if right and weak:
        with act(decision, Verdict.without_article("stretching a password anew"), on=account):
            account.set_password(password)
            account.save(update_fields=["password", "password_digest"])
    return account
