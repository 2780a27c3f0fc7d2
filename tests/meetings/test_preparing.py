"""Preparing the next meeting: what was put off comes back by itself, the first lawful day is said."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from meetings import judgement
from meetings.clocks import earliest_meeting_day
from meetings.desk import desk_for
from meetings.models import AgendaItem, Topic
from meetings.services import agenda
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.scenes import AFTER, Closed
from tests.meetings.staging import Stage
from tests.meetings.table import blocks, refused

pytestmark = pytest.mark.django_db
NEXT = date(2026, 12, 10)


@pytest.fixture
def after() -> Any:
    """The project was put off at a meeting that is over; the next one is planned."""
    scene = Closed.build()
    with builders.on_day(AFTER):
        scene.next = scene.stage.meeting(NEXT)  # type: ignore[attr-defined]
        yield scene


def chores(scene: Any, who: str) -> list[str]:
    return [row.chore.name for day in desk_for(scene.actor(who)).days for row in day.chores]


def test_a_topic_put_off_comes_back_with_one_click(after: Any) -> None:
    topic = after.item(after.project_id).topic
    assert f"缓议的议题待再上会：{topic.title}" in chores(after, "office_clerk")
    assert f"缓议的议题待再上会：{topic.title}" not in chores(after, "secretary")
    clerk = Browser(after.stage, "office_clerk")
    page = clerk.get("meetings:room", after.next.pk)
    assert f"{topic.title} 重大项目 {after.meeting}缓议" in words(page)
    once = re.search(
        r'name="once" value="([^"]+)"><input type="hidden" name="meeting"', page.content.decode()
    )
    assert once
    sent = clerk.send("meetings:topic-agenda", topic.pk, once=once[1], meeting=after.next.pk)
    assert sent.status_code == 302, words(sent)
    topic.refresh_from_db()
    assert topic.status == Topic.Status.AGREED
    assert AgendaItem.objects.get(meeting=after.next).topic_id == topic.pk
    assert "缓议后待再上会的" not in clerk.text("meetings:room", after.next.pk)
    assert f"缓议的议题待再上会：{topic.title}" not in chores(after, "office_clerk")


def test_a_member_sees_what_comes_back_but_does_not_list_it(after: Any) -> None:
    page = Browser(after.stage, 5).get("meetings:room", after.next.pk)
    assert "缓议后待再上会的" in words(page)
    assert 'name="meeting"' not in page.content.decode()


def test_what_was_taken_off_this_agenda_may_be_listed_here_again(after: Any) -> None:
    item = after.stage.item(after.next)
    agenda.remove_item(item_id=item.pk, actor=after.actor("office_clerk"))
    assert item.topic.title in Browser(after.stage, "office_clerk").text("meetings:room", after.next.pk)


@pytest.mark.articles("S0-04:二-3a", "S1-01:七-2a", "S1-01:七-2b")
@pytest.mark.parametrize(
    ("presets", "noticed_on", "matters", "first"),
    [
        (["preset-a"], date(2026, 11, 24), ["ordinary"], date(2026, 11, 26)),  # two days
        (["preset-b"], date(2026, 11, 24), ["ordinary"], date(2026, 11, 25)),  # one working day
        (["preset-b"], date(2026, 11, 27), ["ordinary"], date(2026, 11, 30)),  # over a weekend
        (["preset-b"], date(2026, 11, 27), ["personnel"], date(2026, 11, 27)),  # exempt (七-2b)
        (["preset-a", "preset-b"], date(2026, 11, 27), ["personnel", "ordinary"], date(2026, 11, 30)),
    ],
)
def test_the_first_lawful_day_counts_as_the_notice_is_judged(
    presets: list[str], noticed_on: date, matters: list[str], first: date
) -> None:
    with builders.on_day(date(2026, 11, 20)):
        stage = Stage.build(presets)
        judge = judgement.bench(stage.town.pk, noticed_on)
        assert earliest_meeting_day(judge, noticed_on, matters) == first


def test_plan_form_and_agenda_say_the_first_lawful_day() -> None:
    with builders.on_day(date(2026, 11, 27)):
        stage = Stage.build(["preset-b"])
        clerk = Browser(stage, "office_clerk")
        assert "最早11月30日（周一）可以开会" in clerk.text("meetings:plan")
        meeting = stage.meeting(date(2026, 11, 28))
        stage.item(meeting)
        assert "现定11月28日（周六），通知已来不及" in clerk.text("meetings:room", meeting.pk)


def test_the_rehearsal_lists_every_item_and_what_it_lacks(after: Any) -> None:
    topic = after.stage.topic("major_project", "灌渠清淤")
    agenda.put_on_agenda(
        topic_id=topic.pk, meeting_id=after.next.pk, actor=after.actor("office_clerk"), reason="按时上会"
    )
    clerk = Browser(after.stage, "office_clerk")
    page = clerk.text("meetings:rehearsal", after.next.pk)
    assert "灌渠清淤" in page and "共核对" in page
    assert clerk.get("meetings:rehearsal", after.meeting_id).status_code == 404  # that one is over


def test_the_last_minutes_become_the_first_item_with_one_click(after: Any) -> None:
    item = after.stage.item(after.next)
    agenda.confirm_agenda(meeting_id=after.next.pk, actor=after.actor("secretary"), reason="书记已审定")
    secretary = Browser(after.stage, "secretary")
    assert "还没有列入议程" not in secretary.text("meetings:room", after.next.pk)  # nothing is signed yet
    minutes = after.signed()
    assert f"{after.next}：上次会议纪要（{minutes.number}）待列入" in chores(after, "secretary")
    assert "由书记、副书记列入" in Browser(after.stage, "office_clerk").text("meetings:room", after.next.pk)
    sent = secretary.send("meetings:table-minutes", after.next.pk)
    assert sent.status_code == 302, words(sent)
    first = AgendaItem.objects.get(meeting=after.next, topic__minutes=minutes)
    item.refresh_from_db()
    after.next.refresh_from_db()
    assert (first.order, item.order, after.next.agenda_confirmed_on) == (1, 2, None)
    assert (first.topic.title, first.topic.matter) == ("审定上次会议纪要", "ordinary")
    assert str(after.meeting) in first.topic.content and minutes.number in first.topic.content
    assert not [c for c in chores(after, "secretary") if "上次会议纪要" in c]
    assert "还没有列入议程" not in secretary.text("meetings:room", after.next.pk)


def test_the_same_minutes_are_not_put_before_the_committee_twice(after: Any) -> None:
    def table() -> AgendaItem:
        return agenda.table_last_minutes(meeting_id=after.next.pk, actor=after.actor("secretary"))

    nothing = {("", "meetings.state.no_last_minutes")}
    assert blocks(refused(table)) == nothing
    after.signed()
    table()
    assert blocks(refused(table)) == nothing


def test_the_minutes_of_a_later_meeting_are_not_the_last_ones_of_an_earlier(after: Any) -> None:
    after.signed()
    with builders.on_day(date(2026, 11, 20)):
        earlier = after.stage.meeting(date(2026, 11, 21))
    assert judgement.last_minutes(earlier) is None
    assert judgement.last_minutes(after.next) is not None
