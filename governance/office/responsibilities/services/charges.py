"""Lines, points and areas: opened, given to somebody, taken back, closed."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.office.responsibilities.models import Assignment, Charge
from governance.office.responsibilities.rules.steps import GO
from governance.office.responsibilities.services.locking import lock, lock_town, of_town
from governance.people.models import Organization, Person
from governance.rules.verdict import Verdict

Kind, Role = Charge.Kind, Assignment.Role


@verb("responsibilities.charge.opened")
def open_charge(
    *,
    organization: Organization,
    actor: Actor,
    kind: str,
    name: str = "",
    theme: str = "",
    unit: Organization | None = None,
    area: Charge | None = None,
) -> Charge:
    """A point takes the name of its village. Raises ValidationError for a name in use, a village that is a point
    already, and what is another town's."""
    town = lock_town(organization)
    if unit is not None and unit.town_id != town.pk:
        raise ValidationError({"unit": _("请选本镇的村或办线。")})
    if kind == Kind.POINT:
        if unit is None:
            raise ValidationError({"unit": _("请选是哪个村。")})
        name = unit.short_name
    if area is not None and (area.organization_id != town.pk or area.kind != Kind.AREA or area.closed_on):
        raise ValidationError({"area": _("请选本镇现有的片。")})
    if not name:
        raise ValidationError({"name": _("请填名称。")})
    standing = Charge.objects.standing().filter(organization=town, kind=kind)
    if standing.filter(name=name).exists():
        raise ValidationError({"name": _("已经有%(name)s。") % {"name": name}})
    charge = Charge(
        organization=town,
        kind=kind,
        name=name,
        theme=theme if kind == Kind.LINE else "",
        unit=unit,
        area=area if kind == Kind.POINT else None,
        opened_on=actor.day,
    )
    decision = require(actor, "responsibilities.charge.opened", charge)
    with act(decision, GO, on=charge):
        charge.save()
    return charge


@verb("responsibilities.charge.closed")
def close_charge(*, charge_id: int, actor: Actor) -> Charge:
    """Nobody may be left in it."""
    charge = lock(Charge, charge_id, actor)
    decision = require(actor, "responsibilities.charge.closed", charge)
    left = Assignment.objects.filter(charge=charge).on(actor.day).count()
    left += Charge.objects.standing().filter(area=charge).count()
    verdict = Verdict.stopped("responsibilities.charge.held", count=left) if left else GO
    with act(decision, verdict, on=charge):
        charge.closed_on = actor.day
        charge.save(update_fields=["closed_on"])
    return charge


@verb("responsibilities.charge.assigned")
def assign(
    *,
    charge_id: int,
    actor: Actor,
    person: Person,
    role: str,
    since: date,
    authority: str,
) -> Assignment:
    """Whoever led until now ends the day before. Raises ValidationError for somebody without a post in the town, who is
    in the charge already, or a day not after the leader's first."""
    charge = lock(Charge, charge_id, actor)
    assignment = Assignment(
        organization_id=charge.organization_id,
        charge=charge,
        person=person,
        role=role,
        since=since,
        authority=authority,
        entered_by_id=actor.person_id,
        entered_on=actor.day,
    )
    decision = require(actor, "responsibilities.charge.assigned", assignment)
    of_town(person, charge.organization_id, actor.day, "person")
    if charge.closed_on is not None:
        raise ValidationError({"person": _("%(charge)s已经撤了。") % {"charge": charge}})
    if role == Role.BRANCH and charge.kind != Kind.AREA:
        raise ValidationError({"role": _("总支书记只在片里登记。")})
    running = Assignment.objects.select_for_update(of=("self",)).filter(charge=charge, until__isnull=True)
    if running.filter(person=person).exists():
        raise ValidationError({"person": _("%(name)s已经在这里分工，先止任再改。") % {"name": person.name}})
    before = running.filter(role=Role.LEAD).first() if role == Role.LEAD else None
    if before is not None and since <= before.since:
        raise ValidationError({"since": _("前任自%(day)s起，请改到以后的一天。") % {"day": before.since}})
    words = {
        "person": person.name,
        "role": assignment.role_words,
        "since": since.isoformat(),
        "authority": authority,
    }
    with act(decision, GO, on=charge, facts=words):
        if before is not None:
            before.until = since - timedelta(days=1)
            before.save(update_fields=["until"])
        assignment.save()
    return assignment


@verb("responsibilities.assignment.ended")
def end_assignment(*, assignment_id: int, actor: Actor, until: date) -> Assignment:
    """Its last day. Raises ValidationError for a day before the first."""
    assignment = lock(Assignment, assignment_id, actor)
    decision = require(actor, "responsibilities.assignment.ended", assignment)
    if assignment.until is not None:
        raise ValidationError({"until": _("已经止任。")})
    if until < assignment.since:
        raise ValidationError({"until": _("止任日期在起始日期以前，请核对。")})
    with act(decision, GO, on=assignment, facts={"until": until.isoformat()}):
        assignment.until = until
        assignment.save(update_fields=["until"])
    return assignment
