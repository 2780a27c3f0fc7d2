"""Log lines that tell what happened and never what anybody wrote.

What a logger is handed may hold form values, addresses with queries, SQL with its parameters, or the name of a
person in a sensitive matter. So nothing is looked through and cleaned: a line is put together from what is known
to be harmless. Our own messages are written in full (they name kinds and numbers only; a test posts marked words
and looks for them). Of other packages the place in their code is told, and the constant part of the message where
they are known to keep what varies in its arguments. Of an error: its kind and the places it passed through, never
its text.

Imported by the logging settings before any app is ready: knows no model.
"""

from __future__ import annotations

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import datetime
from types import TracebackType
from typing import Any
from zoneinfo import ZoneInfo

OURS = ("governance", "meetings", "config")
# They write what varies as arguments behind a constant text. Anybody else's text may be put together.
CONSTANT_TEXT = ("celery", "kombu", "gunicorn", "amqp")
PLACES = 12  # of an error, the innermost last
CAUSES = 4
SHANGHAI = ZoneInfo("Asia/Shanghai")

# The number of the request or task a line belongs to; empty outside both.
current_number: ContextVar[str] = ContextVar("log_number", default="")


def _of(name: str, packages: tuple[str, ...]) -> bool:
    return name.partition(".")[0] in packages


def event_of(record: logging.LogRecord) -> str:
    """What a record may say of itself."""
    if _of(record.name, OURS):
        return record.getMessage()
    if _of(record.name, CONSTANT_TEXT) and isinstance(record.msg, str):
        return record.msg
    return f"{record.module}:{record.lineno} {record.funcName}"


def places_of(trace: TracebackType | None) -> list[str]:
    """`module.py:12 function` of the last frames; no line of source, no variable."""
    frames = traceback.extract_tb(trace, limit=-PLACES)
    return [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}" for frame in frames]


def error_of(error: BaseException) -> dict[str, Any]:
    """Kind, places, SQLSTATE where the database gave one, and the kinds of what led to it."""
    found: dict[str, Any] = {
        "kind": f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins."),
        "places": places_of(error.__traceback__),
    }
    led_to: list[str] = []
    cause, seen = error, {id(error)}
    while (cause := cause.__cause__ or cause.__context__) and id(cause) not in seen and len(led_to) < CAUSES:  # type: ignore[assignment]
        seen.add(id(cause))
        led_to.append(type(cause).__name__)
        if state := getattr(cause, "pgcode", None):
            found["sqlstate"] = str(state)
    if led_to:
        found["after"] = led_to
    return found


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """The whole line, in the order in which it is written."""
    line: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "event": event_of(record),
    }
    if number := current_number.get():
        line["number"] = number
    if _of(record.name, OURS):
        line |= getattr(record, "facts", {})
    if record.exc_info and record.exc_info[1] is not None:
        line["error"] = error_of(record.exc_info[1])
    return line


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(fields_of(record), ensure_ascii=False, default=lambda value: type(value).__name__)


class PlainFormatter(logging.Formatter):
    """The same for a person at a terminal: `12:00:01 INFO governance.requests request status=200`."""

    def format(self, record: logging.LogRecord) -> str:
        line = fields_of(record)
        error = line.pop("error", None)
        head = f"{line.pop('time')} {line.pop('level')} {line.pop('logger')} {line.pop('event')}"
        rest = " ".join(f"{name}={value}" for name, value in line.items() if value not in ("", None))
        text = f"{head} {rest}".rstrip()
        if error:
            text += "".join(f"\n    {place}" for place in error["places"])
            text += f"\n    {error['kind']} {error.get('sqlstate', '')}".rstrip()
        return text
