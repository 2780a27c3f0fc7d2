"""Printing a page from the browser: a clean sheet of the matter, without what is only for the screen."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.meetings.staging import Stage

HELD = date(2026, 11, 26)
ON_SCREEN_ONLY = ("展开全部留痕", "逐人看", "登记离会", "更正记录")


@pytest.fixture
def stage(live_server, move_to):
    return Stage.build(["preset-b"], seats=5)


def test_the_room_prints_as_a_clean_sheet(stage, move_to, visit, sign_in):
    move_to(date(2026, 11, 23))
    meeting = stage.meeting(HELD)
    item = stage.item(meeting, "ordinary", title="柘坪村灌渠清淤修复")
    move_to(date(2026, 11, 25))
    stage.convene(meeting)
    move_to(HELD)
    stage.open(meeting)
    stage.discuss(item)
    stage.announce(stage.vote_by_hands(item, aye=4, nay=1))
    page = visit(1280)
    account = stage.crew.account("office_clerk")
    sign_in(page, account)
    page.goto(reverse("meetings:room", args=[meeting.pk]) + f"?item={item.pk}")
    on_screen = "".join(page.locator("body").inner_text().split())
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    width, height = (round(float(side) / 72 * 25.4) for side in paper.pages[0].mediabox[2:])
    assert (width, height) == (210, 297)
    printed = "".join("".join(sheet.extract_text().split()) for sheet in paper.pages)
    for wanted in ("2026年第1次会议", "柘坪村灌渠清淤修复", "表决结果", "赞成"):
        assert wanted in on_screen and wanted in printed, wanted
    kept = page.locator("main").inner_text() + page.locator(".colophon").inner_text()
    frame = page.locator(".masthead a:visible, .masthead summary:visible").all_inner_texts()
    frame = [words for words in ("".join(f.split()) for f in frame) if words and words not in kept]
    assert frame
    for unwanted in (*ON_SCREEN_ONLY, *frame):
        assert unwanted in on_screen, f"{unwanted} is not on the screen either"
        assert unwanted not in printed, f"{unwanted} is printed"
    assert len(paper.pages) <= 3
    assert all(len(sheet.extract_text().strip()) > 40 for sheet in paper.pages), "a nearly empty sheet"
