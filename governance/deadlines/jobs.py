"""Ordering and running jobs. Handlers take the payload, call a verb, and end quietly when done."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.deadlines.models import Job

logger = logging.getLogger("governance.jobs")
Handler = Callable[[Mapping[str, Any]], None]

LEASE = timedelta(minutes=10)
ATTEMPTS = 6
DEAF_SECONDS = 30.0  # after a broker that did not answer
GaveUp = Callable[[Mapping[str, Any], str], None]
_HANDLERS: dict[str, Handler] = {}
_GAVE_UP: dict[str, GaveUp] = {}


class CannotEverWork(Exception):
    """The job will not succeed by trying again; the text says why, for a person."""


def register_job(kind: str, handler: Handler, *, gave_up: GaveUp | None = None) -> None:
    """`gave_up(payload, why)` tells whoever waits for the work when the last attempt has failed."""
    if kind in _HANDLERS:
        raise ValueError(f"two handlers for job {kind}")
    _HANDLERS[kind] = handler
    if gave_up is not None:
        _GAVE_UP[kind] = gave_up


def order_job(kind: str, key: str, payload: Mapping[str, Any]) -> Job:
    """Put a job down inside the business transaction; the worker is poked after the commit."""
    job, _made = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "payload": dict(payload),
            "next_try_at": timezone.now(),
        },
    )
    transaction.on_commit(poke)
    return job


def retry_job(key: str) -> None:
    """Give a failed job another round at once (an administrator has mended the cause)."""
    Job.objects.filter(key=key, state=Job.State.FAILED).update(
        state=Job.State.NEW, attempts=0, next_try_at=timezone.now()
    )
    transaction.on_commit(poke)


_deaf_until = 0.0  # by the monotonic clock; of this process


def poke() -> None:
    """Tell the worker that there is work. Never the only carrier: a failure is a log line, and for the next
    half minute nobody else waits for the same silence."""
    global _deaf_until
    if not settings.CELERY_BROKER_URL or time.monotonic() < _deaf_until:
        return
    from governance.deadlines.tasks import run_jobs

    try:
        run_jobs.apply_async(retry=False, ignore_result=True)
    except Exception as error:
        _deaf_until = time.monotonic() + DEAF_SECONDS
        logger.warning("worker not reached (%s); jobs wait for the next tick", type(error).__name__)


def run_due_jobs(limit: int = 50) -> int:
    """Run what is due, one by one, each under a lease of its own. Returns how many were tried."""
    tried = 0
    while tried < limit and (job := _lease_one()) is not None:
        tried += 1
        _run(job)
    return tried


def run_job(key: str) -> None:
    """Run one job ahead of the others, if it is due and nobody is at it."""
    job = _lease_one(key)
    if job is not None:
        _run(job)


def _lease_one(key: str = "") -> Job | None:
    """The next due job under a lease, or the one of that key. A lease that ran out means a worker that was
    killed; the job runs again, and gives up when it has killed a worker as often as a job may fail."""
    now = timezone.now()
    due = Q(state=Job.State.NEW, next_try_at__lte=now) | Q(state=Job.State.LEASED, leased_until__lt=now)
    if key:
        due &= Q(key=key)
    with transaction.atomic():
        job = (
            Job.objects.select_for_update(skip_locked=True).filter(due).order_by("next_try_at", "id").first()
        )
        if job is None:
            return None
        job.state = Job.State.LEASED
        job.leased_until = now + LEASE
        job.attempts += 1
        job.save(update_fields=["state", "leased_until", "attempts"])
    return job


def _run(job: Job) -> None:
    if job.attempts > ATTEMPTS:
        _fail(job, _("后台进程每次都在中途停了"))
        return
    try:
        _HANDLERS[job.kind](job.payload)
    except CannotEverWork as error:
        _fail(job, str(error))
    except Exception as error:
        logger.exception("job %s failed", job.kind)
        if job.attempts >= ATTEMPTS:
            _fail(job, _why(error))
            return
        job.state = Job.State.NEW
        job.next_try_at = timezone.now() + timedelta(seconds=15 * 2**job.attempts)
        job.last_error = _why(error)[:300]
        job.save(update_fields=["state", "next_try_at", "last_error"])
    else:
        job.state = Job.State.DONE
        job.done_at = timezone.now()
        job.last_error = ""
        job.save(update_fields=["state", "done_at", "last_error"])


def _why(error: Exception) -> str:
    """What a person reads of a failure that may pass: the disk by name, anything else by its kind."""
    if isinstance(error, OSError) and error.strerror:
        return _("存储写不进去（%(error)s）") % {"error": error.strerror}
    return type(error).__name__


def _fail(job: Job, why: str) -> None:
    tell = _GAVE_UP.get(job.kind)
    if tell is not None:  # told first: a worker killed in between tells again, never not at all
        tell(job.payload, why)
    job.state = Job.State.FAILED
    job.last_error = why[:300]
    job.save(update_fields=["state", "last_error"])
