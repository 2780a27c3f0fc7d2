"""Supervised matters and what is done on them."""

from meetings.supervision.models.inspection import (
    BulletinLine,
    Inspection,
    Rectification,
    SupervisionBulletin,
)
from meetings.supervision.models.task import SupervisedTask
from meetings.supervision.models.work import Chase, Extension, LeaderWord, Report, Review, TaskFile

__all__ = (
    "BulletinLine",
    "Chase",
    "Extension",
    "Inspection",
    "LeaderWord",
    "Rectification",
    "Report",
    "Review",
    "SupervisedTask",
    "SupervisionBulletin",
    "TaskFile",
)
