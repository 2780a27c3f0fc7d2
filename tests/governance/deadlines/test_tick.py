"""The tick: one at a time, nothing twice, nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from governance.audit.heads import SignedHead
from governance.deadlines import jobs, tick
from governance.deadlines.models import Job, TickState
from governance.deadlines.silence import silence_text
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key_folder(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"


def test_a_tick_runs_jobs_signs_heads_once_a_day_and_leaves_its_heartbeat(monkeypatch):
    builders.town()
    ran = []
    monkeypatch.setitem(jobs._HANDLERS, "tests.kind", lambda payload: ran.append(payload["id"]))
    jobs.order_job("tests.kind", "tests:1", {"id": 1})
    first = tick.tick()
    assert (first.ran, first.jobs, ran) == (True, 1, [1])
    assert first.heads_signed > 0
    signed = SignedHead.objects.count()
    second = tick.tick()
    assert (second.ran, second.jobs, second.heads_signed) == (True, 0, 0)
    assert SignedHead.objects.count() == signed
    state = TickState.objects.get()
    assert (state.holder, state.leased_until) == ("", None)
    assert state.beat_at is not None


def test_heads_are_signed_again_the_next_day_however_many_nights_were_missed():
    builders.town()
    tick.tick()
    TickState.objects.update(heads_signed_on=timezone.localdate() - timedelta(days=9))
    assert tick.tick().heads_signed > 0


@pytest.mark.parametrize(("minutes", "runs"), [(1, False), (-1, True)], ids=["held", "left by a dead one"])
def test_two_ticks_never_run_at_once(minutes, runs):
    until = timezone.now() + timedelta(minutes=minutes)
    TickState.objects.create(pk=1, holder="elsewhere:1", leased_until=until)
    assert tick.tick().ran is runs
    state = TickState.objects.get()
    assert (state.holder == "elsewhere:1") is not runs


def test_a_tick_that_fails_gives_its_lease_back_and_no_heartbeat(monkeypatch):
    def breaks():
        raise RuntimeError("no key file")

    monkeypatch.setattr(tick, "sign_heads", breaks)
    with pytest.raises(RuntimeError):
        tick.tick()
    state = TickState.objects.get()
    assert (state.holder, state.leased_until, state.beat_at) == ("", None, None)
    assert not Job.objects.exists()


@pytest.mark.parametrize(("minutes", "told"), [(29, False), (31, True)])
def test_silence_is_told_to_the_office_and_the_administrators(db, minutes, told):
    TickState.objects.create(pk=1, beat_at=timezone.now() - timedelta(minutes=minutes))
    crew = builders.crew(builders.town())

    def sees(account):
        page = builders.sign_in(Client(), account).get("/", follow=True)
        return "超过30分钟没有自动检查" in page.content.decode()

    assert [sees(crew.account(code)) for code in ("office_clerk", "office_director", "secretary")] == [
        told,
        told,
        False,
    ]
    assert {sees(account) for account in builders.administrators().values()} == {told}


def test_where_no_check_was_ever_promised_nothing_is_told(db):
    assert silence_text() == ""
