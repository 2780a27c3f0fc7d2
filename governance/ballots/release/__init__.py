"""What of a rating may be shown, and what follows from it. Pure: numbers in, numbers out."""

from governance.ballots.release.layout import LEAST_K, MOST_K, USUAL_K, Layout, held_by_size, lay_out
from governance.ballots.release.result import (
    RatedClass,
    RatedRow,
    Result,
    ShownCell,
    ShownRow,
    ShownSubject,
    release,
)
from governance.ballots.release.scores import LEAST_TO_TRIM, Grade, Share, shared_ranks

__all__ = (
    "LEAST_K",
    "LEAST_TO_TRIM",
    "MOST_K",
    "USUAL_K",
    "Grade",
    "Layout",
    "RatedClass",
    "RatedRow",
    "Result",
    "Share",
    "ShownCell",
    "ShownRow",
    "ShownSubject",
    "held_by_size",
    "lay_out",
    "release",
    "shared_ranks",
)
