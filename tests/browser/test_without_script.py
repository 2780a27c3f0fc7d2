"""The core path with scripts switched off, and by keyboard alone with nothing but Tab, Space, arrows and
Enter."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from governance.people.models import Account
from meetings.models import NamedBallot, NoticeDelivery, Stance, Vote
from meetings.services import room, voting
from tests import builders
from tests.browser.hands import cited, faults_of, fill, follow, pick, press, text
from tests.meetings.staging import Stage

PREPARED, NOTICED, HELD = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 26)
FOCUS = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), look = getComputedStyle(at);
  const around = at.closest("label") ? getComputedStyle(at.closest("label")) : look;
  const drawn = s => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
  return {
    tag: at.tagName, name: at.name || "", value: at.type === "radio" ? at.value : "",
    words: at.innerText || "", drawn: drawn(look) || drawn(around),
    inside: box.bottom > 0 && box.top < innerHeight,
  };
}"""


@pytest.fixture
def stage(live_server, move_to):
    return Stage.build(["preset-b"], seats=5)


@pytest.fixture
def meeting(stage, move_to):
    """Noticed for today; nobody has signed in."""
    move_to(PREPARED)
    made = stage.meeting(HELD)
    stage.item(made, "major_project")
    move_to(NOTICED)
    stage.convene(made)
    move_to(HELD)
    return made


def account_of(stage, index):
    stage.member(index)
    return Account.objects.get(person=stage.members[index])


def sign_in_at(page, account):
    page.goto(reverse("meetings:phone"))
    fill(page, "username", account.username)
    fill(page, "password", builders.PASSWORD)
    assert press(page, "登录") == 200, text(page)


def test_a_member_takes_part_without_scripts(stage, meeting, visit):
    item = meeting.items.get()
    phone = visit(390, javascript=False)
    sign_in_at(phone, account_of(stage, 1))
    follow(phone, "看通知并签收")
    assert press(phone, "签收") == 200
    assert NoticeDelivery.objects.get(person=stage.members[1]).acknowledged_at is not None
    phone.goto(reverse("meetings:phone"))
    follow(phone, "到会签到")
    assert press(phone, "我已到会，签到") == 200
    stage.open(meeting, [0, 2, 3, 4])
    room.open_item(item_id=item.pk, actor=stage.actor("office_clerk"))
    phone.goto(reverse("meetings:phone"))
    follow(phone, "表明态度")
    pick(phone, "不同意")
    assert press(phone, "表明态度") == 422
    fill(phone, "view", "工期太紧。")
    assert press(phone, "表明态度") == 200
    assert Stance.objects.get().stance == "disagree"
    for n in (2, 3, 4, 0):
        room.take_stance(
            item_id=item.pk, person_id=stage.members[n].pk, stance="agree", view="", actor=stage.member(n)
        )
    room.summarise(item_id=item.pk, actor=stage.actor("office_clerk"), summary="多数同意。")
    vote = voting.open_vote(
        item_id=item.pk, actor=stage.actor("office_clerk"), method="named_ballot", reason=""
    )
    phone.goto(reverse("meetings:phone"))
    follow(phone, "去投票")
    assert press(phone, "署名投出") == 422
    pick(phone, "反对")
    assert press(phone, "署名投出") == 200
    assert NamedBallot.objects.get(vote=vote).choice == "nay"
    assert "您投了反对" in text(phone)


def test_a_clerk_is_refused_and_asked_for_a_reason_without_scripts(stage, meeting, visit):
    item = meeting.items.get()
    stage.open(meeting, [0, 1])
    desk = visit(1280, javascript=False)
    sign_in_at(desk, stage.crew.account("office_clerk"))
    desk.goto(reverse("meetings:item-open", args=[item.pk]))
    assert press(desk, "确认开始讨论") == 409
    assert "议事决策规则 六-1" in cited(desk)
    stage.sign_in(meeting, [2, 3, 4])
    stage.discuss(item)
    desk.goto(reverse("meetings:room", args=[meeting.pk]))
    follow(desk, "开始表决")
    pick(desk, "举手")
    assert press(desk, "确认开始表决") == 422
    assert "议事决策规则 七-4e" in cited(desk)
    assert not Vote.objects.exists()
    fill(desk, "_reason", "意见一致，举手即可。")
    assert press(desk, "说明理由并开始表决") == 200, text(desk)
    assert Vote.objects.get().method == "show_of_hands"
    assert press(desk, "停止投票") == 200  # the sheet unfolds without a script too
    assert Vote.objects.get().status == "closed"


def tab_to(page, wanted):
    """Press Tab until the wanted control has the focus; every stop on the way shows where one is."""
    for _n in range(40):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at["tag"] == "BODY":
            continue
        assert at["drawn"], f"the focus on {at} cannot be seen"
        assert at["inside"], f"{at} is out of sight"
        if wanted in (at["name"], at["words"].strip()):
            return at
    raise AssertionError(f"Tab never reaches {wanted}")


def test_signing_in_and_taking_a_stance_by_keyboard(stage, meeting, visit):
    item = meeting.items.get()
    stage.open(meeting)
    room.open_item(item_id=item.pk, actor=stage.actor("office_clerk"))
    account = account_of(stage, 1)
    page = visit(1280)
    page.goto(reverse("meetings:item-stance", args=[item.pk]))
    tab_to(page, "username")
    page.keyboard.type(account.username)
    tab_to(page, "password")
    page.keyboard.type(builders.PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert not faults_of(page)
    tab_to(page, "stance")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.locator("[name=stance]:checked").get_attribute("value") == "disagree"
    tab_to(page, "view")
    page.keyboard.type("工期太紧。")
    tab_to(page, "表明态度")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Stance.objects.get().stance == "disagree"


def test_the_first_stop_leads_past_the_masthead(stage, visit, sign_in):
    page = visit(1280)
    sign_in(page, stage.crew.account("office_clerk"))
    page.goto(reverse("desk"))
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["words"] == "跳到正文"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
