"""Secret votes under real faults: workers killed while votes are cast, closed and counted, several people at once. What
was acknowledged with a receipt is in the count, and the count is made once or not at all."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from governance.audit.models import Act
from governance.ballots import share_files
from governance.ballots.casting import NotCast
from governance.ballots.models import ReceiptCode, SealedPoll, Tally
from governance.ballots.wiping import remove_orphans
from tests import builders
from tests.governance.audit.world import verified
from tests.linkage.election import Election, votes_of_towns
from tests.linkage.traces import plain
from tests.meetings.scenes import HELD
from tests.meetings.sealed_scene import TELLER, Ballots
from tests.postgres.servers import Visitor, database_of_the_test, environment, pages
from tests.postgres.test_meeting_races import DONE, at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)
Status = SealedPoll.Status


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    settings.BALLOT_SHARE_DIR = tmp_path / "shares"


@pytest.fixture
def election():
    with votes_of_towns():
        yield Election.of(12)


@pytest.fixture
def box():
    scene = Ballots.build()
    with builders.on_day(HELD):
        yield scene, *scene.opened_box()


def shared(settings) -> dict[str, str]:
    """What a process of its own has to know to work on the test's votes."""
    return {
        "DJANGO_SECRET_KEY": settings.SECRET_KEY,
        "ZHENWEI_BALLOT_SHARE_DIR": str(settings.BALLOT_SHARE_DIR),
    }


def children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if f"PPid:\t{parent}\n" in status.read_text():
                found.append(int(status.parent.name))
        except OSError:
            continue
    return found


def test_workers_killed_while_votes_are_cast_lose_no_acknowledged_vote(election, settings, tmp_path) -> None:
    """Whoever saw a receipt is in the count; whoever saw none votes again and counts once."""
    home, address = tmp_path / "home", reverse("ballots:ballot", args=[election.poll.pk])
    seen: dict[int, str] = {}
    failed: list[str] = []

    def vote(visitor: Visitor, voter: int) -> None:
        while voter not in seen:
            try:
                page = visitor.get(address)[1]
                form = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
                form["ticket"] = unescape(form["ticket"])
                status, shown, _seconds = visitor.ask("POST", address, {**form, "answer_q": "nay"})
                assert status == 200, shown
                seen[voter] = plain(re.search(r'receipt-code[^>]*">([^<]+)<', shown)[1])  # type: ignore[index]
            except (OSError, ConnectionError, KeyError) as error:
                failed.append(type(error).__name__)
                time.sleep(0.05)
            except Exception as error:  # a broken answer of a killed worker
                if "IncompleteRead" not in repr(error) and "RemoteDisconnected" not in repr(error):
                    raise

    given = {"application": "tests.linkage.serving", "workers": 2, **shared(settings)}
    with pages(database_of_the_test(), home, **given) as first:  # type: ignore[arg-type]
        voters = []
        for account in election.accounts:
            visitor = Visitor(first.port)
            client = builders.sign_in(Client(), account)
            visitor.cookies[django_settings.SESSION_COOKIE_NAME] = client.session.session_key
            voters.append(threading.Thread(target=vote, args=(visitor, account.person_id)))
        for voter in voters:
            voter.start()
        master = int((home / "web.pid").read_text())
        killed = 0
        while any(voter.is_alive() for voter in voters) and killed < 4:
            for worker in children(master)[:1]:
                os.kill(worker, signal.SIGKILL)
                killed += 1
            time.sleep(0.4)
        for voter in voters:
            voter.join(timeout=90)
            assert not voter.is_alive()
    assert killed, "everybody had voted before a worker was killed"
    assert election.close() == 12
    counted = election.count()
    assert (counted.returned, counted.valid, counted.invalid) == (12, 12, 0)
    assert set(ReceiptCode.objects.values_list("code", flat=True)) == set(seen.values())


# The real step, standing still before it is committed, or after that and before the share is destroyed.
STANDING = """
import sys, time, django
django.setup()
from django.db import connection
from governance.access.actor import system_actor
from governance.audit import clock
from governance.ballots import counting, share_files
from governance.ballots.models import SealedPoll
from tests.linkage import election
def stand(*given, **more):
    print("standing", flush=True)
    time.sleep(120)
step, where, pk, code = sys.argv[1:]
poll = SealedPoll.objects.get(pk=pk)
if where == "after":
    share_files.destroy_all = stand
else:
    real = SealedPoll.save
    def slow(self, *given, **more):
        real(self, *given, **more)
        stand()
    SealedPoll.save = slow
actor = system_actor("tests", clock.today())
with election.votes_of_towns():
    if step == "close":
        election._close(actor=actor, poll=poll)
    else:
        election._count(actor=actor, poll=poll, code=code)
"""


@pytest.mark.parametrize(("step", "where"), [("close", "before"), ("count", "before"), ("count", "after")])
def test_a_step_killed_with_kill_nine_is_done_once_or_not_at_all(
    election, settings, tmp_path, step, where
) -> None:
    for account, choice in zip(election.accounts, ["aye", "nay"] * 6, strict=True):
        election.cast(account, choice)
    if step == "count":
        election.close()
    killed = subprocess.Popen(
        [sys.executable, "-c", STANDING, step, where, str(election.poll.pk), election.code],
        cwd=django_settings.BASE_DIR,
        env=environment(database_of_the_test(), tmp_path / "home", **shared(settings)),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert killed.stdout is not None
    assert killed.stdout.readline() == "standing\n"
    killed.send_signal(signal.SIGKILL)
    assert killed.wait() == -signal.SIGKILL
    poll = SealedPoll.objects.get(pk=election.poll.pk)
    page = election.clients[election.accounts[0].person_id].get(reverse("ballots:ballot", args=[poll.pk]))
    said = page.content.decode()
    if where == "after":
        assert poll.status == Status.COUNTED and "已经开箱计票" in said
        assert share_files.exists(poll.pk, 0)
        assert remove_orphans() == 1 and not share_files.exists(poll.pk, 0)
        election.poll = poll
    else:
        assert poll.status == (Status.OPEN if step == "close" else Status.CLOSED)
        assert ("投出" if step == "close" else "等计票人开箱计票") in said
        assert not ReceiptCode.objects.exists() and not Tally.objects.exists()
        if step == "close":
            assert election.close() == 12
        election.count()
    election.is_complete()
    assert dict(Tally.objects.values_list("option", "count")) == {"aye": 6, "nay": 6}


def test_two_close_and_two_count_at_once_and_there_is_one_count(box) -> None:
    scene, vote, (code,) = box
    receipts = {scene.put(vote, n, "aye" if n < 6 else "nay") for n in range(10)}
    assert kinds(at_once(*[lambda: scene.close(vote)] * 2)) == {DONE: 1, "Refused": 1}
    assert kinds(at_once(*[lambda: scene.unseal(vote, code, who=TELLER)] * 2)) == {DONE: 1, "Refused": 1}
    assert set(ReceiptCode.objects.values_list("code", flat=True)) == receipts
    assert Act.objects.filter(code="meetings.vote.unsealed", outcome="done").count() == 1
    assert verified().result == "sound"


def test_casting_and_closing_never_cross(box) -> None:
    """A vote with a receipt is in the count; a vote that came too late has none."""
    scene, vote, (code,) = box
    casts = [lambda n=n: scene.put(vote, n) for n in range(8)]
    results = at_once(*casts[:4], lambda: scene.close(vote), *casts[4:])
    closed = results.pop(4)
    assert not isinstance(closed, Exception), closed
    receipts = {r for r in results if isinstance(r, str)}
    assert all(isinstance(r, str | NotCast) for r in results), results
    counted = scene.unseal(vote, code)
    assert counted.returned == counted.aye == len(receipts)
    assert set(ReceiptCode.objects.values_list("code", flat=True)) == receipts
