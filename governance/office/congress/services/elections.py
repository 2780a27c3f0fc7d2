"""An election of delegates in one unit: steps, candidates, result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.office.congress import judgement
from governance.office.congress.judgement import GO
from governance.office.congress.models import Delegate, DelegateElection
from governance.office.congress.services.locking import come, in_state, lock, lock_town, running_term
from governance.office.congress.services.terms import free
from governance.people.models import Organization
from governance.rules.verdict import Verdict, all_of

S = DelegateElection.Status


@verb("congress.election.opened")
def open_election(*, organization: Organization, actor: Actor, unit: str, seats: int) -> DelegateElection:
    town = lock_town(organization)
    election = DelegateElection(organization=town, term=running_term(town), unit=unit, seats=seats)
    decision = require(actor, "congress.election.opened", election)
    with act(decision, GO, on=election, facts={"seats": seats}):
        election.save()
    return election


@verb("congress.election.step_recorded")
def record_election_step(*, election_id: int, actor: Actor, step: str, day: date) -> DelegateElection:
    """One of 三推、两评、一公示, on the day it was done. Raises ValidationError for a word the article has not."""
    election = lock(DelegateElection, election_id, actor)
    decision = require(actor, "congress.election.step_recorded", election)
    come(day, "day")
    if step not in judgement.items_of(judgement.ELECTION):
        raise ValidationError({"step": _("制度里没有这一步。")})
    verdict = in_state(election.status, election.get_status_display(), S.PREPARING)
    with act(decision, verdict, on=election, facts={"step": step, "day": day.isoformat()}):
        election.steps = {**election.steps, step: day.isoformat()}
        election.save(update_fields=["steps"])
    return election


@verb("congress.election.confirmed")
def confirm_candidates(
    *, election_id: int, actor: Actor, names: Sequence[str], reason: str = ""
) -> DelegateElection:
    """Settle who stands (S4-04:二-1b, 二-1c)."""
    election = lock(DelegateElection, election_id, actor)
    decision = require(actor, "congress.election.confirmed", election)
    if len(set(names)) != len(names):
        raise ValidationError({"names": _("有重名，请在姓名后注明以示区别。")})
    verdict = all_of(
        in_state(election.status, election.get_status_display(), S.PREPARING),
        judgement.for_candidates(election, len(names)),
    )
    facts = {"count": len(names), "seats": election.seats}
    with act(decision, verdict, on=election, reason=reason, facts=facts):
        election.candidates = list(names)
        election.status = S.CONFIRMED
        election.confirmed_on = clock.today()
        election.save(update_fields=["candidates", "status", "confirmed_on"])
    return election


@verb("congress.election.held")
def record_result(
    *, election_id: int, actor: Actor, elected: Sequence[str], held_on: date
) -> DelegateElection:
    """Those elected become delegates. Raises ValidationError for more than there are seats, a name nobody stood
    under, a day before the candidates were settled."""
    election = lock(DelegateElection, election_id, actor)
    decision = require(actor, "congress.election.held", election)
    come(held_on, "held_on")
    _fits(election, elected, held_on)
    verdict: Verdict = in_state(election.status, election.get_status_display(), S.CONFIRMED)
    with act(decision, verdict, on=election, happened_on=held_on, facts={"count": len(elected)}):
        election.status = S.ELECTED
        election.elected_on = held_on
        election.save(update_fields=["status", "elected_on"])
        record_many(
            [
                Delegate(
                    organization_id=election.organization_id,
                    term_id=election.term_id,
                    name=name,
                    unit=election.unit,
                    since=held_on,
                )
                for name in elected
            ]
        )
    return election


def _fits(election: DelegateElection, elected: Sequence[str], held_on: date) -> None:
    if election.status != S.CONFIRMED:
        return  # told by the verdict
    strangers = [name for name in elected if name not in election.candidates]
    if strangers:
        raise ValidationError({"elected": _("%(names)s不是正式候选人。") % {"names": "、".join(strangers)}})
    if not 0 < len(elected) <= election.seats:
        raise ValidationError({"elected": _("应选%(seats)s名，请核对。") % {"seats": election.seats}})
    if election.confirmed_on is not None and held_on < election.confirmed_on:
        raise ValidationError({"held_on": _("选举日期在定候选人以前，请核对。")})
    free(election.term, election.unit, elected, "elected")
