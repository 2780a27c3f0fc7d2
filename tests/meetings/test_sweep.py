"""The sweep asks for all towns at once: what each owes stays its own, and fifty cost the queries of one."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.deadlines.duties import Duty, duties_of, duties_to_tell
from governance.deadlines.models import Reminder
from governance.deadlines.reminders import scan, scan_towns
from governance.rulebook import book as rulebook
from governance.rulebook.book import book_for, books_for
from meetings.services import calls, emergencies
from tests import builders
from tests.meetings.staging import Stage

pytestmark = pytest.mark.django_db
TODAY, CLOSES, MEETS = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26)
MONTHLY = ("S0-04:三-1a", "meetings", ">=2 time/month")
OWED_HERE = ("meetings.notice", "meetings.call", "meetings.emergency", "meetings.monthly")


def owing(name: str, presets: list[str], figures: list[tuple[str, str, str]]) -> Stage:
    """A town with a notice to send, a call to answer, an emergency to report, perhaps a month to fill."""
    stage = Stage.build(presets, name=name, seats=5, figures=figures)
    clerk = stage.actor("office_clerk")
    stage.item(stage.meeting(MEETS), prepared=False)
    called = stage.meeting(date(2026, 12, 3))
    calls.open_call(meeting_id=called.pk, actor=clerk, closes_on=CLOSES, note="请附概算")
    emergencies.record_emergency(
        organization=stage.town,
        actor=clerk,
        title=f"{name}滑坡转移",
        what="连夜转移12户。",
        handled_on=TODAY,
        handled_by=stage.members[3],
        asked=stage.members[0],
        asked_how="电话请示",
    )
    return stage


@pytest.fixture
def towns() -> list[Stage]:
    with builders.on_day(TODAY):
        return [
            owing("稔川镇", ["preset-a"], [MONTHLY]),
            owing("云樨镇", ["preset-b"], []),
            owing("青石镇", ["preset-a", "preset-b"], [("S0-04:三-1a", "meetings", ">=3 time/month")]),
        ]


def plain(duties: list[Duty]) -> set[tuple[str, str, tuple[str, ...], tuple[int, ...], date]]:
    return {(d.key, d.text, d.cites, d.persons, d.due_on) for d in duties}


def test_all_towns_at_once_owe_what_each_owes(towns):
    with builders.on_day(TODAY):
        alone = [duties_of(stage.town, TODAY) for stage in towns]
        together = duties_to_tell([stage.town for stage in towns], TODAY)
        assert plain(together) == {row for duties in alone for row in plain(duties)}
        of_meetings = [[d for d in duties if d.clock in OWED_HERE] for duties in alone]
        # 云樨镇 has not adopted a number of meetings
        assert [len(duties) for duties in of_meetings] == [5, 4, 5]
        assert {d.text for d in together if d.clock == "meetings.monthly"} == {
            "本月还须召开党委会2次",
            "本月还须召开党委会3次",
        }


def test_three_towns_cost_the_queries_of_one_and_no_reminder_strays(towns):
    with builders.on_day(TODAY):
        for stage in towns:
            stage.member(0), stage.member(3), stage.actor("office_clerk"), stage.actor("office_director")
        scan(TODAY)  # books, due days and reminders are there: the rounds below read and write nothing new
        with CaptureQueriesContext(connection) as one:
            assert scan_towns([towns[2].town], TODAY) == 0  # it goes by all that the others go by
        with CaptureQueriesContext(connection) as three:
            assert scan_towns([stage.town for stage in towns], TODAY) == 0
        assert len(three) == len(one)
    for stage in towns:
        told = Reminder.objects.filter(organization=stage.town)
        assert told.filter(duty__startswith="meetings.emergency").exists()
        own = {person.pk for person in [*stage.members, *stage.crew.people.values()]}
        assert set(told.values_list("account__person_id", flat=True)) <= own


def test_books_of_many_towns_are_each_their_own(towns, django_assert_num_queries):
    keys = [stage.town.pk for stage in towns]
    alone = {pk: book_for(pk, TODAY) for pk in keys}
    rulebook._KEPT.clear()
    rulebook._book.cache_clear()
    with django_assert_num_queries(5):  # as many as for one; no local regulation, hence no articles
        assert books_for(keys, TODAY) == alone
    with django_assert_num_queries(1):
        books_for(keys, TODAY)
    with django_assert_num_queries(0):
        assert books_for([], TODAY) == {}
    assert len({frozenset(book.regulations) for book in alone.values()}) == 3
