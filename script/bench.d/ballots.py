"""500 sealed votes over HTTP through gunicorn with two workers, 5 and 50 clients; then the count.

Beside it, in the same run and through the same kind of page, the naive design of two tables (tests/linkage/naive.py):
sealing may cost 1.3 times at most. "Whole" is drawing the ballot and casting it, "alone" the casting. A vote cast
again replaces the one before, so that every round casts 500.

The clients share the cores with the workers and the database, so they are made cheap: requests are put together
before the clock runs, answers are read off the socket and looked through for nothing but their state and, of a drawn
ballot, its ticket. What processor time clients and workers took stands beside the speed; unlike it, it says the same on
a machine that does other work meanwhile.
"""

from __future__ import annotations

import http.client
import os
import queue
import re
import resource
import secrets
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from django.db import connection
from harness import p50, p95, start, table

if connection.vendor == "sqlite":
    print(
        "SQLite takes one writer at a time; votes over HTTP by several workers are measured on PostgreSQL alone."
    )
    raise SystemExit(0)
start()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
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


class Unfit(RuntimeError):
    """An answer that is none."""


class Line:
    """One connection that is kept, for requests that are ready-made bytes."""

    def __init__(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> bytes:
        """The whole answer, head and page. Raises Unfit for another state than 200."""
        self.socket.sendall(request)
        answer = b""
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self._more()
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", answer[:end])
        whole = end + 4 + int(length[1])  # type: ignore[index]
        while len(answer) < whole:
            answer += self._more()
        if not answer.startswith(b"HTTP/1.1 200"):
            raise Unfit(answer[:60].decode("latin-1"))
        return answer

    def _more(self) -> bytes:
        if not (more := self.socket.recv(65536)):
            raise ConnectionError("the server hung up")
        return more


def request(method: str, address: str, voter: int, token: str, form: dict[str, str] | None = None) -> bytes:
    body = urllib.parse.urlencode(form or {}).encode()
    cookie = f"{settings.SESSION_COOKIE_NAME}={sessions[voter]}; {settings.CSRF_COOKIE_NAME}={token}"
    head = f"{method} {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
    if form is not None:
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


@dataclass(frozen=True)
class Wish:
    """What one voter sends: a ballot drawn first where the whole is measured, then the form."""

    draw: bytes
    form: Callable[[str], bytes]
    cast: bytes


def wish_of(voter: int, address: str, whole: bool) -> Wish:
    token, choice = secrets.token_hex(16), secrets.choice(CHOICES)

    def form(ticket: str) -> bytes:
        given = {"csrfmiddlewaretoken": token, "ticket": ticket, "answer_q": choice}
        return request("POST", address, voter, token, given)

    if whole:
        return Wish(request("GET", address, voter, token), form, b"")
    return Wish(b"", form, form(receipts.new_ticket(poll.pk, places.of_voter(voter))))


class Voter(threading.Thread):
    """Votes for one person after the other over one connection."""

    def __init__(self, waiting: queue.SimpleQueue[Wish], taken: list[float]) -> None:
        super().__init__()
        self.waiting, self.taken, self.line = waiting, taken, Line()

    def run(self) -> None:
        while True:
            try:
                wish = self.waiting.get_nowait()
            except queue.Empty:
                return
            begun = time.perf_counter()
            try:
                cast = wish.cast
                if wish.draw:
                    page = self.line.ask(wish.draw)
                    at = page.index(_TICKET) + len(_TICKET)
                    cast = wish.form(unescape(page[at : page.index(b'"', at)].decode()))
                self.line.ask(cast)
                self.taken.append((time.perf_counter() - begun) * 1000)
            except Exception as error:
                failures.append(f"{type(error).__name__}: {error}")
                self.line = Line()


_TICKET = b'name="ticket" value="'


def workers() -> list[int]:
    """Processes of the workers."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if f"PPid:\t{server.pid}\n" in status.read_text():
                found.append(int(status.parent.name))
        except OSError:
            continue
    return found


def spent_by_workers() -> float:
    """Seconds of processor time so far."""
    ticks = 0
    for pid in workers():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def spent_here() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


@dataclass(frozen=True)
class Round:
    speed: float  # votes a second
    taken: list[float]  # milliseconds of each vote
    workers: float  # seconds of processor time
    clients: float


def round_of(design: str, clients: int, whole: bool) -> Round:
    if design == "naive":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM naive_roll")
            cursor.execute("DELETE FROM naive_ballot")
    address = f"/toupiao{'-naive' if design == 'naive' else ''}/{poll.pk}/"
    waiting: queue.SimpleQueue[Wish] = queue.SimpleQueue()
    for voter in sorted(sessions, key=lambda _voter: secrets.token_bytes(4)):
        waiting.put(wish_of(voter, address, whole))
    taken: list[float] = []
    threads = [Voter(waiting, taken) for _ in range(clients)]
    by_workers, by_clients, begun = spent_by_workers(), spent_here(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if not taken:
        raise SystemExit(f"no {design} vote was cast: {failures[:3]}")
    speed = len(taken) / (time.perf_counter() - begun)
    return Round(speed, taken, spent_by_workers() - by_workers, spent_here() - by_clients)


def memory() -> float:
    """Megabytes that the workers hold for themselves and share, the largest of them."""
    held = (re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()) for pid in workers())
    return max((int(found[1]) / 1024 for found in held if found), default=0.0)


rows, ratios = [], []
try:
    round_of("sealed", 5, True)  # warm
    for whole, clients in ((False, 5), (False, 50), (True, 50)):
        rounds: dict[str, list[Round]] = {"sealed": [], "naive": []}
        for design in ("sealed", "naive", "naive", "sealed"):
            rounds[design].append(round_of(design, clients, whole))
        what = "whole" if whole else "alone"
        for design, made in rounds.items():
            times = [ms for one in made for ms in one.taken]
            rate = sum(one.speed for one in made) / len(made)
            spent = [
                sum(getattr(one, who) for one in made) * 1000 / len(times) for who in ("workers", "clients")
            ]
            rows.append([design, what, clients, len(times), rate, p50(times), p95(times), *spent])
        speeds = {design: sum(one.speed for one in made) for design, made in rounds.items()}
        ratios.append([what, clients, f"{speeds['naive'] / speeds['sealed']:.2f}"])
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
table(
    [
        "design",
        "what",
        "clients",
        "votes",
        "votes/s",
        "p50 ms",
        "p95 ms",
        "workers' ms a vote",
        "clients' ms a vote",
    ],
    rows,
)
table(["what", "clients", "sealed takes as long as naive, times"], ratios)
table(
    ["envelopes", "returned", "closing s", "counting s", "from close to result s", "a worker's memory MB"],
    [[counted.issued, returned, f"{closed:.3f}", f"{counting:.3f}", f"{closed + counting:.3f}", held]],
)
