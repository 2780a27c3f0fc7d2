"""Articles put before the reader where they speak, and the fields and papers that carry articles of record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from governance.rules.library import load_library
from meetings.documents.record import record_paper
from meetings.models import AgendaItem, Meeting
from meetings.services import room
from meetings.shown import PLACES, shown
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage
from tests.meetings.table import kept_world

HELD = date(2026, 11, 26)


def build() -> Any:
    with builders.on_day():
        stage = Stage.build(["preset-a", "preset-b"], figures=[("S0-04:三-3a", "majority", ">1/2@entitled")])
        meeting = stage.meeting()
        item = stage.item(meeting, title="月塘村污水管网入户")
        stage.convene(meeting, reason="按期通知")
    with builders.on_day(HELD):
        stage.open(meeting)
        stage.discuss(item)
        stage.word(stage.announce(stage.vote_by_hands(item, aye=11)), date(2026, 12, 20))
        room.close_meeting(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
    return SimpleNamespace(stage=stage, meeting=meeting, item=item)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def scene(db, kept) -> Iterator[Any]:
    with builders.on_day(HELD):
        yield kept or build()


ADDRESSES = {
    "proposing": lambda s: ("committee_member", "meetings:propose", ()),
    "planning": lambda s: ("office_clerk", "meetings:plan", ()),
    "notice": lambda s: (
        "committee_member",
        "meetings:acknowledge",
        (s.meeting.notice.deliveries.get(person=s.stage.crew.person("committee_member")).pk,),
    ),
    "decided": lambda s: ("committee_member", "meetings:room", (s.meeting.pk,)),
}


@pytest.mark.articles(*(cite for cites in PLACES.values() for cite in cites))
@pytest.mark.parametrize("place", PLACES)
def test_adopted_articles_stand_where_they_speak(scene, place):
    who, name, args = ADDRESSES[place](scene)
    page = Browser(scene.stage, who).text(name, *args)
    rows = shown(scene.stage.town.pk, HELD, place)
    assert rows
    for row in rows:
        assert row.statement in page
    adopted = {row.cite.partition(":")[0] for row in rows}
    assert adopted <= {"S0-04", "S1-01", "S1-04", "S1-06"}


@pytest.mark.django_db
def test_an_article_that_is_not_adopted_is_not_shown():
    with builders.on_day():
        stage = Stage.build(["preset-b"], name="稔川镇")
        cites = {row.cite for place in PLACES for row in shown(stage.town.pk, builders.TODAY, place)}
        assert cites
        assert not any(cite.startswith("S0-04") for cite in cites)


@pytest.mark.django_db
@pytest.mark.articles("S1-01:七-4c")
def test_a_reference_to_the_superior_is_entered_and_confirmed():
    with builders.on_day():
        stage = Stage.build(name="竹篙镇")
        meeting = stage.meeting()
        item = stage.item(meeting)
        assert stage.fact("referred_upward", True, builders.TODAY, item_id=item.pk).confirmed_on
        assert "报上级裁决" in Browser(stage, "office_clerk").text("meetings:room", meeting.pk)


@pytest.mark.articles("S0-06:十二b")
@pytest.mark.parametrize(
    ("began", "ended", "minutes"),
    [((9, 0, 0), (9, 22, 10), 22), ((9, 0, 0), (9, 0, 5), 1), ((9, 0, 0), None, None)],
)
def test_how_long_an_item_was_discussed(began, ended, minutes):
    def at(clock: Any) -> Any:
        return timezone.make_aware(datetime(2026, 11, 26, *clock)) if clock else None

    assert AgendaItem(discussed_at=at(began), summarised_at=at(ended)).minutes_discussed == minutes


@pytest.mark.articles("S1-04:三-4")
def test_the_record_carries_every_element_of_a_decision(scene):
    article = load_library().article("S1-04:三-4")
    assert article.items == ("事项", "范围", "形式", "程序", "结论", "实施")
    paper = str(record_paper(Meeting.objects.get(pk=scene.meeting.pk)))
    for element in (
        "月塘村污水管网入户",  # what was decided
        scene.stage.members[4].name,  # who took part
        "2026年第1次会议",  # in what kind of meeting
        "举手",  # how it was voted
        "同意所报方案",  # with which result
        "办理开工手续",  # and how it is carried out
    ):
        assert element in paper
