"""Responsibilities in a real browser: nothing runs over the edge, nothing is hard to reach; a letter is signed on the
phone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from governance.office.responsibilities import services
from governance.people.models import Organization
from tests import builders
from tests.governance.office.duties import assign, charge, checked, confirm, letter_of, opened, sheet
from tests.governance.rulebook.world import adopt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_fits_and_a_letter_is_signed(page, sign_in, accessible, settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    with builders.on_day():
        crew = builders.crew(builders.town("稔川镇"), seats=9)
        adopt(crew, "preset-a", "S1-06")
        village = builders.unit(crew.organization, "青石村", Organization.Kind.VILLAGE_BRANCH)
        line = charge(crew, name="党建", theme="party_building")
        assign(crew, line)
        charge(crew, "point", unit=village)
        held = sheet(crew)
        confirm(crew, held)
        draft = services.draft_sheet(
            organization=crew.organization, actor=crew.actor("office_clerk"), post=held.post
        )
        letter = letter_of(opened(crew), crew.person("committee_member"))
        member = crew.account("committee_member")
        checked(crew, letter)
        sign_in(page, crew.account("office_clerk"))
        round_ = f"shu/niandu/{letter.round_id}/"
        addresses = (
            "",
            "mubiaoshu/",
            f"mubiaoshu/{draft.pk}/",
            "shu/",
            round_,
            f"shu/{letter.pk}/",
            "zhidu/",
        )
        more = ("xiaozu/", "shu/mingdan/", "shu/faqi/", f"mubiaoshu/{draft.pk}/renwu/", f"fengong/{line.pk}/")
        for n, address in enumerate((*addresses, *more)):
            page.goto(f"/zeren/{address}")
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, f"{address} runs over by {wide}px"
            accessible(page, contrast=n == 0)
            if folder := os.environ.get("DUTIES_PICTURES"):
                page.screenshot(path=Path(folder) / f"{page.viewport_size['width']}-{n}.png", full_page=True)
        sign_in(page, member)
        page.goto("/zeren/wode/")
        page.get_by_role("link", name="2026年廉政目标责任书").click()
        page.get_by_role("link", name="签责任人一方").click()
        page.get_by_role("button", name="签责任人一方").click()
        assert page.get_by_text("已签责任人一方。").is_visible()
        letter.refresh_from_db()
        assert letter.lower_on is not None and letter.status == "checked"
