"""Break-glass: a post's rights for two hours, opened on the server's console and told to the auditors.

For the day on which nobody who may is to be had: the only clerk lies in hospital, a password is lost and so is
whoever resets it. It is no way round a rule: articles judge as always, recusal holds as always, and no seat comes
with it, so that nobody votes by it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor, system_actor
from governance.access.admin_site import register_notice
from governance.access.models import EmergencyGrant
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.audit.errors import AlreadyDone
from governance.people.models import Account, Organization
from governance.people.standard_posts import STANDARD_POSTS
from governance.rules.verdict import Verdict
from governance.templatetags.wordings import zh_datetime

ENDING = "emergency grants ended"
Teller = Callable[[EmergencyGrant], None]
_TELLERS: list[Teller] = []


def tell_of_opening(teller: Teller) -> None:
    """Have `teller` called inside the act that opens one: to order the mail to the auditors."""
    _TELLERS.append(teller)


def _facts(grant: EmergencyGrant) -> dict[str, Any]:
    return {
        "account": grant.account_id,
        "person": grant.account.display_name,
        "town": grant.organization.short_name,
        "post": grant.role_title,
        "role": grant.role,
        "until": zh_datetime(grant.until_at, clock.today()),
        "ground": grant.ground,
    }


@verb("access.emergency.opened")
def open_emergency(
    *, actor: Actor, account_id: int, organization: Organization, role: str, minutes: int, ground: str
) -> EmergencyGrant:
    """Let an account stand in for a post of a town from now on for so many minutes. ValidationError for
    administrators and closed accounts, without a ground, above two hours, beside one that is open."""
    account = Account.objects.select_for_update().get(pk=account_id)
    now = clock.now()
    standard = STANDARD_POSTS.get(role)
    grant = EmergencyGrant(
        organization=organization,
        account=account,
        role=role,
        role_title=_(standard.title) if standard else role,
        ground=ground.strip(),
        opened_at=now,
        until_at=now + timedelta(minutes=minutes),
    )
    decision = require(actor, "access.emergency.opened", grant)
    _check(grant, known=standard is not None)
    verdict = Verdict.without_article("standing in for a post in an emergency")
    with act(decision, verdict, on=grant, facts=_facts(grant)):
        grant.save()
        for tell in _TELLERS:
            tell(grant)
    return grant


def _check(grant: EmergencyGrant, *, known: bool) -> None:
    account, town = grant.account, grant.organization
    if not grant.ground:
        raise ValidationError(_("没有写事由，请写明为什么要应急授权。"))
    if len(grant.ground) > 200:
        raise ValidationError(_("事由最多200字，请写短些。"))
    if account.administrator:
        raise ValidationError(_("三员不能应急代行业务岗位，请授权给业务账号。"))
    if not account.is_active or account.person_id is None:
        raise ValidationError(_("只能授权给已启用的业务账号。"))
    if town.kind != Organization.Kind.TOWN_COMMITTEE or town.closed_on:
        raise ValidationError(_("只能在现有的镇党委代行岗位。"))
    if not known:
        raise ValidationError(_("没有“%(role)s”这个岗位代码，请看标准岗位。") % {"role": grant.role})
    if not timedelta(0) < grant.until_at - grant.opened_at <= EmergencyGrant.LONGEST:
        raise ValidationError(_("应急授权最短1分钟，最长120分钟。"))
    if EmergencyGrant.objects.filter(account=account, ended_at__isnull=True).exists():
        raise ValidationError(_("这个账号已有一项应急授权，请先收回（--end）。"))


@verb("access.emergency.ended")
def end_emergency(*, actor: Actor, grant_id: int) -> EmergencyGrant:
    """Its hour has come, or the console takes it back before. ValidationError when it has ended."""
    grant = EmergencyGrant.objects.select_for_update().get(pk=grant_id)
    decision = require(actor, "access.emergency.ended", grant)
    if grant.ended_at is not None:
        raise ValidationError(_("这项应急授权已经收回。"))
    verdict = Verdict.without_article("an emergency grant ends")
    with act(decision, verdict, on=grant, facts=_facts(grant)):
        grant.ended_at = clock.now()
        grant.save(update_fields=["ended_at"])
    return grant


def end_past_emergencies(now: datetime | None = None) -> int:
    """Put on record the end of every one whose hour is past; how many. It gave nothing any more before."""
    at = now or clock.now()
    past = EmergencyGrant.objects.filter(until_at__lte=at, ended_at__isnull=True)
    ended = 0
    for grant_id in list(past.values_list("pk", flat=True)):
        number = uuid.uuid5(uuid.NAMESPACE_URL, f"access.emergency.ended/{grant_id}")
        try:
            end_emergency(actor=system_actor(ENDING, clock.today()), grant_id=grant_id, once=number)
        except (AlreadyDone, ValidationError):
            continue
        ended += 1
    return ended


def emergency_text(organization_id: int | None = None) -> str:
    """Who stands in for what until when, for a banner: of one town, or of all for the administrators."""
    open_now = EmergencyGrant.objects.in_force(clock.now()).select_related("account", "organization")
    if organization_id is not None:
        open_now = open_now.filter(organization_id=organization_id)
    return "".join(
        _("应急授权：%(person)s代行%(town)s%(post)s，至%(until)s，事由：%(ground)s。")
        % {**_facts(grant), "until": zh_datetime(grant.until_at, clock.today())}
        for grant in open_now.order_by("pk")
    )


register_notice(emergency_text)
