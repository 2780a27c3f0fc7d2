"""500 sealed votes over HTTP through gunicorn with two workers, 5 and 50 clients; then the count.

Beside it, in the same run and through the same kind of page, the naive design of two tables (tests/linkage/naive.py):
sealing may cost 1.3 times at most. "Whole" is drawing the ballot and casting it, "alone" the casting. A vote cast
again replaces the one before, so that every round casts 500.
"""

from __future__ import annotations

import http.client
import os
import queue
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from html import unescape
from pathlib import Path

from harness import p50, p95, start, table

start()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections
from django.utils import timezone

from governance.access.middleware import LAST_SEEN, SIGNED_IN
from governance.ballots import places, receipts
from tests.linkage import naive
from tests.linkage.election import CHOICES, Election, votes_of_towns

VOTES = int(os.environ.get("BENCH_VOTES", "500"))


def signed_in(account) -> str:
    session, now = SessionStore(), timezone.now().isoformat()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "governance.access.backends.AccountBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[SIGNED_IN] = session[LAST_SEEN] = now
    session.save()
    return str(session.session_key)


with votes_of_towns():
    election = Election.of(VOTES)
naive.prepare("roll_and_ballot", [], CHOICES)
poll = election.poll
sessions = {account.person_id: signed_in(account) for account in election.accounts}
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
command = ["-m", "gunicorn", "tests.linkage.serving", "--workers", "2", "--threads", "4", "--worker-class", "gthread",
           "--bind", f"127.0.0.1:{port}", "--log-level", "error", "--no-control-socket"]  # fmt: skip
quiet = {**os.environ, "DJANGO_DEBUG": "0", "ZHENWEI_LOG": "json"}
collected = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
subprocess.run(collected, env=quiet, check=True)  # as an installation serves its style sheets
server = subprocess.Popen(
    [sys.executable, *command], env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
)
for _ in range(150):
    try:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        asked.request("GET", "/denglu/")
        assert asked.getresponse().status == 200
        break
    except OSError:
        time.sleep(0.2)

failures: list[str] = []


class Voter(threading.Thread):
    """Votes for one person after the other over one connection."""

    def __init__(self, waiting: queue.Queue[int], address: str, whole: bool, taken: list[float]) -> None:
        super().__init__()
        self.waiting, self.address, self.whole, self.taken = waiting, address, whole, taken
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method: str, voter: int, token: str, form: dict[str, str] | None = None) -> str:
        cookie = f"{settings.SESSION_COOKIE_NAME}={sessions[voter]}; {settings.CSRF_COOKIE_NAME}={token}"
        headers = {"Cookie": cookie}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(
            method, self.address, urllib.parse.urlencode(form) if form is not None else None, headers
        )
        answer = self.line.getresponse()
        page = answer.read().decode()
        if answer.status != 200:
            raise RuntimeError(f"{method} answered {answer.status}")
        return page

    def run(self) -> None:
        while True:
            try:
                voter = self.waiting.get_nowait()
            except queue.Empty:
                return
            token = secrets.token_hex(16)
            begun = time.perf_counter()
            try:
                if self.whole:
                    drawn = re.search(r'name="ticket" value="([^"]+)"', self.ask("GET", voter, token))
                    ticket = unescape(drawn[1])  # type: ignore[index]
                else:
                    ticket = receipts.new_ticket(poll.pk, places.of_voter(voter))
                    begun = time.perf_counter()
                choice = secrets.choice(CHOICES)
                form = {"csrfmiddlewaretoken": token, "ticket": ticket, "answer_q": choice}
                self.ask("POST", voter, token, form)
                self.taken.append((time.perf_counter() - begun) * 1000)
            except Exception as error:
                failures.append(f"{type(error).__name__}: {error}")


def round_of(design: str, clients: int, whole: bool) -> tuple[float, list[float]]:
    """(votes per second, milliseconds of each)."""
    if design == "naive":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM naive_roll")
            cursor.execute("DELETE FROM naive_ballot")
    waiting: queue.Queue[int] = queue.Queue()
    for voter in sorted(sessions, key=lambda _voter: secrets.token_bytes(4)):
        waiting.put(voter)
    taken: list[float] = []
    address = f"/toupiao{'-naive' if design == 'naive' else ''}/{poll.pk}/"
    threads = [Voter(waiting, address, whole, taken) for _ in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if not taken:
        raise SystemExit(f"no {design} vote was cast: {failures[:3]}")
    return len(taken) / (time.perf_counter() - begun), taken


def memory() -> float:
    """Megabytes that the workers hold for themselves and share, the largest of them."""
    sizes = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        if f"PPid:\t{server.pid}\n" in text:
            sizes.append(int(re.search(r"VmRSS:\s+(\d+)", text)[1]) / 1024)  # type: ignore[index]
    return max(sizes, default=0.0)


rows, ratios = [], []
try:
    round_of("sealed", 5, True)  # warm
    for whole, clients in ((False, 5), (False, 50), (True, 50)):
        times: dict[str, list[float]] = {"sealed": [], "naive": []}
        speeds: dict[str, list[float]] = {"sealed": [], "naive": []}
        for design in ("sealed", "naive", "naive", "sealed"):
            speed, taken = round_of(design, clients, whole)
            speeds[design].append(speed)
            times[design] += taken
        for design in ("sealed", "naive"):
            what = "whole" if whole else "alone"
            rate = sum(speeds[design]) / 2
            rows.append(
                [design, what, clients, len(times[design]), rate, p50(times[design]), p95(times[design])]
            )
        ratios.append([what, clients, f"{sum(speeds['naive']) / sum(speeds['sealed']):.2f}"])
    held = memory()
finally:
    server.terminate()
    server.wait()

with votes_of_towns():
    begun = time.perf_counter()
    returned = election.close()
    closed = time.perf_counter() - begun
    begun = time.perf_counter()
    counted = election.count()
    counting = time.perf_counter() - begun
connections.close_all()
print(connection.vendor, "failures:", failures[:3] or "none")
table(["design", "what", "clients", "votes", "votes/s", "p50 ms", "p95 ms"], rows)
table(["what", "clients", "sealed takes as long as naive, times"], ratios)
table(
    ["envelopes", "returned", "closing s", "counting s", "from close to result s", "a worker's memory MB"],
    [[counted.issued, returned, f"{closed:.3f}", f"{counting:.3f}", f"{closed + counting:.3f}", held]],
)
