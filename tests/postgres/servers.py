"""Servers of a test's own, to be stopped and killed: a PostgreSQL with a copy of the test's database, and gunicorn."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
AS_POSTGRES = (
    ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
)


def database_of_the_test() -> str:
    """The address of the database the test writes to."""
    return urlunsplit(
        urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """A PostgreSQL that can be stopped as a power cut does, and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        self._run("initdb", "--pgdata", str(folder / "data"), "--username", "postgres", "--auth", "trust",
                  "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")  # fmt: skip

    def _run(self, program: str, *arguments: str) -> None:
        command = [*AS_POSTGRES, str(BIN / program), *arguments]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, timeout=60)

    def configure(self, options: Mapping[str, str]) -> None:
        """Settings for the next start."""
        lines = "".join(f"{name} = {value}\n" for name, value in options.items())
        command = [*AS_POSTGRES, "tee", "--append", str(self.folder / "data/postgresql.conf")]
        subprocess.run(
            command, input=lines, text=True, check=True, stdout=subprocess.DEVNULL, cwd=self.folder
        )

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        log = str(self.folder / "log")
        self._run("pg_ctl", "start", "--wait", "-D", str(self.folder / "data"), "-l", log, "-o", options)

    def stop(self, how: str = "immediate") -> None:
        self._run("pg_ctl", "stop", "--wait", "-D", str(self.folder / "data"), "-m", how)

    def fill(self) -> None:
        """Everything the test's database holds."""
        dump = subprocess.Popen(["pg_dump", "--no-owner", database_of_the_test()], stdout=subprocess.PIPE)
        command = ["psql", "--quiet", "--set", "ON_ERROR_STOP=1", self.url]
        subprocess.run(command, stdin=dump.stdout, check=True, stdout=subprocess.DEVNULL, timeout=60)
        assert dump.wait() == 0


@contextmanager
def cluster(options: Mapping[str, str] | None = None) -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="zhenwei-cluster-"))
    if AS_POSTGRES:
        shutil.chown(folder, "postgres", "postgres")
    made = Cluster(folder)
    made.configure(options or {})
    made.start()
    try:
        yield made
    finally:
        if (folder / "data/postmaster.pid").exists():
            made.stop()
        shutil.rmtree(folder)


@contextmanager
def connected_to(own: Cluster, name: str = "postgres") -> Iterator[None]:
    """The program's own connection goes to that cluster, and back afterwards."""
    before = {key: connection.settings_dict[key] for key in ("HOST", "PORT", "USER", "PASSWORD", "NAME")}
    connection.close()
    there = {"HOST": "127.0.0.1", "PORT": str(own.port), "USER": "postgres", "PASSWORD": "", "NAME": name}
    connection.settings_dict.update(there)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def environment(database: str, home: Path, **more: str) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database,
        "ZHENWEI_VAR_DIR": str(home),
        "ZHENWEI_KEY_DIR": str(settings.KEY_DIR),
        "CELERY_BROKER_URL": "",
        **more,
    }


class Visitor:
    """A browser without one: keeps cookies, sends the form's token."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, SimpleCookie()

    def ask(self, method: str, path: str, data: Mapping[str, str] | None = None) -> tuple[int, str, float]:
        """(status, page, seconds)."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{m.key}={m.value}" for m in self.cookies.values())}
        body = None
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(data)
        started = time.monotonic()
        asked.request(method, path, body, headers)
        answer = asked.getresponse()
        page = answer.read().decode()
        for header in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.load(header)
        asked.close()
        return answer.status, page, time.monotonic() - started

    def get(self, path: str) -> tuple[int, str, float]:
        return self.ask("GET", path)

    def form(self, path: str) -> dict[str, str]:
        """The hidden fields of the page's form."""
        page = self.get(path)[1].partition("<main")[2]
        return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))

    def send(self, path: str, **data: str) -> tuple[int, str, float]:
        return self.ask("POST", path, {**self.form(path), **data})


@contextmanager
def pages(
    database: str, home: Path, application: str = "config.wsgi", workers: int = 1, **more: str
) -> Iterator[Visitor]:
    """gunicorn on that database; ends with the block. Its log is home/web.log, its number home/web.pid."""
    port = free_port()
    home.mkdir(parents=True, exist_ok=True)
    command = [
        "-m",
        "gunicorn",
        application,
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(workers),
        "--pid",
        str(home / "web.pid"),
        "--threads",
        "4",
        "--no-control-socket",
    ]
    given = environment(database, home, DJANGO_DEBUG="", **more)
    collected = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collected, cwd=settings.BASE_DIR, env=given, check=True, timeout=60)
    with (home / "web.log").open("w") as log:
        web = subprocess.Popen(
            [sys.executable, *command], cwd=settings.BASE_DIR, env=given, stdout=log, stderr=log
        )
    visitor = Visitor(port)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                assert visitor.get("/denglu/")[0] == 200
                break
            except OSError:
                assert web.poll() is None, (home / "web.log").read_text()
                assert time.monotonic() < until, (home / "web.log").read_text()
                time.sleep(0.1)
        yield visitor
    finally:
        web.terminate()
        web.wait(timeout=30)
