"""/healthz: what works and what does not, quickly, without a session, telling strangers no figure."""

from __future__ import annotations

import socket
import time
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.audit.sealed import SubjectKey
from governance.deadlines.models import Job, TickState
from governance.operation import health
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sound(settings, tmp_path, monkeypatch):
    """An installation in which everything works, asked for the first time."""
    settings.KEY_DIR = tmp_path / "keys"
    settings.KEY_DIR.mkdir()
    settings.MIN_FREE_MB = 1
    monkeypatch.setattr(health, "_kept", None)
    TickState.objects.create(pk=1, beat_at=timezone.now())


def asked(path: str = "/healthz") -> tuple[int, dict[str, Any]]:
    answer = Client().get(path)
    return answer.status_code, answer.json()


def test_all_is_well() -> None:
    status, told = asked()
    assert (status, told["status"]) == (200, "up"), health.look()
    assert set(told["checks"]) == {"database", "migrations", "keys", "disk", "tick", "worker", "broker"}


def broken_database(monkeypatch, settings):
    def away() -> str:
        raise OperationalError("connection to server at 10.1.2.3 failed")

    monkeypatch.setattr(health, "ALL", {**health.ALL, "database": away})
    monkeypatch.setattr(health.look, "__defaults__", (health.ALL,))


def waiting_migration(monkeypatch, settings):
    monkeypatch.setattr(health, "_shipped_migrations", lambda: frozenset({("governance", "9999_new")}))


def no_keys(monkeypatch, settings):
    settings.KEY_DIR.rmdir()


def halved_key(monkeypatch, settings):
    (settings.KEY_DIR / "sealed-0001.key").write_bytes(b"half")


def full_disk(monkeypatch, settings):
    settings.MIN_FREE_MB = 10**12


def silent_tick(monkeypatch, settings):
    TickState.objects.update(beat_at=timezone.now() - timedelta(minutes=31))


def never_ticked(monkeypatch, settings):
    TickState.objects.update(beat_at=None)


def waiting_jobs(monkeypatch, settings):
    due = timezone.now() - timedelta(minutes=31)
    Job.objects.create(kind="tests.kind", key="tests:late", next_try_at=due)


def killed_worker(monkeypatch, settings):
    due = timezone.now() - timedelta(minutes=31)
    Job.objects.create(kind="k", key="tests:l", state="leased", next_try_at=due, leased_until=due)


def refusing_broker(monkeypatch, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:9/0"


@pytest.mark.parametrize(
    ("break_it", "down", "pages"),
    [
        (broken_database, {"database", "migrations", "keys", "tick", "worker"}, 503),
        (waiting_migration, {"migrations"}, 503),
        (no_keys, {"keys"}, 503),
        (halved_key, {"keys"}, 503),
        (full_disk, {"disk"}, 503),
        (silent_tick, {"tick"}, 200),
        (never_ticked, {"tick"}, 200),
        (waiting_jobs, {"worker"}, 200),
        (killed_worker, {"worker"}, 200),
        (refusing_broker, {"broker"}, 200),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_each_part_is_told_by_name(monkeypatch, settings, break_it, down, pages) -> None:
    break_it(monkeypatch, settings)
    status, told = asked()
    assert (status, told["status"]) == (503, "down")
    assert {name for name, state in told["checks"].items() if state == "down"} == down
    assert set(told["checks"].values()) <= {"up", "down"}  # no figure, no address
    assert asked("/healthz/web")[0] == pages


def test_a_sealed_field_without_any_key_is_told(settings) -> None:
    town = builders.town()
    builders.save(
        SubjectKey(organization_id=town.pk, subject_type="tests", subject_id="1", master=1, wrapped=b"x")
    )
    assert asked()[1]["checks"]["keys"] == "down"


def test_a_broker_that_never_answers_is_not_waited_for(settings) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
        started = time.monotonic()
        status, told = asked()
    assert (status, told["checks"]["broker"]) == (503, "down")
    assert time.monotonic() - started < 3


def test_asking_often_costs_nothing_and_leaves_no_session() -> None:
    client = Client()
    client.get("/healthz")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/healthz")
    assert len(queries) == 0
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies and not client.cookies


def test_behind_tls_it_is_answered_without_being_sent_elsewhere(settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert asked()[0] == 200


def test_the_console_gives_the_figures(settings) -> None:
    out = StringIO()
    call_command("health", stdout=out)
    assert "MB free" in out.getvalue()
    settings.MIN_FREE_MB = 10**12
    with pytest.raises(SystemExit) as stopped:
        call_command("health", stdout=out)
    assert stopped.value.code == 1
    assert "disk\tDOWN" in out.getvalue()
