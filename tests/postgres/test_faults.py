"""Real faults: the database is restarted, the broker falls silent, a worker is killed. Nothing is lost or doubled."""

from __future__ import annotations

import hashlib
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from governance.audit.chain import LOCK_NAMESPACE
from governance.audit.models import SYSTEM_CHAIN, Act
from governance.deadlines.models import Job
from governance.documents.models import Document, NumberSeries
from meetings.services import minutes as minutes_verbs
from meetings.services import room
from tests import builders
from tests.governance.audit.world import verified
from tests.meetings.staging import Stage
from tests.postgres.servers import cluster, database_of_the_test, environment, pages

pytestmark = pytest.mark.django_db(transaction=True)
FRESH = "Yun-Xi 2027 qingshan"


@pytest.fixture(autouse=True)
def as_installed(settings, tmp_path):
    """Servers of another process read the same keys, and passwords that are hashed as theirs are."""
    settings.KEY_DIR = tmp_path / "keys"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


def clerk_of_a_town():
    with builders.on_day():
        return builders.crew(builders.town()).account("office_clerk")


def scalar(address: str, statement: str):
    asked = psycopg2.connect(address)
    try:
        with asked.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0]
    finally:
        asked.close()


CHANGED = "SELECT COUNT(*) FROM governance_act WHERE code = 'people.account.password_changed'"


def test_the_database_is_restarted_between_requests_and_in_the_middle_of_one(tmp_path: Path) -> None:
    account = clerk_of_a_town()
    with cluster() as own:
        own.fill()
        with pages(own.url, tmp_path / "home") as clerk:
            signed_in = clerk.send("/denglu/", username=account.username, password=builders.PASSWORD)
            assert signed_in[0] == 302, signed_in[1]
            assert clerk.get("/liuhen/")[0] == 200

            own.stop("fast")
            own.start()
            assert clerk.get("/liuhen/")[0] == 200  # the next request finds out and connects anew

            own.stop("immediate")
            status, page, seconds = clerk.get("/liuhen/")
            assert status == 503 and "数据库暂时连不上" in page
            assert seconds < 5
            assert clerk.get("/healthz/web")[0] == 503
            own.start()
            assert clerk.get("/liuhen/")[0] == 200

            # In the middle: the verb has written its rows and waits for the chain when the power goes.
            form = clerk.form("/mima/")
            typed = {"old_password": builders.PASSWORD, "new_password1": FRESH, "new_password2": FRESH}
            holder = psycopg2.connect(own.url)
            with holder.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_NAMESPACE, SYSTEM_CHAIN])
            answered: list[tuple[int, str, float]] = []
            sending = threading.Thread(
                target=lambda: answered.append(clerk.ask("POST", "/mima/", {**form, **typed}))
            )
            sending.start()
            until = time.monotonic() + 20
            waiting = "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            while not scalar(own.url, waiting):
                assert time.monotonic() < until, answered
                time.sleep(0.05)
            own.stop("immediate")
            sending.join(timeout=30)
            assert answered and answered[0][0] == 503, answered
            assert "要么没有办，要么已经办全" in answered[0][1]
            own.start()
            assert scalar(own.url, CHANGED) == 0
            again = clerk.send("/mima/", **typed)
            assert again[0] == 302, again[1]
            assert scalar(own.url, CHANGED) == 1
        told = subprocess.run(
            [sys.executable, "manage.py", "verifyaudit"],
            cwd=django_settings.BASE_DIR,
            env=environment(own.url, tmp_path / "home"),
            capture_output=True,
            text=True,
        )
        assert told.returncode == 0, told.stdout
        assert FRESH not in (tmp_path / "home/web.log").read_text()


PREPARED, NOTICED, HELD, SIGNED = (date(2026, 11, day) for day in (20, 23, 26, 27))


def minutes_to_render() -> Document:
    stage = Stage.build(["preset-b"])
    with builders.on_day(PREPARED):
        meeting = stage.meeting(HELD)
        item = stage.item(meeting, "ordinary")
    with builders.on_day(NOTICED):
        stage.convene(meeting)
    with builders.on_day(HELD):
        stage.open(meeting)
        stage.discuss(item)
        stage.word(stage.announce(stage.vote_by_hands(item, aye=11)), date(2026, 12, 31))
        room.close_meeting(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
    with builders.on_day(SIGNED):
        drafted = minutes_verbs.compose_minutes(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
        minutes_verbs.submit_minutes(minutes_id=drafted.pk, actor=stage.actor("office_clerk"))
        signed = minutes_verbs.sign_minutes(minutes_id=drafted.pk, actor=stage.actor("secretary"))
    Job.objects.exclude(key__contains=str(signed.document_id)).delete()
    return Document.objects.get(pk=signed.document_id)


# The real work, standing still once the bytes are made and before they are kept.
SLOW = """
import sys, time, django
django.setup()
from governance.deadlines.jobs import run_due_jobs
from governance.documents import services
real = services.keep_file
def standing(*given, **more):
    if sys.argv[1] == "after":
        real(*given, **more)
    print("made", flush=True)
    time.sleep(120)
if sys.argv[1] != "whole":
    services.keep_file = standing
print(run_due_jobs(), flush=True)
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_render_worker_killed_with_kill_nine_leaves_one_paper_with_one_number(tmp_path, when) -> None:
    document = minutes_to_render()
    home = tmp_path / "home"
    given = environment(database_of_the_test(), home)

    def worker(how: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-c", SLOW, how],
            cwd=django_settings.BASE_DIR,
            env=given,
            stdout=subprocess.PIPE,
            text=True,
        )

    killed = worker(when)
    assert killed.stdout is not None
    assert killed.stdout.readline() == "made\n"
    killed.send_signal(signal.SIGKILL)
    assert killed.wait() == -signal.SIGKILL
    job = Job.objects.get(key__contains=str(document.pk))
    assert (job.state, job.attempts) == (Job.State.LEASED, 1)
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))  # its ten minutes are over
    whole = worker("whole")
    assert whole.communicate(timeout=120)[0] == "1\n"
    document.refresh_from_db()
    assert (document.state, document.failure) == (Document.State.FINISHED, "")
    papers = [path for path in (home / "documents").rglob("*.pdf")]
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in papers] == [document.file_digest]
    assert Document.objects.filter(number=document.number).count() == 1
    assert NumberSeries.objects.get(kind="minutes").last == 1
    rendered = Act.objects.filter(code="documents.document.rendered", object_id=str(document.pk))
    assert rendered.count() == 1
    with django_settings_of(home):
        assert verified().result == "sound"


def django_settings_of(home: Path):
    from django.test import override_settings

    options = {"location": str(home / "documents"), "base_url": None}
    return override_settings(
        STORAGES={
            **django_settings.STORAGES,
            "default": {**django_settings.STORAGES["default"], "OPTIONS": options},
        }
    )


def test_a_step_that_orders_work_is_answered_within_three_seconds_while_the_broker_is_silent(
    tmp_path,
) -> None:
    """The broker takes the connection and never says a word; printing a regulation orders a job."""
    with builders.on_day(date.today()):
        stage = Stage.build(["preset-b"])
        account = stage.crew.account("office_director")
    kept: list[socket.socket] = []
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        def take() -> None:
            while True:
                try:
                    kept.append(listener.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        broker = f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
        with pages(database_of_the_test(), tmp_path / "home", CELERY_BROKER_URL=broker) as director:
            director.send("/denglu/", username=account.username, password=builders.PASSWORD)
            before = Job.objects.count()
            status, page, seconds = director.send("/zhidu/bu/S1-01/dayin/")
            assert status == 302, page
            assert seconds < 3, seconds
            assert Job.objects.count() == before + 1  # the row is the promise
            status, page, seconds = director.send("/zhidu/bu/S1-01/dayin/")
            assert seconds < 1.5, seconds  # nobody waits for the same silence twice
            assert kept, "nobody asked the broker"
            assert "worker not reached" in (tmp_path / "home/web.log").read_text()
