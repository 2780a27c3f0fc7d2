"""Verbs on the register of accountability: enter a case that was decided, enter how it ended."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.audit.sealed import SubjectKey, seal, subject_key
from governance.people.models import Organization, Person, Tenure
from governance.rules.verdict import Verdict
from meetings.models import AccountabilityCase, Meeting, PastResolution, Resolution, ResolutionImport
from meetings.states import in_state


def _key(organization_id: int, ordinal: int) -> SubjectKey:
    return subject_key(
        organization_id=organization_id,
        subject_type="meetings.accountabilitycase",
        subject_id=f"{organization_id}-{ordinal}",
    )


def matter_numbered(
    organization_id: int, number: str, actor: Actor
) -> tuple[Resolution | None, PastResolution | None]:
    """The resolution, of this system or entered from old papers, with that number. ValidationError (field
    `number`) where there is none the actor may know of, or several old ones share it."""
    here = Resolution.objects.visible_to(actor).filter(organization_id=organization_id, number=number).first()
    if here is not None:
        return here, None
    past = list(
        PastResolution.objects.visible_to(actor)
        .standing()
        .filter(organization_id=organization_id, number=number)[:2]
    )
    if len(past) == 1:
        return None, past[0]
    if past:
        raise ValidationError({"number": _("这个号下有几件历史决议，请不填号，只选会议或在事实里写明。")})
    raise ValidationError({"number": _("没有这个号的决议，请核对。")})


@verb("meetings.accountability.registered")
def register_case(
    *,
    organization: Organization,
    actor: Actor,
    situation: str,
    person: Person,
    what: str,
    happened_on: date,
    measure: str,
    decided_by: str,
    decided_on: date,
    authority: str = "",
    number: str = "",
    meeting: Meeting | None = None,
) -> AccountabilityCase:
    """Enter a case with its measure. Acts say the number of the case alone. ValidationError for days that
    cannot be, oneself, and a number no resolution has."""
    town = Organization.objects.select_for_update().get(pk=organization.pk)
    if decided_on > actor.day:
        raise ValidationError({"decided_on": _("决定日期在今天以后，请改到今天或以前。")})
    if happened_on > decided_on:
        raise ValidationError({"happened_on": _("发生日期晚于决定日期，请核对。")})
    if person.pk == actor.person_id:
        raise ValidationError({"person": _("本人的事由另一位登记，请换人办理。")})
    resolution, past = matter_numbered(town.pk, number, actor) if number else (None, None)
    if past is not None:  # a batch that is referred to stays
        batch = ResolutionImport.objects.select_for_update().get(pk=past.batch_id)
        if batch.status == ResolutionImport.Status.WITHDRAWN:
            raise ValidationError({"number": _("这件历史决议刚被撤回，请核对。")})
    last = AccountabilityCase.objects.filter(organization=town).aggregate(n=Max("ordinal"))["n"] or 0
    held = (
        Tenure.objects.filter(organization=town, person=person)
        .on(happened_on)
        .select_related("post")
        .order_by("post__order")
        .first()
    )
    row = AccountabilityCase(
        organization=town,
        ordinal=last + 1,
        situation=situation,
        resolution=resolution,
        past=past,
        meeting=meeting,
        person=person,
        person_post=held.title if held else "",
        happened_on=happened_on,
        measure=measure,
        decided_by=decided_by,
        decided_on=decided_on,
        authority=authority,
        registered_by_id=actor.person_id,
        registered_on=actor.day,
    )
    decision = require(actor, "meetings.accountability.registered", town)
    verdict = Verdict.without_article("a record of what was decided elsewhere (S1-01:十四, S1-04:五-2)")
    with act(decision, verdict, on=row, facts={"ordinal": row.ordinal}):
        row.what = seal(what.strip(), _key(town.pk, row.ordinal))
        row.save()
    return row


@verb("meetings.accountability.closed")
def close_case(*, case_id: int, actor: Actor, outcome: str, closed_on: date) -> AccountabilityCase:
    """Enter how it ended. ValidationError (field `closed_on`) for a day before the decision or to come."""
    row = AccountabilityCase.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=case_id)
    decision = require(actor, "meetings.accountability.closed", row)
    if not row.decided_on <= closed_on <= actor.day:
        raise ValidationError({"closed_on": _("办结日期须在决定日期和今天之间，请核对。")})
    verdict = in_state("meetings.accountability.closed", row)
    with act(decision, verdict, on=row, facts={"ordinal": row.ordinal}):
        row.status, row.closed_on = AccountabilityCase.Status.CLOSED, closed_on
        row.outcome = seal(outcome.strip(), _key(row.organization_id, row.ordinal))
        row.save(update_fields=["status", "closed_on", "outcome"])
    return row
