"""What the regulations ask of a supervised matter at each step: pure functions of facts and book."""

from meetings.supervision.rules import sentences
from meetings.supervision.rules.steps import (
    ApprovalFacts,
    ClosingFacts,
    FilingFacts,
    HandoverFacts,
    HonoursFacts,
    ReviewFacts,
    Vetting,
    approval,
    closing,
    filing,
    handover,
    honours,
    review,
)

__all__ = (
    "ApprovalFacts",
    "ClosingFacts",
    "FilingFacts",
    "HandoverFacts",
    "HonoursFacts",
    "ReviewFacts",
    "Vetting",
    "approval",
    "closing",
    "filing",
    "handover",
    "honours",
    "review",
    "sentences",
)
