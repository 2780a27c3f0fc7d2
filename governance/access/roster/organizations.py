"""Bodies of the county: towns, their offices and branches, county departments."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.text import document_number, plain
from governance.audit.act import act, verb
from governance.people.models import Organization, Tenure
from governance.rules.verdict import Verdict

TOWN_KINDS = frozenset(
    {
        Organization.Kind.TOWN_BODY,
        Organization.Kind.OFFICE,
        Organization.Kind.VILLAGE_BRANCH,
        Organization.Kind.BRANCH,
    }
)


@verb("people.organization.registered")
def register_organization(
    *,
    actor: Actor,
    kind: str,
    name: str,
    short_name: str,
    parent_id: int | None = None,
    document_code: str = "",
    authority: str = "",
    demonstration: bool = False,
) -> Organization:
    """Enter a body. Units of a town name a parent inside that town; the town follows from it.

    Raises ValidationError for a name in use, a missing or closed parent, a parent of the wrong kind.
    """
    parent = Organization.objects.select_for_update().get(pk=parent_id) if parent_id else None
    organization = Organization(
        kind=kind,
        name=plain(name, _("全称"), 60),
        short_name=plain(short_name, _("简称"), 20),
        parent=parent,
        town_id=parent.tenant_id if parent and kind in TOWN_KINDS else None,
        document_code=document_code.strip(),
        demonstration=demonstration or bool(parent and parent.demonstration),
    )
    decision = require(actor, "people.organization.registered", organization)
    _check_place(organization)
    facts = {"kind": kind, "parent": parent_id, "authority": document_number(authority)}
    with act(decision, Verdict.without_article("registering a body"), on=organization, facts=facts):
        organization.save()
    return organization


def _check_place(organization: Organization) -> None:
    kind, parent = organization.kind, organization.parent
    if Organization.objects.filter(name=organization.name).exists():
        raise ValidationError({"name": _("全称已有单位使用，请核对。")})
    if parent is not None and parent.closed_on:
        raise ValidationError({"parent": _("上级单位已撤销，请换一个。")})
    if kind == Organization.Kind.COUNTY:
        fits = parent is None
    elif kind in (Organization.Kind.COUNTY_DEPARTMENT, Organization.Kind.TOWN_COMMITTEE):
        fits = parent is not None and parent.kind == Organization.Kind.COUNTY
    else:
        fits = parent is not None and (
            parent.kind == Organization.Kind.TOWN_COMMITTEE or parent.town_id is not None
        )
    if not fits:
        raise ValidationError(
            {"parent": _("上级与类别不符：镇党委和县级部门的上级是县，镇内单位的上级是镇党委或镇内单位。")}
        )


@verb("people.organization.closed")
def close_organization(*, actor: Actor, organization_id: int, day: date, authority: str) -> Organization:
    """Close a body from a day. Refuses while somebody still holds a post in it, or a unit is open."""
    organization = Organization.objects.select_for_update().get(pk=organization_id)
    decision = require(actor, "people.organization.closed", organization)
    if organization.closed_on:
        raise ValidationError(_("这个单位已经撤销。"))
    if Organization.objects.filter(parent=organization, closed_on__isnull=True).exists():
        raise ValidationError(_("还有下级单位没有撤销，请先撤销下级。"))
    if Tenure.objects.filter(post__unit=organization).overlapping(day, None).exists():
        raise ValidationError(_("还有人在这个单位任职，请先登记离任。"))
    facts = {"day": day.isoformat(), "authority": document_number(authority)}
    with act(decision, Verdict.without_article("closing a body"), on=organization, facts=facts):
        organization.closed_on = day
        organization.save(update_fields=["closed_on"])
    return organization
