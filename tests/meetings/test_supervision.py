"""A supervised matter from its registration to its file: who may, what the articles stop, what the trail says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from governance.access.errors import Forbidden
from governance.audit.models import Act, ChainEntry
from governance.deadlines.models import Reminder
from meetings.supervision.services import handling, reviewing
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage
from tests.meetings.supervising import (
    DUE,
    PDF,
    TODAY,
    accept,
    accepted,
    approve,
    approved,
    ask_more,
    assigned,
    build,
    cancel,
    chase,
    close,
    closed,
    extend,
    file,
    fresh,
    hand_over,
    owner,
    progress,
    raise_up,
    reassign,
    registered,
    reported,
    result,
    send_back,
    vet,
    vetted,
    word,
)
from tests.meetings.table import blocks, kept_world, needs_reason, refused, warns

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


KEEP = {"office_clerk", "office_director", "discipline_clerk", "discipline_secretary"}
WHO = [
    (registered, vet, {"discipline_clerk", "discipline_secretary", "office_director"}),
    (vetted, approve, {"secretary"}),
    (approved, hand_over, KEEP),
    (assigned, chase, KEEP),
    (assigned, progress, {"owner", "colleague"}),
    (assigned, result, {"owner", "colleague"}),
    (assigned, ask_more, {"owner", "colleague"}),
    (assigned, extend, {"secretary"}),
    (assigned, reassign, {"secretary", "deputy_secretary", "office_director"}),
    (assigned, word, {"secretary"}),
    (assigned, raise_up, KEEP),
    (accepted, close, KEEP),
    (closed, file, KEEP),
    (assigned, cancel, {"secretary"}),
]


@pytest.mark.parametrize(("state", "step", "may"), WHO, ids=lambda v: getattr(v, "__name__", ""))
def test_who_may(stage: Stage, state: Any, step: Any, may: set[str]) -> None:
    """Every post is tried; those that may not come first, so that the state stays the one asked about."""
    task = state(stage)
    everybody = [
        *sorted(KEEP),
        "secretary",
        "deputy_secretary",
        "owner",
        "colleague",
        "organization_commissioner",
    ]
    for who in everybody:
        if who not in may:
            with pytest.raises(Forbidden):
                step(stage, task, who)
    step(stage, task, sorted(may)[0])


@pytest.mark.articles("S0-21:四-1", "S0-21:四-3", "S0-21:四-4", "S1-07:三-1b", "S1-07:三-4b", "S1-07:三-5b")
@pytest.mark.parametrize(
    ("state", "step", "article", "code"),
    [
        (registered, approve, "S1-07:三-1b", "task_approval.not_vetted"),
        (lambda s: vetted(s, great=True), approve, "S1-07:三-1b", "task_approval.no_plan"),
        (lambda s: approved(s, requirements=""), hand_over, "S0-21:四-1", "task_handover.incomplete"),
        (lambda s: approved(s, due_on=None), hand_over, "S0-21:四-1", "task_handover.incomplete"),
        (reported, lambda s, t: accept(s, t, "office_director"), "S0-21:四-3", "task_review.not_by_leader"),
        (reported, lambda s, t: send_back(s, t, day=None), "S1-07:三-4b", "task_review.no_new_day"),
        (accepted, lambda s, t: close(s, t, text=""), "S0-21:四-4", "task_closing.incomplete"),
    ],
)
def test_what_an_article_stops(stage: Stage, state: Any, step: Any, article: str, code: str) -> None:
    task = state(stage)
    assert (article, f"meetings.{code}") in blocks(refused(lambda: step(stage, task)))


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (registered, hand_over),
        (approved, approve),
        (approved, result),
        (assigned, accept),
        (reported, result),
        (reported, chase),
        (reported, close),
        (accepted, file),
        (closed, cancel),
        (closed, send_back),
    ],
    ids=lambda v: getattr(v, "__name__", ""),
)
def test_no_step_out_of_order(stage: Stage, state: Any, step: Any) -> None:
    task = state(stage)
    assert ("", "meetings.state.wrong") in blocks(refused(lambda: step(stage, task)))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
        ({"pace": "month"}, "pace"),
        ({"ask_after": 3}, "ask_after"),
        ({"source": "clause"}, "source"),
        ({"responsible": lambda s: builders.person("外人")}, "responsible"),
        ({"unit": lambda s: builders.unit(builders.town("邻镇"), "财政所")}, "unit"),
    ],
)
def test_what_cannot_be_registered(stage: Stage, typed: dict[str, Any], field: str) -> None:
    made = {k: v(stage) if callable(v) else v for k, v in typed.items()}
    with pytest.raises(ValidationError) as unfit:
        registered(stage, **made)
    assert field in unfit.value.message_dict


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"chased_on": TODAY + timedelta(days=1)}, "chased_on"),
        ({"chased_on": TODAY - timedelta(days=1)}, "chased_on"),
        ({"kind": "note"}, "reply_by"),
        ({"found": " "}, "found"),
        ({"reply_by": TODAY - timedelta(days=1)}, "reply_by"),
    ],
)
def test_what_cannot_be_entered_as_chasing(stage: Stage, typed: dict[str, Any], field: str) -> None:
    task = assigned(stage)
    with pytest.raises(ValidationError) as unfit:
        chase(stage, task, **typed)
    assert field in unfit.value.message_dict


def test_a_file_is_taken_by_its_content_and_nothing_is_kept_of_one_that_lies(stage: Stage) -> None:
    task = assigned(stage)
    with pytest.raises(ValidationError):
        progress(stage, task, files=[SimpleUploadedFile("照片.pdf", b"MZ\x90\x00 not a pdf")])
    assert not task.reports.exists() and not task.files.exists()
    progress(stage, task, files=[SimpleUploadedFile("验收单.pdf", PDF)])
    kept_file = task.files.get()
    answer = Browser(stage, "office_clerk").get("supervision:file-kept", kept_file.pk)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert b"".join(answer.streaming_content) == PDF
    assert Browser(stage, "village_secretary").get("supervision:file-kept", kept_file.pk).status_code == 404


@pytest.mark.articles("S0-21:四-5", "S1-07:三-5", "S1-07:三-5b", "S1-07:三-3b")
def test_what_the_leader_said_is_carried_out_before_the_matter_is_filed(stage: Stage) -> None:
    task = assigned(stage)
    raised = raise_up(stage, task)
    given = word(stage, task)
    assert (given.pk, given.status) == (raised.pk, "given")
    result(stage, task), accept(stage, task), close(stage, task)
    assert ("S1-07:三-5b", "meetings.task_filing.words_open") in blocks(refused(lambda: file(stage, task)))
    reviewing.carry_out_word(word_id=given.pk, actor=owner(), done_note="已补种", done_on=TODAY)
    file(stage, task)
    task = fresh(task)
    assert (task.status, task.file_number, task.filed_on) == ("filed", "2026-督-1", TODAY)


@pytest.mark.articles("S1-07:三-0")
def test_late_and_never_chased_is_filed_with_a_reason_alone(stage: Stage) -> None:
    task = assigned(stage, due_on=TODAY)
    with builders.on_day(TODAY + timedelta(days=3)):
        result(stage, task), accept(stage, task), close(stage, task)
        needed = needs_reason(lambda: file(stage, task))
        assert ("S1-07:三-0", "meetings.task_filing.steps_missing") in warns(needed)
        file(stage, task, reason="三天内当面催过，没有登记")
    assert fresh(task).status == "filed"


def test_more_time_is_asked_for_and_given_or_not(stage: Stage) -> None:
    task = assigned(stage)
    ask_more(stage, task)
    with pytest.raises(ValidationError):
        ask_more(stage, task)
    handling.refuse_extension(task_id=task.pk, actor=stage.actor("secretary"), because="抓紧办")
    assert fresh(task).due_on == DUE
    asked = ask_more(stage, task)
    extend(stage, task)
    asked.refresh_from_db()
    assert (asked.status, asked.decided_by_id) == ("granted", stage.crew.person("secretary").pk)
    assert fresh(task).due_on == date(2026, 12, 20)
    assert Reminder.objects.filter(account__person__name="郭树声", text__contains="时限改了").exists()


def test_cancelled_under_an_adopted_article_alone(stage: Stage) -> None:
    task = assigned(stage)
    with pytest.raises(ValidationError):
        cancel(stage, task, cite="S3-06:一")
    cancel(stage, task)
    act = Act.objects.get(code="supervision.task.cancelled")
    assert [f["article"] for f in act.verdict["findings"] if f["article"]] == ["S0-21:四-1"]
    assert fresh(task).status == "cancelled"


def test_sent_back_it_is_worked_on_again_and_closed_in_the_end(stage: Stage) -> None:
    task = reported(stage)
    send_back(stage, task)
    task = fresh(task)
    assert (task.status, task.due_on) == ("returned", date(2026, 12, 5))
    result(stage, task), accept(stage, task), close(stage, task), file(stage, task)
    assert [r.outcome for r in task.reviews.order_by("pk")] == ["returned", "accepted"]


def test_the_audit_trail_from_registration_to_file(stage: Stage) -> None:
    task = registered(stage)
    vet(stage, task), approve(stage, task), hand_over(stage, task)
    handling.sign_for(task_id=task.pk, actor=owner())
    chase(stage, task)
    progress(stage, task)
    result(stage, task)
    send_back(stage, task)
    result(stage, task), accept(stage, task), close(stage, task), file(stage, task)
    lines = Browser(stage, "office_clerk").text("supervision:task", task.pk)
    number = task.number
    said = [
        f"将{number}“冬季灌渠清淤”归档，卷号2026-督-1",
        "审核后办结",
        "审核通过",
        "报" + f"{number}“冬季灌渠清淤”的办理结果",
        "退回",
        "的进度",
        f"第1次催办{number}“冬季灌渠清淤”（电话）",
        "签收",
        "交农业农村办郭树声办理，2026年11月30日前报结果",
        "审定",
        "报主要领导审定",
        f"就上级部署、批示立项{number}“冬季灌渠清淤”",
    ]
    assert [part for part in said if part not in lines] == []
    done = Act.objects.filter(object_type="meetings.supervisedtask", object_id=str(task.pk)).values("pk")
    in_order = ChainEntry.objects.filter(act_id__in=done).order_by("seq").values_list("act_id", flat=True)
    by_id = dict(Act.objects.filter(pk__in=done).values_list("pk", "code"))
    codes = [by_id[pk] for pk in in_order]
    assert codes == [
        "supervision.task.registered",
        "supervision.task.vetted",
        "supervision.task.approved",
        "supervision.task.handed_over",
        "supervision.task.signed_for",
        "supervision.task.chased",
        "supervision.report.submitted",
        "supervision.result.submitted",
        "supervision.result.sent_back",
        "supervision.result.submitted",
        "supervision.result.accepted",
        "supervision.task.closed",
        "supervision.task.filed",
    ]


def test_a_matter_is_found_by_those_who_may_know_of_it(stage: Stage) -> None:
    task = assigned(stage)
    answer = Browser(stage, "office_clerk").get("search:page", query="?q=灌渠清淤")
    assert task.number in answer.content.decode()
    answer = Browser(stage, "village_secretary").get("search:page", query="?q=灌渠清淤")
    assert task.number not in answer.content.decode()
