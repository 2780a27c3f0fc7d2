"""The notice goes out, or the meeting is called off."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import pytest

from governance.audit.errors import AlreadyDone
from governance.people.models import Tenure
from meetings.models import AgendaItem, Meeting
from meetings.services import agenda, notice
from tests import builders
from tests.meetings.scenes import HELD, NOTICED, PREPARED, STATE, Preparation
from tests.meetings.staging import SHANGHAI
from tests.meetings.table import blocks, kept_world, last_act, needs_reason, refused, warns


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Preparation.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    yield kept or Preparation.build()


@pytest.mark.articles("S1-01:七-2a", "S1-04:三-2d")
@pytest.mark.parametrize(
    ("day", "hour", "written", "asked", "stop"),
    [
        (NOTICED, 9, True, set(), None),
        (date(2026, 11, 25), 9, True, set(), None),
        (date(2026, 11, 25), 9, False, {("S1-01:七-2a", "meetings.notice.not_written")}, None),
        (HELD, 8, True, {("S1-01:七-2a", "meetings.notice.late")}, None),
        (HELD, 10, True, set(), "meetings.state.day_gone"),
        (date(2026, 11, 27), 9, True, set(), "meetings.state.day_gone"),
    ],
    ids=["in time", "the day before", "by telephone", "the same day", "an hour late", "a day late"],
)
def test_art_s1_01_7_2a_notice_too_short_asks_for_a_reason(scene, day, hour, written, asked, stop):
    def convene(reason: str = "") -> Meeting:
        return notice.convene(
            meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"), written=written, reason=reason
        )

    with builders.on_day(PREPARED):
        scene.confirm()
    with builders.on_day(day, hour):
        if stop is not None:
            assert blocks(refused(convene)) == {("", stop)}
            assert scene.meeting.status == Meeting.Status.PREPARING
            return
        if asked:
            needed = needs_reason(convene)
            assert warns(needed) == asked
            convene("汛情紧急")
            assert last_act("meetings.meeting.convened").reason == "汛情紧急"
        else:
            convene("用不着的理由")
            assert last_act("meetings.meeting.convened").reason == ""
    meeting = scene.meeting
    assert meeting.status == Meeting.Status.NOTICED
    assert meeting.attendances.filter(voting=True).count() == 11
    assert meeting.notice.deliveries.count() == 11
    assert AgendaItem.objects.get(pk=scene.item_id).in_notice
    with builders.on_day(day, hour):
        assert blocks(refused(convene)) >= {STATE}


def test_guests_are_told_and_do_not_vote(scene):
    stage = scene.stage
    chair_of_congress = Tenure.objects.get(person=stage.crew.person("congress_chair"))
    member = Tenure.objects.filter(person=stage.members[3]).first()
    with builders.on_day(PREPARED):
        scene.confirm()
    with builders.on_day(NOTICED):
        notice.convene(
            meeting_id=scene.meeting_id,
            actor=scene.actor("office_clerk"),
            attending=[chair_of_congress, chair_of_congress, member],
        )
    assert scene.meeting.attendances.count() == 12
    assert list(scene.meeting.attendances.filter(voting=False).values_list("person_id", flat=True)) == [
        chair_of_congress.person_id
    ]


def test_a_meeting_without_members_is_not_convened(scene):
    with builders.on_day(PREPARED):
        scene.confirm()
        for tenure in Tenure.objects.filter(organization=scene.stage.town, post__committee_seat=True):
            builders.change(tenure, until=date(2026, 11, 25))
        stopped = refused(
            lambda: notice.convene(meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"))
        )
    assert blocks(stopped) == {("", "meetings.state.no_members")}


@pytest.mark.parametrize("noticed", [False, True])
def test_a_cancelled_meeting_frees_its_topics(scene, noticed):
    with builders.on_day(PREPARED):
        scene.confirm()
    with builders.on_day(NOTICED):
        if noticed:
            notice.convene(meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"))
        notice.cancel_meeting(meeting_id=scene.meeting_id, actor=scene.actor("secretary"), because="县里开会")
        item = AgendaItem.objects.get(pk=scene.item_id)
        assert (item.status, item.topic.status) == ("postponed", "postponed")
        later = scene.stage.meeting(date(2026, 12, 3))
        moved = agenda.put_on_agenda(
            topic_id=item.topic_id, meeting_id=later.pk, actor=scene.actor("office_clerk")
        )
        assert moved.meeting_id == later.pk
        for call in (
            lambda: notice.convene(meeting_id=scene.meeting_id, actor=scene.actor("office_clerk")),
            lambda: notice.cancel_meeting(
                meeting_id=scene.meeting_id, actor=scene.actor("secretary"), because="再取消"
            ),
            lambda: scene.list_topic(),
        ):
            assert STATE in blocks(refused(call))


def test_the_same_form_sent_twice_plans_one_meeting(scene):
    once = uuid4()

    def plan() -> Meeting:
        return agenda.plan_meeting(
            organization=scene.stage.town,
            actor=scene.actor("office_clerk"),
            meets_at=datetime(2026, 12, 1, 9, tzinfo=SHANGHAI),
            place="三楼会议室",
            chair=scene.stage.members[0],
            chair_post="secretary",
            recorder=scene.stage.crew.person("office_clerk"),
            once=once,
        )

    with builders.on_day(PREPARED):
        plan()
        with pytest.raises(AlreadyDone) as again:
            plan()
    assert again.value.act.pk == once
    assert Meeting.objects.count() == 2
