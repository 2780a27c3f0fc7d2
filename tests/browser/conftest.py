"""Headless Chromium against a live server, and what every page must keep to.

    def test_something(visit, sign_in, accessible):
        page = visit(width=390)                   # or 1280, the width without asking
        sign_in(page, crew.account("secretary"))  # sets the session cookie
        page.goto("/")                            # addresses are relative to the live server
        accessible(page)                          # axe finds nothing

A test fails if a page it saw asked another host for anything, went against the content security policy,
raised a script error, or got an error for a file of its own. After a failure the page's picture lies in
var/screenshots.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Frame, Page, Request, Response, sync_playwright
from pytest_django.live_server_helper import LiveServer

from governance.audit import clock
from governance.people.models import Account
from tests import builders
from tests.browser.inspector import Inspector

FLAGS = [
    "--no-sandbox",  # root in a container has no user namespaces to build one from
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HEIGHTS = {1280: 900, 390: 844}
PICTURES = Path(settings.BASE_DIR) / "var" / "screenshots"
_failed = pytest.StashKey[bool]()

Visit = Callable[..., Page]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.failed:
        item.stash[_failed] = True
    return report


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert executable, "no Chromium here; script/setup test installs it"
    # Playwright's synchronous interface runs an event loop in this thread, which Django takes for async code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@dataclass
class Watch:
    """Writes down what a page did that no page may do."""

    host: str
    faults: list[str] = field(default_factory=list)
    examined: bool = False  # by axe, which tries inline styles of its own that the policy rightly refuses

    def follow(self, page: Page) -> None:
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("console", self._console)
        page.on("framenavigated", self._navigated)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))

    def _navigated(self, frame: Frame) -> None:
        self.examined = False

    def _request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in {"data", "blob", "about"} and url.netloc != self.host:
            self.faults.append(f"request left the host: {request.url}")

    def _response(self, response: Response) -> None:
        # A page may well answer 404 or 409; a style sheet, picture or script of it may not.
        asked = response.request.resource_type
        if response.status >= 500 or (response.status >= 400 and asked not in {"document", "fetch", "xhr"}):
            self.faults.append(f"{response.status} for {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium repeats every answer of 400 and above here; `_response` has judged those.
        if self.examined and "style" in message.text:
            return
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console {message.type}: {message.text}")


@pytest.fixture
def watch(live_server: LiveServer) -> Watch:
    return Watch(urlsplit(live_server.url).netloc)


@pytest.fixture
def visit(
    chromium: Browser, live_server: LiveServer, watch: Watch, request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """Open a window in a context of its own: `visit(width=1280, javascript=True)`."""
    pages: list[Page] = []

    def open_window(width: int = 1280, *, javascript: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            is_mobile=width < 600,
            has_touch=width < 600,
            java_script_enabled=javascript,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        context.set_default_timeout(10_000)
        context.on("page", watch.follow)
        page = context.new_page()
        pages.append(page)
        return page

    yield open_window
    failed = request.node.stash.get(_failed, False) or bool(watch.faults)
    for number, page in enumerate(pages, start=1):
        if failed and not page.is_closed():
            PICTURES.mkdir(parents=True, exist_ok=True)
            name = re.sub(r"[^\w.-]+", "-", request.node.nodeid.removeprefix("tests/browser/"))
            page.screenshot(path=PICTURES / f"{name}-{number}.png", full_page=True)
        page.context.close()
    assert not watch.faults, "\n".join(watch.faults)


@pytest.fixture(params=[1280, 390], ids=["1280", "390"])
def page(visit: Visit, request: pytest.FixtureRequest) -> Page:
    """A window; the test runs once at the width of a desk and once at that of a phone."""
    return visit(request.param)


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[Page, Account], None]:
    """Give the window the session of an account, without the login page."""

    def put_cookie(page: Page, account: Account) -> None:
        client = builders.sign_in(Client(), account)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
        )

    return put_cookie


@pytest.fixture
def accessible(watch: Watch) -> Callable[..., None]:
    """Assert that axe finds nothing on the page as it stands; `contrast=False` leaves out the one rule
    that takes longer than all others together and finds the same at every width."""

    def check(page: Page, *, contrast: bool = True) -> None:
        options = {
            "runOnly": {"type": "tag", "values": AXE_TAGS},
            "rules": {"color-contrast": {"enabled": contrast}},
            "resultTypes": ["violations"],
            "preload": False,
        }
        watch.examined = True
        if not page.evaluate("'axe' in window"):
            page.evaluate(f"{AXE_SCRIPT};0")
        # Only what is wrong crosses over: the list of all that was looked at is megabytes long.
        found = page.evaluate("options => axe.run(options).then(all => all.violations)", options)
        assert not found, f"{page.url}\n" + "\n".join(
            f"{rule['id']} ({rule['help']}): {node['html'][:160]}" for rule in found for node in rule["nodes"]
        )

    return check


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> date:
    """The day of the examples, for the server's threads too: they do not see this thread's context."""
    day = builders.TODAY
    at = datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    monkeypatch.setattr(clock, "_shifted", ContextVar("day_of_the_examples", default=at))
    return day


@pytest.fixture
def move_to(on_day: date, monkeypatch: pytest.MonkeyPatch) -> Callable[[date], date]:
    """Let another day begin, for the server's threads too."""

    def move(day: date, hour: int = 9) -> date:
        at = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Asia/Shanghai"))
        monkeypatch.setattr(clock, "_shifted", ContextVar("day_of_the_story", default=at))
        return day

    return move


@pytest.fixture
def inspector(visit: Visit, accessible: Callable[..., None]) -> Inspector:
    return Inspector(visit(), accessible)
