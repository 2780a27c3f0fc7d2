"""Print-outs of this app: data for each template, from rows; who may open which."""

from meetings.documents import (
    attendance,
    certificate,
    corrigendum,
    extract,
    minutes,
    notice,
    numbers,
    record,
    votes,
)

__all__ = (
    "attendance",
    "certificate",
    "corrigendum",
    "extract",
    "minutes",
    "notice",
    "numbers",
    "record",
    "votes",
)
