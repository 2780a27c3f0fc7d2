"""Verbs on failures to ask or report: the step is counted when it is recorded (S0-05:四a, 四b)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.office.requests_reports import facts, judgement
from governance.office.requests_reports.models import ReportingFailure
from governance.office.requests_reports.rules.signing import Measure
from governance.office.requests_reports.services.keeping import lock_failure, stand
from governance.office.requests_reports.states import in_order
from governance.people.models import Organization, Person

F = ReportingFailure.Status


@verb("office.failure.recorded")
def record_failure(
    *,
    organization: Organization,
    actor: Actor,
    what: str,
    happened_on: date,
    grave: bool = False,
    unit: Organization | None = None,
    person: Person | None = None,
) -> ReportingFailure:
    """Record one of a unit or a person; how many stand before it sets the step. ValidationError for both or neither,
    and for a day to come."""
    if (unit is None) == (person is None):
        raise ValidationError({"unit": _("请选一个单位或一个人，不同时选。")})
    if happened_on > actor.day:
        raise ValidationError({"happened_on": _("这一天还没有到。")})
    decision = require(actor, "office.failure.recorded", organization)
    # The town's row is the lock: two recorded at once must not both be the first.
    Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    ids = {"unit_id": unit.pk if unit else None, "person_id": person.pk if person else None}
    nth = facts.failures_before(organization.pk, **ids) + 1
    step = judgement.step_of(organization.pk, nth, grave=grave, day=actor.day)
    row = ReportingFailure(
        organization=organization,
        unit=unit,
        person=person,
        what=what,
        happened_on=happened_on,
        grave=grave,
        nth=nth,
        step=step or Measure.OPEN,
        recorded_by_id=actor.person_id,
        recorded_on=actor.day,
    )
    with act(decision, judgement.for_failure(step), on=row, facts={"step": str(row.get_step_display())}):
        row.save()
    return row


@verb("office.failure.dealt_with")
def deal_with_failure(*, failure_id: int, actor: Actor, done_on: date, how: str) -> ReportingFailure:
    """Register what followed: who spoke to whom, the bulletin, the letter of referral."""
    row = lock_failure(failure_id, actor)
    decision = require(actor, "office.failure.dealt_with", row)
    verdict = in_order(
        "office.failure.dealt_with",
        row,
        lambda: judgement.on_day(done_on, not_before=row.happened_on, today=actor.day),
    )
    with act(decision, verdict, on=row, facts={"step": str(row.get_step_display())}):
        row.done_on, row.done_how = done_on, how
        stand(row, F.DONE)
        row.save(update_fields=["done_on", "done_how", "status"])
    return row


@verb("office.failure.lifted")
def lift_failure(*, failure_id: int, actor: Actor, because: str) -> ReportingFailure:
    """It was none: it stays readable and no longer counts."""
    row = lock_failure(failure_id, actor)
    decision = require(actor, "office.failure.lifted", row)
    verdict = in_order("office.failure.lifted", row)
    with act(decision, verdict, on=row, facts={"because": because}):
        row.done_how = because[:400]
        stand(row, F.LIFTED)
        row.save(update_fields=["done_how", "status"])
    return row
