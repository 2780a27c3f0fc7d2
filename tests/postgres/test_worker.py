"""A real worker on a real broker, as production runs it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from celery import Celery
from django.conf import settings
from django.db import connection

from governance.deadlines.models import TickState

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60  # seconds; a worker is ready after four on a quiet machine


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[subprocess.Popen]:
    """`celery worker` beside the test, on the test's database; its output is in tmp_path/worker.log."""
    database = urlunsplit(
        urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    )
    environment = os.environ | {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ZHENWEI_VAR_DIR": str(tmp_path),
    }
    command = ["-m", "celery", "-A", "config", "worker", "--pool=solo", "-B", "--loglevel=WARNING"]
    with (tmp_path / "worker.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, *command, f"--schedule={tmp_path / 'beat'}"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        yield process
        process.terminate()
        process.wait(timeout=PATIENCE)


def test_the_worker_takes_a_tick_from_redis_and_leaves_its_heartbeat(
    worker: subprocess.Popen, tmp_path: Path
) -> None:
    with Celery(broker=os.environ["CELERY_BROKER_URL"]) as sender:
        sender.send_task("governance.deadlines.tasks.tick", ignore_result=True)
    until = time.monotonic() + PATIENCE
    while not TickState.objects.filter(beat_at__isnull=False).exists():
        log = (tmp_path / "worker.log").read_text()
        assert worker.poll() is None, f"the worker ended by itself:\n{log}"
        assert time.monotonic() < until, f"no heartbeat after {PATIENCE} s:\n{log}"
        time.sleep(0.2)
    state = TickState.objects.get()
    assert state.holder == "" and state.leased_until is None
