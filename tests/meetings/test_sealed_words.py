"""Opinions of persons and what concerns a person stand in no table in clear (design §4): not in rows, not in
history, not in the chain. Pages open them for readers who may read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from governance.access.decision import Decision
from governance.audit.sealed import SubjectKey, erase_subject
from meetings.models import LeaveRequest
from meetings.pages.words import leave_words, opinion_lines, subject_lines
from meetings.services import notice, room, topics
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage

pytestmark = pytest.mark.django_db
SAID = {
    "proposal": "拟任水利站站长（试用一年）",
    "opinion": "群众基础还要再听一听",
    "because": "陪护住院的家人",
    "written": "同意所报方案并附书面说明",
    "view": "材料里的工龄要再核一遍",
}


@pytest.fixture
def spoken() -> Iterator[Any]:
    with builders.on_day():
        stage = Stage.build()
        subject = stage.crew.person("staff")
        meeting = stage.meeting()
        about = stage.topic("personnel", subjects=[(subject, "拟任副站长")])
        topics.give_opinion(topic_id=about.pk, actor=stage.member(3), agrees=False, view=SAID["opinion"])
        topics.return_topic(topic_id=about.pk, actor=stage.actor("secretary"), because="补材料")
        topics.resubmit_topic(
            topic_id=about.pk, actor=stage.member(1), subjects=[(subject, SAID["proposal"])]
        )
        item = stage.item(meeting)
        stage.convene(meeting, reason="按期通知")
        notice.ask_leave(
            meeting_id=meeting.pk,
            actor=stage.member(9),
            because=SAID["because"],
            written_opinion=SAID["written"],
        )
    with builders.on_day(date(2026, 11, 26)):
        stage.open(meeting, range(9))
        room.open_item(item_id=item.pk, actor=stage.actor("office_clerk"))
        room.take_stance(
            item_id=item.pk,
            person_id=stage.members[3].pk,
            stance="disagree",
            view=SAID["view"],
            actor=stage.member(3),
        )
        yield SimpleNamespace(stage=stage, topic=about, meeting=meeting)


def everything() -> str:
    """Every value of every table, as one text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)


def test_what_persons_said_stands_in_no_table(spoken):
    stored = everything()
    assert spoken.topic.title in stored  # the search sees what is there
    assert [name for name, text in SAID.items() if text in stored] == []


def test_who_may_read_reads_it_whole(spoken):
    assert [line.proposal for line in subject_lines(spoken.topic)] == [SAID["proposal"]]
    assert [line.view for line in opinion_lines(spoken.topic)] == [SAID["opinion"]]
    [words] = leave_words(spoken.meeting.leave_requests.all())
    assert (words.because, words.written_opinion) == (SAID["because"], SAID["written"])


def test_pages_show_the_words(spoken):
    secretary = Browser(spoken.stage, "secretary")
    topic = secretary.text("meetings:topic", spoken.topic.pk)
    assert SAID["proposal"] in topic
    assert SAID["opinion"] in topic
    assert SAID["written"] in secretary.text("meetings:room", spoken.meeting.pk)


def test_an_erased_subject_reads_as_destroyed(spoken):
    key = SubjectKey.objects.get(subject_type="meetings.leaverequest")
    erase_subject(
        actor=spoken.stage.actor("secretary"),
        key_id=key.pk,
        ground="依法定程序",
        decide=lambda actor, code, obj: Decision(code, actor, allowed=True),
    )
    [words] = leave_words(LeaveRequest.objects.all())
    assert (words.because, words.written_opinion) == ("已销毁", "已销毁")
