"""Phone pages: one matter each, nothing chosen beforehand, no script needed."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.models import Attendance, NamedBallot, NoticeDelivery, NoticeReading
from meetings.services import room, voting
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.staging import Stage

MEETS = date(2026, 11, 26)
FIGURES = [("S0-04:三-3a", "majority", ">1/2@entitled")]


@pytest.fixture
def stage(db):
    with builders.on_day(date(2026, 11, 19)):
        yield Stage.build(["preset-a"], figures=FIGURES, seats=9)


@pytest.fixture
def meeting(stage):
    with builders.on_day(date(2026, 11, 20)):
        planned = stage.meeting(MEETS)
        stage.item(planned, title="四季度党务公开目录")
        stage.convene(planned, reason="按期")
    return planned


def test_showing_the_notice_proves_delivery_and_signing_is_another_thing(stage, meeting):
    with builders.on_day(date(2026, 11, 23)):
        delivery = NoticeDelivery.objects.get(person=stage.members[5])
        member = Browser(stage, 5)
        assert "四季度党务公开目录" in member.text("meetings:acknowledge", delivery.pk)
        assert NoticeReading.objects.filter(delivery=delivery).count() == 1
        clerk = Browser(stage, "office_clerk")
        assert "本人屏幕已显示" in clerk.text("meetings:room", meeting.pk)
        delivery.refresh_from_db()
        assert delivery.acknowledged_at is None
        assert member.send("meetings:acknowledge", delivery.pk).status_code == 302
        assert "已签收" in member.text("meetings:acknowledge", delivery.pk)
        assert Browser(stage, 6).get("meetings:acknowledge", delivery.pk).status_code == 403


def test_signing_in_oneself_and_by_the_clerk_say_which(stage, meeting):
    with builders.on_day(MEETS, 8, 50):
        own = Attendance.objects.get(person=stage.members[5])
        member = Browser(stage, 5)
        assert "还没有签到" in member.text("meetings:phone")
        assert member.send("meetings:sign-in", own.pk).status_code == 302
        other = Attendance.objects.get(person=stage.members[6])
        assert Browser(stage, "office_clerk").send("meetings:sign-in", other.pk).status_code == 302
        own.refresh_from_db(), other.refresh_from_db()
        assert (own.signed_in_by, other.signed_in_by) == ("self", "clerk")
        assert member.send("meetings:sign-in", own.pk).status_code == 409
        assert member.get("meetings:sign-in", other.pk).status_code == 403


@pytest.fixture
def discussing(stage, meeting):
    with builders.on_day(MEETS, 9, 0):
        stage.open(meeting)
        item = meeting.items.get()
        room.open_item(item_id=item.pk, actor=stage.actor("office_clerk"))
        yield item


def test_no_stance_is_chosen_beforehand(stage, discussing):
    page = Browser(stage, 5).get("meetings:item-stance", discussing.pk).content.decode()
    assert page.count('type="radio"') == 3 and " checked" not in page


def test_an_empty_form_names_what_is_missing_and_keeps_what_was_typed(stage, discussing):
    sent = Browser(stage, 5).send("meetings:item-stance", discussing.pk, view="水电增容费没有列入。")
    assert sent.status_code == 422
    assert "我的态度没有选，请选一项。" in words(sent) and "水电增容费没有列入。" in words(sent)
    sent = Browser(stage, 5).send("meetings:item-stance", discussing.pk, stance="disagree")
    assert sent.status_code == 422 and "须写明理由" in words(sent)


def test_a_second_stance_is_refused_and_led_to_the_correction(stage, discussing):
    first = Browser(stage, 5)
    assert first.send("meetings:item-stance", discussing.pk, stance="agree", view="").status_code == 302
    assert "您的态度是同意" in first.text("meetings:phone")
    again = first.send("meetings:item-stance", discussing.pk, stance="agree")
    assert again.status_code == 409 and "更正记录" in words(again)


def test_a_named_vote_from_the_phone_may_be_changed_until_voting_stops(stage, discussing):
    stage.speak(discussing)
    room.summarise(item_id=discussing.pk, actor=stage.actor("office_clerk"), summary="同意")
    vote = voting.open_vote(
        item_id=discussing.pk, actor=stage.actor("office_clerk"), method="named_ballot", reason="记名"
    )
    member = Browser(stage, 5)
    page = member.get("meetings:ballot", vote.pk)
    assert page.content.decode().count('type="radio"') == 3 and " checked" not in page.content.decode()
    assert "停止投票前不显示结果" in words(page)
    assert member.send("meetings:ballot", vote.pk, choice="nay").status_code == 302
    assert member.send("meetings:ballot", vote.pk, choice="aye").status_code == 302
    assert [b.choice for b in NamedBallot.objects.filter(vote=vote)] == ["aye"]
    assert "已收回1张" in Browser(stage, "office_clerk").text("meetings:room", vote.item.meeting_id)
    assert (
        "赞成"
        not in Browser(stage, "office_clerk").text("meetings:room", vote.item.meeting_id).partition("表决")[0]
    )
    voting.close_vote(vote_id=vote.pk, actor=stage.actor("office_clerk"))
    assert member.send("meetings:ballot", vote.pk, choice="nay").status_code == 409
    assert Browser(stage, "office_clerk").get("meetings:ballot", vote.pk).status_code == 403


def test_before_signing_in_the_stance_page_speaks_to_its_reader(stage, meeting):
    with builders.on_day(MEETS, 9, 0):
        stage.open(meeting, range(8))
        item = meeting.items.get()
        room.open_item(item_id=item.pk, actor=stage.actor("office_clerk"))
        text = Browser(stage, 8).text("meetings:item-stance", item.pk)
        assert "您现在没有登记在会" in text and "这位成员" not in text


def test_before_the_meeting_opens_nobody_is_missing(stage, meeting):
    with builders.on_day(MEETS, 8, 30):
        body = Browser(stage, "office_clerk").get("meetings:room", meeting.pk).content.decode()
        assert "seat is-expected" in body and "is-gap" not in body
        assert "已到0人，应到未到9人，需5" in body
