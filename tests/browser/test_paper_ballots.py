"""Paper ballots at the desk: a batch typed with the keyboard alone, typed again, settled and confirmed."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from governance.ballots.models import PaperBatch
from tests.browser.hands import faults_of, fill, press, sent, text
from tests.governance.ballots.paper_scene import OTHER, SCRUTINEER, TELLER, THIRD, TYPIST, PaperScene


@pytest.fixture
def scene(live_server, on_day):
    return PaperScene.on_paper()


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (390, False)], ids=["desk", "phone"])
def test_a_batch_from_the_first_key_to_the_confirmation(scene, visit, sign_in, accessible, width, javascript):
    page = visit(width, javascript=javascript)
    at = reverse("ballots:paper", args=[scene.poll.pk])

    def as_(who: str) -> None:
        sign_in(page, scene.crew.account(who))
        page.goto(at)

    def look(name: str) -> None:
        assert not faults_of(page), faults_of(page)
        if javascript:
            accessible(page)

    as_(TELLER)
    look("1-empty")
    sent(page, page.get_by_role("link", name=re.compile("填写张数.*A类")))
    fill(page, "issued", "３０")
    fill(page, "returned", "28")
    assert press(page, "填写纸票张数") == 200, text(page)
    sent(page, page.get_by_role("link", name=re.compile("分批.*A类")))
    assert page.locator("[name=sheets]").input_value() == "28"
    assert press(page, "纸票分批") == 200
    look("2-batches")

    as_(TYPIST)
    sent(page, page.get_by_role("link", name=re.compile("录第一遍.*第2批")))
    look("3-typing")
    if javascript:
        page.locator("[name=sheet_1]").focus()
        page.keyboard.type("123\n11\nz")  # Enter goes on to the next line
    else:
        for name, keys in (("sheet_1", "123"), ("sheet_2", "11"), ("sheet_3", "z")):
            fill(page, name, keys)
    assert press(page, "送出第一遍") == 422
    assert "第2张录了2题，应是3题" in text(page) and page.locator("[name=sheet_1]").input_value() == "123"
    look("4-unfit")
    fill(page, "sheet_2", "１１x")
    assert press(page, "送出第一遍") == 200, text(page)
    assert "待另一人录第二遍" in text(page)

    as_(OTHER)
    sent(page, page.get_by_role("link", name=re.compile("录第二遍.*第2批")))
    assert "123" not in page.locator("form.is-typing").inner_text().replace(" ", "").split("第1张")[1]
    page.locator("details.plain summary").click()
    fill(page, "pasted", "1\t2\t4\n1\t1\tx\n3\t3\t3\n")
    assert press(page, "送出第二遍") == 200, text(page)

    as_(THIRD)
    sent(page, page.get_by_role("link", name=re.compile("核定差异.*第2批")))
    look("5-settling")
    fill(page, "at_1_3", "3")
    page.locator("main label", has_text="整张无效").first.click()
    assert press(page, "核定差异") == 200, text(page)
    batch = PaperBatch.objects.get(group=1, number=2)
    assert (batch.status, batch.differences) == ("settled", 2)

    first = PaperBatch.objects.get(group=1, number=1)
    scene.type(first, *["111"] * 24, "12x")
    scene.type(first, *["111"] * 24, "12x", by=OTHER)
    as_(SCRUTINEER)
    look("6-typed")
    sent(page, page.get_by_role("link", name=re.compile("核对.*A类")))
    look("7-confirming")
    assert press(page, "核对纸票") == 200, text(page)
    assert "已核对" in text(page)
    sent(page, page.get_by_role("link", name="打印核对单"))
    assert press(page, "打印纸票核对单") == 200
    look("8-printed")
