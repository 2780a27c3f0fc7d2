"""Print-outs of this app: data for each template, from rows; who may open which."""

from meetings.documents import attendance, corrigendum, extract, minutes, notice, numbers, record, votes

__all__ = ("attendance", "corrigendum", "extract", "minutes", "notice", "numbers", "record", "votes")
