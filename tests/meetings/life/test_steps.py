"""The democratic life meeting step by step: what goes through, what is refused with which article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from governance.access.errors import Forbidden
from governance.deadlines.models import Consequence, Reminder
from governance.procedures.pinning import pinned
from meetings.bodies.services import matters
from meetings.life.models import LifeCriticism, LifeMeeting, LifeOpinion
from meetings.life.services import following, holding, preparing
from meetings.models import BodyMeeting
from tests import builders
from tests.meetings.bodies.scenes import said, tenure
from tests.meetings.life import scenes
from tests.meetings.life.scenes import CALLED, CLERK, HELD, REPORTED
from tests.meetings.staging import Stage
from tests.meetings.table import blocks, kept_world, last_act, needs_reason, refused, warns


def build() -> Stage:
    with builders.on_day(CALLED):
        stage = Stage.build(["preset-a", "preset-b"], seats=5)
        for code in ("secretary", "organization_clerk", CLERK, "office_director", "staff"):
            stage.actor(code)
        for n in range(5):
            stage.member(n)
        return stage


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def stage(db, kept) -> Iterator[Stage]:
    with builders.on_day(CALLED):
        yield kept or build()


@pytest.mark.articles("S0-08:一b")
@pytest.mark.parametrize(
    ("chair", "stopped"),
    [("secretary", set()), ("deputy_secretary", {("S0-08:一b", "meetings.life_chair.not_secretary")})],
)
def test_the_secretary_presides(stage, chair, stopped):
    chair = tenure(stage, chair)
    if stopped:
        assert blocks(refused(lambda: scenes.called(stage, chair=chair))) == stopped
    else:
        assert scenes.called(stage, chair=chair).status == BodyMeeting.Status.DRAFT


@pytest.mark.articles("S0-08:三", "S1-13:四", "S0-13:六", "S0-08:流程图", "S0-08:八a")
def test_a_theme_pins_the_procedure_and_lists_the_members(stage):
    life = scenes.themed(stage)
    assert life.members.count() == 5
    assert len(pinned(life.edition).steps) == 16
    assert life.contents == [
        "路线政策决议执行",
        "自身建设与民主集中制",
        "廉洁守纪",
        "群众路线与调研",
        "上级指定及其他",
    ]
    preparing.set_theme(
        meeting_id=life.meeting_id,
        actor=stage.actor(CLERK),
        theme="廉洁自律",
        sort="integrity",
        contents=["integrity"],
    )
    life.refresh_from_db()
    assert (life.contents, life.sort, life.members.count()) == (["廉洁守纪"], "integrity", 5)


@pytest.mark.articles("S0-08:四-1")
def test_preparation_goes_in_its_order(stage):
    life = scenes.themed(stage)
    first = scenes.member(life, stage.members[0])
    me = stage.member(0)

    def return_all():
        return preparing.return_opinions(meeting_id=life.meeting_id, actor=stage.actor(CLERK))

    def talk():
        return preparing.record_talk(member_id=first.pk, actor=me, talked_on=CALLED, talked_with="副书记")

    def write():
        return preparing.hand_in_statement(member_id=first.pk, actor=me, statement="一、二、三")

    for code, verb in (("nothing_collected", return_all), ("nothing_collected", talk)):
        assert blocks(refused(verb)) == {("S0-08:四-1", f"meetings.life_prepared.{code}")}
    scenes.opinion(stage, life)
    return_all()
    assert blocks(refused(talk)) == {("S0-08:四-1", "meetings.life_prepared.not_signed_for")}
    preparing.receive_feedback(member_id=first.pk, actor=me)
    assert blocks(refused(write)) == {("S0-08:四-1", "meetings.life_prepared.not_talked")}
    talk()
    assert write().statement.reveal() == "一、二、三"
    assert Reminder.objects.filter(text__startswith="民主生活会征求到的意见已反馈").exists()


@pytest.mark.articles("S1-13:五-1")
def test_an_opinion_is_read_by_whom_it_concerns(stage):
    life = scenes.themed(stage)
    team = scenes.opinion(stage, life, text="班子要多下村")
    second = scenes.opinion(stage, life, stage.members[1], text="会多")
    seen = lambda n: set(LifeOpinion.objects.visible_to(stage.member(n)).filter(life=life))  # noqa: E731
    assert seen(1) == set() and seen(0) == {team, second}  # the secretary presides
    preparing.return_opinions(meeting_id=life.meeting_id, actor=stage.actor(CLERK))
    assert (seen(1), seen(2)) == ({team, second}, {team})
    assert not LifeOpinion.objects.visible_to(stage.actor("staff")).exists()
    assert second.text.reveal() == "会多"
    assert "会多" not in str(last_act("meetings.life.opinion_recorded").facts)
    stopped = refused(lambda: preparing.strike_opinion(opinion_id=second.pk, actor=stage.actor(CLERK)))
    assert blocks(stopped) == {("", "meetings.life.returned_already")}


def test_only_the_member_signs_for_the_own_opinions(stage):
    life = scenes.returned(stage)
    row = scenes.member(life, stage.members[1])
    with pytest.raises(Forbidden):
        preparing.receive_feedback(member_id=row.pk, actor=stage.member(2))
    preparing.receive_feedback(member_id=row.pk, actor=stage.member(1))
    again = refused(lambda: preparing.receive_feedback(member_id=row.pk, actor=stage.member(1)))
    assert blocks(again) == {("", "meetings.life.signed_already")}


@pytest.mark.articles("S0-08:流程图a", "S0-08:六")
@pytest.mark.parametrize(
    ("on", "late"), [(HELD - timedelta(days=7), False), (HELD - timedelta(days=6), True)]
)
def test_the_county_is_told_a_week_ahead(stage, on, late):
    life = scenes.themed(stage)

    def tell(reason: str = ""):
        return preparing.report_up(
            meeting_id=life.meeting_id,
            actor=stage.actor(CLERK),
            reported_on=on,
            report_number="云委〔2026〕31号",
            reason=reason,
        )

    with builders.on_day(on):
        if late:
            assert warns(needs_reason(tell)) == {("S0-08:流程图a", "meetings.life_reported.late")}
            assert tell("县里来电要求当天补报").reported_on == on
        else:
            assert tell().reported_on == on


@pytest.mark.articles("S1-13:三-2")
@pytest.mark.parametrize(
    ("day", "consent", "stopped"),
    [
        (HELD + timedelta(days=7), "", True),
        (HELD + timedelta(days=7), "县委组织部11月12日同意", False),
        (HELD - timedelta(days=3), "", False),
    ],
)
def test_it_is_put_off_with_consent_alone(stage, day, consent, stopped):
    life = scenes.themed(stage)

    def move():
        return preparing.put_off(
            meeting_id=life.meeting_id,
            actor=stage.actor(CLERK),
            held_on=day,
            starts_at=time(14, 30),
            consent=consent,
        )

    if stopped:
        assert blocks(refused(move)) == {("S1-13:三-2", "meetings.life_postponed.not_consented")}
    else:
        moved = move()
        assert (moved.meeting.held_on, moved.put_off_from) == (day, HELD)


@pytest.mark.articles("S0-08:五", "S1-13:五-2")
@pytest.mark.parametrize(
    ("state", "written", "stopped"),
    [
        ("on_leave", True, set()),
        ("absent", True, {("S0-08:五", "meetings.life_absence.not_asked")}),
        (
            "on_leave",
            False,
            {
                ("S0-08:五", "meetings.life_absence.not_statements_in"),
                ("S0-08:四-1", "meetings.life_prepared.not_statements_in"),
            },
        ),
    ],
)
def test_whoever_is_away_leaves_a_statement(stage, state, written, stopped):
    life = scenes.spoken(stage, scenes.prepared(stage))
    if not written:
        builders.change(scenes.member(life, stage.members[3]), statement=None, stated_at=None)
    scenes.came(stage, life, away=3, state=state)
    if stopped:
        with builders.on_day(HELD):
            assert blocks(refused(lambda: scenes.close(stage, life))) == stopped
    else:
        assert scenes.close(stage, life).status == BodyMeeting.Status.HELD


@pytest.mark.articles("S0-08:四-2", "S0-08:流程图b", "S0-08:流程图c")
def test_each_member_has_spoken_before_it_is_closed(stage):
    life = scenes.spoken(stage, scenes.prepared(stage))
    scenes.came(stage, life)
    row = LifeCriticism.objects.get(life=life, critic=stage.members[2], subject=stage.members[2])
    with builders.on_day(HELD):
        holding.strike_speech(speech_id=row.pk, actor=stage.actor(CLERK))
        stopped = refused(lambda: scenes.close(stage, life))
        assert blocks(stopped) == {("", "meetings.life.not_spoken")}
        scenes.speak(stage, life, stage.members[2], stage.members[2])
    assert scenes.close(stage, life).status == BodyMeeting.Status.HELD
    room = LifeCriticism.objects.filter(life=life, struck=False)
    assert room.count() == 6
    assert LifeCriticism.objects.visible_to(stage.member(4)).filter(life=life).count() == 7
    # Whoever prepares it and was not in the room reads nothing of it.
    assert not LifeCriticism.objects.visible_to(stage.actor("office_director")).exists()


@pytest.mark.articles("S1-13:二", "S0-08:流程图a")
@pytest.mark.parametrize(
    ("arranged", "approved", "asked"),
    [
        (True, True, {("S1-13:二", "meetings.life_theme.arranged")}),
        (False, False, {("S0-08:流程图a", "meetings.life_reported.not_approved")}),
    ],
)
def test_what_is_odd_is_given_a_reason(stage, arranged, approved, asked):
    life = scenes.spoken(stage, scenes.prepared(stage))
    scenes.came(stage, life)
    with builders.on_day(HELD):
        if arranged:
            matters.record_matter(
                meeting_id=life.meeting_id,
                actor=stage.actor(CLERK),
                said=said(outcome="coordinated", title="安排冬修水利"),
            )
        if not approved:
            builders.change(LifeMeeting.objects.get(pk=life.pk), approved_on=None, approved_by="")
        assert warns(needs_reason(lambda: scenes.close(stage, life))) == asked
    assert scenes.close(stage, life, "县里电话同意").status == BodyMeeting.Status.HELD


@pytest.mark.articles("S1-13:六", "S0-08:七", "S0-08:流程图d", "S1-13:八", "S0-08:八b", "S1-13:七")
def test_measures_circle_and_package_follow(stage):
    life = scenes.held(stage)
    clerk = stage.actor(CLERK)
    with builders.on_day(HELD + timedelta(days=2)) as today:
        submit = lambda: following.submit(  # noqa: E731
            meeting_id=life.meeting_id,
            actor=stage.actor(CLERK),
            submitted_on=today,
            submitted_how="云委〔2026〕33号",
        )
        assert blocks(refused(submit)) == {("", "meetings.life.no_measures")}
        measure = following.set_measure(
            meeting_id=life.meeting_id,
            actor=stage.actor(CLERK),
            problem="下村少",
            title="每名委员每月下村不少于两次",
            owner=stage.members[1],
            due_on=date(2026, 12, 20),
        )
        handed = Consequence.objects.get(name="meetings.life_measure")
        assert handed.facts == {
            "organization": stage.town.pk,
            "title": "每名委员每月下村不少于两次",
            "owner": stage.members[1].pk,
            "due": "2026-12-20",
            "source": f"meetings.lifemeasure:{measure.pk}",
        }
        following.publish(
            meeting_id=life.meeting_id,
            actor=stage.actor(CLERK),
            circle="cadres",
            published_on=today,
            publisher=stage.crew.person("office_director"),
        )
        assert submit().submitted_on == today
        with pytest.raises(ValidationError):
            following.set_measure(
                meeting_id=life.meeting_id,
                actor=stage.actor(CLERK),
                problem="x",
                title="y",
                owner=stage.members[1],
                due_on=REPORTED,
            )
    assert clerk.person_id


@pytest.mark.articles("S0-08:二", "S1-06:他-2")
def test_members_join_life_meetings_elsewhere(stage):
    given = {"organization": stage.town, "person": stage.members[1], "kind": "linked", "joined_on": CALLED}
    row = following.record_outing(
        actor=stage.member(1),
        unit="石桥村党支部",
        corrected="会议记录不全",
        told_committee_on=CALLED,
        **given,
    )
    assert (row.unit, row.told_committee_on) == ("石桥村党支部", CALLED)
    with pytest.raises(Forbidden):
        following.record_outing(actor=stage.actor("staff"), unit="石桥村党支部", **given)
