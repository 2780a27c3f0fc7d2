"""The menu behind one's name: what one may open, and nothing else."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage

SUPERVISING, KEEPING, HANDING = "责任追究台账", "花名册", "工作交接"


def links(client: Client, url: str) -> dict[str, str]:
    page = client.get(url).content.decode()
    panel = page.rpartition('<details class="menu">')[2].partition("</details>")[0]
    return {label: address for address, label in re.findall(r'<a href="([^"]+)">([^<]+)</a>', panel)}


@pytest.fixture
def stage(db: None) -> Stage:
    with builders.on_day():
        return Stage.build()


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("secretary", {SUPERVISING, KEEPING, HANDING}, set()),
        ("discipline_secretary", {SUPERVISING, KEEPING, "拦截与说明"}, {HANDING}),
        ("office_director", {KEEPING, HANDING}, {SUPERVISING}),
        ("office_clerk", {"我的履职", "我的提醒"}, {SUPERVISING, KEEPING, HANDING, "拦截与说明"}),
    ],
)
def test_every_link_of_the_menu_opens_and_the_rest_is_not_there(
    stage: Stage, who: str, shown: set[str], hidden: set[str]
) -> None:
    client = Browser(stage, who).client
    with builders.on_day():
        found = links(client, "/")
        assert shown <= set(found) and not hidden & set(found)
        assert {address: client.get(address).status_code for address in found.values()} == dict.fromkeys(
            found.values(), 200
        )


@pytest.mark.parametrize("kind", ["system", "security", "auditor"])
def test_an_administrator_finds_no_link_that_leads_nowhere(db: None, kind: str) -> None:
    client = builders.sign_in(Client(), builders.administrators()[kind])
    found = links(client, reverse("password-change"))
    assert "修改密码" in found
    assert {address: client.get(address).status_code for address in found.values()} == dict.fromkeys(
        found.values(), 200
    )
