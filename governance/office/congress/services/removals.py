"""Ending a delegate's mandate in the order of S4-04:二-3e2."""

from __future__ import annotations

from datetime import date

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.office.congress import judgement
from governance.office.congress.models import Delegate, DelegateRemoval
from governance.office.congress.services.locking import come, in_state, lock
from governance.rules.verdict import all_of

S = DelegateRemoval.Status
STEPS = judgement.items_of(judgement.REMOVAL)  # 选举单位提请、党委研究、终止资格、例会确认免除


@verb("congress.removal.proposed")
def propose_removal(
    *, delegate_id: int, actor: Actor, because: str, day: date, paper: str = ""
) -> DelegateRemoval:
    """The unit that elected the delegate asks for it: the first step."""
    delegate = lock(Delegate, delegate_id, actor)
    removal = DelegateRemoval(
        organization_id=delegate.organization_id,
        delegate=delegate,
        because=because,
        steps={STEPS[0]: {"on": day.isoformat(), "paper": paper}},
    )
    decision = require(actor, "congress.removal.proposed", removal)
    come(day, "day")
    verdict = in_state(delegate.status, delegate.get_status_display(), Delegate.Status.SERVING)
    with act(decision, verdict, on=removal):
        removal.save()
    return removal


@verb("congress.removal.step_recorded")
def record_removal_step(
    *, removal_id: int, actor: Actor, step: str, day: date, paper: str = "", reason: str = ""
) -> DelegateRemoval:
    """The next step. 党委研究 names the committee's resolution; 终止资格 ends the mandate; 例会确认免除 closes it."""
    removal = lock(DelegateRemoval, removal_id, actor)
    decision = require(actor, "congress.removal.step_recorded", removal)
    come(day, "day")
    verdict = all_of(
        in_state(removal.status, removal.get_status_display(), S.OPEN),
        judgement.for_removal(removal, step, paper),
    )
    with act(decision, verdict, on=removal, reason=reason, facts={"step": step, "day": day.isoformat()}):
        removal.steps = {**removal.steps, step: {"on": day.isoformat(), "paper": paper}}
        if step == STEPS[2]:
            delegate = Delegate.objects.select_for_update(of=("self",)).get(pk=removal.delegate_id)
            delegate.status = Delegate.Status.ENDED
            delegate.ended_on = day
            delegate.save(update_fields=["status", "ended_on"])
        if step == STEPS[-1]:
            removal.status = S.CONFIRMED
        removal.save(update_fields=["steps", "status"])
    return removal
