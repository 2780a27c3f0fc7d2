"""Having P-37 printed; what stands on it is made in `papers`."""

from __future__ import annotations

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.documents.models import Document
from governance.documents.services import order_document
from governance.office.rule_review.services.locking import lock_evaluation
from governance.rules.verdict import Verdict

KIND = "rule_review.evaluation"


@verb("rule_review.evaluation.printed")
def print_evaluation(*, evaluation_id: int, actor: Actor) -> Document:
    """Order the form: as a draft for the meeting while voices are collected, with the conclusion afterwards."""
    evaluation = lock_evaluation(evaluation_id, actor)
    decision = require(actor, "rule_review.evaluation.printed", evaluation)
    with act(decision, Verdict.without_article("printing what was collected"), on=evaluation):
        return order_document(kind=KIND, subject=evaluation, title=evaluation.paper_title, actor=actor)
