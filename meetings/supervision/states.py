"""In which states each verb on a supervised matter may be carried out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from governance.rules.verdict import Verdict
from meetings import states
from meetings.supervision.models import LeaderWord, SupervisedTask

T = SupervisedTask.Status
W = LeaderWord.Status
IN_HAND = SupervisedTask.IN_HAND
UNDER_WAY = (*IN_HAND, T.REPORTED, T.ACCEPTED)

ALLOWED: dict[str, tuple[str, ...]] = {
    "supervision.task.amended": (T.REGISTERED,),
    "supervision.task.vetted": (T.REGISTERED,),
    "supervision.task.approved": (T.REGISTERED,),
    "supervision.task.handed_over": (T.APPROVED,),
    "supervision.task.signed_for": (T.ASSIGNED,),
    "supervision.task.reassigned": (T.REGISTERED, T.APPROVED, *IN_HAND),
    "supervision.task.chased": IN_HAND,
    "supervision.report.submitted": IN_HAND,
    "supervision.result.submitted": IN_HAND,
    "supervision.result.accepted": (T.REPORTED,),
    "supervision.result.sent_back": (T.REPORTED,),
    "supervision.task.extended": (T.APPROVED, *IN_HAND),
    "supervision.extension.asked": IN_HAND,
    "supervision.extension.refused": IN_HAND,
    "supervision.word.raised": (*UNDER_WAY, T.CLOSED),
    # A leader may still speak when the result is in: it is then carried out before the matter is filed.
    "supervision.word.given": (T.REGISTERED, T.APPROVED, *UNDER_WAY, T.CLOSED),
    "supervision.word.carried_out": (T.REGISTERED, T.APPROVED, *UNDER_WAY, T.CLOSED),
    "supervision.inspection.recorded": (*UNDER_WAY, T.CLOSED),
    "supervision.rectification.ordered": (*UNDER_WAY, T.CLOSED),
    "supervision.rectification.reported": (*UNDER_WAY, T.CLOSED),
    "supervision.rectification.accepted": (*UNDER_WAY, T.CLOSED),
    "supervision.rectification.sent_back": (*UNDER_WAY, T.CLOSED),
    "supervision.task.closed": (T.ACCEPTED,),
    "supervision.task.filed": (T.CLOSED,),
    "supervision.task.cancelled": (T.REGISTERED, T.APPROVED, *UNDER_WAY),
}


def in_state(code: str, task: SupervisedTask) -> Verdict:
    return states.in_state(code, task, ALLOWED)


def in_order(code: str, task: SupervisedTask, *judged: Callable[[], Verdict]) -> Verdict:
    """The state first; what the articles say is asked only where the step makes sense at all."""
    return states.in_order(code, task, *judged, allowed=ALLOWED)


__all__: tuple[Any, ...] = ("ALLOWED", "IN_HAND", "UNDER_WAY", "in_order", "in_state")
