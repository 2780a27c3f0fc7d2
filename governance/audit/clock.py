"""Database time for the trail. Only the demonstration may shift it, and only among itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_shifted: ContextVar[datetime | None] = ContextVar("shifted_recording_time", default=None)


def shifted_time() -> datetime | None:
    return _shifted.get()


def today() -> date:
    """The local date (Asia/Shanghai) acts are held against."""
    shifted = _shifted.get()
    return timezone.localdate(shifted) if shifted else timezone.localdate()


def now() -> datetime:
    return _shifted.get() or timezone.now()


@contextmanager
def demonstration_clock(at: datetime, *, only_demonstration: bool) -> Iterator[None]:
    """Record acts as if at `at`. The caller proves that the database holds nothing but
    demonstration organizations; anything else is refused (design §4, two times)."""
    if not only_demonstration:
        raise PermissionError("recorded_at may only be shifted on a demonstration database")
    if timezone.is_naive(at):
        raise ValueError("the demonstration clock needs an aware datetime")
    token = _shifted.set(at)
    try:
        yield
    finally:
        _shifted.reset(token)
