"""The verbs of the rule review."""

from governance.office.rule_review.services.evaluations import (
    begin_evaluation,
    conclude_evaluation,
    self_review,
    withdraw_evaluation,
)
from governance.office.rule_review.services.execution import record_execution
from governance.office.rule_review.services.opinions import enter_opinion, remove_opinion
from governance.office.rule_review.services.papers import KIND, print_evaluation

__all__ = (
    "KIND",
    "begin_evaluation",
    "conclude_evaluation",
    "enter_opinion",
    "print_evaluation",
    "record_execution",
    "remove_opinion",
    "self_review",
    "withdraw_evaluation",
)
