"""我的履职 shows one's own year and nobody else's; 会议日历 shows what one may know of, by working days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from meetings.models import Attendance
from meetings.pages.calendar import month_page, year_page
from meetings.pages.own import own_year
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.scenes import HELD, VIEW, Closed
from tests.meetings.staging import SHANGHAI
from tests.meetings.table import kept_world
from tests.meetings.test_listings import copy_meeting


def build() -> Any:
    return SimpleNamespace(scene=(scene := Closed.build()), stage=scene.stage)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def town(db, kept) -> Iterator[Any]:
    with builders.on_day(HELD):
        yield kept or build()


def mine(town: Any, index: int, year: int = 2026) -> Any:
    return own_year(town.stage.crew.member_actor(index, HELD), year)


def test_ones_own_stances_votes_and_meetings(town):
    own = mine(town, 4)
    titles = {stance.item.topic.title for stance, _url in own.stances}
    assert titles and {s.get_stance_display() for s, _url in own.stances} == {"不同意"}
    assert {stance.person_id for stance, _url in own.stances} == {town.stage.members[4].pk}
    words = {line.vote.method: line.word for line in own.votes}
    assert words == {"show_of_hands": "参加表决", "secret_ballot": "列入表决人名单"}
    assert (own.counts.entitled, own.counts.present, own.counts.rate) == (1, 1, "")
    assert mine(town, 4, 2025).meetings == ()


@pytest.mark.parametrize(
    ("changes", "word", "count"),
    [
        ({"status": "absent", "signed_in_at": None}, "缺席", "absent"),
        ({"status": "on_leave", "signed_in_at": None}, "请假", "leave"),
        ({"status": "left"}, "到会，中途离会", "left"),
        ({"signed_in_at": datetime(2026, 11, 26, 23, 0, tzinfo=SHANGHAI)}, "迟到", "late"),
    ],
)
def test_attendance_is_told_as_it_was(town, changes, word, count):
    seat = Attendance.objects.get(meeting_id=town.scene.meeting_id, person=town.stage.members[5])
    builders.change(seat, **changes)
    own = mine(town, 5)
    assert own.meetings[0].word == word
    assert getattr(own.counts, count) == 1


def test_a_recused_member_does_not_find_the_matter_among_the_votes(town):
    before = {line.title for line in mine(town, 6).votes}
    item = town.scene.item(town.scene.persons_id)
    assert item.topic.title in before
    builders.save(
        item.recusals.model(
            organization=town.stage.town,
            item=item,
            person=town.stage.members[6],
            kind="kin",
            registered_at=builders.clock.now(),
        )
    )
    own = mine(town, 6)
    assert item.topic.title not in {line.title for line in own.votes}
    assert item.topic.title not in {stance.item.topic.title for stance, _url in own.stances}


def test_the_page_and_the_sheet_say_nothing_of_others(town):
    page = Browser(town.stage, 4).text("meetings:own")
    assert "应到1次，到会1次；其中迟到0次" in page
    assert "不同意" in page and VIEW not in page
    assert (
        "不同意"
        not in Browser(town.stage, 5).text("meetings:own").partition("我的表态")[2].partition("我参加")[0]
    )
    response = Browser(town.stage, 4).get("meetings:own-sheet")
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    assert {row[0] for row in rows[3:]} >= {"会议", "表态", "表决"}
    assert "这一年还没有提过议题" in Browser(town.stage, "staff").text("meetings:own", query="?nian=x")


def test_a_month_shows_days_off_days_worked_and_what_falls_on_them(town):
    clerk = town.stage.crew.actor("office_clerk", HELD)
    october = month_page(clerk, date(2026, 10, 1))
    kinds = {day.day: day.kind for week in october.weeks for day in week if day.inside}
    assert kinds[date(2026, 10, 1)] == "holiday"
    assert "makeup" in {d.kind for m in (9, 10) for w in month_page(clerk, date(2026, m, 1)).weeks for d in w}
    november = month_page(clerk, date(2026, 11, 1))
    entries = {day.day: [e.what for e in day.entries] for week in november.weeks for day in week}
    assert str(town.scene.meeting) in entries[HELD]
    staff = month_page(town.stage.crew.actor("staff", HELD), date(2026, 11, 1))
    assert not any(e.kind == "meeting" for week in staff.weeks for day in week for e in day.entries)


@pytest.mark.parametrize(
    "query", ["", "?yue=2026-12", "?yue=x", "?yue=9999-99", "?yue=0001-01", "?yue=2031-02"]
)
def test_any_month_is_answered(town, query):
    assert Browser(town.stage, "office_clerk").get("meetings:calendar", query=query).status_code == 200


def test_a_year_tells_what_is_missing(town):
    clerk = town.stage.crew.actor("office_clerk", HELD)
    copy_meeting(town.scene, 7, meets_at=datetime(2026, 12, 20, 9, tzinfo=SHANGHAI), status="preparing")
    rows = year_page(clerk, town.stage.town, 2026).rows
    assert (rows[10].held, rows[11].planned) == (1, 1)
    page = Browser(town.stage, "office_clerk").text("meetings:calendar-year", query="?nian=2026")
    assert "11月" in page and str(town.scene.meeting) in page
    assert (
        Browser(town.stage, "office_clerk").get("meetings:calendar-year", query="?nian=99999").status_code
        == 200
    )


@pytest.mark.parametrize("name", ["own", "calendar", "calendar-year"])
def test_many_meetings_cost_as_many_queries_as_few(town, name):
    browser = Browser(town.stage, 4)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(f"meetings:{name}").status_code == 200
        return len(asked)

    cost()
    few = cost()
    for n in range(20, 26):
        meeting = copy_meeting(town.scene, n)
        seat = Attendance.objects.get(meeting_id=town.scene.meeting_id, person=town.stage.members[4])
        values = {
            f.attname: getattr(seat, f.attname) for f in Attendance._meta.concrete_fields if f.name != "id"
        }
        builders.save(Attendance(**{**values, "meeting_id": meeting.pk}))
    assert cost() == few
