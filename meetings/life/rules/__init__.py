"""The rules of the democratic life meeting. Importing this package registers every rule and its sentences."""

from meetings.life.rules import sentences
from meetings.life.rules.conduct import (
    MEET,
    RETURN,
    TALK,
    WRITE,
    AbsenceFacts,
    ChairFacts,
    PostponedFacts,
    PreparedFacts,
    ReportedFacts,
    ThemeFacts,
    life_absence,
    life_chair,
    life_postponed,
    life_prepared,
    life_reported,
    life_theme,
)

__all__ = (
    "MEET",
    "RETURN",
    "TALK",
    "WRITE",
    "AbsenceFacts",
    "ChairFacts",
    "PostponedFacts",
    "PreparedFacts",
    "ReportedFacts",
    "ThemeFacts",
    "life_absence",
    "life_chair",
    "life_postponed",
    "life_prepared",
    "life_reported",
    "life_theme",
    "sentences",
)
