"""What becomes of a clause under supervision: one writer, and it follows the matter it became."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from governance.access.actor import system_actor
from governance.deadlines.consequences import set_going
from governance.deadlines.jobs import run_due_jobs
from governance.deadlines.models import Consequence
from meetings.models import ResolutionClause, SupervisedTask
from meetings.services import clauses, resolutions
from meetings.services.handover import hand_over_work
from meetings.supervision.services import closing, handling, registering, reviewing, taking
from meetings.supervision.takers import BODY_MATTER_AGREED
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage
from tests.meetings.table import blocks, kept_world, refused
from tests.meetings.test_clauses_later import DUE, LATER, OWNER, build

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 9)


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage | None]:
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def stage(kept: Stage | None, db: None) -> Iterator[Stage]:
    stage = kept or build()
    with builders.on_day(DAY):
        run_due_jobs()
        yield stage


def clause() -> ResolutionClause:
    return ResolutionClause.objects.get()


def task() -> SupervisedTask:
    return SupervisedTask.objects.get()


def in_hand(stage: Stage) -> SupervisedTask:
    pk = task().pk
    registering.approve_task(task_id=pk, actor=stage.actor("secretary"))
    registering.hand_over(task_id=pk, actor=stage.actor("office_clerk"))
    return task()


@pytest.mark.articles("S0-21:二", "S1-07:一", "S0-04:二-8", "S1-01:十一-1")
def test_a_confirmed_clause_registers_itself_once(stage: Stage) -> None:
    found, row = task(), Consequence.objects.get(name="meetings.clause_decided")
    assert (found.clause_id, found.source, found.status) == (clause().pk, "clause", "registered")
    assert (found.due_on, found.responsible_id) == (DUE, stage.members[OWNER].pk)
    assert (row.state, row.taken_as, row.taken_url) == (
        "taken",
        f"督查事项{found.number}",
        f"/duban/{found.pk}/",
    )
    again = taking.take_up_clause(clause_id=clause().pk, actor=system_actor("supervision", DAY))
    assert again is None and SupervisedTask.objects.count() == 1
    assert f"已交办：督查事项{found.number}" in Browser(stage, OWNER).text(
        "meetings:clause-done", clause().pk
    )


@pytest.mark.parametrize(
    "step",
    [
        lambda s, c: resolutions.finish_clause(
            clause_id=c.pk, actor=s.member(OWNER), done_on=DAY, note="办了"
        ),
        lambda s, c: clauses.extend_clause(
            clause_id=c.pk, actor=s.actor("office_clerk"), due_on=LATER, because="汛期", authority="书记"
        ),
        lambda s, c: clauses.reassign_clause(
            clause_id=c.pk, actor=s.actor("office_clerk"), owner=s.members[4], because="分工"
        ),
    ],
)
def test_a_supervised_clause_is_written_by_its_matter_alone(stage: Stage, step: Any) -> None:
    assert ("", "meetings.clause.supervised") in blocks(refused(lambda: step(stage, clause())))


def test_the_clause_follows_the_matter_to_its_end(stage: Stage) -> None:
    pk = in_hand(stage).pk
    secretary = stage.actor("secretary")
    handling.extend_task(task_id=pk, actor=secretary, due_on=LATER, because="汛期停工")
    assert clause().due_on == LATER
    registering.reassign_task(
        task_id=pk, actor=secretary, unit=stage.town, responsible=stage.members[4], because="分工调整"
    )
    assert clause().owner_id == stage.members[4].pk
    handling.report_result(task_id=pk, actor=stage.member(4), text="已开工。")
    reviewing.send_back(task_id=pk, actor=secretary, because="没有附材料", new_due_on=date(2026, 12, 28))
    assert clause().due_on == date(2026, 12, 28)
    handling.report_result(task_id=pk, actor=stage.member(4), text="已开工，附开工令。")
    reviewing.accept_result(task_id=pk, actor=secretary)
    closing.close_task(task_id=pk, actor=stage.actor("office_clerk"), closed_on=DAY, result="已开工")
    done = clause()
    assert (done.status, done.done_on, done.done_note) == ("done", DAY, "已开工")
    assert ("", "meetings.clause.supervised") in blocks(
        refused(lambda: clauses.reopen_clause(clause_id=done.pk, actor=secretary, because="登错"))
    )


def test_cancelled_the_clause_goes_back_to_its_owner(stage: Stage) -> None:
    closing.cancel_task(
        task_id=task().pk, actor=stage.actor("secretary"), because="不必督查", cite="S0-21:四-1"
    )
    resolutions.finish_clause(clause_id=clause().pk, actor=stage.member(OWNER), done_on=DAY, note="办了")
    assert clause().status == "done"


def test_a_secret_clause_says_its_number_and_no_more(stage: Stage) -> None:
    closing.cancel_task(
        task_id=task().pk, actor=stage.actor("secretary"), because="改按涉密办", cite="S0-21:四-1"
    )
    builders.change(clause().resolution.item.topic, sealed=True)
    found = taking.take_up_clause(clause_id=clause().pk, actor=system_actor("supervision", DAY))
    assert found is not None
    assert clause().text not in f"{found.title}{found.requirements}{found.basis}{found.audit_text}"
    assert Browser(stage, "station_head").get("supervision:task", found.pk).status_code == 404
    assert Browser(stage, OWNER).get("supervision:task", found.pk).status_code == 200


def test_what_another_body_agreed_is_registered_whatever_else_it_says(stage: Stage) -> None:
    payload = {
        "organization": stage.town.pk,
        "title": "整修镇区排水沟。",
        "owner": stage.crew.person("station_head").pk,
        "due": "2027-01-20",
        "source": "meetings.bodymatter:7",
        "nobody_knows": "这一项",
    }
    builders.within(clause(), lambda: set_going(BODY_MATTER_AGREED, on=clause(), facts=payload))
    run_due_jobs()
    found = SupervisedTask.objects.get(source="body_matter")
    assert (found.title, found.source_key, found.due_on) == (
        "整修镇区排水沟",
        "meetings.bodymatter:7",
        date(2027, 1, 20),
    )
    assert found.responsible_id == stage.crew.person("station_head").pk


def test_what_one_leaves_behind_goes_over_with_its_clause(stage: Stage) -> None:
    owner, taker = stage.members[OWNER], stage.members[4]

    hand_over_work(
        organization=stage.town,
        actor=stage.actor("office_director"),
        giver=owner,
        taker=taker,
        because="调离",
    )
    assert (task().responsible_id, clause().owner_id) == (taker.pk, taker.pk)


def test_the_resolution_leads_to_the_whole_way(stage: Stage) -> None:
    found, row = task(), clause()
    clerk = Browser(stage, "office_clerk")
    item = row.resolution.item
    room = clerk.get("meetings:room", item.meeting_id, query=f"?item={item.pk}")
    assert f"/duban/{found.pk}/lailong/" in room.content.decode()
    page = clerk.text("supervision:trail", found.pk)
    at = [page.index(words) for words in ("提出议题", "宣布", "第1条：", "自动立项")]
    assert at == sorted(at)
