"""The 五个一 that count by topic: what came up at which meeting (S3-06:1-1, 1-2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.deadlines.cadences import standing_by_town
from governance.deadlines.duties import duties_of
from meetings import party_building
from meetings.models import AgendaItem, Meeting, Topic
from tests import builders
from tests.meetings.staging import Stage
from tests.meetings.table import kept_world


def build() -> Stage:
    with builders.on_day():
        return Stage.build(["preset-c"], settle=True)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def stage(db, kept) -> Iterator[Stage]:
    with builders.on_day():
        yield kept or build()


def came_up(
    stage: Stage, *, enlarged: bool = False, status: str = "in_session", item: str = "decided"
) -> None:
    topic = stage.topic(party_building=True)
    meeting = stage.meeting()
    opened = {"opened_at": timezone.now()} if status == "in_session" else {}
    builders.change(meeting, enlarged=enlarged, status=status, **opened)
    builders.save(
        AgendaItem(
            organization=stage.town,
            meeting=meeting,
            topic=topic,
            order=1,
            agreed_on=builders.TODAY,
            status=item,
            outcome="passed" if item == "decided" else "",
        )
    )


def owed(stage: Stage) -> set[str]:
    return {d.text for d in duties_of(stage.town, builders.TODAY) if d.clock == "meetings.party_building"}


REPORT, MEETING = "党委扩大会听党建报告还差1次", "党委会研究党建专题还差1次"


@pytest.mark.articles("S3-06:1-1", "S3-06:1-2")
@pytest.mark.parametrize(
    ("held", "left"),
    [
        ({}, {REPORT}),
        ({"enlarged": True}, {MEETING}),
        ({"item": "postponed"}, {REPORT}),
        ({"item": "pending"}, {REPORT, MEETING}),
        ({"status": "cancelled"}, {REPORT, MEETING}),
    ],
)
def test_a_meeting_counts_where_party_building_came_up(stage: Stage, held, left) -> None:
    assert owed(stage) == {REPORT, MEETING}
    came_up(stage, **held)
    assert owed(stage) == left


@pytest.mark.articles("S3-06:1-2")
def test_two_topics_of_one_meeting_are_one_meeting(stage: Stage) -> None:
    came_up(stage)
    meeting = Meeting.objects.get(organization=stage.town)
    item = AgendaItem.objects.get(meeting=meeting)
    builders.save(
        AgendaItem(
            organization=stage.town,
            meeting=meeting,
            topic=stage.topic(party_building=True),
            order=2,
            agreed_on=item.agreed_on,
            status="postponed",
        )
    )
    one = standing_by_town(party_building.COMMITTEE, [stage.town], builders.TODAY)[stage.town.pk]
    assert (one.done, one.first, one.last) == (1, date(2026, 7, 1), date(2026, 12, 31))


def test_the_form_asks_only_where_it_is_counted(stage: Stage, client) -> None:
    builders.sign_in(client, stage.crew.account("secretary"))
    page = client.get(reverse("meetings:propose")).content.decode()
    assert 'name="party_building"' in page
    other = builders.crew(builders.town("竹坪镇"))
    builders.sign_in(client, other.account("secretary"))
    assert 'name="party_building"' not in client.get(reverse("meetings:propose")).content.decode()
    assert not Topic.objects.filter(organization=other.organization).exists()


def test_the_reminder_leads_those_it_binds_to_a_form_they_may_fill_in(stage: Stage, client) -> None:
    duty = next(d for d in duties_of(stage.town, builders.TODAY) if d.clock == "meetings.party_building")
    for post in duty.posts:
        builders.sign_in(client, stage.crew.account(post))
        assert client.get(duty.address(bound=True)).status_code == 200, post
