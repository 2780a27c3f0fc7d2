"""Matters the people's congress decides (S4-07)."""

from __future__ import annotations

from datetime import date

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.office.congress import judgement
from governance.office.congress.judgement import GO
from governance.office.congress.models import CouncilMatter
from governance.office.congress.services.locking import come, in_state, lock, lock_town
from governance.people.models import Organization
from governance.rules.verdict import Verdict, all_of

S = CouncilMatter.Status


@verb("congress.council.opened")
def open_matter(*, organization: Organization, actor: Actor, title: str, day: date) -> CouncilMatter:
    """The first of the seven steps: somebody puts it forward."""
    come(day, "day")
    town = lock_town(organization)
    first = judgement.items_of(judgement.SEVEN)[0]
    matter = CouncilMatter(
        organization=town, title=title, steps={first: day.isoformat()}, opened_on=clock.today()
    )
    decision = require(actor, "congress.council.opened", matter)
    with act(decision, GO, on=matter):
        matter.save()
    return matter


@verb("congress.council.studied")
def record_study(*, matter_id: int, actor: Actor, resolution: str) -> CouncilMatter:
    """The committee's resolution on it (S4-07:三-1d): one it adopted and whose wording is confirmed."""
    matter = lock(CouncilMatter, matter_id, actor)
    decision = require(actor, "congress.council.studied", matter)
    verdict = in_state(matter.status, matter.get_status_display(), S.OPEN)
    if not judgement.adopted(matter.organization_id, resolution):
        verdict = all_of(verdict, Verdict.stopped("congress.resolution.none", number=resolution))
    with act(decision, verdict, on=matter, facts={"resolution": resolution}):
        matter.resolution = resolution
        matter.save(update_fields=["resolution"])
    return matter


@verb("congress.council.step_recorded")
def record_council_step(
    *, matter_id: int, actor: Actor, step: str, day: date, reason: str = ""
) -> CouncilMatter:
    """The next of the seven steps; the last one closes the matter."""
    matter = lock(CouncilMatter, matter_id, actor)
    decision = require(actor, "congress.council.step_recorded", matter)
    come(day, "day")
    verdict = all_of(
        in_state(matter.status, matter.get_status_display(), S.OPEN),
        judgement.for_council(matter, step, matter.steps),
    )
    with act(decision, verdict, on=matter, reason=reason, facts={"step": step, "day": day.isoformat()}):
        matter.steps = {**matter.steps, step: day.isoformat()}
        if step == judgement.items_of(judgement.SEVEN)[-1]:
            matter.status = S.DONE
        matter.save(update_fields=["steps", "status"])
    return matter
