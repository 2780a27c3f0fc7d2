"""The three administrators at their desk: the index, one list, one row and one form of each.

The pages are Django's own, recoloured, and axe finds nothing in them either: no exception is listed.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import builders
from tests.browser.hands import faults_of

LISTS = {"system": "account", "security": "postchange", "auditor": "act"}


@pytest.mark.parametrize("kind", sorted(LISTS))
def test_an_administrator_works_at_a_clean_desk(kind, live_server, on_day, visit, sign_in, accessible):
    builders.crew(builders.town("云樨镇"), seats=3)
    page = visit(1280)
    sign_in(page, builders.administrators()[kind])
    page.goto(reverse("desk"))
    assert page.url.endswith(reverse("admin:index"))  # their desk is the administration
    addresses = [reverse("admin:index"), reverse(f"admin:governance_{LISTS[kind]}_changelist")]
    page.goto(addresses[1])
    rows = page.locator("#result_list tbody th a")
    if rows.count():
        addresses.append(rows.first.get_attribute("href"))
    addresses += [
        href
        for href in (a.get_attribute("href") for a in page.locator(".object-tools a").all())
        if href and href.startswith("/")
    ]
    wrong = []
    for address in addresses:
        answer = page.goto(address)
        assert answer.status == 200, address
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            wrong += [f"{address} at {width}: {fault}" for fault in faults_of(page)]
            try:
                accessible(page)
            except AssertionError as found:
                wrong.append(f"at {width}: {found}")
    assert not wrong, "\n".join(wrong)


def test_an_administrator_signs_in_by_the_common_door(live_server, on_day, visit):
    account = builders.administrators()["auditor"]
    page = visit(1280)
    page.goto(reverse("admin:login"))
    page.locator("[name=username]").fill(account.username)
    page.locator("[name=password]").fill(builders.PASSWORD)
    with page.expect_navigation():
        page.locator("main button[type=submit]").click()
    assert page.url.endswith(reverse("admin:index"))
