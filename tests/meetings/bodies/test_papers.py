"""Print-outs: minutes that say what was prepared and keep back what is secret, and the sheet to sign in on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from governance.deadlines.jobs import run_job
from governance.deadlines.models import Job
from governance.documents.models import Document
from meetings.bodies.documents import minutes_paper, sign_in_paper
from meetings.bodies.services import papers, sitting
from meetings.models import BodyMeeting
from tests import builders
from tests.meetings.bodies import scenes
from tests.meetings.bodies.scenes import CALLED, HELD
from tests.meetings.staging import Stage
from tests.meetings.table import blocks, kept_world, refused

SECRETARIES, FIVE = "secretary_meeting", "five_person_group"


def build() -> tuple[Stage, dict[str, BodyMeeting]]:
    with builders.on_day(CALLED):
        stage = Stage.build(["preset-b"])
        made = {kind: scenes.held(stage, kind) for kind in (SECRETARIES, FIVE)}
    with builders.on_day(HELD):
        scenes.record(stage, made[SECRETARIES], outcome="coordinated", owner=stage.members[3], due_on=HELD)
        scenes.record(stage, made[SECRETARIES], title="某干部的事", secret=True)
        scenes.record(stage, made[FIVE], title="拟调整两名站长", prepared="甲任农业站长。")
        for kind, meeting in made.items():
            chair = stage.actor(scenes.CHAIRS[kind][0])
            made[kind] = sitting.sign_minutes(meeting_id=meeting.pk, actor=chair)
    return stage, made


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def world(db, kept) -> Iterator[tuple[Stage, dict[str, BodyMeeting]]]:
    made = kept or build()
    with builders.on_day(HELD):
        yield made


def test_minutes_say_what_was_prepared_and_keep_back_what_is_secret(world):
    stage, made = world
    paper = minutes_paper(made[SECRETARIES])
    said = str(paper)
    assert paper.title == "中共云樨镇委员会书记办公会纪要"
    assert "某干部的事" not in said
    assert "另有保密事项1项，不印入本纪要。" in said
    assert "办理结果：已协调，分头落实。责任人：" in said
    assert "决定" not in said
    assert stage.members[0].name in said


def test_the_paper_of_the_group_of_five_is_opened_by_its_seats_alone(world):
    stage, made = world
    meeting = made[FIVE]
    assert "甲任农业站长。" in str(minutes_paper(meeting))
    actor = stage.actor("organization_commissioner")
    document = papers.print_minutes(meeting_id=meeting.pk, actor=actor)
    assert "五人小组" not in document.title
    run_job(Job.objects.get(payload__document=document.pk).key)
    document.refresh_from_db()
    assert document.state == Document.State.FINISHED
    url = reverse("documents:download", args=[document.pk])
    answers = {
        code: builders.sign_in(Client(), stage.crew.account(code)).get(url).status_code
        for code in ("secretary", "organization_clerk", "office_clerk", "committee_member")
    }
    assert answers["secretary"] == 200
    assert {code for code, status in answers.items() if status == 200} == {"secretary"}
    again = refused(lambda: papers.print_minutes(meeting_id=meeting.pk, actor=actor))
    assert blocks(again) == {("", "meetings.state.paper_made")}


def test_the_sheet_lists_who_attends_and_who_observes(world):
    _stage, made = world
    paper = sign_in_paper(made[SECRETARIES])
    assert paper.entitled == paper.present == len(paper.members)
    assert [row.post for row in paper.attending] != []
