"""Closing a meeting: what is still undecided and what becomes of it. And why a finding came out so."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from meetings.models import AgendaItem, Meeting
from meetings.services import room
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.staging import Stage
from tests.meetings.test_views_room import FIGURES, MEETS, held


@pytest.fixture
def stage(db):
    with builders.on_day(MEETS.replace(day=19)):
        yield Stage.build(["preset-a"], figures=FIGURES, seats=9)


@pytest.fixture
def on_the_day():
    with builders.on_day(MEETS, 9, 30):
        yield


def test_an_item_under_discussion_stops_the_closing_and_is_named(stage, on_the_day):
    meeting, items = held(stage, "ordinary", "ordinary")
    room.open_item(item_id=items[1].pk, actor=stage.actor("office_clerk"))
    clerk = Browser(stage, "office_clerk")
    page = clerk.get("meetings:close", meeting.pk)
    text = words(page)
    assert "没有定2项" in text
    assert "没有办完不能散会" in text and "转为缓议，议题可列入下次会议" in text
    assert 'aria-disabled="true"' in page.content.decode()
    refused = clerk.send("meetings:close", meeting.pk)
    assert refused.status_code == 409 and "第二项正在议，没有办完，不能散会。" in words(refused)


def test_what_was_not_reached_is_listed_and_then_postponed(stage, on_the_day):
    meeting, items = held(stage, "ordinary", "ordinary", present=range(8))
    stage.discuss(items[0])
    stage.announce(stage.vote_by_hands(items[0], 8), wide_split=False)
    clerk = Browser(stage, "office_clerk")
    text = clerk.text("meetings:close", meeting.pk)
    assert "已议定1项，已缓议0项，没有定1项" in text
    assert "决议内容还没有确认的" in text and items[0].topic.title in text
    assert f"将记缺席（没有签到，也没有请假）：{stage.members[8].name}。" in text
    assert clerk.send("meetings:close", meeting.pk).status_code == 302
    meeting.refresh_from_db(), items[1].refresh_from_db()
    assert meeting.status == Meeting.Status.CLOSED
    assert items[1].status == AgendaItem.Status.POSTPONED


def test_the_room_leads_to_the_closing_page(stage, on_the_day):
    meeting, _items = held(stage, "ordinary")
    body = Browser(stage, "secretary").get("meetings:room", meeting.pk).content.decode()
    assert f'href="{reverse("meetings:close", args=[meeting.pk])}"' in body


def test_a_finding_beside_an_item_leads_to_its_explanation(stage, on_the_day):
    meeting, items = held(stage, "ordinary", present=range(5))
    clerk = Browser(stage, "office_clerk")
    body = clerk.get("meetings:room", meeting.pk, query=f"?item={items[0].pk}").content.decode()
    address = reverse("meetings:item-finding", args=[items[0].pk, 0]).removesuffix("0/")
    places = {int(n) for n in re.findall(re.escape(f'href="{address}') + r"(\d+)/", body)}
    assert len(places) > 2
    found = [words(clerk.client.get(f"{address}{n}/")) for n in places]
    quorum = next(text for text in found if "民主议事决策制度 三-1b" in text)
    assert "开始讨论前核对" in quorum and "用到的事实和数" in quorum and "回到这一项" in quorum
    assert clerk.client.get(f"{address}{max(places) + 40}/").status_code == 404


def test_explanations_stay_with_those_who_see_the_item(stage, on_the_day):
    _meeting, items = held(stage, "ordinary")
    room.recuse(
        item_id=items[0].pk, person_id=stage.members[4].pk, kind="kin", actor=stage.actor("office_clerk")
    )
    assert Browser(stage, 4).get("meetings:item-finding", items[0].pk, 0).status_code == 404
    assert Browser(stage, 5).get("meetings:item-finding", items[0].pk, 0).status_code == 200
    assert Browser(stage, "staff").get("meetings:item-finding", items[0].pk, 0).status_code == 404


def test_the_count_sheet_adds_up_on_the_page(stage, on_the_day):
    _meeting, items = held(stage, "ordinary")
    stage.discuss(items[0])
    clerk = Browser(stage, "office_clerk")
    clerk.send("meetings:item-vote", items[0].pk, method="show_of_hands")
    vote = items[0].votes.get()
    clerk.send("meetings:vote-close", vote.pk)
    teller = Browser(stage, 3)
    typed = {"issued": 9, "returned": 9, "valid": 8, "invalid": 1, "aye": 7, "nay": 2, "abstain": ""}
    url = reverse("meetings:vote-count", args=[vote.pk])
    text = words(teller.client.post(url, {**typed, "_resume": "1"}))
    assert "合计 9 与收回相符" in text and "合计 —" in text
    text = words(teller.client.post(url, {**typed, "abstain": "０", "_resume": "1"}))
    assert "合计 9 与有效不符" in text
