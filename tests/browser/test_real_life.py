"""The clerk's morning after a power cut, at the desk and on a phone: the forms that enter a meeting from paper,
move one, put a sign-in right; and a sentence that survives a closed page."""

from __future__ import annotations

import io
import os
from datetime import date, datetime
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import expect

from governance.deadlines.jobs import run_due_jobs
from meetings.models import Meeting
from meetings.services import agenda, late, papers, room
from tests.browser.hands import faults_of, fill, follow, press, text
from tests.meetings.staging import SHANGHAI, Stage
from tests.meetings.test_late_meetings import ENTERED, HELD, Evening, at

PICTURES = os.environ.get("ZHENWEI_PICTURES", "")


def look(page, accessible, name: str, *, contrast: bool = True) -> None:
    """Nothing wrong with the page as it stands; a picture of it where a folder is named."""
    if PICTURES:
        width = page.viewport_size["width"]
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    assert not faults_of(page), (name, faults_of(page))
    accessible(page, contrast=contrast)


@pytest.fixture
def evening(live_server, on_day, move_to):
    found = Evening.of(Stage.build(["preset-b"]))
    move_to(ENTERED)
    found.clerk = found.stage.actor("office_clerk")
    return found


def test_a_meeting_on_paper_is_entered(evening, page, sign_in, accessible):
    stage, wide = evening.stage, page.viewport_size["width"] > 600
    sign_in(page, stage.crew.account("office_clerk"))
    page.goto(reverse("meetings:enter"))
    look(page, accessible, "enter")
    meeting = evening.in_session()
    item = meeting.items.order_by("order").first()
    page.goto(reverse("meetings:item-open", args=[item.pk]))
    fill(page, "at", "19:10")
    look(page, accessible, "item-open", contrast=wide)
    assert press(page, "确认开始讨论") == 200, text(page)
    page.goto(reverse("meetings:enter-stances", args=[item.pk]))
    look(page, accessible, "stances")
    fill(page, "at", "19:20")
    assert press(page, "录入表态") == 200, text(page)
    assert "补录" in text(page) and "待主持人确认" in text(page)
    look(page, accessible, "room")
    page.goto(reverse("meetings:attendance-correct", args=[evening.seat(meeting, 5).pk]))
    look(page, accessible, "correct", contrast=wide)
    room.summarise(item_id=item.pk, actor=evening.clerk, summary="一致同意", at=at(19, 30))
    from meetings.services import voting

    vote = voting.open_vote(item_id=item.pk, actor=evening.clerk, method="named_ballot", reason="按惯例")
    page.goto(reverse("meetings:enter-ballots", args=[vote.pk]))
    look(page, accessible, "ballots", contrast=wide)
    late.enter_ballots(vote_id=vote.pk, choices=dict.fromkeys(vote.roll, "aye"), actor=evening.clerk)
    voting.close_vote(vote_id=vote.pk, actor=evening.clerk)
    voting.announce(vote_id=vote.pk, actor=evening.clerk)
    second = meeting.items.get(status="pending")
    page.goto(reverse("meetings:item-postpone", args=[second.pk]))
    fill(page, "because", "会上没有议完")
    assert press(page, "确认缓议本项") == 200, text(page)
    room.close_meeting(meeting_id=meeting.pk, actor=evening.clerk)
    sign_in(page, stage.crew.account("secretary"))
    page.goto(reverse("meetings:late-confirm", args=[meeting.pk]))
    look(page, accessible, "late-confirm", contrast=wide)
    assert press(page, "确认补录") == 200, text(page)
    assert Meeting.objects.get(pk=meeting.pk).late.confirmed_on == ENTERED


def test_the_whole_sheet_is_ticked_and_sent(evening, page, sign_in, accessible):
    meeting = evening.noticed("ordinary")
    sign_in(page, evening.stage.crew.account("office_clerk"))
    page.goto(reverse("meetings:room", args=[meeting.pk]))
    look(page, accessible, "noticed", contrast=False)
    page.goto(reverse("meetings:enter-sign-ins", args=[meeting.pk]))
    look(page, accessible, "sheet")
    page.locator("input[name=signed]").last.uncheck()
    fill(page, "at", "18：50")
    assert press(page, "确认照签到表补录") == 200, text(page)
    assert meeting.attendances.filter(status="present").count() == 10


def test_a_meeting_is_moved(evening, page, sign_in, accessible, move_to):
    stage = evening.stage
    meeting = stage.meeting(date(2026, 12, 3))
    topic = stage.topic()
    stage.prepare(topic, ENTERED)
    agenda.put_on_agenda(topic_id=topic.pk, meeting_id=meeting.pk, actor=evening.clerk, reason="按时上会")
    stage.convene(meeting, reason="按惯例")
    sign_in(page, stage.crew.account("secretary"))
    page.goto(reverse("meetings:move", args=[meeting.pk]))
    look(page, accessible, "move")
    fill(page, "day", "2026-12-04")
    fill(page, "because", "县里开会")
    assert press(page, "确认改期") == 200, text(page)
    assert "第一次通知已作废" in text(page)
    look(page, accessible, "moved", contrast=False)
    mine = meeting.notice.deliveries.get(person=stage.members[0])
    page.goto(reverse("meetings:acknowledge", args=[mine.pk]))
    assert "原定12月3日" in text(page)
    look(page, accessible, "notice")


def test_a_sentence_half_typed_is_there_again(evening, visit, sign_in, accessible, move_to):
    page, stage = visit(1280), evening.stage
    meeting = evening.in_session("ordinary")
    item = meeting.items.get()
    room.open_item(
        item_id=item.pk,
        actor=evening.clerk,
        at=datetime(HELD.year, HELD.month, HELD.day, 19, 5, tzinfo=SHANGHAI),
    )
    sign_in(page, stage.crew.account("office_clerk"))
    page.goto(reverse("meetings:item-summarise", args=[item.pk]))
    page.locator("[name=summary]").type("大家都同意，只是")
    expect(page.locator("[data-draft]")).to_contain_text("草稿已存", timeout=9_000)
    page.goto("/")  # the browser is closed in the middle
    page.goto(reverse("meetings:item-summarise", args=[item.pk]))
    assert page.locator("[name=summary]").input_value() == "大家都同意，只是"
    assert "已恢复上次未提交的内容" in text(page)
    look(page, accessible, "draft")
    assert press(page, "不要了，重新写") == 200
    assert page.locator("[name=summary]").input_value() == "" and "已恢复" not in text(page)
    plain = visit(1280, javascript=False)
    sign_in(plain, stage.crew.account("office_clerk"))
    plain.goto(reverse("meetings:item-summarise", args=[item.pk]))
    assert "草稿" not in text(plain)


def test_the_clerks_morning_without_scripts(evening, visit, sign_in):
    """A name looked up, the list narrowed and taken out as a workbook, a meeting moved, its new notice
    printed and entered as printed: with scripts switched off, as on the oldest machine of the office."""
    page, stage = visit(1280, javascript=False), evening.stage
    meeting = stage.meeting(date(2026, 12, 3))
    topic = stage.topic("ordinary", "柘坪村灌渠清淤")
    stage.prepare(topic, ENTERED)
    agenda.put_on_agenda(topic_id=topic.pk, meeting_id=meeting.pk, actor=evening.clerk, reason="按时上会")
    stage.convene(meeting, reason="按惯例")
    sign_in(page, stage.crew.account("office_clerk"))
    page.goto("/")
    page.locator("#masthead-q").fill("灌渠")
    sent_by_enter(page, "#masthead-q")
    assert follow(page, "柘坪村灌渠清淤") == 200 and "柘坪村灌渠清淤" in text(page)

    page.goto(reverse("meetings:list"))
    page.locator("#f-ci").fill("灌渠")
    assert press(page, "筛选") == 200
    assert "共1次" in text(page) and "2026年第" in text(page), text(page)
    with page.expect_download() as coming:
        page.get_by_role("link", name="导出 xlsx").click()
    assert coming.value.suggested_filename.endswith(".xlsx")
    sheet = load_workbook(io.BytesIO(Path(coming.value.path()).read_bytes())).active
    assert any(str(meeting) == cell for row in sheet.iter_rows(values_only=True) for cell in row)

    sign_in(page, stage.crew.account("secretary"))
    page.goto(reverse("meetings:move", args=[meeting.pk]))
    fill(page, "day", "2026-12-04")
    fill(page, "because", "县里开会")
    assert press(page, "确认改期") == 200, text(page)

    papers.print_notice(notice_id=meeting.notice.pk, actor=evening.clerk)
    assert run_due_jobs() >= 1
    sign_in(page, stage.crew.account("office_clerk"))
    page.goto(f"{reverse('documents:list')}?state=unprinted")
    page.locator("input[name=f]").first.check()
    assert press(page, "打印选中的") == 200
    assert "1件" in text(page)
    fill(page, "copies", "11")
    assert press(page, "登记已打印") == 200, text(page)
    page.goto(f"{reverse('documents:list')}?state=printed")
    assert "打印11份" in text(page) and not faults_of(page)


def sent_by_enter(page, field: str) -> None:
    with page.expect_navigation():
        page.locator(field).press("Enter")
