"""What supervision takes over from acts elsewhere, by name (`governance.deadlines.consequences`).

`petitions.petition_marked` is a contract only: whoever keeps petitions sets it going when a leader marks one
for supervision, with a title that names nobody.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import system_actor
from governance.audit import clock
from governance.deadlines.consequences import Cause, Taken, Taker, register_taker
from meetings.handing_on import CLAUSE_DECIDED
from meetings.supervision.models import SupervisedTask
from meetings.supervision.policies import FOLLOWING
from meetings.supervision.services import taking

BODY_MATTER_AGREED = "meetings.body_matter_agreed"
LIFE_MEASURE = "meetings.life_measure"
PETITION_MARKED = "petitions.petition_marked"
PROPOSAL_HANDED = "congress.proposal_handed"
S = SupervisedTask.Source


def _taken(task: SupervisedTask | None) -> Taken | None:
    if task is None:
        return None
    label = _("督查事项%(number)s") % {"number": task.number}
    return Taken(label, reverse("supervision:task", args=[task.pk]))


def take_clause(cause: Cause) -> Taken | None:
    actor = system_actor(FOLLOWING, clock.today())
    return _taken(
        taking.take_up_clause(clause_id=cause.subject_id, actor=actor, cause=cause.act_id, once=cause.once)
    )


def taker_of(source: str) -> Taker:
    """The taker of matters that come as plain values."""

    def take(cause: Cause) -> Taken | None:
        key = f"{cause.subject_type}:{cause.subject_id}"
        payload = {"organization": cause.organization_id, "source": key, **cause.facts}
        return _taken(
            taking.take_up_matter(
                source=source,
                payload=payload,
                actor=system_actor(FOLLOWING, clock.today()),
                cause=cause.act_id,
                once=cause.once,
            )
        )

    return take


register_taker(CLAUSE_DECIDED, take_clause)
register_taker(BODY_MATTER_AGREED, taker_of(S.BODY_MATTER))
register_taker(LIFE_MEASURE, taker_of(S.LIFE_MEASURE))
register_taker(PETITION_MARKED, taker_of(S.PETITION))
register_taker(PROPOSAL_HANDED, taker_of(S.DELEGATE))
