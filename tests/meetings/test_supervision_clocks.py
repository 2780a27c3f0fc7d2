"""When a supervised matter reminds of itself, whom, and what stops it; and on whose desk it lies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from governance.deadlines.duties import Duty, duties_of, duties_to_tell
from governance.deadlines.models import Reminder
from governance.deadlines.reminders import scan
from meetings.supervision.services import handling, registering
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage
from tests.meetings.supervising import (
    DUE,
    TODAY,
    approve,
    ask_more,
    assigned,
    build,
    chase,
    hand_over,
    progress,
    raise_up,
    registered,
    reported,
    result,
    vet,
    word,
)
from tests.meetings.table import kept_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage | None]:
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def stage(kept: Stage | None, db: None) -> Iterator[Stage]:
    stage = kept or build()
    with builders.on_day():
        yield stage


def of(stage: Stage, clock: str, day: date = TODAY) -> list[Duty]:
    return [duty for duty in duties_of(stage.town, day) if duty.clock == f"supervision.{clock}"]


@pytest.mark.articles("S0-21:一-2", "S1-07:三-4a", "S1-02:二-14")
def test_the_result_is_owed_by_its_day_and_told_up_the_line_when_late(stage: Stage) -> None:
    task = assigned(stage)
    [duty] = of(stage, "result")
    assert (duty.due_on, duty.persons, duty.cites) == (DUE, (task.responsible_id,), ("S1-07:三-4a",))
    assert [d for d in duties_to_tell([stage.town], TODAY) if d.object_id == task.pk] == []
    for code in ("office_director", "deputy_secretary", "secretary"):
        stage.crew.account(code)
    with builders.on_day(DUE + timedelta(days=7)):
        scan(DUE + timedelta(days=7))
    told = set(
        Reminder.objects.filter(duty=duty.key, raised=True).values_list("account__person_id", flat=True)
    )
    assert told == {stage.crew.person(c).pk for c in ("office_director", "deputy_secretary", "secretary")}
    result(stage, task)
    assert of(stage, "result") == []


@pytest.mark.articles("S0-21:五-1")
def test_a_key_matter_is_asked_about_once_a_period(stage: Stage) -> None:
    assigned(stage)
    monthly = assigned(stage, key=True, pace="month", due_on=date(2027, 2, 1))
    weekly = assigned(stage, key=True, pace="week", due_on=date(2027, 2, 1))
    later = date(2026, 12, 9)
    assert {d.object_id: d.due_on for d in of(stage, "progress", later)} == {
        monthly.pk: date(2026, 12, 31),
        weekly.pk: date(2026, 12, 13),
    }
    with builders.on_day(later):
        progress(stage, monthly)
        chase(stage, weekly, chased_on=later)
    assert of(stage, "progress", later) == []
    assert [d.object_id for d in of(stage, "progress", date(2026, 12, 14))] == [weekly.pk]
    assert {d.object_id for d in of(stage, "progress", date(2027, 1, 4))} == {monthly.pk, weekly.pk}


@pytest.mark.articles("S0-21:四-2", "S1-07:三-3a")
def test_an_urgent_matter_is_asked_about_when_nothing_is_heard(stage: Stage) -> None:
    task = assigned(stage, urgent=True)
    [duty] = of(stage, "urgent")
    assert (duty.due_on, duty.cites) == (TODAY + timedelta(days=1), ("S0-21:四-2",))
    builders.change(task, ask_after=3)
    assert of(stage, "urgent")[0].due_on == TODAY + timedelta(days=3)
    with builders.on_day(TODAY + timedelta(days=2)):
        chase(stage, task, chased_on=TODAY + timedelta(days=2))
    assert of(stage, "urgent")[0].due_on == TODAY + timedelta(days=5)


@pytest.mark.articles("S1-07:三-4a")
def test_who_could_not_finish_reports_again_by_the_day_named(stage: Stage) -> None:
    task = assigned(stage)
    progress(stage, task, kind="unfinished", because="连日下雨", next_on=date(2026, 11, 27))
    [duty] = of(stage, "follow_up")
    assert duty.due_on == date(2026, 11, 27)
    with builders.on_day(date(2026, 11, 26)):
        progress(stage, task)
    assert of(stage, "follow_up") == []


@pytest.mark.articles("S1-07:三-5b")
def test_an_instruction_waits_until_it_is_carried_out(stage: Stage) -> None:
    task = assigned(stage)
    given = word(stage, task)
    assert [d.object_id for d in of(stage, "word")] == [given.pk]


def desk(stage: Stage, who: str) -> str:
    return Browser(stage, who).text("desk")


def test_a_matter_lies_on_the_desk_it_waits_on(stage: Stage) -> None:
    task = registered(stage)
    assert "督查事项待审核：冬季灌渠清淤" in desk(stage, "discipline_clerk")
    assert "督查事项待审定：冬季灌渠清淤" in desk(stage, "secretary")
    vet(stage, task), approve(stage, task)
    assert "督查事项待交办：冬季灌渠清淤" in desk(stage, "office_clerk")
    hand_over(stage, task)
    task = registering.reassign_task(
        task_id=task.pk,
        actor=stage.actor("secretary"),
        unit=stage.town,
        responsible=stage.crew.person("staff"),
        because="分工",
    )
    assert "督查事项待签收：冬季灌渠清淤" in desk(stage, "staff")
    staff = stage.actor("staff")
    handling.sign_for(task_id=task.pk, actor=staff)
    assert "报结果" in desk(stage, "staff")
    with builders.on_day(DUE + timedelta(days=1)):
        assert "督查事项逾期：冬季灌渠清淤" in desk(stage, "office_clerk")
    handling.report_result(task_id=task.pk, actor=staff, text="办完了。")
    assert "办理结果待审核：冬季灌渠清淤" in desk(stage, "secretary")


def test_what_the_secretary_is_asked_lies_on_the_desk(stage: Stage) -> None:
    task = assigned(stage)
    ask_more(stage, task)
    raise_up(stage, task)
    page = desk(stage, "secretary")
    assert "延期申请待定：冬季灌渠清淤" in page and "督查事项报请协调：冬季灌渠清淤" in page


def test_the_desk_costs_the_same_for_many_matters(stage: Stage, django_assert_max_num_queries: Any) -> None:
    assigned(stage), reported(stage), registered(stage)
    browser = Browser(stage, "office_clerk")
    browser.text("desk")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.text("desk")
    for _n in range(4):
        assigned(stage)
        registered(stage)
    with CaptureQueriesContext(connection) as many:
        browser.text("desk")
    assert len(many) == len(few)
