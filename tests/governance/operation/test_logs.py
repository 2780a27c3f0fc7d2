"""Log lines: enough to find what happened, and not one word anybody wrote."""

from __future__ import annotations

import io
import json
import logging
import logging.config
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views import View

from config import urls as real
from config.log_settings import logging_for
from governance.operation.logs import JsonFormatter, PlainFormatter
from tests import builders

MARK = "暗记甲乙丙"
pytestmark = pytest.mark.django_db


class Breaks(View):
    """Fails in the ways pages fail, with what was typed in every place an error may carry it."""

    decided_elsewhere = "a page of the tests"

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        typed = request.POST["text"]
        if kind == "sql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT * FROM nowhere WHERE name = %s", [typed])
        if kind == "away":
            raise OperationalError(f"unable to open database file: {typed}") from OSError(typed)
        try:
            int(typed)
        except ValueError as error:
            raise RuntimeError(f"cannot read {typed}") from error
        return HttpResponse()


urlpatterns = [*real.urlpatterns, path("tests/<str:kind>/", Breaks.as_view(), name="tests-breaks")]
handler500 = real.handler500


@pytest.fixture
def lines(settings) -> Iterator[Any]:
    """Everything logged, as a list of parsed JSON lines; the settings of a real installation."""
    kept = logging_for("json", debug=False)
    stream = io.StringIO()
    kept["handlers"]["console"]["stream"] = stream
    logging.config.dictConfig(kept)

    def read() -> list[dict[str, Any]]:
        return [json.loads(line) for line in stream.getvalue().splitlines()]

    read.text = stream.getvalue  # type: ignore[attr-defined]
    yield read
    logging.config.dictConfig(django_settings.LOGGING)


@pytest.fixture
def clerk() -> Client:
    with builders.on_day():
        crew = builders.crew(builders.town())
        client = builders.sign_in(Client(raise_request_exception=False), crew.account("office_clerk"))
        client.get("/liuhen/")
    return client


def test_a_request_is_one_line_with_the_route_and_never_the_address(clerk, lines) -> None:
    answer = clerk.get(f"/liuhen/?page={MARK}", headers={"User-Agent": MARK, "Referer": f"http://x/{MARK}"})
    (line,) = [line for line in lines() if line["event"] == "request"]
    assert (line["route"], line["status"], line["method"]) == ("audit:mine", 200, "GET")
    assert isinstance(line["ms"], int) and line["organization"]
    assert answer.headers["X-Request-ID"] == line["number"]
    assert MARK not in lines.text()


@pytest.mark.parametrize(
    ("address", "typed", "status"),
    [
        ("/huiyi/yiti/tichu/", {"title": MARK, "matter": "ordinary"}, 403),
        ("/tixing/tujing/", {"email": MARK, "messenger": MARK}, 302),
        (f"/hedui/?code={MARK}", {"code": MARK}, 405),
        (f"/huiyi/1/?q={MARK}", {"text": MARK}, 404),
        (f"/{MARK}/", {"text": MARK}, 404),
    ],
)
def test_forms_refusals_and_wrong_addresses_leave_no_word(clerk, lines, address, typed, status) -> None:
    answer = clerk.post(address, typed)
    assert answer.status_code == status
    assert [line["status"] for line in lines() if line["event"] == "request"] == [answer.status_code]
    assert MARK not in lines.text()


def test_a_wrong_password_leaves_no_word(lines) -> None:
    """The account's name neither: it may be the password in the wrong field."""
    builders.account(builders.person(), username=f"a{MARK}")
    for name in (f"a{MARK}", f"nobody{MARK}"):
        for _try in range(6):
            Client().post("/denglu/", {"username": name, "password": MARK})
    assert {line["route"] for line in lines() if line["event"] == "request"} == {"login"}
    assert MARK not in lines.text()


def test_a_refusal_with_articles_leaves_no_word(lines) -> None:
    from tests.meetings.staging import Stage

    stage = Stage.build(["preset-b"])
    with builders.on_day():
        client = builders.sign_in(
            Client(raise_request_exception=False), stage.crew.account("office_director")
        )
        answer = client.post(
            "/huiyi/yiti/tichu/", {"title": MARK, "matter": "major_project", "reason": MARK, "summary": MARK}
        )
    assert answer.status_code in (302, 409, 422)
    assert MARK not in lines.text()


@pytest.mark.parametrize(
    ("kind", "status", "error"),
    [("text", 500, "RuntimeError"), ("sql", 500, "OperationalError"), ("away", 503, "OperationalError")],
)
@pytest.mark.urls(__name__)
def test_an_error_tells_its_kind_and_place_and_nothing_else(clerk, lines, kind, status, error) -> None:
    if kind == "sql" and connection.vendor == "postgresql":
        error = "ProgrammingError"
    answer = clerk.post(f"/tests/{kind}/?q={MARK}", {"text": MARK})
    assert answer.status_code == status
    told = [line for line in lines() if "error" in line]
    assert told and told[-1]["error"]["kind"].endswith(error)
    assert any("test_logs.py" in place and "post" in place for place in told[-1]["error"]["places"])
    assert MARK not in lines.text()
    shown = answer.content.decode()
    assert MARK not in shown
    assert answer.headers["X-Request-ID"][:12].upper() in shown  # the person can say which
    assert ("Retry-After" in answer.headers) is (status == 503)


def test_numbers_are_taken_from_our_own_proxy_alone(clerk, lines, settings) -> None:
    given = "0af7651916cd43dd8448eb211c80319c"
    assert clerk.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"] != given
    settings.BEHIND_PROXY = True
    assert clerk.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given
    forged = clerk.get("/healthz", headers={"X-Request-ID": f'x" {MARK}'.encode().decode("latin-1")})
    assert MARK not in forged.headers["X-Request-ID"]
    assert not [line for line in lines() if line.get("route") == "healthz" and line["status"] == 200]


def record(name: str, message: Any, *arguments: Any, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.ERROR, "/x/y/z/page.py", 7, message, arguments, info, "view")


def test_of_others_the_constant_part_or_the_place_is_told() -> None:
    told = JsonFormatter().format(record("django.security.DisallowedHost", f"Invalid HTTP_HOST {MARK}"))
    assert json.loads(told)["event"] == "page:7 view"
    told = JsonFormatter().format(record("celery.app.trace", "Task %s raised %s", "a", MARK))
    assert json.loads(told)["event"] == "Task %s raised %s"
    assert MARK not in PlainFormatter().format(record("weasyprint", MARK))
    assert "job x failed" in PlainFormatter().format(record("governance.jobs", "job %s failed", "x"))


def test_what_led_to_an_error_is_told_by_kind() -> None:
    class FromDriver(Exception):
        pgcode = "23505"

    try:
        try:
            raise FromDriver(f"Key (name)=({MARK}) already exists")
        except FromDriver as driver:
            raise DatabaseError(MARK) from driver
    except DatabaseError as error:
        found = record("django.request", "%s: %s", "x", MARK, error=error)
        line = json.loads(JsonFormatter().format(found))
        plain = PlainFormatter().format(found)
    assert line["error"]["kind"] == "django.db.utils.DatabaseError"
    assert (line["error"]["after"], line["error"]["sqlstate"]) == (["FromDriver"], "23505")
    assert MARK not in json.dumps(line, ensure_ascii=False) + plain
    assert "DatabaseError 23505" in plain


@pytest.mark.parametrize("style", ["json", "plain"])
def test_only_debugging_writes_errors_in_full(style) -> None:
    for debug, formatter in ((False, style), (True, "full" if style == "plain" else "json")):
        assert logging_for(style, debug=debug)["handlers"]["console"]["formatter"] == formatter
    with pytest.raises(ImproperlyConfigured, match="ZHENWEI_LOG"):
        logging_for("xml", debug=False)


TASK = """
import logging, django
django.setup()
from celery.app.log import Logging
from config.celery import app
app.log.setup(loglevel="INFO")
@app.task
def breaks(text):
    raise RuntimeError(f"cannot do {text}")
breaks.apply(args=["暗记甲乙丙"])
"""


def test_a_task_that_fails_tells_kind_and_place(tmp_path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", TASK],
        cwd=django_settings.BASE_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "ZHENWEI_VAR_DIR": str(tmp_path),
            "ZHENWEI_LOG": "json",
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    told = [json.loads(line) for line in ran.stderr.splitlines()]
    assert any(line.get("error", {}).get("kind") == "RuntimeError" for line in told), ran.stderr
    assert MARK not in ran.stderr
