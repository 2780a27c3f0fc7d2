"""What was done to see that regulations are kept, put down once and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.office.rule_review.models import ExecutionRecord
from governance.people.models import Organization
from governance.rulebook.book import rules_of
from governance.rules.verdict import Verdict


@verb("rule_review.execution.recorded")
def record_execution(
    *,
    organization: Organization,
    actor: Actor,
    kind: str,
    held_on: date,
    regulations: Sequence[str],
    who: str,
    means: Sequence[str] = (),
    people: int | None = None,
    found: str,
    handled: str = "",
    copied_to: str = "",
) -> ExecutionRecord:
    """Raises ValidationError (field `regulations`) for a regulation the town has never gone by, (field `held_on`)
    for a day that has not come."""
    known = rules_of(organization.pk).library.regulations
    if not regulations or any(code not in known for code in regulations):
        raise ValidationError({"regulations": _("请选是哪几部制度。")})
    if held_on > clock.today():
        raise ValidationError({"held_on": _("日期在今天以后，办过了再登记。")})
    record = ExecutionRecord(
        organization=organization,
        kind=kind,
        held_on=held_on,
        regulations=list(regulations),
        by=who,
        means=list(means),
        people=people,
        found=found,
        handled=handled,
        copied_to=copied_to,
        entered_by_id=actor.person_id,
        entered_on=clock.today(),
    )
    decision = require(actor, "rule_review.execution.recorded", record)
    verdict = Verdict.without_article(
        "keeping a note of what was done; S0-23:二-4 asks for it, no article judges it"
    )
    facts = {"day": held_on.isoformat(), "kind": record.get_kind_display(), "count": len(regulations)}
    with act(decision, verdict, on=record, happened_on=held_on, facts=facts):
        record.save()
    return record
