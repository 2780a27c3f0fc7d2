"""The rules of the study group. Importing this package registers every rule and its sentences."""

from meetings.study.rules import sentences
from meetings.study.rules.conduct import (
    KeptFacts,
    LeaveFacts,
    TopicFacts,
    study_kept,
    study_leave,
    study_topic,
)

__all__ = ("KeptFacts", "LeaveFacts", "TopicFacts", "sentences", "study_kept", "study_leave", "study_topic")
