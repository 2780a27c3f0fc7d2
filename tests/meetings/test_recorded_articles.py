"""Articles that ask for no refusal but for something to be written down: it stands in the record and on the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from governance.people.models import Tenure
from meetings.documents.record import record_paper
from meetings.models import Meeting
from meetings.services import agenda, notice, room
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage
from tests.meetings.table import kept_world

NOTICED, HELD = date(2026, 11, 23), date(2026, 11, 26)
WRITTEN, WHY_AWAY = "赞成修，路线再看一看。", "参加县里的防汛会"
SUMMED_UP = "多数同意，吸收翻修路面的意见，交付表决"


def build() -> Any:
    stage = Stage.build(["preset-b"])
    with builders.on_day(NOTICED):
        clerk = stage.actor("office_clerk")
        meeting = stage.meeting(HELD)
        item = stage.item(meeting, "major_project", title="月塘村污水管网入户")
        agenda.arrange_item(item_id=item.pk, actor=clerk, presenter=stage.members[2], method="named_ballot")
        agenda.confirm_agenda(meeting_id=meeting.pk, actor=stage.actor("secretary"), reason="按惯例")
        stage.send_materials(item.topic, NOTICED)
        guests = Tenure.objects.filter(person=stage.crew.person("congress_chair"))
        notice.convene(meeting_id=meeting.pk, actor=clerk, attending=list(guests), reason="按惯例")
        stage.consult(meeting)
        leave = notice.ask_leave(
            meeting_id=meeting.pk, actor=stage.member(10), because=WHY_AWAY, written_opinion=WRITTEN
        )
        notice.grant_leave(leave_id=leave.pk, actor=stage.actor("secretary"))
    with builders.on_day(HELD):
        clerk = stage.actor("office_clerk")
        stage.sign_in(meeting, range(9))  # the tenth does not come and has not asked
        guest = meeting.attendances.get(person=stage.crew.person("congress_chair"))
        room.sign_in(attendance_id=guest.pk, actor=clerk)
        room.open_meeting(meeting_id=meeting.pk, actor=clerk, reason="按惯例")
        room.open_item(item_id=item.pk, actor=clerk, reason="按惯例")
        stage.speak(item, ["agree", "agree", "disagree"])
        room.summarise(item_id=item.pk, actor=clerk, summary=SUMMED_UP)
        resolution = stage.announce(stage.vote_by_name(item, ["aye", "aye", "nay"], reason="按惯例"))
        stage.word(resolution, date(2026, 12, 20))
        room.close_meeting(meeting_id=meeting.pk, actor=clerk)
    return SimpleNamespace(stage=stage, meeting=meeting.pk, topic=item.topic_id)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def held(db, kept):
    built = kept or build()
    with builders.on_day(HELD):
        yield built


def record(held: Any) -> str:
    return str(record_paper(Meeting.objects.get(pk=held.meeting)))


def topic_page(held: Any) -> str:
    return Browser(held.stage, "office_clerk").text("meetings:topic", held.topic)


articles = pytest.mark.articles
ROWS: list[Any] = [
    pytest.param(topic_page, ["酝酿"], id="consulted before", marks=articles("S0-04:二-4", "S1-04:三-2a")),
    pytest.param(
        topic_page,
        ["听取党员群众和下级组织意见"],
        id="asked around",
        marks=articles("S1-01:五-3b", "S1-04:一-3a"),
    ),
    pytest.param(
        topic_page, ["情况说明。"], id="told in full", marks=articles("S1-04:三-2c2", "S0-04:三-2a")
    ),
    pytest.param(
        topic_page,
        ["分管 党委副书记", "材料送达日期"],
        id="the leader sees to the papers",
        marks=articles("S1-01:七-1b"),
    ),
    pytest.param(record, ["情况说明。"], id="told first, then discussed", marks=articles("S1-01:七-3a2")),
    pytest.param(
        record,
        ["还要再看看。"],
        id="who was against",
        marks=articles("S0-04:三-3b", "S1-01:七-4a2", "S1-04:三-3c2"),
    ),
    pytest.param(record, [WRITTEN, "不计票"], id="in writing", marks=articles("S1-01:七-3d", "S1-04:三-2e")),
    pytest.param(record, [WHY_AWAY, "缺席"], id="why away", marks=articles("S1-01:十二-5")),
    pytest.param(
        record, [SUMMED_UP], id="summed up by the chair", marks=articles("S0-04:二-7", "S1-01:七-4a")
    ),
    pytest.param(record, ["记名表决"], id="how it was voted on", marks=articles("S1-04:三-3b")),
    pytest.param(record, ["列席"], id="attends without a vote", marks=articles("S4-07:三-1c")),
]


@pytest.mark.parametrize(("where", "words"), ROWS)
def test_what_the_article_asks_to_be_written_down_is(
    held: Any, where: Callable[[Any], str], words: list[str]
):
    text = where(held)
    assert [word for word in words if word not in text] == []
