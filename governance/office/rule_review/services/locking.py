"""The row lock of an evaluation, and the order of its steps."""

from __future__ import annotations

from governance.access.actor import Actor
from governance.office.rule_review import rules
from governance.office.rule_review.models import RuleEvaluation
from governance.rules.verdict import Verdict


def lock_evaluation(evaluation_id: int, actor: Actor) -> RuleEvaluation:
    """The evaluation, inside the actor's view; RuleEvaluation.DoesNotExist outside it."""
    found = RuleEvaluation.objects.visible_to(actor).values_list("pk", flat=True).get(pk=evaluation_id)
    return RuleEvaluation.objects.select_for_update(of=("self",)).get(pk=found)


def collecting(evaluation: RuleEvaluation) -> Verdict:
    return rules.in_state(evaluation.status, evaluation.status_text, RuleEvaluation.Status.COLLECTING)
