"""党委扩大会 (S0-04:三-5): named so on page and paper; who votes stays as it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from meetings import composition, judgement
from meetings.models import Meeting
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage

pytestmark = pytest.mark.django_db


@pytest.mark.articles("S0-04:三-5")
@pytest.mark.parametrize(
    ("ticked", "named", "full", "called"),
    [
        ({"enlarged": "on"}, "2026年第1次党委扩大会", "2026年第1次会议（扩大）", "云樨镇党委扩大会议"),
        ({}, "2026年第1次党委会", "2026年第1次会议", "云樨镇党委会议"),
    ],
)
def test_an_enlarged_meeting_is_called_one(ticked, named, full, called):
    with builders.on_day():
        stage = Stage.build(seats=5)
        clerk = Browser(stage, "office_clerk")
        form = clerk.get("meetings:plan").context["form"]
        sent = clerk.send(
            "meetings:plan",
            day=(builders.TODAY + timedelta(days=5)).isoformat(),
            at="09:00",
            place="镇机关三楼会议室",
            chair=form.fields["chair"].queryset.get(post__code="secretary").pk,
            recorder=form.fields["recorder"].queryset.get(post__code="office_clerk").pk,
            **ticked,
        )
        assert sent.status_code == 302
        meeting = Meeting.objects.get()
        assert (str(meeting), composition.called(meeting)) == (named, called)
        assert composition.full_name(meeting).endswith(full)
        assert full in clerk.text("meetings:room", meeting.pk)


@pytest.mark.articles("S0-04:三-5")
def test_nobody_more_votes_at_an_enlarged_meeting():
    with builders.on_day():
        stage = Stage.build(seats=5)
        meeting = stage.meeting()
        builders.change(meeting, enlarged=True)
        stage.item(meeting)
        stage.convene(meeting, reason="按期通知")
    with builders.on_day(date(2026, 11, 26)):
        assert meeting.attendances.filter(voting=True).count() == 5


@pytest.mark.articles("S0-04:三-5")
@pytest.mark.parametrize(
    ("enlarged", "guests", "asked"), [(True, 0, True), (True, 1, False), (False, 0, False)]
)
def test_an_enlarged_meeting_asks_more_than_the_committee(enlarged, guests, asked):
    with builders.on_day():
        stage = Stage.build(seats=5)
        meeting = stage.meeting()
        builders.change(meeting, enlarged=enlarged)
        verdict = judgement.for_guests(meeting, guests)
    assert [f.code for f in verdict.warnings] == (["meetings.state.enlarged_alone"] if asked else [])
