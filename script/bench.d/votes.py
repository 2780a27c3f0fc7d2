"""300 named votes from 50 members at once, each logged in, over HTTP through gunicorn with two workers.

Fifty members answer six votes one after the other as fast as the server lets them. Counted afterwards:
none lost, none doubled.
"""

from __future__ import annotations

import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

from harness import p50, p95, start, table, today

start()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections
from django.urls import reverse

from meetings.models import NamedBallot
from meetings.services import voting
from tests import builders
from tests.meetings.staging import Stage

MEMBERS, ROUNDS = 50, 6

stage = Stage.build(["preset-a"], figures=[("S0-04:三-3a", "majority", ">1/2@entitled")], seats=9)
for n in range(MEMBERS - len(stage.members)):
    who = builders.person(f"委员{n}")
    builders.hold(who, stage.town, "committee_member", title="党委委员")
    stage.crew.members.append(who)
meeting = stage.meeting(today())
votes = []
items = [stage.item(meeting) for _ in range(ROUNDS)]
stage.convene(meeting, reason="测速")
stage.open(meeting)
sessions = []
for member in stage.members:
    account = builders.account(member) if not hasattr(member, "account") else member.account
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "governance.access.backends.AccountBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    sessions.append(session.session_key)

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
server = subprocess.Popen(
    [
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi",
        "-w",
        "2",
        "--threads",
        "4",
        "-b",
        f"127.0.0.1:{port}",
        "--log-level",
        "error",
    ],
    env={**os.environ, "DJANGO_DEBUG": "1"},
)
base = f"http://127.0.0.1:{port}"
for _ in range(100):
    try:
        urllib.request.urlopen(f"{base}{reverse('login')}", timeout=2).read()
        break
    except OSError:
        time.sleep(0.2)

taken: list[float] = []
failures: list[str] = []
lock = threading.Lock()


def cast(key: str, vote_id: int) -> None:
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.addheaders = [("Cookie", f"{settings.SESSION_COOKIE_NAME}={key}")]
    url = base + reverse("meetings:ballot", args=[vote_id])
    try:
        page = opener.open(url, timeout=60).read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        once = re.search(r'name="once" value="([^"]+)"', page)
        assert token and once, "no form on the page"
        cookie = next(c.value for c in jar if c.name == settings.CSRF_COOKIE_NAME)
        request = urllib.request.Request(
            url,
            data=urllib.parse.urlencode(
                {"csrfmiddlewaretoken": token[1], "once": once[1], "choice": "aye"}
            ).encode(),
            headers={
                "Cookie": f"{settings.SESSION_COOKIE_NAME}={key}; {settings.CSRF_COOKIE_NAME}={cookie}",
                "Referer": url,
            },
        )
        begun = time.perf_counter()
        urllib.request.urlopen(request, timeout=60).read()
        with lock:
            taken.append((time.perf_counter() - begun) * 1000)
    except Exception as error:
        with lock:
            failures.append(f"{type(error).__name__}: {error}")


wall = 0.0
try:
    for item in items:
        stage.discuss(item)
        vote = voting.open_vote(
            item_id=item.pk, actor=stage.actor("office_clerk"), method="named_ballot", reason="测速"
        )
        threads = [threading.Thread(target=cast, args=(key, vote.pk)) for key in sessions]
        begun = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        wall += time.perf_counter() - begun
        closed = voting.close_vote(vote_id=vote.pk, actor=stage.actor("office_clerk"))
        votes.append(closed)
        stage.announce(closed)
finally:
    server.terminate()
    server.wait()
    connections.close_all()

ballots = NamedBallot.objects.count()
print(connection.vendor, "failures:", failures[:3] or "none")
table(
    ["votes cast", "ballots kept", "doubled", "lost", "votes/s", "p50 ms", "p95 ms"],
    [
        [
            len(taken),
            ballots,
            ballots - NamedBallot.objects.values("vote", "person").distinct().count(),
            MEMBERS * ROUNDS - ballots,
            f"{len(taken) / wall:.1f}",
            p50(taken),
            p95(taken),
        ]
    ],
)
