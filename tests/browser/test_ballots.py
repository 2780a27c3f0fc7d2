"""A secret vote on phones without scripts: code, ballot, receipt, box, list."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.urls import reverse

from governance.ballots.models import Envelope, SealedPoll
from governance.people.models import Account
from meetings.models import Vote
from tests.browser.hands import faults_of, fill, follow, pick, press, text
from tests.meetings.scenes import HELD
from tests.meetings.sealed_scene import SCRUTINEER, TELLER, Ballots

PICTURES = os.environ.get("ZHENWEI_TEST_PICTURES", "")


@pytest.fixture
def scene(live_server, move_to):
    built = Ballots.build()
    move_to(HELD)
    built.discuss("persons")
    return built


def account_of(scene, index):
    scene.actor(index)
    return Account.objects.get(person=scene.stage.members[index])


def looked_at(page, accessible, name):
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)
    assert faults_of(page) == [], name
    if accessible is not None:  # axe waits by timers, which stand still where scripts are off
        accessible(page)


def test_a_secret_vote_on_phones_without_scripts(scene, visit, sign_in, accessible):
    clerk = visit(1280)
    sign_in(clerk, scene.stage.crew.account("office_clerk"))
    clerk.goto(reverse("meetings:item-vote", args=[scene.persons_id]))
    pick(clerk, "无记名投票")
    pick(clerk, "在手机上投")
    clerk.locator("[name=teller_1]").select_option(str(scene.stage.members[TELLER].pk))
    looked_at(clerk, accessible, "01-open")
    assert press(clerk, "确认开始表决") == 200, text(clerk)
    looked_at(clerk, accessible, "02-room-waiting")
    vote = Vote.objects.get(item_id=scene.persons_id)

    teller = visit(390)
    sign_in(teller, account_of(scene, TELLER))
    teller.goto(reverse("meetings:phone"))
    follow(teller, "领票码")
    looked_at(teller, accessible, "03-collect")
    assert press(teller, "领票码") == 200
    code = teller.locator(".receipt-code").inner_text()
    looked_at(teller, accessible, "04-code")
    follow(teller, "抄好了，去核对")
    fill(teller, "code", "错" + code[1:])
    assert press(teller, "核对票码") == 409
    looked_at(teller, accessible, "05-wrong")
    teller.goto(reverse("ballots:confirm", args=[vote.poll_id]))
    fill(teller, "code", code.replace(" ", "").lower())
    assert press(teller, "核对票码") == 200, text(teller)
    looked_at(teller, accessible, "06-opened")

    voter = visit(390, javascript=False)
    sign_in(voter, account_of(scene, SCRUTINEER))
    voter.goto(reverse("meetings:phone"))
    looked_at(voter, None, "07-phone")
    follow(voter, "去投票")
    assert voter.locator("main input:checked").count() == 0
    assert press(voter, "投出") == 422
    looked_at(voter, None, "08-ballot")
    pick(voter, "反对")
    assert press(voter, "投出") == 200
    receipt = voter.locator(".receipt-code").inner_text()
    looked_at(voter, None, "09-receipt")
    voter.reload()  # the same form once more
    assert voter.locator(".receipt-code").inner_text() == receipt
    assert Envelope.objects.filter(returned=True).count() == 1

    other = visit(390)
    sign_in(other, account_of(scene, 5))
    other.goto(reverse("ballots:ballot", args=[vote.poll_id]))
    looked_at(other, accessible, "08-ballot-with-script")
    pick(other, "赞成")
    assert press(other, "投出") == 200
    looked_at(other, accessible, "09-receipt-with-script")

    clerk.reload()
    assert "已收回2张，共发出11张" in text(clerk)
    assert press(clerk, "停止投票") == 200
    teller.goto(reverse("meetings:phone"))
    follow(teller, "开箱计票")
    fill(teller, "code", code)
    looked_at(teller, accessible, "10-open-box")
    assert press(teller, "开箱计票") == 200
    assert receipt in text(teller)
    looked_at(teller, accessible, "11-receipts")
    assert SealedPoll.objects.get().status == SealedPoll.Status.COUNTED
    clerk.goto(reverse("meetings:room", args=[scene.meeting_id]))
    looked_at(clerk, accessible, "12-room-counted")
    clerk.goto(reverse("ballots:receipts", args=[vote.poll_id]))
    looked_at(clerk, accessible, "13-receipts-wide")
