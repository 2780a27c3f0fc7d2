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


@pytest.mark.articles("S0-04:二-3a", "S1-01:七-2a")
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
