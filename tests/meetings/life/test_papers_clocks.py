"""What a democratic life meeting owes by a day, and the papers that come out of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from governance.deadlines.cadences import standings
from governance.deadlines.duties import duties_of
from governance.documents.kinds import document_kind, readable_among
from governance.documents.models import Document
from governance.documents.services import render_document
from meetings.life.clocks import _months_after
from meetings.life.documents import kinds
from meetings.life.documents.package import package
from meetings.life.models import LifeMeeting
from meetings.life.services import following, holding, papers
from tests import builders
from tests.meetings.life import scenes
from tests.meetings.life.scenes import CALLED, CLERK, HELD
from tests.meetings.staging import Stage
from tests.meetings.table import blocks, kept_world, refused

AFTER = HELD + timedelta(days=2)


def build() -> tuple[Stage, LifeMeeting]:
    with builders.on_day(CALLED):
        stage = Stage.build(["preset-a", "preset-b"], seats=5, figures=(("S0-08:八b", "submit", "<=10 day"),))
        for code in ("organization_clerk", CLERK, "office_director", "staff"):
            stage.actor(code)
        return stage, scenes.held(stage)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def world(db, kept) -> Iterator[tuple[Stage, LifeMeeting]]:
    with builders.on_day(AFTER):
        yield kept or build()


def owed(stage: Stage, day: date) -> dict[str, date]:
    return {d.clock: d.due_on for d in duties_of(stage.town, day) if d.clock.startswith("meetings.life")}


@pytest.mark.articles(
    "S1-13:六",
    "S0-08:八b",
    "S1-13:七",
    "S0-08:七",
    "S0-08:流程图d",
    "S1-13:八",
    "S1-10:四-3b",
    "S0-08:六",
    "S0-08:三",
)
def test_what_is_owed_before_and_after(world):
    stage, life = world
    after = owed(stage, AFTER)
    assert after["meetings.life_measures"] == date(2026, 12, 23)
    assert after["meetings.life_submit"] == HELD + timedelta(days=10)
    assert after["meetings.life_publish"] == HELD
    assert after["meetings.life_ratings"] == HELD
    holding.record_proceedings(
        meeting_id=life.meeting_id,
        actor=stage.actor(CLERK),
        opinions_told="通报2条。",
        ratings_told="测评已反馈本人",
        rules_checked="议事规则执行正常",
    )
    following.set_measure(
        meeting_id=life.meeting_id,
        actor=stage.actor(CLERK),
        problem="下村少",
        title="每月下村两次",
        owner=stage.members[1],
        due_on=AFTER,
    )
    following.submit(
        meeting_id=life.meeting_id, actor=stage.actor(CLERK), submitted_on=AFTER, submitted_how="直送"
    )
    assert set(owed(stage, AFTER)) == {"meetings.life_publish"}
    day = date(2026, 12, 1)
    with builders.on_day(day):
        scenes.called(stage, held_on=date(2026, 12, 20))
    before = owed(stage, day)
    assert before["meetings.life_report"] == date(2026, 12, 13)
    assert before["meetings.life_notice"] == date(2026, 12, 20)  # so many days nobody has set


@pytest.mark.articles("S1-01:十三-2", "S1-06:正-6a", "S1-13:三-1", "S0-08:一a")
def test_the_year_counts_it(world):
    stage, life = world
    counted = {s.cadence.cite: (s.done, s.required) for s in standings(stage.town, AFTER)}
    assert counted["S1-06:正-6a"] == (1, 1)
    assert counted["S1-13:三-1"] == (1, 1)
    assert counted["S1-01:十三-2"] == (0, 1)
    builders.change(LifeMeeting.objects.get(pk=life.pk), rules_checked="正常")
    counted = {s.cadence.cite: s.done for s in standings(stage.town, AFTER)}
    assert counted["S1-01:十三-2"] == 1


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 11, 23), 1, date(2026, 12, 23)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
    ],
)
def test_a_month_on(day, months, due):
    assert _months_after(day, months) == due


def _print(stage: Stage, life: LifeMeeting, kind: str) -> Document:
    made = papers.print_paper(meeting_id=life.meeting_id, actor=stage.actor(CLERK), kind=kind)
    render_document({"document": made.pk})
    made.refresh_from_db()
    return made


@pytest.mark.articles("S0-08:八c", "S0-08:流程图e", "S1-13:七")
def test_five_papers_and_their_list_go_to_the_county(world):
    stage, life = world
    record = document_kind(kinds.RECORD).build(_order(stage, life, kinds.RECORD)).paper
    assert [i.heading for i in record.items][:2] == ["一、通报征求意见情况", "二、云委员1对照检查，相互批评"]
    assert [s.words for s in record.items[1].speeches] == ["自己查摆", "下村要多"]
    report = document_kind(kinds.REPORT).build(_order(stage, life, kinds.REPORT)).paper
    assert report.annexes == ("民主生活会记录", "个人书面材料", "群众意见建议材料", "整改措施")
    measures = _print(stage, life, kinds.MEASURES)
    archive = zipfile.ZipFile(io.BytesIO(package(life, stage.actor(CLERK))))
    listed = json.loads(archive.read("目录.json"))["papers"]
    assert next(line["kind"] for line in listed) == "民主生活会情况报告"
    last = listed[-1]
    assert (last["sha256"], last["same"]) == (measures.file_digest, True)
    assert last["file"] in archive.namelist()
    assert [line["missing"] for line in listed[:-1]] == ["还没有打印"] * 4


def _order(stage: Stage, life: LifeMeeting, kind: str) -> Document:
    return papers.print_paper(meeting_id=life.meeting_id, actor=stage.actor(CLERK), kind=kind)


def test_sealed_papers_are_opened_by_whom_they_concern(world):
    stage, life = world
    rows = {kind: _order(stage, life, kind) for kind in kinds.ALL}
    opens = lambda actor: {d.kind for d in rows.values() if d.pk in readable_among(actor, rows.values())}  # noqa: E731
    everything = set(kinds.ALL)
    assert opens(stage.actor("secretary")) == opens(stage.actor(CLERK)) == everything
    assert opens(stage.member(3)) == everything - {kinds.OPINIONS, kinds.STATEMENTS}
    assert opens(stage.actor("organization_clerk")) == everything - {kinds.RECORD}
    assert opens(stage.actor("staff")) == set()


def test_a_record_before_the_meeting_is_refused(world):
    stage, life = world
    builders.change(life.meeting.__class__.objects.get(pk=life.meeting_id), status="noticed")
    assert blocks(refused(lambda: _order(stage, life, kinds.RECORD))) == {("", "meetings.life.not_held")}
