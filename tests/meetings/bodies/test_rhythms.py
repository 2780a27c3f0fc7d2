"""Frequencies: what a period asks, what was held in it, what is still due, what was missed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.deadlines.duties import duties_of
from governance.deadlines.lateness import lateness
from governance.people.models import Organization
from governance.rules.library import load_library
from meetings.bodies.rhythms import CADENCES
from meetings.bodies.rules.kinds import KINDS
from meetings.bodies.year import year_page
from meetings.models import BodyMeeting
from tests import builders
from tests.meetings.bodies.scenes import CALLED
from tests.meetings.staging import Stage
from tests.meetings.table import kept_world

WEEKLY, FORTNIGHTLY, VILLAGE, REVIEW = "S1-14:三-1", "S2-01:二-3a", "S4-09:2-1a", "S4-09:2-2b"


def build() -> Stage:
    with builders.on_day(CALLED):
        stage = Stage.build(["preset-a", "preset-b", "preset-c", "preset-d", "preset-e"], settle=True)
        stage.actor("office_clerk")
        for name in ("稻香村", "竹篙村"):
            builders.save(
                Organization(
                    parent=stage.town,
                    town=stage.town,
                    kind=Organization.Kind.VILLAGE_BRANCH,
                    name=f"中共云樨镇{name}支部委员会",
                    short_name=name,
                )
            )
        return stage


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def stage(db, kept) -> Iterator[Stage]:
    with builders.on_day(CALLED):
        yield kept or build()


def met(stage: Stage, kind: str, day: date, status: str = "held", unit: Organization | None = None) -> None:
    there = BodyMeeting.objects.filter(organization=stage.town, kind=kind, unit=unit, year=day.year)
    builders.save(
        BodyMeeting(
            organization=stage.town,
            kind=kind,
            unit=unit,
            year=day.year,
            ordinal=there.count() + 1,
            title=f"{day:%m%d}{kind}"[:60],
            held_on=day,
            starts_at=time(9, 0),
            place="三楼",
            status=status,
            chair=stage.crew.person("secretary"),
            chair_post="secretary",
            recorder=stage.crew.person("office_clerk"),
            called_by=stage.crew.person("office_clerk"),
        )
    )


def short(stage: Stage, cite: str, first: date, last: date) -> list[str]:
    found = lateness(cite, [stage.town], first, last, CALLED).get(stage.town.pk, [])
    return [one.last.isoformat() for one in found]


@pytest.mark.articles(WEEKLY, FORTNIGHTLY, REVIEW, "S3-06:1-3", "S3-06:1-4", "S3-06:1-5")
@pytest.mark.parametrize(
    ("cite", "kind", "days", "first", "last", "missed"),
    [
        # Weeks end on Sundays; 6 November is a Friday.
        (WEEKLY, "party_leaders_huddle", [], (11, 2), (11, 15), ["2026-11-08", "2026-11-15"]),
        (WEEKLY, "party_leaders_huddle", [(11, 6)], (11, 2), (11, 15), ["2026-11-15"]),
        (WEEKLY, "party_leaders_huddle", [(11, 6), (11, 13)], (11, 2), (11, 15), []),
        # The week of the day itself is not over and nobody is late with it.
        (WEEKLY, "party_leaders_huddle", [(11, 6), (11, 13)], (11, 2), (11, 30), []),
        # The fortnight ran from 2 to 15 November.
        (FORTNIGHTLY, "staff_meeting", [(11, 2)], (11, 2), (11, 15), []),
        (FORTNIGHTLY, "staff_meeting", [], (11, 2), (11, 15), ["2026-11-15"]),
        ("S3-06:1-3", "party_building_group", [], (4, 1), (11, 20), ["2026-06-30", "2026-09-30"]),
        ("S3-06:1-3", "party_building_group", [(5, 6), (8, 7)], (4, 1), (11, 20), []),
        ("S3-06:1-4", "party_building_office", [(10, 8)], (9, 1), (11, 20), ["2026-09-30"]),
        ("S3-06:1-5", "party_building_review", [], (1, 1), (11, 20), []),
        (REVIEW, "village_review", [], (7, 1), (11, 20), ["2026-09-30"]),
        (REVIEW, "village_review", [(9, 30)], (7, 1), (11, 20), []),
    ],
)
def test_a_period_is_late_when_it_is_over_and_short(stage, cite, kind, days, first, last, missed):
    for month, day in days:
        met(stage, kind, date(2026, month, day))
    met(stage, kind, date(2026, 11, 12), status="cancelled")
    met(stage, kind, date(2026, 11, 12), status="noticed")
    assert short(stage, cite, date(2026, *first), date(2026, *last)) == missed


@pytest.mark.articles(VILLAGE)
def test_a_weekly_meeting_of_villages_is_held_when_every_village_met(stage):
    villages = list(Organization.objects.filter(town=stage.town, kind="village_branch"))
    day = date(2026, 11, 10)
    for village in villages[:-1]:
        met(stage, "village_office_meeting", day, unit=village)
    assert short(stage, VILLAGE, date(2026, 11, 9), date(2026, 11, 15)) == ["2026-11-15"]
    met(stage, "village_office_meeting", day, unit=villages[-1])
    assert short(stage, VILLAGE, date(2026, 11, 9), date(2026, 11, 15)) == []


@pytest.mark.articles("S0-03:五b")
def test_a_number_nobody_set_makes_nobody_late(stage):
    assert short(stage, "S0-03:五b", date(2025, 1, 1), date(2026, 11, 20)) == []


def owed(stage: Stage, day: date) -> dict[str, str]:
    return {
        d.part.split(":")[0]: d.text
        for d in duties_of(stage.town, day)
        if d.clock.startswith("meetings.rhythm")
    }


@pytest.mark.articles(WEEKLY, FORTNIGHTLY, VILLAGE, REVIEW)
def test_the_office_is_reminded_before_the_period_ends(stage):
    texts = owed(stage, CALLED)
    assert texts["party_leaders_huddle"] == "本周还须召开党政领导碰头会1次"
    assert texts["village_office_meeting"] == "本周还有村没有开村两委办公例会"
    assert texts["village_review"] == "本季度还须召开村工作讲评会1次"
    assert "joint_meeting" not in texts
    met(stage, "party_leaders_huddle", CALLED)
    met(stage, "staff_meeting", CALLED, status="noticed")
    texts = owed(stage, CALLED)
    assert "party_leaders_huddle" not in texts
    assert "staff_meeting" not in texts


def test_every_declared_rhythm_is_a_figure_of_its_article():
    library = load_library()
    for kind in KINDS.values():
        for cite in kind.articles:
            library.article(cite)
        for rhythm in kind.rhythms:
            specs = library.article(rhythm.cite).figure_specs
            assert specs[rhythm.figure].type == "per_period"
            assert specs[rhythm.figure].measure.endswith(f"/{rhythm.period}")
            assert not rhythm.weekday or specs[rhythm.weekday].type == "weekday"
        assert len(CADENCES[kind.code]) == len(kind.rhythms)


def test_the_year_shows_done_due_and_late_by_body_and_month(stage):
    met(stage, "village_review", date(2026, 3, 30))
    met(stage, "staff_meeting", date(2026, 11, 16))
    page = year_page(stage.actor("office_clerk"), stage.town, 2026)
    rows = {row.title: row for row in page.rows}
    review = rows["村工作讲评会"]
    assert [(c.month, [m.label for m in c.meetings]) for c in review.cells if c.meetings] == [(3, ["30日"])]
    assert ("done", "已够") in review.cells[2].words
    assert ("late", "缺1次") in review.cells[5].words
    assert ("near", "还差1次，12月31日止") in review.cells[11].words
    assert review.late == 2
    assert review.asked[0].cite == REVIEW
    assert "五人小组会" not in rows


def test_the_year_asks_as_much_of_the_database_for_a_full_year_as_for_an_empty_one(stage):
    client = builders.sign_in(Client(), stage.crew.account("office_clerk"))
    url = reverse("meetings:body-year")
    client.get(url)
    costs = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        costs.append(len(asked))
        for week in range(30):
            met(stage, "party_leaders_huddle", date(2026, 1, 9) + timedelta(days=7 * week))
            met(stage, "staff_meeting", date(2026, 1, 5) + timedelta(days=7 * week))
    assert costs[0] == costs[1]
    assert costs[0] <= 20
