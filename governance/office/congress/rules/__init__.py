"""The rules on the Party congress and its delegates. Importing this package registers every rule and its sentences."""

from governance.office.congress.rules import sentences
from governance.office.congress.rules.steps import (
    CandidatesFacts,
    CouncilFacts,
    RemovalFacts,
    ReportFacts,
    candidates,
    council,
    removal,
    report,
)

__all__ = (
    "CandidatesFacts",
    "CouncilFacts",
    "RemovalFacts",
    "ReportFacts",
    "candidates",
    "council",
    "removal",
    "report",
    "sentences",
)
