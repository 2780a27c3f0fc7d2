"""Other bodies' meetings on the desk and in the calendar: whose turn it is, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest

from governance.people.models import Organization
from meetings.bodies.models import BodyMeeting
from meetings.bodies.services import calling, sitting
from meetings.desk import Desk, desk_for
from meetings.life.services import preparing
from meetings.pages.calendar import month_page
from meetings.study.services import planning, studying
from tests import builders
from tests.meetings.bodies import scenes
from tests.meetings.bodies.scenes import CALLED, HELD
from tests.meetings.life import scenes as life_scenes
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage
from tests.meetings.study import test_steps as study_scenes
from tests.meetings.table import kept_world

CLERK, FIVE = "office_clerk", "five_person_group"


def build() -> Stage:
    with builders.on_day(CALLED):
        stage = Stage.build(["preset-a", "preset-b", "preset-c"], seats=5)
        for code in ("secretary", "deputy_secretary", "organization_commissioner", "organization_clerk"):
            stage.actor(code)
        for code in (CLERK, "office_director", "discipline_secretary", "staff"):
            stage.actor(code)
        return stage


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def stage(db, kept) -> Iterator[Stage]:
    with builders.on_day(CALLED):
        yield kept or build()


def desk(stage: Stage, who: str | int) -> Desk:
    return desk_for(stage.actor(who) if isinstance(who, str) else stage.member(who))


def chores(stage: Stage, who: str | int) -> set[tuple[str, str]]:
    """(what, what to do) of everything on the desk."""
    return {(row.chore.name, row.chore.do) for day in desk(stage, who).days for row in day.chores}


def diary(stage: Stage, who: str | int) -> list[str]:
    return [row.what for row in desk(stage, who).diary]


def test_a_meeting_lies_on_the_desk_of_whose_turn_it_is(stage):
    meeting = scenes.call(stage)
    notice, sign = (f"{meeting}：待发通知", "发出通知"), (f"{meeting}通知待签收", "看通知")
    assert notice in chores(stage, CLERK)
    assert notice not in chores(stage, "secretary")
    calling.give_notice(meeting_id=meeting.pk, actor=stage.actor(CLERK))
    assert notice not in chores(stage, CLERK)
    assert sign in chores(stage, "secretary")
    calling.acknowledge(seat_id=meeting.seats.get(post_code="secretary").pk, actor=stage.actor("secretary"))
    assert sign not in chores(stage, "secretary")
    assert sign in chores(stage, "deputy_secretary")
    assert diary(stage, "deputy_secretary") == [meeting.title] == diary(stage, "secretary")
    assert meeting.title in Browser(stage, "deputy_secretary").text("desk")


def test_after_the_meeting_it_is_written_down_and_signed(stage):
    meeting = scenes.noticed(stage)
    recorder, enter = scenes.CHAIRS[meeting.kind][1], (f"{meeting}：登记到会和事项", "去登记")
    assert enter not in chores(stage, recorder)
    scenes.came(stage, meeting)
    with builders.on_day(HELD):
        assert enter in chores(stage, recorder)
        scenes.record(stage, meeting)
        sitting.close_meeting(meeting_id=meeting.pk, actor=scenes.recorder(stage, meeting))
        write, sign = (f"{meeting}：会议情况待整理", "写会议情况"), (f"{meeting}：纪要待您签发", "看纪要")
        assert write in chores(stage, recorder)
        assert sign not in chores(stage, "secretary")
        sitting.summarise(meeting_id=meeting.pk, actor=scenes.recorder(stage, meeting), summary="议了一项。")
        assert write not in chores(stage, recorder)
        assert sign in chores(stage, "secretary")
        sitting.sign_minutes(meeting_id=meeting.pk, actor=stage.actor("secretary"))
        assert sign not in chores(stage, "secretary")


def test_a_sealed_meeting_lies_on_no_other_desk_and_in_no_other_calendar(stage):
    meeting = scenes.noticed(stage, FIVE)
    assert meeting.title in diary(stage, "deputy_secretary")
    for who in ("staff", CLERK):
        assert diary(stage, who) == []
        assert not any(meeting.title in name for name, _do in chores(stage, who))
        days = month_page(stage.actor(who), HELD.replace(day=1)).days
        assert not any(one.kind == "meeting" for day in days for one in day.entries)


def test_what_villages_hold_is_in_no_diary_but_of_those_who_sit_there(stage):
    meeting = scenes.noticed(stage)
    town = meeting.organization
    village = builders.unit(town, "柘坪村党支部", Organization.Kind.VILLAGE_BRANCH)
    builders.change(meeting, unit=village, kind="village_review")
    seated, outside = stage.actor("secretary"), stage.actor(CLERK)
    assert meeting in BodyMeeting.objects.in_diary_of(seated)
    assert meeting in BodyMeeting.objects.visible_to(outside)
    assert meeting not in BodyMeeting.objects.in_diary_of(outside)


def test_the_calendar_names_meetings_of_every_body_by_the_hour(stage):
    later = stage.meeting(HELD)
    early = scenes.noticed(stage, starts_at=time(8, 0))
    page = month_page(stage.actor("secretary"), date(2026, 11, 1))
    day = next(day for day in page.days if day.day == HELD)
    assert [one.what for one in day.entries if one.kind == "meeting"] == [early.title, str(later)]
    assert early.title in Browser(stage, "secretary").text("meetings:calendar", query="?yue=2026-11")


def test_each_members_own_part_of_a_democratic_life_meeting(stage):
    with builders.on_day(life_scenes.CALLED):
        life = life_scenes.themed(stage)
        office = {name for name, _do in chores(stage, CLERK)}
        assert f"{life}：征求意见建议" in office
        assert not any(str(life) in name for name, _do in chores(stage, "staff"))
        life_scenes.opinion(stage, life)
        preparing.return_opinions(meeting_id=life.meeting_id, actor=stage.actor(CLERK))
        steps = ("意见反馈待您签收", "交心谈心待登记", "书面发言材料待交")
        row = life_scenes.member(life, stage.members[1])
        me = stage.member(1)
        acts = (
            lambda: preparing.receive_feedback(member_id=row.pk, actor=me),
            lambda: preparing.record_talk(
                member_id=row.pk, actor=me, talked_on=life_scenes.CALLED, talked_with="书记"
            ),
            lambda: preparing.hand_in_statement(member_id=row.pk, actor=me, statement="查摆"),
        )
        for words, act in zip(steps, acts, strict=True):
            assert [n for n, _do in chores(stage, 1) if any(w in n for w in steps)] == [f"{life}：{words}"]
            act()
        assert not any(w in n for n, _do in chores(stage, 1) for w in steps)


def test_study_plans_leave_and_what_is_to_be_made_up(stage):
    with builders.on_day(study_scenes.CALLED):
        plan = study_scenes.plan(stage, confirmed=False)
        assert (f"{plan}待您审定", "审定计划") in chores(stage, "secretary")
        planning.confirm_plan(plan_id=plan.pk, actor=stage.actor("secretary"))
        assert (f"{plan}待您审定", "审定计划") not in chores(stage, "secretary")
        meeting = study_scenes.session(stage)
        study_scenes.put(stage, plan.topics.get(), meeting)
        seat = meeting.seats.get(person=stage.members[3])
        calling.ask_leave(seat_id=seat.pk, actor=stage.member(3), because="出差")
        leave = (f"{stage.members[3].name}请{meeting}的假", "准假")
        assert leave in chores(stage, "secretary")
        studying.grant_leave(seat_id=seat.pk, actor=stage.actor("secretary"), special="出差在外")
        assert leave not in chores(stage, "secretary")
    with builders.on_day(HELD):
        study_scenes.came(stage, meeting, away=3)
        study_scenes.close(stage, meeting, reason="只少一人")
        owed = (f"{meeting}缺课待补", "登记补学")
        assert owed in chores(stage, 3)
        assert owed not in chores(stage, 2)
