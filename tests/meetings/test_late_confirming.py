"""Nobody confirms what one entered oneself: neither the whole of a late entry nor a single step of it."""

from __future__ import annotations

import pytest

from governance.access.errors import Forbidden
from meetings.late_policies import typists
from meetings.services import agenda, late, room
from tests import builders
from tests.meetings.table import kept_world
from tests.meetings.test_late_meetings import ENTERED, Evening

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Evening.build) as world:
        yield world


@pytest.fixture
def evening(kept, db):
    with builders.on_day(ENTERED):
        yield kept or Evening.build()


def test_where_the_chair_entered_it_another_leader_confirms(evening):
    stage = evening.stage
    meeting = evening.in_session("ordinary")
    room.close_meeting(meeting_id=meeting.pk, actor=evening.clerk)
    builders.change(meeting.late, entered_by=stage.members[0])
    for who in ("secretary", "office_director"):
        with pytest.raises(Forbidden):
            late.confirm_meeting(meeting_id=meeting.pk, actor=stage.actor(who))
    assert late.confirm_meeting(
        meeting_id=meeting.pk, actor=stage.actor("deputy_secretary")
    ).late.confirmed_on


def test_whoever_typed_one_step_of_it_does_not_confirm_it(evening):
    stage = evening.stage
    meeting = evening.in_session("ordinary")
    chair, deputy = stage.actor("secretary"), stage.actor("deputy_secretary")
    assert typists(meeting) == {evening.clerk.person_id}
    room.close_meeting(meeting_id=meeting.pk, actor=chair)
    assert typists(meeting) == {evening.clerk.person_id, chair.person_id}
    with pytest.raises(Forbidden) as told:
        late.confirm_meeting(meeting_id=meeting.pk, actor=chair)
    assert "录入过其中一步的人不能自己确认" in str(told.value.decision.reason)
    assert late.confirm_meeting(meeting_id=meeting.pk, actor=deputy).late.confirmed_on


def test_the_chairs_own_word_is_no_entry(evening):
    meeting = evening.enter()
    agenda.put_on_agenda(
        topic_id=evening.topic_ids["ordinary"],
        meeting_id=meeting.pk,
        actor=evening.clerk,
        reason="按时上会",
    )
    chair = evening.stage.actor("secretary")
    agenda.confirm_agenda(meeting_id=meeting.pk, actor=chair)
    assert chair.person_id not in typists(meeting)
