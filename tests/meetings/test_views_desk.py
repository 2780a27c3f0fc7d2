"""The desk and the lists: what waits for whom, filters, and a constant price."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.desk import desk_for
from meetings.services import agenda, notice, room, topics
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.staging import Stage

MEETS = date(2026, 11, 26)
FIGURES = [("S0-04:三-3a", "majority", ">1/2@entitled")]


@pytest.fixture
def stage(db):
    with builders.on_day(date(2026, 11, 20)):
        yield Stage.build(["preset-a"], figures=FIGURES, seats=9)


def chores(stage: Stage, who: str | int) -> list[str]:
    actor = stage.actor(who) if isinstance(who, str) else stage.member(who)
    return [row.chore.name for day in desk_for(actor).days for row in day.chores]


def test_chores_come_and_go_with_the_state_of_matters(stage):
    topic = stage.topic(title="集镇停车整治")
    assert chores(stage, "office_clerk") == ["议题待审定：集镇停车整治"]
    assert chores(stage, 3) == ["议题征求意见：集镇停车整治"]
    topics.give_opinion(topic_id=topic.pk, actor=stage.member(3), agrees=True)
    assert chores(stage, 3) == []
    topics.return_topic(topic_id=topic.pk, actor=stage.actor("secretary"), because="补概算")
    assert chores(stage, 1) == ["议题退回：集镇停车整治"]
    assert chores(stage, "office_clerk") == []
    row = topics.state_fact(
        actor=stage.actor("office_clerk"),
        name="options",
        value=2,
        happened_on=date(2026, 11, 20),
        source="方案",
        topic_id=topic.pk,
    )
    assert "集镇停车整治：1条事实待确认" in chores(stage, "secretary")
    topics.confirm_fact(fact_id=row.pk, actor=stage.actor("secretary"))
    assert chores(stage, "secretary") == []


def test_a_meeting_from_agenda_to_the_room(stage):
    meeting = stage.meeting(MEETS)
    assert chores(stage, "office_clerk") == [f"{meeting}：还没有列入议题"]
    item = stage.item(meeting)
    assert f"{meeting}：1项议题待审定" in chores(stage, "secretary")
    agenda.confirm_agenda(meeting_id=meeting.pk, actor=stage.actor("secretary"), reason="书记已审定")
    assert chores(stage, "office_clerk") == [f"{meeting}：议程已审定，待发通知"]
    notice.convene(meeting_id=meeting.pk, actor=stage.actor("office_clerk"), reason="按期")
    assert chores(stage, 5) == [f"{meeting}通知待签收"]
    notice.ask_leave(meeting_id=meeting.pk, actor=stage.member(8), because="赴县开会")
    assert any(name.endswith("的假") for name in chores(stage, "secretary"))
    stage.consult(meeting)
    with builders.on_day(MEETS):
        assert f"{meeting}：今天开会，请签到" in chores(stage, 5)
        stage.open(meeting, range(7))
        room.open_item(item_id=item.pk, actor=stage.actor("office_clerk"))
        assert f"{meeting}：第一项请表态" in chores(stage, 5)
        room.recuse(
            item_id=item.pk, person_id=stage.members[5].pk, kind="interest", actor=stage.actor("office_clerk")
        )
        assert f"{meeting}：第一项请表态" not in chores(stage, 5)
        assert f"{meeting}：已经开会，还没有签到" in chores(stage, 8)


def test_a_clause_is_dated_and_late_ones_stand_first(stage):
    meeting = stage.meeting(MEETS)
    item = stage.item(meeting)
    stage.convene(meeting, reason="按期")
    with builders.on_day(MEETS):
        stage.open(meeting)
        stage.discuss(item)
        resolution = stage.announce(stage.vote_by_hands(item, aye=9))
        assert f"{meeting}：第一项待计票人录入票数" not in chores(stage, 3)
        stage.word(resolution, date(2026, 12, 10))
        stage.minutes(meeting)
    with builders.on_day(date(2026, 12, 12)):
        desk = desk_for(stage.member(2))
        assert desk.days[0].late and desk.late == "一"
        assert desk.days[0].chores[0].words == "逾期2天"
        assert "有一件已逾期" in words(Browser(stage, 2).get("desk"))


def test_an_empty_desk_says_so(stage):
    text = words(Browser(stage, "petition_clerk").get("desk"))
    assert "今天没有等您办的事。" in text


def test_administrators_are_sent_to_their_own_pages(stage):
    from django.test import Client

    auditor = builders.sign_in(Client(), builders.account(administrator="auditor"))
    assert auditor.get(reverse("desk")).headers["Location"] == reverse("admin:index")


def queries(browser: Browser, url: str) -> int:
    browser.client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert browser.client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["desk", "meetings:list", "meetings:topics", "meetings:phone"])
def test_lists_cost_the_same_for_one_row_and_for_many(stage, name):
    browser = Browser(stage, "secretary")

    def one_more() -> None:
        meeting = stage.meeting(MEETS)
        stage.item(meeting, prepared=False)
        stage.topic()

    one_more()
    first = queries(browser, reverse(name))
    for _again in range(4):
        one_more()
    assert queries(browser, reverse(name)) == first


def test_lists_filter_by_year_state_and_words(stage):
    meeting = stage.meeting(MEETS)
    stage.item(meeting, title="柘坪村灌渠清淤", prepared=False)
    browser = Browser(stage, "office_clerk")
    assert str(meeting) in browser.text("meetings:list", query="?ci=灌渠&nian=2026&zhuangtai=preparing")
    assert "没有找到“食堂”" in browser.text("meetings:list", query="?ci=食堂")
    assert str(meeting) not in browser.text("meetings:list", query="?nian=2025")
    assert str(meeting) in browser.text("meetings:list", query="?nian=abc&zhuangtai=nothing&page=99")
    assert "柘坪村灌渠清淤" in browser.text("meetings:topics", query="?zhuangtai=agreed&leibie=ordinary")
    assert "柘坪村灌渠清淤" not in browser.text("meetings:topics", query="?leibie=personnel")


def test_a_recused_members_search_does_not_find_the_title(stage):
    meeting = stage.meeting(MEETS)
    item = stage.item(meeting, title="旧粮站资产处置")
    stage.convene(meeting, reason="按期")
    room.recuse(item_id=item.pk, person_id=stage.members[5].pk, kind="kin", actor=stage.actor("office_clerk"))
    assert str(meeting) in Browser(stage, 4).text("meetings:list", query="?ci=粮站")
    assert "没有找到“粮站”" in Browser(stage, 5).text("meetings:list", query="?ci=粮站")
    assert "没有找到“粮站”" in Browser(stage, 5).text("meetings:topics", query="?ci=粮站")


def nav(stage: Stage, who: str, name: str) -> dict[str, tuple[bool, dict[str, bool]]]:
    """Entries of the main navigation on that page: is it the current one, and which of its places is."""
    entries = Browser(stage, who).get(name).context["chrome"]["nav"]
    return {
        str(e["label"]): (e["current"], {str(one["label"]): one["current"] for one in e["places"]})
        for e in entries
    }


@pytest.mark.parametrize(
    ("name", "entry", "place"),
    [
        ("desk", "工作台", "今日要办"),
        ("meetings:calendar", "工作台", "会议日历"),
        ("meetings:topics", "会议", "党委会"),
        ("meetings:bodies", "会议", "其他会议"),
        ("meetings:lives", "会议", "民主生活会"),
        ("congress:index", "会议", "党代会"),
        ("supervision:list", "督办", ""),
        ("responsibilities:index", "考核", "责任"),
    ],
)
def test_the_navigation_is_short_and_marks_where_one_is(stage, name, entry, place):
    found = nav(stage, "office_clerk", name)
    assert len(found) <= 10
    assert [label for label, (current, _places) in found.items() if current] == [entry]
    assert [one for one, current in found[entry][1].items() if current] == ([place] if place else [])


def test_nothing_of_the_navigation_is_current_elsewhere(stage):
    found = nav(stage, "office_clerk", "people:roster")
    assert not any(current or any(places.values()) for current, places in found.values())
