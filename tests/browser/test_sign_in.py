"""Signing in as a person does it, at a desk and on a phone, with scripts and without."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import builders
from tests.browser.hands import sent


@pytest.fixture
def account(live_server):
    return builders.account(builders.person("乔维桢"), username="13900000001")


def test_the_sign_in_page_is_accessible(page, accessible):
    page.goto(reverse("login"))
    assert page.locator("input[name=password]").count() == 1
    accessible(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_person_signs_in(visit, account, javascript):
    page = visit(390, javascript=javascript)
    page.goto(reverse("desk"))
    page.locator("input[name=username]").fill(account.username)
    page.locator("input[name=password]").fill(builders.PASSWORD)
    sent(page, page.locator("main button[type=submit]").first)
    assert page.locator("input[name=password]").count() == 0
    assert "乔维桢" in page.locator("body").inner_text()


def test_a_session_given_by_cookie_is_signed_in(visit, account, sign_in):
    page = visit()
    sign_in(page, account)
    page.goto(reverse("desk"))
    assert "乔维桢" in page.locator("body").inner_text()
