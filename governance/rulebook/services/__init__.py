"""The verbs on a town's rulebook."""

from governance.rulebook.services.adoptions import adopt_regulations, end_adoption
from governance.rulebook.services.figures import approve_figure, propose_figure, withdraw_figure
from governance.rulebook.services.local import (
    approve_local_regulation,
    end_local_regulation,
    enter_local_article,
    enter_local_regulation,
    remove_local_article,
    withdraw_local_regulation,
)
from governance.rulebook.services.settlements import (
    approve_settlement,
    propose_settlement,
    withdraw_settlement,
)

__all__ = (
    "adopt_regulations",
    "approve_figure",
    "approve_local_regulation",
    "approve_settlement",
    "end_adoption",
    "end_local_regulation",
    "enter_local_article",
    "enter_local_regulation",
    "propose_figure",
    "propose_settlement",
    "remove_local_article",
    "withdraw_figure",
    "withdraw_local_regulation",
    "withdraw_settlement",
)
