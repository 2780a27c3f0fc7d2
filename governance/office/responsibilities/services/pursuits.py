"""Holding to account, step by step upward (S1-06:正-7, 他-7; S0-13:一b)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.audit.sealed import SubjectKey, seal, subject_key
from governance.office.responsibilities.models import Pursuit
from governance.office.responsibilities.rules.steps import GO, in_state
from governance.office.responsibilities.services.locking import come, lock, lock_town
from governance.people.models import Organization, Person
from governance.people.queries import posts_by_person
from governance.rulebook.book import rules_of


def _key(organization_id: int, ordinal: int) -> SubjectKey:
    return subject_key(
        organization_id=organization_id,
        subject_type="governance.pursuit",
        subject_id=f"{organization_id}-{ordinal}",
    )


@verb("responsibilities.pursuit.registered")
def register_pursuit(
    *,
    organization: Organization,
    actor: Actor,
    cite: str,
    person: Person,
    level: str,
    what: str,
    happened_on: date,
    upon_id: int | None = None,
) -> Pursuit:
    """Enter whose responsibility is looked into, under which article, and what happened. `upon_id`: the case this one
    goes up from. Raises ValidationError for an unknown article, oneself, a day ahead; DoesNotExist for a case outside
    the actor's view."""
    town = lock_town(organization)
    upon = Pursuit.objects.visible_to(actor).get(pk=upon_id, organization=town) if upon_id else None
    last = Pursuit.objects.filter(organization=town).aggregate(n=Max("ordinal"))["n"] or 0
    pursuit = Pursuit(
        organization=town,
        ordinal=last + 1,
        cite=cite,
        person=person,
        person_title=posts_by_person(town.pk, happened_on).get(person.pk, ""),
        level=level,
        upon=upon,
        happened_on=happened_on,
        registered_by_id=actor.person_id,
        registered_on=actor.day,
    )
    decision = require(actor, "responsibilities.pursuit.registered", pursuit)
    if rules_of(town.pk).book(actor.day).article(cite) is None:
        raise ValidationError({"cite": _("请选本镇现行制度里的一条。")})
    come(happened_on, actor.day, "happened_on")
    if person.pk == actor.person_id:
        raise ValidationError({"person": _("本人的事由另一位登记，请换人办理。")})
    if upon is not None and upon.person_id == person.pk:
        raise ValidationError({"person": _("往上追究的是上一级，请另选一人。")})
    with act(decision, GO, on=pursuit, happened_on=happened_on):
        pursuit.what = seal(what, _key(town.pk, pursuit.ordinal))
        pursuit.save()
    return pursuit


@verb("responsibilities.pursuit.decided")
def decide_pursuit(
    *,
    pursuit_id: int,
    actor: Actor,
    measure: str,
    outcome: str,
    decided_by: str,
    decided_on: date,
    authority: str = "",
) -> Pursuit:
    """What was decided, by whom and when. Raises ValidationError for a day that cannot be."""
    pursuit = lock(Pursuit, pursuit_id, actor)
    decision = require(actor, "responsibilities.pursuit.decided", pursuit)
    come(decided_on, actor.day, "decided_on")
    if decided_on < pursuit.happened_on:
        raise ValidationError({"decided_on": _("决定日期在发生日期以前，请核对。")})
    verdict = in_state(pursuit.status, str(pursuit.get_status_display()), Pursuit.Status.OPEN)
    with act(decision, verdict, on=pursuit, happened_on=decided_on):
        pursuit.status, pursuit.measure = Pursuit.Status.DECIDED, measure
        pursuit.outcome = seal(outcome, _key(pursuit.organization_id, pursuit.ordinal))
        pursuit.decided_by, pursuit.decided_on, pursuit.authority = decided_by, decided_on, authority
        pursuit.save(update_fields=["status", "measure", "outcome", "decided_by", "decided_on", "authority"])
    return pursuit
