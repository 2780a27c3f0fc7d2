"""Poking the worker: never the only carrier, never what a page waits for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from governance.deadlines import jobs
from governance.deadlines.models import Job
from governance.deadlines.tick import SILENT_AFTER, silent_since

POKE = """
import time, django
django.setup()
import kombu.transport.redis
from governance.deadlines import tasks
from governance.deadlines.jobs import poke
start = time.monotonic()
poke()
again = time.monotonic()
poke()
print(again - start, time.monotonic() - again)
"""


@pytest.mark.parametrize("broker", ["silent", "refusing"])
def test_a_dead_broker_costs_a_page_less_than_three_seconds(tmp_path, broker):
    """`silent` takes the connection and never answers, as a hung Redis does."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        if broker == "silent":
            listener.listen()
            threading.Thread(target=_accept, args=(listener,), daemon=True).start()
        ran = subprocess.run(
            [sys.executable, "-c", POKE],
            cwd=settings.BASE_DIR,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "DJANGO_DEBUG": "1",
                "ZHENWEI_VAR_DIR": str(tmp_path),
                "CELERY_BROKER_URL": f"redis://127.0.0.1:{port}/0",
            },
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert ran.returncode == 0, ran.stderr
    first, second = map(float, ran.stdout.split())
    assert first < 3
    assert second < 0.1  # for half a minute nobody else waits for the same silence
    assert "worker not reached" in ran.stderr


def _accept(listener: socket.socket) -> None:
    kept = []
    while True:
        try:
            kept.append(listener.accept())
        except OSError:
            return


@pytest.mark.django_db
def test_without_a_broker_nothing_is_sent_and_the_job_waits(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        one = jobs.order_job("tests.kind", "tests:1", {"id": 1})
        same = jobs.order_job("tests.kind", "tests:1", {"id": 2})
    assert (one.pk, one.payload, one.state) == (same.pk, {"id": 1}, Job.State.NEW)
    assert Job.objects.count() == 1


def test_a_kind_has_one_handler(monkeypatch):
    monkeypatch.setitem(jobs._HANDLERS, "tests.kind", lambda payload: None)
    with pytest.raises(ValueError, match="two handlers"):
        jobs.register_job("tests.kind", lambda payload: None)


@pytest.mark.django_db
def test_jobs_run_in_order_up_to_the_limit_and_only_when_due(monkeypatch):
    ran = []
    monkeypatch.setitem(jobs._HANDLERS, "tests.kind", lambda payload: ran.append(payload["id"]))
    for n in range(4):
        jobs.order_job("tests.kind", f"tests:{n}", {"id": n})
    Job.objects.filter(key="tests:0").update(next_try_at=timezone.now() + timedelta(minutes=1))
    assert jobs.run_due_jobs(limit=2) == 2
    assert jobs.run_due_jobs() == 1
    assert ran == [1, 2, 3]
    done = Job.objects.get(key="tests:1")
    assert (done.state, done.attempts, done.done_at is None) == (Job.State.DONE, 1, False)


@pytest.mark.django_db
def test_silence_is_told_after_half_an_hour(settings):
    from governance.deadlines.models import TickState

    now = timezone.now()
    assert silent_since(now) is None  # never ticked yet
    state = TickState.objects.create(pk=1, beat_at=now - SILENT_AFTER)
    assert silent_since(now) is None
    assert silent_since(now + timedelta(seconds=1)) == state.beat_at
