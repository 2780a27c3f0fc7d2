"""What was handled before a meeting could be held: on whose word, reminded of until reported, in the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from governance.access.errors import Forbidden
from governance.deadlines.duties import duties_of
from meetings.documents.record import record_paper
from meetings.models import EmergencyHandling, Meeting
from meetings.services import emergencies, room
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage
from tests.meetings.table import blocks, kept_world, needs_reason, refused

HANDLED, MEETS = date(2026, 11, 22), date(2026, 11, 26)


def build() -> Stage:
    with builders.on_day(HANDLED):
        return Stage.build()


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def stage(db, kept) -> Iterator[Stage]:
    with builders.on_day(HANDLED):
        yield kept or build()


def handle(
    stage: Stage, who: Any = 5, asked: int = 0, on: date = HANDLED, reason: str = ""
) -> EmergencyHandling:
    return emergencies.record_emergency(
        organization=stage.town,
        actor=stage.member(who) if isinstance(who, int) else stage.actor(who),
        title="竹篙村滑坡转移",
        what="连夜转移12户43人，无伤亡。",
        handled_on=on,
        handled_by=stage.members[5],
        asked=stage.members[asked],
        asked_how="2时10分电话请示",
        reason=reason,
    )


def owed(stage: Stage, day: date) -> list[str]:
    return [d.text for d in duties_of(stage.town, day) if d.clock == "meetings.emergency"]


@pytest.mark.articles("S1-01:八", "S1-04:三-2f", "S3-02:1-0c")
@pytest.mark.parametrize(("asked", "asks_why"), [(0, False), (1, False), (6, True)])
def test_the_secretary_or_the_mayor_was_asked_or_the_reason_is_told(stage, asked, asks_why):
    stage.member(5)  # the account is made before anything is counted
    if asks_why:
        needed = needs_reason(lambda: handle(stage, asked=asked))
        assert [(f.article, f.code) for f in needed.verdict.warnings] == [
            ("S1-01:八", "meetings.emergency_report.not_approved")
        ]
        assert owed(stage, HANDLED) == []
    handle(stage, asked=asked, reason="信号中断，联系不上" if asks_why else "")
    assert owed(stage, HANDLED) == ["向班子报告紧急处置“竹篙村滑坡转移”"]


@pytest.mark.parametrize(
    ("who", "allowed"),
    [(5, True), ("office_clerk", True), ("office_director", True), ("station_head", False)],
)
def test_a_member_or_the_office_enters_it(stage, who, allowed):
    if allowed:
        assert handle(stage, who).status == "open"
        return
    with pytest.raises(Forbidden):
        handle(stage, who)


def test_a_day_to_come_is_no_day_of_handling(stage):
    with pytest.raises(ValidationError, match="今天以后"):
        handle(stage, on=MEETS)


def held(stage: Stage) -> Meeting:
    with builders.on_day(date(2026, 11, 23)):
        meeting = stage.meeting(MEETS)
        stage.item(meeting)
        stage.convene(meeting, reason="按期通知")
    return meeting


@pytest.mark.articles("S1-01:八")
def test_it_is_owed_until_a_meeting_was_told_and_then_stands_in_the_record(stage):
    row = handle(stage)
    meeting = held(stage)
    with builders.on_day(MEETS):

        def report() -> EmergencyHandling:
            return emergencies.report_emergency(
                emergency_id=row.pk, meeting_id=meeting.pk, actor=stage.actor("office_clerk")
            )

        assert ("", "meetings.state.wrong") in blocks(refused(report))  # not before the meeting sits
        stage.open(meeting)
        told = report()
        assert (told.status, told.reported_on) == ("reported", MEETS)
        assert owed(stage, MEETS) == []
        assert ("", "meetings.state.wrong") in blocks(refused(report))  # once
        room.postpone_item(
            item_id=meeting.items.get().pk, actor=stage.actor("office_clerk"), because="再调研"
        )
        room.close_meeting(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
        paper = str(record_paper(Meeting.objects.get(pk=meeting.pk)))
        assert "紧急处置报告" in paper
        assert "连夜转移12户43人" in paper


def test_pages_enter_report_and_list_it(stage):
    member = Browser(stage, 5)
    assert "没有紧急处置。" in member.text("meetings:emergencies")
    sent = member.send(
        "meetings:emergency-record",
        title="竹篙村滑坡转移",
        what="连夜转移12户43人。",
        handled_on="2026-11-22",
        handled_by=stage.members[5].pk,
        asked=stage.members[0].pk,
        asked_how="电话请示",
    )
    assert sent.status_code == 302
    row = EmergencyHandling.objects.get()
    meeting = held(stage)
    with builders.on_day(MEETS):
        stage.open(meeting)
        clerk = Browser(stage, "office_clerk")
        assert "登记已报告" in clerk.text("meetings:emergencies")
        assert clerk.send("meetings:emergency-report", row.pk, meeting=meeting.pk).status_code == 302
        page = member.text("meetings:emergencies")
        assert "待报告0件" in page
        assert str(meeting) in page
        assert Browser(stage, 5).get("meetings:emergency-report", row.pk).status_code == 403


def test_an_outsider_knows_of_none(stage):
    row = handle(stage)
    staff = builders.actor(builders.account(stage.crew.person("staff")))
    assert not EmergencyHandling.objects.visible_to(staff).filter(pk=row.pk).exists()
