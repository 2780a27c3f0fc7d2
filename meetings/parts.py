"""What belongs to the timeline of a topic or of one item: acts in the room name the meeting as their matter."""

from __future__ import annotations

from collections.abc import Iterable

from governance.access.trail import register_parts
from meetings.models import AgendaItem, Recusal, Resolution, ResolutionClause, Stance, Vote


def _of_items(items: list[int]) -> Iterable[tuple[str, Iterable[object]]]:
    yield "meetings.agendaitem", items
    for model in (Vote, Stance, Recusal, Resolution):
        yield model._meta.label_lower, model.objects.filter(item__in=items).values_list("pk", flat=True)
    clauses = ResolutionClause.objects.filter(resolution__item__in=items)
    yield "meetings.resolutionclause", clauses.values_list("pk", flat=True)


def of_topic(object_id: str) -> Iterable[tuple[str, Iterable[object]]]:
    items = AgendaItem.objects.filter(topic_id=object_id).values_list("pk", flat=True)
    return _of_items(list(items))


def of_item(object_id: str) -> Iterable[tuple[str, Iterable[object]]]:
    return _of_items([int(object_id)])


register_parts("meetings.topic", of_topic)
register_parts("meetings.agendaitem", of_item)
