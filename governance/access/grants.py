"""Grants: the registry of what can be granted, the verbs, and the question `granted`.

An app declares a guardian row with a direct foreign key and names the actions:

    class MeetingGrant(UserObjectPermissionBase):
        content_object = models.ForeignKey(Meeting, on_delete=models.PROTECT)

    register_grantable(Meeting, MeetingGrant, {"meetings.meeting.read": _("查看会议")})

A grant counts only while its dated `Grant` row and the guardian row both stand. Nobody's
`is_superuser` is looked at anywhere.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from guardian.models import UserObjectPermissionBase

from governance.access.actor import Actor, system_actor
from governance.access.models import Grant
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.audit.errors import AlreadyDone
from governance.people.models import Account, Organization
from governance.rules.verdict import Verdict

LONGEST_DAYS = 366
GRANTS_ENDED = "grants ended"


@dataclass(frozen=True)
class Grantable:
    """One model whose objects can be granted, the guardian rows beside it, its actions by title."""

    model: type[models.Model]
    rows: type[UserObjectPermissionBase]
    actions: Mapping[str, Any]


_GRANTABLE: dict[str, Grantable] = {}


def register_grantable(
    model: type[models.Model], rows: type[UserObjectPermissionBase], actions: Mapping[str, Any]
) -> None:
    """Declare in an app's `ready` that these actions on `model` can be granted by name and date."""
    label = model._meta.label_lower
    if label in _GRANTABLE:
        raise ValueError(f"{label} is registered as grantable twice")
    _GRANTABLE[label] = Grantable(model, rows, dict(actions))


def grantables() -> Mapping[str, Grantable]:
    return dict(_GRANTABLE)


def action_title(action: str) -> str:
    """How pages name a granted action; the action itself when it is no longer grantable."""
    for one in _GRANTABLE.values():
        if action in one.actions:
            return str(one.actions[action])
    return action


# Questions ---------------------------------------------------------------------------------


def granted(actor: Actor, action: str, obj: models.Model) -> bool:
    """Does a grant in force on the actor's day let this account do `action` with `obj`?"""
    if actor.account_id is None or obj.pk is None:
        return False
    return bool(granted_ids(actor, action, type(obj)).filter(content_object_id=obj.pk).exists())


def granted_ids(actor: Actor, action: str, model: type[models.Model]) -> models.QuerySet:
    """Guardian rows of `model` that count for this account today; in `visible_to`:

    `Q(pk__in=granted_ids(actor, "…read", Meeting).values("content_object_id"))`.
    """
    one = _GRANTABLE[model._meta.label_lower]
    dated = Grant.objects.active_on(actor.day).filter(
        account_id=actor.account_id, action=action, object_type=model._meta.label_lower
    )
    # A handful per account; read apart, since `object_id` is text whatever the key's type is.
    ids = [model._meta.pk.to_python(pk) for pk in dated.values_list("object_id", flat=True)]
    return one.rows.objects.filter(
        user_id=actor.account_id, permission__codename=_codename(action), content_object_id__in=ids
    )


def _codename(action: str) -> str:
    return action.replace(".", "_")


def _permission(one: Grantable, action: str) -> Permission:
    content_type = ContentType.objects.get_for_model(one.model)
    permission, _made = Permission.objects.get_or_create(
        content_type=content_type,
        codename=_codename(action),
        defaults={"name": str(one.actions[action])[:255]},
    )
    return permission


def _facts(grant: Grant) -> dict[str, Any]:
    return {
        "grant": grant.pk,
        "account": grant.account_id,
        "person": grant.account.display_name,
        "what": f"{action_title(grant.action)}（{grant.object_text}）",
        "since": grant.since.isoformat(),
        "until": grant.until.isoformat(),
    }


# Verbs -------------------------------------------------------------------------------------


@verb("access.grant.prepared")
def prepare_grant(
    *, actor: Actor, account_id: int, action: str, obj: models.Model, since: date, until: date, ground: str
) -> Grant:
    """A security administrator proposes a grant. ValidationError when it does not fit."""
    account = Account.objects.get(pk=account_id)
    grant = Grant(
        organization=_organization_of(obj),
        account=account,
        action=action,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_text=str(getattr(obj, "audit_text", obj))[:200],
        since=since,
        until=until,
        ground=ground.strip(),
        prepared_by_id=actor.account_id,
        prepared_on=clock.today(),
    )
    decision = require(actor, "access.grant.prepared", grant)
    _check_new(grant, actor)
    with act(decision, Verdict.without_article("preparing a named grant"), on=grant, facts=_facts(grant)):
        grant.save()
    return grant


def _organization_of(obj: models.Model) -> Organization:
    if isinstance(obj, Organization):
        return obj.town or obj
    return obj.organization  # type: ignore[attr-defined, no-any-return]


def _check_new(grant: Grant, actor: Actor) -> None:
    one = _GRANTABLE.get(grant.object_type)
    if one is None or grant.action not in one.actions:
        raise ValidationError(_("这一事项不能授权。"))
    if grant.account_id == actor.account_id:
        raise ValidationError(_("不能授权给自己。"))
    if grant.account.administrator or not grant.account.is_active:
        raise ValidationError(_("只能授权给已启用的业务账号。"))
    if grant.until < grant.since:
        raise ValidationError(_("结束日期早于开始日期，请改其中一个。"))
    if grant.until < clock.today():
        raise ValidationError(_("结束日期已过，请改为今天或以后。"))
    if (grant.until - grant.since).days > LONGEST_DAYS:
        raise ValidationError(_("授权最长一年，请把结束日期改早些。"))
    if not grant.ground:
        raise ValidationError(_("没有写事由，请写明为什么要授权。"))


@verb("access.grant.confirmed")
def confirm_grant(*, actor: Actor, grant_id: int) -> Grant:
    """Another security administrator confirms; the guardian row is made."""
    grant = Grant.objects.select_for_update().get(pk=grant_id)
    decision = require(actor, "access.grant.confirmed", grant)
    if grant.state != "proposed":
        raise ValidationError(_("这项授权已经核准或已收回。"))
    if grant.until < clock.today():
        raise ValidationError(_("授权的结束日期已过，请重新提出。"))
    if grant.account_id == actor.account_id:
        raise ValidationError(_("不能授权给自己。"))
    one = _GRANTABLE[grant.object_type]
    with act(decision, Verdict.without_article("confirming a named grant"), on=grant, facts=_facts(grant)):
        grant.confirmed_by_id = actor.account_id
        grant.confirmed_on = clock.today()
        grant.save(update_fields=["confirmed_by", "confirmed_on"])
        one.rows.objects.get_or_create(
            user_id=grant.account_id,
            permission=_permission(one, grant.action),
            content_object=one.model._base_manager.get(pk=grant.object_id),
        )
    return grant


@verb("access.grant.withdrawn")
def withdraw_grant(*, actor: Actor, grant_id: int, because: str) -> Grant:
    """A security administrator takes a grant (or a proposal) back; one is enough to take away."""
    grant = Grant.objects.select_for_update().get(pk=grant_id)
    decision = require(actor, "access.grant.withdrawn", grant)
    if grant.state == "ended":
        raise ValidationError(_("这项授权已经收回。"))
    facts = {**_facts(grant), "because": because.strip()}
    with act(decision, Verdict.without_article("withdrawing a named grant"), on=grant, facts=facts):
        grant.withdrawn_on = clock.today()
        grant.save(update_fields=["withdrawn_on"])
        _drop_row(grant)
    return grant


@verb("access.grant.ended")
def _end_grant(*, actor: Actor, grant_id: int) -> Grant:
    grant = Grant.objects.select_for_update().get(pk=grant_id)
    decision = require(actor, "access.grant.ended", grant)
    with act(decision, Verdict.without_article("a grant reached its date"), on=grant, facts=_facts(grant)):
        grant.ended_on = clock.today()
        grant.save(update_fields=["ended_on"])
        _drop_row(grant)
    return grant


def _drop_row(grant: Grant) -> None:
    """Remove the guardian row unless another grant of the same thing still stands."""
    one = _GRANTABLE.get(grant.object_type)
    same = Grant.objects.filter(
        account=grant.account,
        action=grant.action,
        object_type=grant.object_type,
        object_id=grant.object_id,
        confirmed_on__isnull=False,
        withdrawn_on__isnull=True,
        ended_on__isnull=True,
    ).exclude(pk=grant.pk)
    if one is None or same.exists():
        return
    one.rows.objects.filter(
        user_id=grant.account_id,
        permission__codename=_codename(grant.action),
        content_object_id=grant.object_id,
    ).delete()


def end_expired_grants(now: datetime | None = None) -> int:
    """End every grant whose last day is over; how many. Selects by state, so that a missed night
    loses nothing and a second run finds nothing."""
    today = timezone.localdate(now) if now else clock.today()
    due = Grant.objects.filter(until__lt=today, withdrawn_on__isnull=True, ended_on__isnull=True)
    ended = 0
    for grant_id in list(due.values_list("pk", flat=True)):
        try:
            _end_grant(actor=system_actor(GRANTS_ENDED, today), grant_id=grant_id, once=_end_number(grant_id))
        except AlreadyDone:
            continue
        ended += 1
    return ended


def _end_number(grant_id: int) -> uuid.UUID:
    """One form number per ending, so that two sweeps at once end a grant once."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"access.grant.ended/{grant_id}")
