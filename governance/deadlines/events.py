"""Hours in a person's calendar besides the days by which something is due: declared by the apps, read by the feed.

An event says when, where and what kind of thing it is; what it is about stays in the application, because
whoever knows the address of a feed reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from governance.access.actor import Actor

BACK = timedelta(days=90)  # what is longer over leaves the calendar


@dataclass(frozen=True)
class Event:
    """`key` names the same event for ever. `sequence` grows with every change told to those called, so that
    a calendar replaces the hour it has. `ends_at` is None while nobody knows. `busy`: the person is there."""

    key: str
    title: str
    category: str
    begins_at: datetime
    place: str
    url: str
    sequence: int = 0
    ends_at: datetime | None = None
    cancelled: bool = False
    busy: bool = True


Source = Callable[[Actor, datetime], Iterable[Event]]
_SOURCES: list[Source] = []


def register_events(source: Source) -> Source:
    """`source(actor, since)`: the events of that person which begin at or after `since`."""
    _SOURCES.append(source)
    return source


def events_for(actor: Actor, now: datetime) -> list[Event]:
    """What the person is called to, the earliest first."""
    found = [event for source in _SOURCES for event in source(actor, now - BACK)]
    return sorted(found, key=lambda event: (event.begins_at, event.key))
