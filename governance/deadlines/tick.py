"""One idempotent `tick`: consequences without a job yet, waiting jobs, ended grants, sealed access log, signed heads, reminders, heartbeat.

Celery beat runs it, cron or `manage.py tick` can. A missed night loses nothing and a second run
repeats nothing: everything is selected by state, never by "the last 24 hours".
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from governance.access.drafts import drop_old_drafts
from governance.access.emergency import end_past_emergencies
from governance.access.grants import end_expired_grants
from governance.access.holding import drop_old
from governance.access.log import seal_access_log
from governance.audit import clock
from governance.audit.heads import sign_heads
from governance.deadlines.auditors import order_head_mails, try_again
from governance.deadlines.channels import send_waiting
from governance.deadlines.consequences import order_waiting
from governance.deadlines.jobs import run_due_jobs
from governance.deadlines.models import TickState
from governance.deadlines.reminders import scan
from governance.deadlines.sweeps import run_sweeps

LEASE = timedelta(minutes=15)
SILENT_AFTER = timedelta(minutes=30)
SCAN_EVERY = timedelta(minutes=15)


@dataclass(frozen=True)
class TickReport:
    """What one tick did; `ran` is False when another one holds the lease."""

    ran: bool
    jobs: int = 0
    grants_ended: int = 0
    heads_signed: int = 0
    reminders: int = 0


def tick() -> TickReport:
    holder = f"{socket.gethostname()}:{os.getpid()}"
    if not _take_lease(holder):
        return TickReport(ran=False)
    try:
        order_waiting()
        jobs = run_due_jobs()
        grants = end_expired_grants() + end_past_emergencies()
        seal_access_log()  # before the heads, which then cover it
        heads = _sign_heads_once_a_day()
        order_head_mails(timezone.localdate())
        try_again()
        run_sweeps()
        reminders = _remind()
        drop_old(timezone.now())
        drop_old_drafts(timezone.now())
    finally:
        TickState.objects.filter(pk=1).update(holder="", leased_until=None)
    TickState.objects.filter(pk=1).update(beat_at=timezone.now())
    return TickReport(ran=True, jobs=jobs, grants_ended=grants, heads_signed=heads, reminders=reminders)


def _take_lease(holder: str) -> bool:
    now = timezone.now()
    TickState.objects.get_or_create(pk=1)
    with transaction.atomic():
        state = TickState.objects.select_for_update().get(pk=1)
        if state.leased_until and state.leased_until > now:
            return False
        state.holder, state.leased_until = holder, now + LEASE
        state.save(update_fields=["holder", "leased_until"])
    return True


def _sign_heads_once_a_day() -> int:
    today = timezone.localdate()
    state = TickState.objects.get(pk=1)
    if state.heads_signed_on == today:
        return 0
    signed = len(sign_heads())
    TickState.objects.filter(pk=1).update(heads_signed_on=today)
    return signed


def _remind() -> int:
    """Look for what is due every quarter of an hour and at the first tick of a day; send what waits at
    every tick. Returns how many messages went out."""
    now = timezone.now()
    state = TickState.objects.get(pk=1)
    last = state.reminded_at
    fresh = (
        last is not None and now - last < SCAN_EVERY and timezone.localdate(last) == timezone.localdate(now)
    )
    if not fresh:
        scan(clock.today())
        TickState.objects.filter(pk=1).update(reminded_at=now)
    return send_waiting()


def silent_since(now: datetime) -> datetime | None:
    """The last heartbeat when it is older than 30 minutes (shown to the office and the administrators),
    else None: also where none was ever heard, for then nobody promised one."""
    beat = TickState.objects.filter(pk=1).values_list("beat_at", flat=True).first()
    return beat if beat and now - beat > SILENT_AFTER else None
