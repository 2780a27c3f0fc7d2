"""Requests and reports in a real browser: nothing runs over the edge, nothing is hard to reach."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from governance.office.requests_reports.services import failures
from tests import builders
from tests.governance.requests.desk import SUDDEN, Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_fits_and_can_be_reached(page, sign_in, accessible, settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    with builders.on_day():
        desk = Desk()
        paper, waiting, coming = desk.replied(), desk.ready(), desk.enter()
        desk.draft(SUDDEN)
        desk.entrust()
        failures.record_failure(
            organization=desk.town,
            actor=desk.actor("secretary"),
            what="三季度没有报告",
            happened_on=builders.TODAY,
            unit=desk.other,
        )
        sign_in(page, desk.crew.account("secretary"))
        addresses = ("", f"{paper.pk}/", f"{waiting.pk}/qianfa/", "nigao/", "xiaji/", f"xiaji/{coming.pk}/")
        for n, address in enumerate((*addresses, "xiaji/baosong/", "jidu/", "shibao/", "weituo/")):
            page.goto(f"/qingshi/{address}")
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, f"{address} runs over by {wide}px"
            accessible(page, contrast=n == 0)
            if folder := os.environ.get("REQUESTS_PICTURES"):
                page.screenshot(path=Path(folder) / f"{page.viewport_size['width']}-{n}.png", full_page=True)
