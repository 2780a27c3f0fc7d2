"""Every URL × every role. An address without a row, or with an argument its row does not know, fails."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from governance.access.backends import AccountBackend
from governance.access.views import GovernedView
from tests import builders
from tests.architecture.url_table import LOGIN, ROLES, TOWN, build_world, table

TABLE = table()
# Open without signing in. Nothing is added here without a line in docs/threat-model.md.
OPEN = {
    "rating:sheet",
    "login",
    "documents:code-entry",
    "documents:code",
    "deadlines:feed",
    "admin:login",
    "healthz",
    "healthz-web",
}
ADMIN_ARGUMENTS = {"object_id": "1", "verb": "open", "app_label": "governance"}


def patterns(resolver: Any = None, namespace: str = "") -> Iterator[tuple[str, URLPattern, set[str]]]:
    """(qualified name, pattern, names of its arguments) of every address."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            outer = set(one.pattern.regex.groupindex)
            for name, pattern, arguments in patterns(one, inner):
                yield name, pattern, arguments | outer
        else:
            yield f"{namespace}{one.name}", one, set(one.pattern.regex.groupindex)


ALL = list(patterns())
OURS = {name: arguments for name, _pattern, arguments in ALL if not name.startswith("admin:")}


@pytest.fixture
def world(db: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    with builders.on_day():
        made = build_world()
        get_user = AccountBackend.get_user

        def forging(self: AccountBackend, user_id: int) -> Any:
            account = get_user(self, user_id)
            if account is not None and account.pk == made.superuser.pk:
                account.is_superuser = True
            return account

        monkeypatch.setattr(AccountBackend, "get_user", forging)
        yield made


def client_of(world: Any, role: str) -> Client:
    account = world.account(role)
    return builders.sign_in(Client(), account) if account else Client()


def answer(world: Any, role: str, url: str, method: str = "get") -> int | str:
    response = getattr(client_of(world, role), method)(url)
    if response.status_code == 302 and response.headers["Location"].startswith("/denglu/?next="):
        return LOGIN
    return response.status_code


def test_every_address_has_a_name_and_a_row_and_every_row_an_address():
    assert not [pattern for name, pattern, _arguments in ALL if name.endswith("None")]
    assert set(OURS) - set(TABLE) == set(), "addresses without a row in tests/architecture/url_rows"
    assert set(TABLE) - set(OURS) == set(), "rows without an address"


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_role_gets_what_the_table_says(world: Any, name: str) -> None:
    row = TABLE[name]
    arguments = row.args(world)
    assert set(arguments) == OURS.get(name, set()), "the address takes other arguments than its row gives"
    url = reverse(name, kwargs=arguments)
    assert {role: answer(world, role, url, row.method) for role in ROLES} == dict(row.expected)


@pytest.mark.parametrize("name", sorted(n for n in TABLE if OURS.get(n, set()) & {"pk", "object_id"}))
def test_a_foreign_object_and_an_absent_one_are_told_apart_by_nothing(world: Any, name: str) -> None:
    row = TABLE[name]
    if row.expected["neighbour"] != 404:
        pytest.skip("the neighbour may know of the object")
    foreign = row.args(world)
    absent = {
        key: (uuid.uuid4() if isinstance(value, uuid.UUID) else 987654321)
        if key in ("pk", "object_id")
        else value
        for key, value in foreign.items()
    }
    client = client_of(world, "neighbour")
    client.get("/liuhen/")  # the session is written once, before anything is compared
    pages, costs = [], []
    for arguments in (foreign, absent):
        with CaptureQueriesContext(connection) as asked:
            response = getattr(client, row.method)(reverse(name, kwargs=arguments))
        assert response.status_code == 404
        pages.append(re.sub(r'value="[A-Za-z0-9]{64}"', "", response.content.decode()))
        costs.append(len(asked))
    assert pages[0] == pages[1]
    # Numbers can be tried one after the other; the random id of an act cannot.
    if not any(isinstance(value, uuid.UUID) for value in foreign.values()):
        assert costs[0] == costs[1]


def test_the_open_addresses_are_these(world: Any) -> None:
    """What nobody in particular may open, as marked in the code and as it behaves."""
    marked = {name for name, pattern, _a in ALL if not getattr(pattern.callback, "login_required", True)}
    assert marked == OPEN & {name for name, _p, _a in ALL}
    assert login_not_required(lambda: None).login_required is False  # the mark this test reads
    answering = {name for name, row in TABLE.items() if row.expected["nobody"] != LOGIN}
    assert answering - {"logout"} == OPEN & set(TABLE)


def test_every_view_is_governed_or_says_why_not() -> None:
    for name, pattern, _arguments in ALL:
        if name.startswith("admin:"):
            continue
        view = getattr(pattern.callback, "view_class", None)
        assert view is not None, f"{name} is a function view"
        assert issubclass(view, GovernedView) or getattr(view, "decided_elsewhere", ""), name


@pytest.mark.parametrize("name", sorted({name for name, _p, _a in ALL if name.startswith("admin:")}))
def test_the_admin_exists_for_administrators_alone(world: Any, name: str) -> None:
    """Which administrator gets which page stands in tests/governance/access/test_admin.py."""
    taken = next(arguments for found, _p, arguments in ALL if found == name)
    url = reverse(name, kwargs={key: ADMIN_ARGUMENTS[key] for key in taken})
    client = Client()
    assert client.get(url, follow=True).redirect_chain[-1][0].startswith("/denglu/?next=")
    for role in (*TOWN, "neighbour", "superuser"):
        assert answer(world, role, url) == 404, role
