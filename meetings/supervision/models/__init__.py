"""Supervised matters and what is done on them."""

from meetings.supervision.models.task import SupervisedTask
from meetings.supervision.models.work import Chase, Extension, LeaderWord, Report, Review, TaskFile

__all__ = ("Chase", "Extension", "LeaderWord", "Report", "Review", "SupervisedTask", "TaskFile")
