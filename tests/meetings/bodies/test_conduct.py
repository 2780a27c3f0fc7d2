"""Calling, holding and minuting other bodies' meetings: what goes through, what is refused with which article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from governance.deadlines.models import Consequence, Reminder
from meetings.bodies.services import calling, matters, sitting
from meetings.bodies.services.sitting import Came
from meetings.bodies.shown import PLACES, shown_for
from meetings.models import BodyMeeting, BodySeat, EmergencyHandling, Topic
from tests import builders
from tests.meetings.bodies import scenes
from tests.meetings.bodies.scenes import CALLED, HELD
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage
from tests.meetings.table import blocks, kept_world, last_act, needs_reason, refused, warns

SECRETARIES, FIVE = "secretary_meeting", "five_person_group"


def build() -> Stage:
    with builders.on_day(CALLED):
        stage = Stage.build(["preset-b"])
        for code in ("secretary", "deputy_secretary", "organization_commissioner", "organization_clerk"):
            stage.actor(code)
        for code in ("office_clerk", "office_director", "discipline_secretary"):
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


@pytest.mark.articles("S1-02:二-8", "S1-02:二-13", "S1-02:二-7")
def test_a_secretary_meeting_seats_whom_the_articles_seat(stage):
    meeting = scenes.call(stage)
    seats = list(meeting.seats.values_list("capacity", "post_code"))
    assert {code for capacity, code in seats if capacity == "attends"} == {"secretary", "deputy_secretary"}
    assert ("observes", "discipline_secretary") in seats
    assert meeting.title == "2026年第1次书记办公会"
    assert scenes.call(stage).ordinal == 2


@pytest.mark.articles("S1-02:二-10", "S1-03:四-1a", "S1-17:四-3c")
@pytest.mark.parametrize(
    ("kind", "over", "stopped"),
    [
        (SECRETARIES, {}, set()),
        (SECRETARIES, {"chair": "deputy_secretary", "entrusted": "11月20日书面委托"}, set()),
        (
            SECRETARIES,
            {"chair": "deputy_secretary"},
            {("S1-02:二-10", "meetings.body_chair.not_entrusted")},
        ),
        (
            SECRETARIES,
            {"chair": "committee_member"},
            {("S1-02:二-10", "meetings.body_chair.not_leader")},
        ),
        (SECRETARIES, {"gifts": True}, {("S1-17:四-3c", "meetings.body_thrift.gifts")}),
        (FIVE, {}, set()),
        (FIVE, {"chair": "secretary"}, {("S1-03:四-1a", "meetings.body_chair.not_deputy")}),
    ],
)
def test_who_presides_and_how_plain_it_is(stage, kind, over, stopped):
    over = {**over, "chair": scenes.tenure(stage, over["chair"])} if "chair" in over else over
    if stopped:
        assert blocks(refused(lambda: scenes.call(stage, kind, **over))) == stopped
    else:
        assert scenes.call(stage, kind, **over).status == BodyMeeting.Status.DRAFT


@pytest.mark.articles("S1-17:四-3a", "S1-17:四-3b")
@pytest.mark.parametrize(
    ("over", "asked"),
    [
        ({"purpose": ""}, {("S1-17:四-3a", "meetings.body_thrift.not_needed")}),
        ({"meals": True}, {("S1-17:四-3b", "meetings.body_thrift.extras")}),
        ({"banner": True}, {("S1-17:四-3b", "meetings.body_thrift.extras")}),
    ],
)
def test_a_meeting_that_is_not_plain_says_why(stage, over, asked):
    assert warns(needs_reason(lambda: scenes.call(stage, **over))) == asked
    assert scenes.call(stage, reason="县里来人调研", **over).pk


def test_a_kind_nobody_adopted_is_not_held(stage):
    refusal = refused(lambda: scenes.call(stage, "staff_meeting"))
    assert blocks(refusal) == {("", "meetings.body.not_adopted")}


@pytest.mark.parametrize(
    ("over", "field"),
    [({"held_on": date(2026, 11, 20)}, "held_on")],
)
def test_a_day_gone_by_is_entered_late_instead(stage, over, field):
    with pytest.raises(ValidationError) as wrong:
        scenes.call(stage, **over)
    assert field in wrong.value.message_dict
    late = calling.enter_meeting(
        organization=stage.town,
        actor=stage.actor("office_clerk"),
        kind=SECRETARIES,
        plan=scenes.plan(stage, SECRETARIES, **over),
        because="20日停电",
        paper="会议记录本第14页",
    )
    assert late.entered_late
    scenes.came(stage, late)
    done = sitting.close_meeting(meeting_id=late.pk, actor=stage.actor("deputy_secretary"))
    assert done.status == BodyMeeting.Status.HELD
    act = last_act("meetings.body.closed")
    assert (act.late_entry, act.happened_on, act.reason) == (True, date(2026, 11, 20), "20日停电")


@pytest.mark.articles("S1-02:二-11a", "S1-03:四-2a")
@pytest.mark.parametrize(
    ("kind", "absent", "stopped"),
    [
        (SECRETARIES, 1, set()),
        (SECRETARIES, 9, {("S1-02:二-11a", "meetings.body_quorum.short")}),
        (FIVE, 0, set()),
        (FIVE, 9, {("S1-03:四-2a", "meetings.body_quorum.short")}),
    ],
)
def test_enough_must_be_there(stage, kind, absent, stopped):
    meeting = scenes.noticed(stage, kind)
    scenes.came(stage, meeting, absent=min(absent, meeting.seats.filter(capacity="attends").count() - 1))

    def close() -> BodyMeeting:
        return sitting.close_meeting(meeting_id=meeting.pk, actor=scenes.recorder(stage, meeting))

    with builders.on_day(HELD):
        if stopped:
            assert blocks(refused(close)) == stopped
        else:
            assert close().status == BodyMeeting.Status.HELD


def test_it_is_not_held_before_its_day_nor_with_somebody_unaccounted_for(stage):
    meeting = scenes.noticed(stage)

    def close() -> BodyMeeting:
        return sitting.close_meeting(meeting_id=meeting.pk, actor=stage.actor("deputy_secretary"))

    assert blocks(refused(close)) == {("", "meetings.body.not_over")}
    with builders.on_day(HELD):
        assert blocks(refused(close)) == {("", "meetings.body.not_counted")}


@pytest.mark.articles("S1-02:一-0", "S1-01:十二-2", "S1-03:二", "S1-02:二-12", "S1-03:四-3")
@pytest.mark.parametrize(
    ("kind", "over", "stopped", "asked"),
    [
        (SECRETARIES, {"matter": "large_sum"}, None, None),
        (
            SECRETARIES,
            {"matter": "large_sum", "outcome": "coordinated"},
            {
                ("S1-02:一-0", "meetings.body_decides.decides"),
                ("S1-01:十二-2", "meetings.body_decides.decides"),
            },
            None,
        ),
        (SECRETARIES, {"outcome": "coordinated"}, None, None),
        (
            SECRETARIES,
            {"differed": True},
            None,
            {("S1-02:二-12", "meetings.body_dissent.not_postponed")},
        ),
        (SECRETARIES, {"differed": True, "outcome": "postponed"}, None, None),
        (FIVE, {}, None, None),
        (FIVE, {"outcome": "coordinated"}, {("S1-03:二", "meetings.body_decides.decides")}, None),
        (FIVE, {"differed": True}, None, {("S1-03:四-3", "meetings.body_dissent.not_postponed")}),
    ],
)
def test_what_a_meeting_may_do_with_a_matter(stage, kind, over, stopped, asked):
    meeting = scenes.noticed(stage, kind)
    if stopped:
        assert blocks(refused(lambda: scenes.record(stage, meeting, **over))) == stopped
    elif asked:
        assert warns(needs_reason(lambda: scenes.record(stage, meeting, **over))) == asked
        assert scenes.record(stage, meeting, reason="县里催办", **over).pk
    else:
        assert scenes.record(stage, meeting, **over).order == 1


@pytest.mark.articles("S1-02:一-6")
def test_an_emergency_stands_on_the_list_until_the_committee_is_told(stage):
    meeting = scenes.noticed(stage)
    row = scenes.record(stage, meeting, outcome="emergency", title="竹篙村滑坡转移")
    assert EmergencyHandling.objects.get(body_matter=row).status == EmergencyHandling.Status.OPEN
    assert row.emergency.handled_on == HELD
    with pytest.raises(ValidationError):
        scenes.record(stage, meeting, outcome="emergency", secret=True)


def test_a_matter_with_owner_and_day_goes_to_supervision_once(stage):
    meeting = scenes.noticed(stage)
    owner = stage.members[3]
    row = scenes.record(stage, meeting, outcome="coordinated", owner=owner, due_on=date(2026, 12, 5))
    found = Consequence.objects.get(name=matters.AGREED)
    assert (found.subject_id, found.facts["owner"], found.facts["due_on"]) == (row.pk, owner.pk, "2026-12-05")

    def correct() -> object:
        return matters.correct_matter(
            matter_id=row.pk, actor=stage.actor("deputy_secretary"), said=scenes.said(title="改了")
        )

    assert blocks(refused(correct)) == {("", "meetings.body.under_supervision")}
    plain = scenes.record(stage, meeting)
    matters.correct_matter(
        matter_id=plain.pk, actor=stage.actor("deputy_secretary"), said=scenes.said(title="改了")
    )
    plain.refresh_from_db()
    assert plain.title == "改了"
    matters.strike_matter(matter_id=plain.pk, actor=stage.actor("deputy_secretary"))
    assert Consequence.objects.filter(name=matters.AGREED).count() == 1


@pytest.mark.parametrize("field", ["owner", "due_on"])
def test_an_owner_has_a_day_and_a_day_an_owner(stage, field):
    values = {"owner": stage.members[3], "due_on": date(2026, 12, 5)}
    with pytest.raises(ValidationError):
        scenes.record(stage, scenes.noticed(stage), **{field: values[field]})


@pytest.mark.articles("S1-02:一-1")
def test_a_matter_becomes_a_topic_of_the_committee(stage):
    meeting = scenes.noticed(stage)
    row = scenes.record(stage, meeting, outcome="referred", scope="prepares")
    clerk = stage.actor("office_clerk")
    matters.refer_matter(matter_id=row.pk, actor=clerk, content="现状和方案。", proposal="同意所报方案")
    topic = Topic.objects.get(body_matters=row)
    assert (topic.title, topic.proposed_by, topic.status) == ("集镇停车整治", meeting.chair, "submitted")

    def again() -> object:
        return matters.refer_matter(matter_id=row.pk, actor=clerk, topic_id=topic.pk)

    assert blocks(refused(again)) == {("", "meetings.body.already_referred")}
    other = scenes.record(stage, meeting, outcome="referred")
    assert matters.refer_matter(matter_id=other.pk, actor=clerk, topic_id=topic.pk).topic == topic
    prepared = scenes.record(stage, meeting)
    assert blocks(
        refused(lambda: matters.refer_matter(matter_id=prepared.pk, actor=clerk, topic_id=topic.pk))
    ) == {("", "meetings.body.not_referred")}


@pytest.mark.articles("S1-02:四-23", "S1-03:五")
@pytest.mark.parametrize(
    ("kind", "secret", "copies", "stopped"),
    [
        (SECRETARIES, False, "县委办公室", set()),
        (SECRETARIES, True, "", set()),
        (SECRETARIES, True, "县委办公室", {("S1-02:四-23", "meetings.body_secrecy.outside")}),
        (FIVE, False, "", set()),
        (FIVE, False, "各支部", {("S1-03:五", "meetings.body_secrecy.outside")}),
    ],
)
def test_what_is_secret_goes_to_nobody_outside(stage, kind, secret, copies, stopped):
    meeting = scenes.held(stage, kind)
    with builders.on_day(HELD):
        scenes.record(stage, meeting, **({"secret": secret} if kind == SECRETARIES else {}))
        chair = stage.actor(scenes.CHAIRS[kind][0])

        def sign() -> BodyMeeting:
            return sitting.sign_minutes(meeting_id=meeting.pk, actor=chair, copy_to=copies)

        if stopped:
            assert blocks(refused(sign)) == stopped
        else:
            assert sign().status == BodyMeeting.Status.RECORDED


@pytest.mark.articles("S1-02:二-11b", "S1-03:四-2b")
def test_leave_is_asked_beforehand_with_an_opinion_under_seal(stage):
    meeting = scenes.noticed(stage)
    seat = meeting.seats.get(post_code="discipline_secretary")
    actor = stage.actor("discipline_secretary")
    calling.ask_leave(seat_id=seat.pk, actor=actor, because="到县里开会", opinion="同意先摸底")
    seat.refresh_from_db()
    assert seat.state == BodySeat.State.ON_LEAVE
    assert seat.leave_reason.reveal() == "到县里开会"
    assert seat.prior_opinion.reveal() == "同意先摸底"
    lines = {seat.pk: Came(BodySeat.State.ON_LEAVE)}
    sitting.record_attendance(meeting_id=meeting.pk, actor=stage.actor("deputy_secretary"), lines=lines)
    other = meeting.seats.filter(post_code="deputy_secretary").first()
    with pytest.raises(ValidationError):
        sitting.record_attendance(
            meeting_id=meeting.pk,
            actor=stage.actor("deputy_secretary"),
            lines={other.pk: Came(BodySeat.State.ON_LEAVE)},
        )


def test_notice_and_cancelling_tell_everybody_with_a_seat(stage):
    meeting = scenes.noticed(stage)
    told = Reminder.objects.filter(duty__startswith=f"meetings.body:{meeting.pk}:")
    assert "书记办公会" in told.first().text
    calling.cancel_meeting(meeting_id=meeting.pk, actor=stage.actor("office_clerk"), because="书记到县里")
    assert told.filter(text__contains="取消").exists()
    late = scenes.call(stage, held_on=CALLED)
    with builders.on_day(CALLED + timedelta(days=1)):
        actor = stage.actor("office_clerk")

        tomorrow = replace(actor, day=CALLED + timedelta(days=1))
        stopped = refused(lambda: calling.give_notice(meeting_id=late.pk, actor=tomorrow))
        assert blocks(stopped) == {("", "meetings.body.day_gone")}


@pytest.mark.articles("S1-02:二-7", "S1-02:三", "S1-02:四-21", "S1-02:四-22", "S1-02:四-24", "S1-02:二-9")
@pytest.mark.articles("S1-14:二", "S1-14:四", "S1-14:七", "S1-14:八", "S1-14:九")
@pytest.mark.parametrize("kind", PLACES)
def test_articles_that_bind_by_being_read_stand_where_the_meeting_is_called(stage, kind):
    page = Browser(stage, "office_clerk").text("meetings:body-call", kind)
    rows = shown_for(kind, stage.town.pk, CALLED)
    assert len(rows) == len(PLACES[kind])
    assert all(row.statement in page for row in rows)


@pytest.mark.articles("S1-02:一-2", "S1-02:一-3", "S1-02:一-4", "S1-02:一-5", "S1-03:三", "S1-14:三-2")
@pytest.mark.articles("S1-14:一", "S1-14:六", "S3-02:1-2a", "S1-03:四-1b", "S1-03:四-4")
@pytest.mark.parametrize(
    ("kind", "who", "offered"),
    [
        (SECRETARIES, "deputy_secretary", ["酝酿拟上党委会的问题", "协调党委会决定的实施", "部署阶段重点"]),
        (FIVE, "organization_commissioner", ["班子建设情况", "调配原则", "任免酝酿"]),
        ("party_leaders_huddle", "office_clerk", ["本周重点", "下周安排", "涉及全体成员事项"]),
    ],
)
def test_a_matter_says_what_the_body_meets_for(stage, kind, who, offered):
    meeting = scenes.noticed(stage, kind)
    browser = Browser(stage, who)
    form = browser.text("meetings:body-matter-add", meeting.pk)
    assert all(words in form for words in offered)
    scope = meeting.rules.scope[0]
    outcome = meeting.rules.outcomes[0]
    sent = browser.send(
        "meetings:body-matter-add",
        meeting.pk,
        title="集镇停车整治",
        matter="ordinary",
        prepared="先摸底。",
        scope=scope.code,
        outcome=outcome,
        presenter=meeting.chair_id,
    )
    assert sent.status_code == 302
    row = meeting.matters.get()
    assert (row.scope, row.presenter_id) == (scope.code, meeting.chair_id)
    assert scope.title in browser.text("meetings:body", meeting.pk)


def test_a_meeting_goes_through_the_pages_from_call_to_signature(stage):
    clerk, chair = Browser(stage, "office_clerk"), Browser(stage, "secretary")
    form = clerk.get("meetings:body-call", SECRETARIES).context["form"]
    sent = clerk.send(
        "meetings:body-call",
        SECRETARIES,
        day=CALLED.isoformat(),
        at="15:00",
        place="二楼会议室",
        chair=form.fields["chair"].queryset.get(post__code="secretary").pk,
        recorder=stage.crew.person("deputy_secretary").pk,
        purpose="酝酿议题",
    )
    assert sent.status_code == 302
    meeting = BodyMeeting.objects.get()
    clerk.send("meetings:body-notice", meeting.pk)
    seat = meeting.seats.get(person=stage.crew.person("secretary"))
    assert "签收通知" in chair.text("meetings:body", meeting.pk)
    chair.send("meetings:body-ack", seat.pk)
    lines = {f"state_{s.pk}": "present" for s in meeting.seats.all()}
    clerk.send("meetings:body-attend", meeting.pk, **lines)
    stopped = clerk.send(
        "meetings:body-matter-add",
        meeting.pk,
        title="拨付尾款",
        matter="large_sum",
        prepared="尾款12万元。",
        outcome="coordinated",
    )
    assert stopped.status_code == 409
    assert "书记办公会不能定这件事" in stopped.content.decode()
    clerk.send("meetings:body-close", meeting.pk)
    clerk.send("meetings:body-summary", meeting.pk, summary="逐项酝酿。")
    assert chair.send("meetings:body-sign", meeting.pk, copy_to="").status_code == 302
    meeting.refresh_from_db()
    assert meeting.status == BodyMeeting.Status.RECORDED
    assert clerk.send("meetings:body-minutes-print", meeting.pk).status_code == 302
    page = clerk.text("meetings:body", meeting.pk)
    assert "逐项酝酿。" in page
    assert "签发2026年第1次书记办公会纪要" in page
