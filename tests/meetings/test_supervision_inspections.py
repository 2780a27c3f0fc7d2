"""Inspections, what they ask to be put right, who is barred from honours; papers, bulletins, the whole way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from governance.access.errors import Forbidden
from governance.access.questions import put_question
from governance.deadlines.duties import duties_of
from governance.deadlines.jobs import run_due_jobs
from governance.documents.models import Document
from meetings.models import Inspection, Rectification, SupervisedTask, SupervisionBulletin
from meetings.supervision.documents import kinds
from meetings.supervision.documents.build import bulletin_paper, rectification_paper
from meetings.supervision.services import inspecting, printing
from meetings.supervision.trail import trail_of
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage
from tests.meetings.supervising import (
    TODAY,
    accept,
    actor,
    assigned,
    build,
    chase,
    close,
    closed,
    file,
    fresh,
    owner,
    registered,
    result,
)
from tests.meetings.table import blocks, kept_world, refused

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


def inspect(
    stage: Stage, task: SupervisedTask, passed: bool, day: date = TODAY, who: str = "discipline_clerk"
) -> Inspection:
    return inspecting.record_inspection(
        task_id=task.pk,
        actor=actor(stage, who),
        inspected_on=day,
        passed=passed,
        found="渠底仍有淤泥。",
        led_by=stage.members[1],
    )


def order(stage: Stage, inspection: Inspection, day: date | None = None) -> Rectification:
    return inspecting.order_rectification(
        inspection_id=inspection.pk, actor=stage.actor("discipline_clerk"), problem="清淤不彻底", due_on=day
    )


def report(row: Rectification, who: Any = None) -> Rectification:
    return inspecting.report_rectification(
        rectification_id=row.pk,
        actor=who or owner(),
        cause="赶工",
        done="11月25日重新清淤。",
        prevention="逐段验收",
    )


@pytest.mark.articles("S1-07:五-1", "S1-17:四-6", "S1-07:二-5", "S4-09:1-3b", "S1-04:五-1")
def test_what_failed_is_put_right_in_seven_days_and_looked_at_again(stage: Stage) -> None:
    task = assigned(stage)
    row = order(stage, inspect(stage, task, False))
    assert row.due_on == TODAY + timedelta(days=7)
    [duty] = [d for d in duties_of(stage.town, TODAY) if d.clock == "supervision.rectification"]
    assert (duty.due_on, duty.cites) == (TODAY + timedelta(days=7), ("S1-07:五-1",))
    with pytest.raises(Forbidden):
        report(row, stage.actor("office_clerk"))
    report(row)
    assert not [d for d in duties_of(stage.town, TODAY) if d.clock == "supervision.rectification"]
    inspecting.send_rectification_back(
        rectification_id=row.pk,
        actor=stage.actor("discipline_clerk"),
        because="还有一段没有清",
        new_due_on=TODAY + timedelta(days=3),
    )
    report(row)
    inspecting.accept_rectification(
        rectification_id=row.pk, actor=stage.actor("discipline_clerk"), words="现场看过，已清"
    )
    row.refresh_from_db()
    assert (row.status, row.checked_words) == ("accepted", "现场看过，已清")


def test_what_cannot_be_inspected_or_ordered(stage: Stage) -> None:
    task = assigned(stage)
    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=1)):
        with pytest.raises(ValidationError):
            inspect(stage, task, True, day)
    with pytest.raises(ValidationError):
        order(stage, inspect(stage, task, True))
    failed = inspect(stage, task, False)
    for day in (TODAY + timedelta(days=8), TODAY - timedelta(days=1)):
        with pytest.raises(ValidationError):
            order(stage, failed, day)
    order(stage, failed)
    with pytest.raises(ValidationError):
        order(stage, failed)


@pytest.mark.articles("S1-07:五-3", "S1-07:五-2")
def test_two_failures_in_a_row_bar_leader_office_and_person_from_the_years_honours(stage: Stage) -> None:
    leader = stage.members[2]
    task = assigned(stage, leader=leader)
    days = [TODAY + timedelta(days=n) for n in range(4)]

    def barred(**who: int) -> Any:
        return put_question("meetings.honours_barred", organization_id=stage.town.pk, year=2026, **who)

    for n, passed in enumerate([False, True, False]):
        with builders.on_day(days[n]):
            inspect(stage, task, passed, days[n])
    assert (barred().barred, barred().failed) == (False, 1)
    with builders.on_day(days[3]):
        inspect(stage, task, False, days[3])
    fact = barred()
    assert (fact.barred, fact.failed, fact.article, fact.matters) == (True, 2, "S1-07:五-3", (task.number,))
    assert barred(person_id=leader.pk).barred and barred(person_id=task.responsible_id).barred
    assert barred(unit_id=task.unit_id).barred
    assert not barred(person_id=stage.members[0].pk).barred
    assert not put_question("meetings.honours_barred", organization_id=stage.town.pk, year=2027).barred
    assert "连续2次不合格" in Browser(stage, "office_clerk").text("supervision:task", task.pk)


def printed(stage: Stage, kind: str, pk: int, who: str = "office_clerk") -> Document:
    return printing.print_paper(kind=kind, subject_id=pk, actor=actor(stage, who))


@pytest.mark.articles("S1-07:三-1a", "S1-07:三-2", "S0-21:五-2", "S0-21:五-3", "S1-07:五-1")
def test_every_paper_is_made_once_it_has_something_to_say(stage: Stage) -> None:
    waiting = registered(stage)
    assert ("", "supervision.paper.not_yet") in blocks(
        refused(lambda: printed(stage, kinds.NOTICE, waiting.pk))
    )
    task = assigned(stage, helpers="水务站", leader=stage.members[2])
    note = chase(stage, task, kind="note", reply_by=TODAY + timedelta(days=3))
    row = report(order(stage, inspect(stage, task, False)))
    undone = rectification_paper(row, Document(ordered_on=TODAY)).sections[3]
    assert (undone.heading, undone.paragraphs) == ("四、还没有整改的", ("没有。",))
    made = [
        printed(stage, kinds.FORM, task.pk),
        printed(stage, kinds.NOTICE, task.pk),
        printed(stage, kinds.CHASE_NOTE, note.pk),
        printed(stage, kinds.RECTIFICATION, row.pk),
    ]
    assert ("", "supervision.paper.unchanged") in blocks(refused(lambda: printed(stage, kinds.FORM, task.pk)))
    run_due_jobs()
    for document in made:
        document.refresh_from_db()
        assert (document.state, document.pages) == ("finished", 1), document.title
    page = Browser(stage, "office_clerk").text("supervision:task", task.pk)
    assert "督查通知" in page and "督查催办单第1次" in page and "整改报告" in page
    assert Browser(stage, "staff").get("documents:download", made[0].pk).status_code in (403, 404)
    assert Browser(stage, "office_clerk").get("documents:list").status_code == 200


@pytest.mark.articles("S0-21:四-6", "S1-07:三-4c", "S1-07:三-4c2")
def test_a_bulletin_tells_what_was_due_and_goes_out_on_the_secretarys_word(stage: Stage) -> None:
    done, late = closed(stage), assigned(stage, title="档案整理", due_on=TODAY)
    day = TODAY + timedelta(days=10)
    with builders.on_day(day):
        typed = {"first_on": TODAY, "last_on": day, "audience": "town", "ahead": "农业农村办12月5日前办结。"}
        row = printing.draft_bulletin(organization=stage.town, actor=stage.actor("office_clerk"), **typed)
        assert [(line.task_id, line.late) for line in row.lines.order_by("order")] == [
            (late.pk, True),
            (done.pk, False),
        ]
        [told] = bulletin_paper(row, Document(ordered_on=day)).sections[0].tables
        assert told.rows[0][3] == f"{TODAY.month}月{TODAY.day}日"
        assert Browser(stage, "staff").get("supervision:bulletin", row.pk).status_code == 404
        with pytest.raises(Forbidden):
            printing.approve_bulletin(bulletin_id=row.pk, actor=stage.actor("office_director"))
        printing.approve_bulletin(bulletin_id=row.pk, actor=stage.actor("secretary"))
        run_due_jobs()
        row = SupervisionBulletin.objects.get()
        assert row.number == "云委督通〔2026〕1号"
        assert Document.objects.get(kind=kinds.BULLETIN).state == "finished"
        assert row.number in Browser(stage, "staff").text("supervision:bulletin", row.pk)
        assert trail_of(done, stage.actor("office_clerk"))[-1].kind == "bulletin"
        with pytest.raises(ValidationError):
            printing.draft_bulletin(
                organization=stage.town,
                actor=stage.actor("office_clerk"),
                **{**typed, "first_on": date(2025, 1, 1), "last_on": date(2025, 2, 1)},
            )


def test_the_way_of_a_matter_leads_to_acts_and_articles(stage: Stage) -> None:
    task = assigned(stage)
    result(stage, task), accept(stage, task), close(stage, task), file(stage, task)
    items = trail_of(fresh(task), stage.actor("office_clerk"))
    cited = {c for item in items for c in item.cites}
    assert {"S0-21:四-1", "S0-21:四-3", "S0-21:四-4", "S1-07:三-1b", "S1-07:三-5b"} <= cited
    assert all(item.act_id and item.url for item in items)
    browser = Browser(stage, "office_clerk")
    page = browser.text("supervision:trail", task.pk)
    assert "审核后办结" in page and "看这次办理" in page
    assert browser.client.get(items[0].act_url).status_code == 200
