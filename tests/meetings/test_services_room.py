"""Leave, signing in, opening, quorum."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from governance.access.errors import Forbidden
from governance.people.models import Tenure
from meetings.models import AgendaItem, Attendance, LeaveRequest, Meeting, NoticeReading
from meetings.services import notice, room, voting
from tests import builders
from tests.meetings.scenes import HELD, STATE, Scene
from tests.meetings.table import blocks, figures, kept_world, last_act, needs_reason, refused, warns


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Scene.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    yield kept or Scene.build()


@pytest.fixture
def held():
    with builders.on_day(HELD):
        yield


# The notice and leave -----------------------------------------------------------------------


def test_a_notice_is_shown_delivered_and_acknowledged_once(scene):
    delivery = scene.meeting.notice.deliveries.get(person=scene.stage.members[4])
    account = scene.actor(4).account_id
    with builders.on_day(date(2026, 11, 24)):
        notice.mark_shown(delivery=delivery, account_id=account)
        notice.mark_shown(delivery=delivery, account_id=account)
        assert NoticeReading.objects.filter(delivery=delivery).count() == 1
        with pytest.raises(Forbidden):
            notice.acknowledge(delivery_id=delivery.pk, actor=scene.actor(5))
        notice.acknowledge(delivery_id=delivery.pk, actor=scene.actor(4))
        again = refused(lambda: notice.acknowledge(delivery_id=delivery.pk, actor=scene.actor(4)))
        assert blocks(again) == {("", "meetings.state.acknowledged_before")}
        late = refused(
            lambda: notice.record_delivery(
                delivery_id=delivery.pk, actor=scene.actor("office_clerk"), channel="phone", note="已通知"
            )
        )
        assert blocks(late) == {("", "meetings.state.acknowledged_before")}
    delivery.refresh_from_db()
    assert delivery.channel == "application"
    assert delivery.delivered_at == delivery.acknowledged_at is not None


@pytest.mark.articles("S1-01:七-2c")
@pytest.mark.parametrize(("who", "allowed"), [("office_clerk", True), ("secretary", False), (4, False)])
def test_art_s1_01_7_2c_the_office_records_a_call(scene, who, allowed):
    delivery = scene.meeting.notice.deliveries.get(person=scene.stage.members[4])

    def call() -> Any:
        return notice.record_delivery(
            delivery_id=delivery.pk, actor=scene.actor(who), channel="phone", note="13时接通"
        )

    with builders.on_day(date(2026, 11, 24)):
        if not allowed:
            with pytest.raises(Forbidden):
                call()
            return
        assert (call().channel, call().delivery_note) == ("phone", "13时接通")


def ask(scene: Scene, index: int = 4) -> LeaveRequest:
    return notice.ask_leave(meeting_id=scene.meeting_id, actor=scene.actor(index), because="住院")


LEAVE = [
    # what happened before, the step, the stop
    ("asked", "grant", None),
    ("asked", "refuse", None),
    ("asked", "ask", None),
    ("granted", "grant", "meetings.state.leave_settled"),
    ("granted", "refuse", "meetings.state.leave_settled"),
    ("granted", "ask", "meetings.state.leave_settled"),
    ("granted", "sign_in", None),
    ("refused", "ask", None),
    ("refused", "grant", "meetings.state.leave_settled"),
    ("asked and came", "grant", "meetings.state.presence"),
    ("asked and came", "refuse", None),
    ("came", "ask", "meetings.state.presence"),
]


@pytest.mark.parametrize(("before", "step", "stop"), LEAVE)
def test_leave_is_settled_once_and_never_over_a_signature(scene, held, before, step, stop):
    secretary = scene.actor("secretary")
    leave = ask(scene) if before != "came" else None
    if before == "granted":
        notice.grant_leave(leave_id=leave.pk, actor=secretary)
    if before == "refused":
        notice.refuse_leave(leave_id=leave.pk, actor=secretary, because="会议重要")
    if before.endswith("came"):
        scene.sign_in(4)
    steps = {
        "grant": lambda: notice.grant_leave(leave_id=leave.pk, actor=secretary),
        "refuse": lambda: notice.refuse_leave(leave_id=leave.pk, actor=secretary, because="会议重要"),
        "ask": lambda: ask(scene),
        "sign_in": lambda: scene.sign_in(4),
    }
    if stop is not None:
        assert ("", stop) in blocks(refused(steps[step]))
        return
    steps[step]()
    present = Attendance.Status.PRESENT if "came" in before or step == "sign_in" else None
    on_leave = Attendance.Status.ON_LEAVE if step == "grant" else Attendance.Status.EXPECTED
    assert scene.seat(4).status == (present or on_leave)


@pytest.mark.parametrize("who", ["office_clerk", 2, 4])
def test_leave_is_granted_by_the_secretary_alone(scene, held, who):
    leave = ask(scene)
    with pytest.raises(Forbidden):
        notice.grant_leave(leave_id=leave.pk, actor=scene.actor(who))


# Signing in and opening ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "how"), [(4, "self"), ("office_clerk", "clerk"), ("office_director", None), (5, None)]
)
def test_the_member_signs_in_or_the_clerk_does(scene, held, who, how):
    if how is None:
        with pytest.raises(Forbidden):
            scene.sign_in(4, who)
        return
    assert scene.sign_in(4, who).signed_in_by == how
    again = refused(lambda: scene.sign_in(4, who))
    assert blocks(again) == {("", "meetings.state.signed_in_before")}
    assert figures(again, "meetings.state.signed_in_before") == {"have": "09:00"}


def test_leaving_and_coming_back_go_in_turn(scene, held):
    clerk = scene.actor("office_clerk")
    scene.open()
    back = lambda: room.come_back(attendance_id=scene.seat(4).pk, actor=clerk)  # noqa: E731
    assert blocks(refused(back)) == {("", "meetings.state.presence")}
    assert scene.leave(4).left_at is not None
    assert blocks(refused(lambda: scene.leave(4))) == {("", "meetings.state.presence")}
    assert back().left_at is None
    with pytest.raises(Forbidden):
        room.leave_room(attendance_id=scene.seat(4).pk, actor=scene.actor(4))


OPENING = [
    # who opens, day, members who signed in, blocks, warnings
    ("office_clerk", HELD, range(11), set(), set()),
    (0, HELD, range(11), set(), set()),
    (1, HELD, range(11), Forbidden, set()),
    ("office_clerk", HELD, range(1, 11), {("", "meetings.state.chair_missing")}, set()),
    ("office_clerk", date(2026, 11, 27), range(11), set(), {("", "meetings.state.other_day")}),
    ("office_clerk", date(2026, 11, 25), range(0), {("", "meetings.state.chair_missing")}, set()),
]


@pytest.mark.parametrize("who", [3, "office_clerk"])
def test_nobody_signs_in_before_the_day(scene, who):
    with builders.on_day(date(2026, 11, 25)):
        early = refused(lambda: room.sign_in(attendance_id=scene.seat(3).pk, actor=scene.actor(who)))
    assert figures(early, "meetings.state.before_day") == {"need": "2026-11-26"}


@pytest.mark.parametrize(("who", "day", "present", "stop", "asked"), OPENING)
def test_who_opens_and_when(scene, who, day, present, stop, asked):
    with builders.on_day(day):
        scene.stage.sign_in(scene.meeting, present)
        if stop is Forbidden:
            with pytest.raises(Forbidden):
                scene.declare_open(who)
            return
        if stop:
            assert blocks(refused(lambda: scene.declare_open(who))) == stop
            return
        if asked:
            assert warns(needs_reason(lambda: scene.declare_open(who))) == asked
        opened = scene.declare_open(who, reason="台风，已逐位电话通知")
        assert opened.status == Meeting.Status.IN_SESSION
        assert blocks(refused(lambda: scene.declare_open(who))) == {STATE}


def test_a_meeting_is_not_opened_before_its_notice(scene):
    with builders.on_day(HELD):
        unplanned = scene.stage.meeting(HELD)
        stopped = refused(
            lambda: room.open_meeting(meeting_id=unplanned.pk, actor=scene.actor("office_clerk"))
        )
    assert blocks(stopped) == {STATE}


def test_who_is_entitled_is_frozen_anew_when_the_meeting_opens(scene, held):
    gone = Tenure.objects.get(person=scene.stage.members[9])
    builders.change(gone, until=date(2026, 11, 25))
    newcomer = builders.person("邢照野")
    builders.hold(newcomer, scene.stage.town, "committee_member", title="党委委员（挂职）", since=HELD)
    builders.hold(
        builders.person("闻人皎"), scene.stage.town, "committee_member", title="党委委员（新任）", since=HELD
    )
    scene.stage.sign_in(scene.meeting, [i for i in range(11) if i != 9])
    scene.declare_open()
    voting = set(scene.meeting.attendances.filter(voting=True).values_list("person_id", flat=True))
    assert gone.person_id not in voting
    assert newcomer.pk in voting
    assert len(voting) == 12
    assert last_act("meetings.meeting.opened").facts == {"entitled": 12, "present": 10}


@pytest.mark.articles("S1-01:七-3a")
@pytest.mark.parametrize(
    ("now", "stop", "asked"),
    [
        ("secretary", set(), set()),
        ("committee_member", set(), {("S1-01:七-3a", "meetings.chair.not_leader")}),
        (None, {("", "meetings.state.chair_seat_ended")}, set()),
    ],
)
def test_art_s1_01_7_3a_the_chair_is_judged_by_the_post_held_on_the_day(scene, held, now, stop, asked):
    """Planned as secretary, and meanwhile perhaps somebody else."""
    if now != "secretary":
        builders.change(Tenure.objects.get(person=scene.stage.members[0]), until=date(2026, 11, 25))
    if now == "committee_member":
        builders.hold(scene.stage.members[0], scene.stage.town, now, title="党委委员（改任）", since=HELD)
    scene.stage.sign_in(scene.meeting, range(1, 11))
    scene.sign_in(0, "office_clerk")
    if stop:
        assert blocks(refused(scene.declare_open)) == stop
        return
    if asked:
        assert warns(needs_reason(scene.declare_open)) == asked
    opened = scene.declare_open(reason="书记刚调走，县委电话同意")
    assert (opened.chair_post, scene.seat(0).post_code) == (now, now)
    assert scene.seat(1).post_title == "党委副书记、镇长"


# Quorum -------------------------------------------------------------------------------------


@pytest.mark.articles("S1-01:六-1", "S1-01:六-3")
@pytest.mark.parametrize(
    ("kind", "present", "article", "need"),
    [
        ("persons", 8, None, 8),
        ("persons", 7, "S1-01:六-3", 8),
        ("project", 6, None, 6),
        ("project", 5, "S1-01:六-1", 6),
        ("ordinary", 5, None, None),
    ],
)
def test_art_s1_01_6_3_too_few_present(scene, held, kind, present, article, need):
    scene.open(present)
    pk = getattr(scene, f"{kind}_id")
    if article is None:
        assert scene.open_item(pk).status == AgendaItem.Status.DISCUSSING
        return
    refusal = refused(lambda: scene.open_item(pk))
    assert (article, "meetings.quorum.short") in blocks(refusal)
    short = next(f for f in refusal.verdict.blocking if f.article == article)
    assert (short.figures["have"], short.figures["need"], short.figures["entitled"]) == (present, need, 11)
    assert short.figures["short"] == need - present


@pytest.mark.articles("S1-01:六-3")
def test_art_s1_01_6_3_a_member_who_leaves_drops_the_quorum_live(scene, held):
    scene.open(8)
    scene.open_item(scene.persons_id)
    for index in (*range(1, 8), 0):
        scene.speak(scene.persons_id, index)
    room.summarise(item_id=scene.persons_id, actor=scene.actor("office_clerk"), summary="一致同意")
    scene.leave(7)
    vote = lambda: voting.open_vote(  # noqa: E731
        item_id=scene.persons_id, actor=scene.actor("office_clerk"), method="secret_ballot"
    )
    refusal = refused(vote)
    assert ("S1-01:六-3", "meetings.quorum.short") in blocks(refusal)
    room.come_back(attendance_id=scene.seat(7).pk, actor=scene.actor("office_clerk"))
    assert len(vote().roll) == 8


@pytest.mark.articles("S1-04:三-2b")
@pytest.mark.parametrize(
    ("away", "recused", "stopped"), [(1, None, True), (None, 1, False), (None, 0, False), (5, None, False)]
)
def test_art_s1_04_3_2b_both_leaders_are_at_the_meeting(scene, held, away, recused, stopped):
    """A leader recused from the item is at the meeting; a leader who did not come is not."""
    scene.stage.sign_in(scene.meeting, [i for i in range(11) if i != away])
    scene.declare_open()
    if recused is not None:
        scene.recuse(scene.project_id, recused, kind="interest")
    if stopped:
        refusal = refused(lambda: scene.open_item(scene.project_id))
        assert blocks(refusal) == {("S1-04:三-2b", "meetings.attendance_required.leader_missing")}
    else:
        scene.open_item(scene.project_id)
