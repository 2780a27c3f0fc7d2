"""Reminders: who hears, when, through what, and never twice; what never leaves the application."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from governance.audit.models import Act
from governance.deadlines import channels, duties, tick
from governance.deadlines.channels import ATTEMPTS, send_waiting, signature
from governance.deadlines.duties import Clock, Duty
from governance.deadlines.models import DueMemory, Reminder, ReminderChoice, TickState
from governance.deadlines.reminders import scan, scan_towns
from tests import builders
from tests.governance.deadlines.receivers import babbler, gateway, mail_server

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 26)
TODAY = date(2026, 11, 25)


class Town:
    """A town with an office and a secretary, and one clock whose duties the test sets."""

    def __init__(self) -> None:
        self.town = builders.town()
        self.crew = builders.crew(self.town)
        self.owed: list[Duty] = []

    def owe(self, due_on: date = DUE, **more: Any) -> Duty:
        values = {
            "clock": "tests.clock",
            "organization_id": self.town.pk,
            "object_type": "governance.organization",
            "object_id": self.town.pk,
            "text": "报送材料",
            "url": "/",
            "event_on": date(2026, 11, 20),
            "due_on": due_on,
            "posts": ("office_clerk",),
        }
        duty = Duty(**(values | more))
        self.owed.append(duty)
        return duty

    def heard(self) -> list[tuple[str, int]]:
        """(name, offset) of what was put down in the application, in order."""
        rows = Reminder.objects.filter(channel="application").order_by("pk")
        return [(row.account.display_name, row.offset) for row in rows.select_related("account")]

    def choose(self, code: str = "office_clerk", **values: str) -> ReminderChoice:
        return ReminderChoice.objects.create(account=self.crew.account(code), **values)


@pytest.fixture
def town(monkeypatch) -> Iterator[Town]:
    with builders.on_day(TODAY):
        made = Town()
        for code in ("office_clerk", "office_director", "secretary"):
            made.crew.account(code)
        clock = Clock(
            "tests.clock",
            "测试期限",
            lambda towns, day: [d for d in made.owed if d.organization_id in {t.pk for t in towns}],
            offsets=(-1, 0, 1, 5),
            escalate=((1, ("office_director",)), (5, ("secretary",))),
        )
        monkeypatch.setattr(duties, "_CLOCKS", {clock.code: clock})
        yield made


def name(town: Town, code: str) -> str:
    return town.crew.account(code).display_name


@pytest.mark.parametrize(
    ("day", "heard"),
    [
        (-3, []),
        (-1, [("office_clerk", -1)]),
        (0, [("office_clerk", 0)]),
        (1, [("office_clerk", 1), ("office_director", 1)]),
        (4, [("office_clerk", 1), ("office_director", 1)]),
        (5, [("office_clerk", 5), ("office_director", 5), ("secretary", 5)]),
    ],
)
def test_who_hears_on_which_day(town, day, heard):
    town.owe()
    scan(DUE + timedelta(days=day))
    assert town.heard() == [(name(town, code), offset) for code, offset in heard]


def test_a_second_scan_repeats_nothing_and_a_missed_night_loses_nothing(town):
    town.owe()
    assert scan(DUE - timedelta(days=1)) == 1
    assert scan(DUE - timedelta(days=1)) == 0
    # Nobody ticked for eight days: one reminder that is true today, to everybody it has gone up to.
    assert scan(DUE + timedelta(days=8)) == 3
    assert scan(DUE + timedelta(days=9)) == 0


def test_what_is_done_is_not_reminded_of(town):
    town.owe()
    town.owed.clear()
    assert scan(DUE) == 0


def test_a_recused_person_hears_nothing_on_any_step(town):
    town.owe(
        posts=("office_clerk", "office_director"),
        excluded=frozenset({town.crew.person("office_director").pk, town.crew.person("secretary").pk}),
    )
    scan(DUE + timedelta(days=9))
    assert town.heard() == [(name(town, "office_clerk"), 5)]


def test_another_town_hears_nothing(town):
    other = builders.town("云樨镇")
    crew = builders.crew(other)
    crew.account("office_clerk")
    town.owe()
    scan(DUE)
    assert {row.organization_id for row in Reminder.objects.all()} == {town.town.pk}
    assert not Reminder.objects.filter(account=crew.account("office_clerk")).exists()


def test_whoever_left_the_post_is_not_reminded(town):
    town.owe()
    builders.change(town.crew.person("office_clerk").tenures.get(), until=TODAY - timedelta(days=1))
    scan(DUE)
    assert town.heard() == []


# Moved due days ------------------------------------------------------------------------------


def test_a_due_day_that_moved_under_the_same_event_is_on_record_and_told_anew(town):
    duty = town.owe()
    scan_towns([town.town], TODAY)
    town.owed[:] = []
    town.owe(due_on=DUE + timedelta(days=2))
    scan_towns([town.town], TODAY)
    act = Act.objects.get(code="deadlines.due.moved")
    assert (act.facts["earlier"], act.facts["later"]) == ("2026-11-26", "2026-11-28")
    assert (act.actor_id, act.object_id) == (None, str(town.town.pk))
    assert DueMemory.objects.get().due_on == DUE + timedelta(days=2)
    scan_towns([town.town], TODAY)
    assert Act.objects.filter(code="deadlines.due.moved").count() == 1
    assert duty.key == town.owed[0].key


def test_another_event_is_another_matter_and_no_move(town):
    town.owe()
    scan_towns([town.town], TODAY)
    town.owed[:] = []
    town.owe(due_on=DUE + timedelta(days=9), event_on=date(2026, 11, 25))
    scan_towns([town.town], TODAY)
    assert not Act.objects.filter(code="deadlines.due.moved").exists()


# Channels --------------------------------------------------------------------------------------


def test_in_the_application_always_elsewhere_as_chosen(town, settings):
    settings.REMINDER_EMAIL_FROM = "zhenwei@example.test"
    town.choose(email="wenshu@example.test", messenger="w01")
    town.owe()
    scan(DUE)
    assert set(Reminder.objects.values_list("channel", flat=True)) == {"application", "email"}
    settings.MESSENGER_URL = "http://127.0.0.1:9/"
    town.owe(part="2")
    scan(DUE)
    assert Reminder.objects.filter(channel="messenger").count() == 2


def test_mail_goes_out_once_with_a_number_that_stays(town, settings):
    settings.REMINDER_EMAIL_FROM = "zhenwei@example.test"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    town.choose(email="wenshu@example.test")
    town.owe()
    with mail_server() as (port, messages):
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        scan(DUE)
        assert send_waiting() == 2  # in the application, and by mail
        assert send_waiting() == 0
        row = Reminder.objects.get(channel="email")
        # Killed between sending and noting it: sent again under the same number.
        Reminder.objects.update(state="waiting", next_try_at=timezone.now())
        send_waiting()
    first, second = messages
    assert first["Message-ID"] == second["Message-ID"] == f"<{row.key[:32]}@localhost>"
    assert first["To"] == "wenshu@example.test"
    assert "报送材料，今天到期" in first.get_payload(decode=True).decode()


def test_a_mail_server_that_is_down_is_tried_again_and_given_up_in_the_end(town, settings):
    settings.REMINDER_EMAIL_FROM = "zhenwei@example.test"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    town.choose(email="wenshu@example.test")
    town.owe()
    scan(DUE)
    for attempt in range(1, ATTEMPTS + 1):
        Reminder.objects.update(next_try_at=timezone.now())
        send_waiting()
        row = Reminder.objects.get(channel="email")
        assert row.attempts == attempt
        assert row.state == ("failed" if attempt == ATTEMPTS else "waiting")
    assert "邮件服务器没有收下" in row.last_error
    assert Reminder.objects.get(channel="application").state == "sent"


@pytest.mark.parametrize(
    ("answer", "state"), [(200, "sent"), (204, "sent"), (500, "waiting"), (401, "waiting")]
)
def test_the_messenger_gets_a_signed_call(town, settings, answer, state):
    settings.MESSENGER_SECRET = "办公室的密钥"
    town.choose(messenger="w01")
    town.owe()
    with gateway(answer) as (port, calls):
        settings.MESSENGER_URL = f"http://127.0.0.1:{port}/hook"
        scan(DUE)
        send_waiting()
    [(headers, body, sent)] = calls
    row = Reminder.objects.get(channel="messenger")
    assert row.state == state
    assert sent == {"id": row.key, "to": "w01", "text": row.text, "url": "http://localhost:8000/"}
    assert headers["X-Zhenwei-Signature"] == signature("办公室的密钥", headers["X-Zhenwei-Time"], body)


def test_one_message_that_cannot_go_out_holds_up_no_other(town, settings):
    town.choose(messenger="w01")
    town.choose("office_director", messenger="w02")
    town.owe(posts=("office_clerk", "office_director"))
    with babbler() as port:
        settings.MESSENGER_URL = f"http://127.0.0.1:{port}/hook"
        scan(DUE)
        assert send_waiting() == 2  # in the application
    told = Reminder.objects.filter(channel="messenger")
    assert [(row.state, row.attempts) for row in told] == [("waiting", 1)] * 2
    assert "BadStatusLine" in told[0].last_error


def test_who_took_the_address_away_before_it_was_sent_gets_no_mail(town, settings):
    settings.REMINDER_EMAIL_FROM = "zhenwei@example.test"
    choice = town.choose(email="wenshu@example.test")
    town.owe()
    scan(DUE)
    choice.email = ""
    choice.save()
    send_waiting()
    assert Reminder.objects.get(channel="email").last_error == "收件人没有填邮箱"


# The tick ----------------------------------------------------------------------------------------


def test_the_tick_scans_every_quarter_of_an_hour_and_sends_each_time(town, settings, tmp_path, monkeypatch):
    settings.KEY_DIR = tmp_path / "keys"
    scans = []
    monkeypatch.setattr(tick, "scan", lambda day: scans.append(day))
    town.owe()
    scan(DUE)
    assert tick.tick().reminders == 1
    assert tick.tick().reminders == 0
    assert len(scans) == 1
    TickState.objects.update(reminded_at=timezone.now() - timedelta(minutes=16))
    tick.tick()
    assert len(scans) == 2


def test_channels_are_told_to_nobody_but_their_owner(town):
    assert channels.channels_of(town.crew.account("secretary")) == ["application"]
