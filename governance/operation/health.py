"""Does everything work that pages and reminders need? Asked by /healthz and `manage.py health`.

A stranger learns which part is up or down and nothing else; the figures are for the console.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Q
from django.utils import timezone

from governance.audit import keys, sealed
from governance.deadlines.models import Job, TickState
from governance.deadlines.tick import SILENT_AFTER

KEPT_SECONDS = 5.0
JOBS_WAIT_AT_MOST = timedelta(minutes=30)
BROKER_SECONDS = 1.0
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Found:
    """One part: works or not, and what the console tells of it."""

    up: bool
    detail: str = ""


class Down(Exception):
    """A part does not work; the text is for the console."""


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return connection.vendor


def migrations() -> str:
    """None waits. What is applied is asked, what there is was read from the files once."""
    waiting = _shipped_migrations() - MigrationRecorder(connection).applied_migrations().keys()
    if waiting:
        raise Down(f"{len(waiting)} to apply: run manage.py migrate")
    return "all applied"


@cache
def _shipped_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations or ())


def key_folder() -> str:
    """Readable, and every key in it whole; there is one when something was sealed with it."""
    folder = keys.folder()
    if not os.access(folder, os.R_OK | os.X_OK):
        raise Down("the key folder cannot be read")
    found = keys.present()
    for kind, number in found:
        keys.read(kind, number)
    if not keys.numbers("sealed") and sealed.SubjectKey.objects.exists():
        raise Down("fields are sealed, and no key is there to open them")
    return f"{len(found)} keys"


def disk() -> str:
    """The folder of papers can be written and has room for a day's work."""
    folder = Path(default_storage.path(""))
    while not folder.exists():
        folder = folder.parent
    if not os.access(folder, os.W_OK):
        raise Down("the folder of papers cannot be written")
    free = shutil.disk_usage(folder).free // MEGABYTE
    if free < settings.MIN_FREE_MB:
        raise Down(f"{free} MB free, {settings.MIN_FREE_MB} wanted")
    return f"{free} MB free"


def tick() -> str:
    beat = TickState.objects.filter(pk=1).values_list("beat_at", flat=True).first()
    if beat is None:
        raise Down("never ran: start beat, a timer, or manage.py tick --loop")
    age = timezone.now() - beat
    if age > SILENT_AFTER:
        raise Down(f"last ran {int(age.total_seconds() // 60)} minutes ago")
    return f"{int(age.total_seconds())} seconds ago"


def worker() -> str:
    """Somebody does the work that waits: nothing has been due for half an hour."""
    before = timezone.now() - JOBS_WAIT_AT_MOST
    late = Job.objects.filter(
        Q(state=Job.State.NEW, next_try_at__lt=before) | Q(state=Job.State.LEASED, leased_until__lt=before)
    ).count()
    if late:
        raise Down(f"{late} jobs have waited for more than 30 minutes")
    return "nothing waits"


def broker() -> str:
    url = settings.CELERY_BROKER_URL
    if not url:
        return "none; jobs wait for the tick"
    if url.startswith(("redis:", "rediss:")):
        from redis import Redis, RedisError

        try:
            with Redis.from_url(
                url, socket_timeout=BROKER_SECONDS, socket_connect_timeout=BROKER_SECONDS
            ) as asked:
                asked.ping()
        except (RedisError, OSError, ValueError) as error:
            raise Down(f"no answer ({type(error).__name__})") from None
        return "answers"
    folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("data_folder_in", "")
    if folder and not os.access(str(folder), os.W_OK):
        raise Down("the folder of messages cannot be written")
    return "files"


# Without the first four no page can be served; the rest is late work.
FOR_PAGES: Mapping[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "keys": key_folder,
    "disk": disk,
}
ALL: Mapping[str, Callable[[], str]] = {**FOR_PAGES, "tick": tick, "worker": worker, "broker": broker}


def look(checks: Mapping[str, Callable[[], str]] = ALL) -> dict[str, Found]:
    """Ask every part anew. Once the database is away, what needs it is down without being waited for."""
    found: dict[str, Found] = {}
    asks_rows = {"migrations", "keys", "tick", "worker"}
    for name, check in checks.items():
        if name in asks_rows and "database" in found and not found["database"].up:
            found[name] = Found(False, "the database does not answer")
            continue
        try:
            found[name] = Found(True, check())
        except Down as down:
            found[name] = Found(False, str(down))
        except keys.KeyMissing as missing:
            found[name] = Found(False, str(missing))
        except Exception as error:
            found[name] = Found(False, type(error).__name__)
    return found


_kept: tuple[float, dict[str, Found]] | None = None
_one_at_a_time = threading.Lock()


def lately() -> dict[str, Found]:
    """What was found in the last five seconds, so that being asked often costs nothing."""
    global _kept
    with _one_at_a_time:
        now = time.monotonic()
        if _kept is None or now - _kept[0] > KEPT_SECONDS:
            _kept = (now, look())
        return _kept[1]
