"""What a verb costs does not grow with what the town has behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Meeting
from meetings.services import agenda, notice, voting
from tests import builders
from tests.meetings.scenes import HELD, NOTICED, PREPARED, Chamber
from tests.meetings.table import kept_world

MORE = 12


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Chamber.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    return kept or Chamber.build()


def cost(call: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)


def old_meetings(scene: Chamber) -> None:
    """Meetings of the past with everybody on their lists, as the register shows them years later."""
    for number in range(MORE):
        with builders.on_day(PREPARED):
            meeting = scene.stage.meeting(date(2026, 12, 1), number)
            scene.stage.item(meeting, prepared=False)
        builders.change(meeting, agenda_confirmed_on=PREPARED)
        with builders.on_day(NOTICED):
            notice.convene(
                meeting_id=meeting.pk, actor=scene.actor("office_clerk"), written=True, reason="按惯例"
            )
        builders.change(meeting, status=Meeting.Status.CANCELLED)


def convened(scene: Chamber) -> int:
    with builders.on_day(PREPARED):
        meeting = scene.stage.meeting(date(2026, 12, 8))
        scene.stage.item(meeting, "ordinary")
        agenda.confirm_agenda(meeting_id=meeting.pk, actor=scene.actor("secretary"))
    with builders.on_day(NOTICED):
        actor = scene.actor("office_clerk")
        return cost(lambda: notice.convene(meeting_id=meeting.pk, actor=actor))


def test_convening_costs_the_same_after_years_of_meetings(scene):
    convened(scene)  # fill the caches of book and calendar
    young = convened(scene)
    old_meetings(scene)
    assert convened(scene) == young
    assert young < 45


def test_casting_costs_the_same_after_years_of_meetings_and_with_many_ballots(scene):
    old_meetings(scene)
    with builders.on_day(HELD):
        vote = scene.opened()
        costs = []
        for index in range(6):
            actor = scene.actor(index)
            costs.append(
                cost(lambda actor=actor: voting.cast_named(vote_id=vote.pk, actor=actor, choice="aye"))
            )
    assert len(set(costs[1:])) == 1
    assert costs[-1] < 25
