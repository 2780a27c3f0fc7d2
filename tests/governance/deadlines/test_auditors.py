"""Signed heads leave by mail: every night, once, with the file that verifyaudit takes; mail may be down."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from governance.deadlines import auditors
from governance.deadlines.jobs import ATTEMPTS, run_due_jobs
from governance.deadlines.models import Job, ReminderChoice
from governance.deadlines.tick import tick
from tests import builders
from tests.governance.deadlines.receivers import mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def installation(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    settings.REMINDER_EMAIL_FROM = "zhenwei@example.test"
    settings.HEADS_TO = ["shenji@example.test", "xian@example.test"]
    with builders.on_day():
        return builders.town()


def verify(path: Path) -> int:
    with pytest.raises(SystemExit) as ended:
        call_command("verifyaudit", "--against", str(path), "--quick")
    return ended.value.code


def test_the_mailed_file_is_what_verifyaudit_takes(installation, tmp_path, capsys) -> None:
    tick()
    tick()  # the jobs ordered by the first run in the second
    tick()
    assert sorted(message.to[0] for message in mail.outbox) == ["shenji@example.test", "xian@example.test"]
    message = mail.outbox[0]
    ((name, text, media_type),) = message.attachments
    assert media_type == "application/json" and name.startswith("zhenwei-heads-")
    assert installation.short_name not in message.body + text  # numbers, and nothing of any matter
    kept = tmp_path / name
    kept.write_text(text)
    assert verify(kept) == 0
    listed = json.loads(text)
    assert {head["organization"] for head in listed["heads"]} == {0, installation.pk} & {
        head["organization"] for head in listed["heads"]
    }
    for head in listed["heads"]:
        head["hash"] = "0" * 64
    kept.write_text(json.dumps(listed))
    assert verify(kept) == 1


def test_once_a_day_and_again_the_next(monkeypatch) -> None:
    for _ in range(3):
        tick()
    assert len(mail.outbox) == 2
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert auditors.order_head_mails(tomorrow) == 2
    assert auditors.order_head_mails(tomorrow) == 0
    run_due_jobs()
    numbers = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert len(set(numbers)) == 4


def test_without_a_sender_or_addresses_nobody_is_written_to(settings) -> None:
    settings.HEADS_TO = []
    assert auditors.order_head_mails(timezone.localdate()) == 0
    auditor = builders.account(administrator="auditor")
    ReminderChoice.objects.create(account=auditor, email="sj@example.test")
    assert auditors.addresses() == ["sj@example.test"]
    settings.HEADS_TO = ["sj@example.test"]  # named twice, written to once
    assert auditors.addresses() == ["sj@example.test"]
    settings.REMINDER_EMAIL_FROM = ""
    assert auditors.addresses() == []


def test_a_mail_server_that_was_down_for_long_is_tried_again_and_nothing_is_doubled(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    settings.HEADS_TO = ["shenji@example.test"]
    tick()
    job = Job.objects.get(kind=auditors.HEADS)
    for _ in range(ATTEMPTS):
        Job.objects.update(next_try_at=timezone.now())
        run_due_jobs()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert auditors.try_again() == 0  # not within the hour
    Job.objects.update(next_try_at=timezone.now() - timedelta(minutes=61))
    with mail_server() as (port, messages):
        settings.EMAIL_PORT = port
        tick()
        tick()
        assert len(messages) == 1
        # Killed between sending and noting it: the same message once more, told apart by its number.
        Job.objects.update(state=Job.State.LEASED, leased_until=timezone.now() - timedelta(seconds=1))
        run_due_jobs()
        assert messages[0]["Message-ID"] == messages[1]["Message-ID"]
        assert messages[0].get_payload()[1].get_payload() == messages[1].get_payload()[1].get_payload()
    Job.objects.update(state=Job.State.FAILED, next_try_at=timezone.now() - timedelta(hours=2))
    Job.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert auditors.try_again() == 0  # by now seven newer ones were mailed


@pytest.mark.parametrize(
    ("kind", "status"), [("auditor", 302), ("system", 403), ("security", 403), ("", 404)]
)
def test_an_auditor_alone_says_where_heads_go(client, kind: str, status: int) -> None:
    account = builders.account(administrator=kind) if kind else builders.account(builders.person("祝长庚"))
    client.force_login(account)
    assert client.post(reverse("deadlines:auditor"), {"email": "sj@example.test"}).status_code == status
    assert ("sj@example.test" in auditors.addresses()) is (kind == "auditor")


def test_the_address_before_is_told_of_the_new_one(client, settings) -> None:
    settings.HEADS_TO = []
    auditor = builders.account(administrator="auditor")
    client.force_login(auditor)
    send = lambda email: client.post(reverse("deadlines:auditor"), {"email": email})  # noqa: E731
    assert send("不是邮箱").status_code == 422
    send("old@example.test")
    send("old@example.test")  # the same once more tells nobody
    send("new@example.test")
    run_due_jobs()
    assert [message.to for message in mail.outbox] == [["old@example.test"]]
    assert auditor.display_name in mail.outbox[0].body
    assert auditors.addresses() == ["new@example.test"]
    assert 'value="new@example.test"' in client.get(reverse("deadlines:auditor")).content.decode()
