"""A town's first meeting on the screen, from the topic to the checked PDF: the sentences and buttons of
issue after issue rest on this one story. Every screen is pressed through once; what the screens repeat
(ten more facts, the other members) goes through the services."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from governance.audit.models import Act
from governance.deadlines.jobs import run_due_jobs
from governance.documents.models import Document
from governance.people.models import Account
from meetings.models import AgendaItem, Meeting, Minutes, NamedBallot, Topic, Vote
from meetings.services import room, voting
from tests.browser.hands import cited, faults_of, fill, follow, pick, press, sent, text
from tests.meetings.staging import Stage

PREPARED, HELD, WRITTEN = date(2026, 11, 23), date(2026, 11, 26), date(2026, 11, 27)
SEATS = 5
WORDS = "书记先说两句：资金要一次筹足。"


@pytest.fixture
def stage(live_server, move_to):
    return Stage.build(["preset-b"], seats=SEATS)


def test_from_the_topic_to_the_checked_paper(stage, move_to, visit, sign_in, accessible, tmp_path):
    desk, phone = visit(1280), visit(390)
    members = [stage.member(n) for n in range(SEATS)]
    accounts = {n: Account.objects.get(person=who) for n, who in enumerate(stage.members)}
    accounts |= {code: stage.crew.account(code) for code in ("office_clerk", "secretary")}

    def seen(page, status=200, expected=200):
        assert status == expected, text(page)
        assert not faults_of(page)
        if expected != 200:  # the others are looked at in test_every_page
            accessible(page)

    def room_as(code, item=None):
        sign_in(desk, accounts[code])
        desk.goto(reverse("meetings:room", args=[meeting.pk]) + (f"?item={item.pk}" if item else ""))

    def phone_of(index):
        sign_in(phone, accounts[index])
        phone.goto(reverse("meetings:phone"))

    def speak(n):
        room.take_stance(
            item_id=item.pk, person_id=stage.members[n].pk, stance="agree", view="", actor=members[n]
        )

    # A member proposes; the facts are stated and confirmed; the clerk lists the topic.
    move_to(PREPARED)
    sign_in(desk, accounts[1])
    desk.goto(reverse("meetings:propose"))
    fill(desk, "title", "柘坪村灌渠清淤修复")
    pick(desk, "重大项目")
    fill(desk, "content", "灌渠淤塞三年，秋播前须修复。\n资金来自农业项目结余。")
    fill(desk, "proposal", "同意按第二方案实施")
    fill(desk, "amount", "46.8万")
    seen(desk, press(desk, "提出议题"))
    topic = Topic.objects.get()
    assert topic.title == "柘坪村灌渠清淤修复" and topic.amount == 468_000
    assert "提出议题" in desk.locator(".slip").inner_text()
    meeting = stage.meeting(HELD, hour=15)
    stage.prepare(topic, PREPARED)
    sign_in(desk, accounts["office_clerk"])
    desk.goto(reverse("meetings:topic", args=[topic.pk]))
    seen(desk, follow(desk, "列入议程"))
    desk.locator("[name=meeting]").select_option(index=1)
    assert press(desk, "确认列入议程") == 200, text(desk)
    item = AgendaItem.objects.get()

    # The secretary confirms the agenda; notice on the very day needs a reason.
    move_to(HELD, hour=8)
    room_as("secretary")
    seen(desk)
    assert press(desk, "审定议程") == 200, text(desk)
    assert Meeting.objects.get().agenda_confirmed_on == HELD
    room_as("office_clerk")
    seen(desk, follow(desk, "发出通知"))
    pick(desk, "书面通知")
    seen(desk, press(desk, "确认发出通知"), expected=422)
    assert "请说明理由" in desk.locator("h1").inner_text()
    assert "议事决策规则 七-2a" in cited(desk)
    assert Meeting.objects.get().status == "preparing"
    fill(desk, "_reason", "强降温将至，当天商定。")
    assert press(desk, "说明理由并发出通知") == 200, text(desk)
    assert Meeting.objects.get().status == "noticed"
    assert Act.objects.get(code="meetings.meeting.convened").reason == "强降温将至，当天商定。"
    desk.goto(reverse("meetings:topic", args=[topic.pk]))
    row = desk.locator("tr", has_text="会前通报情况并酝酿")
    seen(desk, sent(desk, row.get_by_role("link")))
    pick(desk, "是")
    fill(desk, "happened_on", "2026-11-26")
    fill(desk, "source", "党政办电话记录")
    assert sent(desk, desk.locator("main button.is-primary")) == 200, text(desk)
    sign_in(desk, accounts["secretary"])
    desk.goto(reverse("meetings:topic", args=[topic.pk]))
    row = desk.locator("tr", has_text="会前通报情况并酝酿")
    row.locator("summary").click()
    assert sent(desk, row.locator("button[type=submit]")) == 200
    assert topic.stated_facts.get(name="consulted").confirmed_on == HELD

    # On the phone: the notice, then the room.
    phone_of(1)
    seen(phone, follow(phone, "看通知并签收"))
    seen(phone, press(phone, "签收"))
    move_to(HELD, hour=15)
    phone_of(1)
    seen(phone, follow(phone, "到会签到"))
    seen(phone, press(phone, "我已到会，签到"))
    stage.sign_in(meeting, [0, 2, 3, 4])
    room_as("office_clerk")
    seen(desk)
    assert press(desk, "宣布开会") == 200, text(desk)
    assert press(desk, "开始讨论第一项") == 200, text(desk)
    assert AgendaItem.objects.get().status == "discussing"

    # The secretary speaks last: before the others the button is greyed, with the article beside it.
    phone_of(0)
    follow(phone, "表明态度")
    seen(phone)
    assert phone.locator("button[aria-disabled=true]").inner_text() == "表明态度"
    assert "议事决策规则 七-3c" in phone.locator(".why").inner_text()
    phone_of(1)
    follow(phone, "表明态度")
    pick(phone, "不同意")
    seen(phone, press(phone, "表明态度"), expected=422)
    fill(phone, "view", "第二方案工期太紧。")
    assert press(phone, "表明态度") == 200, text(phone)
    for n in (2, 3):
        speak(n)

    # With the last one out of the room it is the secretary's turn; he comes back while she writes: the
    # sending is refused with the article, and the words are kept.
    seat = meeting.attendances.get(person=stage.members[4])
    room.leave_room(attendance_id=seat.pk, actor=stage.actor("office_clerk"))
    phone_of(0)
    follow(phone, "表明态度")
    pick(phone, "同意")
    fill(phone, "view", WORDS)
    room.come_back(attendance_id=seat.pk, actor=stage.actor("office_clerk"))
    seen(phone, press(phone, "表明态度"), expected=409)
    assert "议事决策规则 七-3c" in cited(phone)
    refusal = Act.objects.get(code="meetings.stance.taken", outcome="refused")
    assert refusal.actor_id == members[0].account_id
    assert refusal.number in text(phone)
    seen(phone, press(phone, "回到草稿"))
    assert phone.locator("[name=view]").input_value() == WORDS
    assert phone.locator("input[value=agree]").is_checked()
    speak(4)
    phone_of(0)
    follow(phone, "表明态度")
    pick(phone, "同意")
    fill(phone, "view", WORDS)
    assert press(phone, "表明态度") == 200, text(phone)
    room_as("office_clerk", item)
    seen(desk)
    assert "第二方案工期太紧。" in text(desk) and WORDS in text(desk)
    follow(desk, "归纳意见")
    fill(desk, "summary", "多数同意第二方案，工期由镇长再核。")
    assert press(desk, "确认归纳意见") == 200, text(desk)

    # The named vote, on phones.
    follow(desk, "开始表决")
    pick(desk, "记名")
    assert press(desk, "确认开始表决") == 200, text(desk)
    vote = Vote.objects.get()
    phone_of(1)
    seen(phone, follow(phone, "去投票"))
    pick(phone, "反对")
    assert press(phone, "署名投出") == 200, text(phone)
    assert NamedBallot.objects.get().choice == "nay"
    for n in (0, 2, 3, 4):
        voting.cast_named(vote_id=vote.pk, actor=members[n], choice="aye")
    room_as("office_clerk", item)
    assert press(desk, "停止投票") == 200, text(desk)
    seen(desk, follow(desk, "宣布结果"))
    pick(desk, "否")
    assert press(desk, "确认宣布结果") == 200, text(desk)
    resolution = AgendaItem.objects.get().resolution
    assert resolution.outcome == "adopted"

    # The resolution: who does what by when.
    room_as("office_clerk", item)
    seen(desk, follow(desk, "拟写决议"))
    fill(desk, "text", "按第二方案实施灌渠清淤修复。")
    fill(desk, "grounds", "灌渠淤塞影响秋播。")
    fill(desk, "what_0", "完成招标")
    desk.locator("[name=owner_0]").select_option(str(stage.members[2].pk))
    fill(desk, "due_0", "2026-12-20")
    assert press(desk, "存下决议") == 200, text(desk)
    room_as("secretary", item)
    assert press(desk, "确认决议") == 200, text(desk)
    room_as("office_clerk")
    seen(desk, follow(desk, "宣布散会"))
    assert press(desk, "确认宣布散会") == 200, text(desk)

    # The minutes: composed, edited, submitted, signed off.
    move_to(WRITTEN)
    room_as("office_clerk")
    seen(desk, press(desk, "整理纪要"))
    fill(desk, "copy_to", "党委委员，各站所")
    assert press(desk, "存下纪要") == 200, text(desk)
    assert press(desk, "送审") == 200, text(desk)
    room_as("secretary")
    seen(desk)
    assert press(desk, "签发") == 200, text(desk)
    minutes = Minutes.objects.get()
    assert (minutes.status, minutes.number) == ("signed", "云委纪〔2026〕1号")

    # The paper: made by the worker, opened, checked by its code.
    assert run_due_jobs() == 2  # and the clause goes under supervision
    room_as("office_clerk")
    document = Document.objects.get()
    assert document.state == "finished", document.failure
    file = desk.request.get(reverse("documents:download", args=[document.pk]))
    assert (file.status, file.body()[:5]) == (200, b"%PDF-")
    same, other = tmp_path / "纪要.pdf", tmp_path / "改过.pdf"
    same.write_bytes(file.body())
    other.write_bytes(file.body().replace(b"%%EOF", b"%%EOF\n%%EOF"))
    follow(desk, "核对这份文件")
    seen(desk)
    assert document.code in text(desk)
    desk.locator("input[type=file]").set_input_files(same)
    seen(desk, press(desk, "核对这份文件"))
    assert "一致。" in desk.get_by_role("status").inner_text()
    desk.locator("input[type=file]").set_input_files(other)
    seen(desk, press(desk, "核对这份文件"))
    assert "不一致。" in desk.get_by_role("alert").inner_text()
