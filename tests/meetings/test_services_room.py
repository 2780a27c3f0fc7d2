"""Leave, signing in, opening, recusal, discussion and stances."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from governance.access.errors import Forbidden
from governance.people.models import Tenure
from meetings.models import AgendaItem, Attendance, LeaveRequest, Meeting, NoticeReading, Stance, Topic
from meetings.services import agenda, notice, room
from tests import builders
from tests.meetings.staging import Stage
from tests.meetings.table import blocks, figures, kept_world, last_act, needs_reason, refused, rows, warns

PREPARED, NOTICED, HELD = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 26)
STATE = ("", "meetings.state.wrong")


@dataclass
class Scene:
    """A noticed meeting of eleven: an ordinary item, a project, a matter of persons."""

    stage: Stage
    meeting_id: int
    ordinary_id: int
    project_id: int
    persons_id: int
    subject: Any

    @classmethod
    def build(cls, presets: tuple[str, ...] = ("preset-b",), **more: Any) -> Scene:
        stage = Stage.build(presets, **more)
        subject = builders.person("甘雨棠")
        with builders.on_day(PREPARED):
            meeting = stage.meeting(HELD)
            ordinary = stage.item(meeting, "ordinary")
            project = stage.item(meeting, "major_project")
            persons = stage.item(meeting, "personnel", subjects=[(subject, "任组织办副主任")])
        with builders.on_day(NOTICED):
            stage.convene(meeting, reason="按惯例")
        return cls(stage, meeting.pk, ordinary.pk, project.pk, persons.pk, subject)

    @property
    def meeting(self) -> Meeting:
        return Meeting.objects.get(pk=self.meeting_id)

    def item(self, pk: int) -> AgendaItem:
        return AgendaItem.objects.get(pk=pk)

    def seat(self, index: int) -> Attendance:
        return self.meeting.attendances.get(person=self.stage.members[index])

    def actor(self, who: str | int) -> Any:
        return self.stage.member(who) if isinstance(who, int) else self.stage.actor(who)

    def sign_in(self, index: int, who: str | int | None = None) -> Attendance:
        return room.sign_in(
            attendance_id=self.seat(index).pk, actor=self.actor(index if who is None else who)
        )

    def leave(self, index: int) -> Attendance:
        return room.leave_room(attendance_id=self.seat(index).pk, actor=self.actor("office_clerk"))

    def open(self, present: int = 11, reason: str = "") -> Meeting:
        self.stage.sign_in(self.meeting, range(present))
        return self.declare_open(reason=reason)

    def declare_open(self, who: str | int = "office_clerk", reason: str = "") -> Meeting:
        return room.open_meeting(meeting_id=self.meeting_id, actor=self.actor(who), reason=reason)

    def open_item(self, pk: int, who: str | int = "office_clerk", reason: str = "") -> AgendaItem:
        return room.open_item(item_id=pk, actor=self.actor(who), reason=reason)

    def speak(self, pk: int, index: int, stance: str = "agree", who: str | int = "office_clerk") -> Stance:
        return room.take_stance(
            item_id=pk,
            person_id=self.stage.members[index].pk,
            stance=stance,
            view="" if stance == "agree" else "还要再看看。",
            actor=self.actor(who),
        )

    def recuse(self, pk: int, index: int, kind: str = "kin", who: str | int = "office_clerk") -> Any:
        return room.recuse(
            item_id=pk, person_id=self.stage.members[index].pk, kind=kind, actor=self.actor(who)
        )

    def relate(self, index: int) -> None:
        builders.kin(self.stage.members[index], self.subject, self.stage.town)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Scene.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    return kept or Scene.build()


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
    ("who", "how"), [(4, "self"), ("office_clerk", "clerk"), ("office_director", "clerk"), (5, None)]
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
    from meetings.services import voting

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


# Items --------------------------------------------------------------------------------------


@pytest.mark.articles("S1-01:十二-3")
@pytest.mark.parametrize("emergency", [None, True])
def test_art_s1_01_12_3_a_motion_from_the_floor(scene, held, emergency):
    scene.open()
    floor = scene.stage.topic("ordinary", "临时动议")
    item = agenda.put_on_agenda(
        topic_id=floor.pk, meeting_id=scene.meeting_id, actor=scene.actor("office_clerk")
    )
    assert not item.in_notice
    assert scene.meeting.agenda_confirmed_on is not None
    if emergency:  # S1-01 knows no emergency: such a matter is handled first and reported afterwards
        scene.stage.fact("emergency", True, HELD, item_id=item.pk)
    refusal = refused(lambda: scene.open_item(item.pk))
    assert blocks(refusal) == {("S1-01:十二-3", "meetings.ad_hoc.not_in_notice")}


@pytest.mark.articles("S1-01:七-4d")
def test_two_items_are_never_open_at_once(scene, held):
    """preset-b has no article on discussing apart; the table has room for one item all the same."""
    scene.open()
    scene.open_item(scene.ordinary_id)
    refusal = refused(lambda: scene.open_item(scene.project_id))
    assert blocks(refusal) == {("", "meetings.state.item_open")}
    assert figures(refusal, "meetings.state.item_open") == {"have": 1}
    room.postpone_item(item_id=scene.ordinary_id, actor=scene.actor("office_clerk"), because="材料不全")
    scene.open_item(scene.project_id)


def test_what_was_discussed_and_put_off_waits_for_another_meeting(scene, held):
    scene.open()
    scene.open_item(scene.ordinary_id)
    room.postpone_item(item_id=scene.ordinary_id, actor=scene.actor("office_clerk"), because="材料不全")
    topic = scene.item(scene.ordinary_id).topic
    assert topic.status == Topic.Status.POSTPONED
    again = refused(
        lambda: agenda.put_on_agenda(
            topic_id=topic.pk, meeting_id=scene.meeting_id, actor=scene.actor("office_clerk")
        )
    )
    assert blocks(again) == {("", "meetings.state.discussed_before")}


def test_closing_frees_what_was_not_reached(scene, held):
    clerk = scene.actor("office_clerk")
    scene.open(10)
    scene.open_item(scene.ordinary_id)
    open_item = refused(lambda: room.close_meeting(meeting_id=scene.meeting_id, actor=clerk))
    assert blocks(open_item) == {("", "meetings.state.open_items")}
    room.postpone_item(item_id=scene.ordinary_id, actor=clerk, because="再调研")
    room.close_meeting(meeting_id=scene.meeting_id, actor=clerk)
    for pk in (scene.project_id, scene.persons_id):
        item = scene.item(pk)
        assert (item.status, item.topic.status) == ("postponed", "postponed")
    assert scene.seat(10).status == Attendance.Status.ABSENT
    assert last_act("meetings.meeting.closed").facts == {"postponed": 2}
    assert blocks(refused(lambda: room.close_meeting(meeting_id=scene.meeting_id, actor=clerk))) == {STATE}


# Recusal --------------------------------------------------------------------------------------


@pytest.mark.articles("S1-01:七-4g", "S1-04:三-5a")
@pytest.mark.parametrize("index", [1, 6])
def test_art_s1_01_7_4g_a_related_member_takes_no_part(scene, held, index):
    from meetings.services import voting

    clerk = scene.actor("office_clerk")
    scene.relate(index)
    scene.open()
    scene.open_item(scene.persons_id)
    early = refused(lambda: scene.speak(scene.persons_id, index))
    assert blocks(early) == {("S1-01:七-4g", "meetings.recusal.kin"), ("S1-04:三-5a", "meetings.recusal.kin")}
    assert "甘雨棠" not in str(early.verdict.as_dict())
    others = [i for i in range(1, 11) if i != index]
    for i in others:
        scene.speak(scene.persons_id, i)
    scene.recuse(scene.persons_id, index)
    again = refused(lambda: scene.recuse(scene.persons_id, index))
    assert blocks(again) == {("", "meetings.state.recused_before")}
    scene.speak(scene.persons_id, 0)
    room.summarise(item_id=scene.persons_id, actor=clerk, summary="一致同意")
    vote = voting.open_vote(item_id=scene.persons_id, actor=clerk, method="secret_ballot")
    assert scene.stage.members[index].pk not in vote.roll
    assert (vote.entitled, vote.present, vote.recused) == (11, 10, 1)
    with pytest.raises(ObjectDoesNotExist):  # the item does not exist for them any more
        voting.close_vote(vote_id=vote.pk, actor=scene.actor(index))


@pytest.mark.articles("S1-01:七-4g", "S1-04:三-5a")
def test_art_s1_01_7_4g_an_unrecused_relative_stops_the_vote(scene, held):
    from meetings.services import voting

    scene.open()
    scene.open_item(scene.persons_id)
    scene.stage.speak(scene.item(scene.persons_id))
    room.summarise(item_id=scene.persons_id, actor=scene.actor("office_clerk"), summary="一致同意")
    scene.relate(6)  # the register learns of it only now
    refusal = refused(
        lambda: voting.open_vote(
            item_id=scene.persons_id, actor=scene.actor("office_clerk"), method="secret_ballot"
        )
    )
    assert blocks(refusal) == {
        ("S1-01:七-4g", "meetings.recusal.kin"),
        ("S1-04:三-5a", "meetings.recusal.kin"),
    }
    # The stance stays on record and counts for nothing once the member is recused.
    scene.recuse(scene.persons_id, 6)
    vote = voting.open_vote(
        item_id=scene.persons_id, actor=scene.actor("office_clerk"), method="secret_ballot"
    )
    assert vote.present == 10
    assert Stance.objects.filter(item=scene.persons_id, person=scene.stage.members[6]).exists()
    late = refused(lambda: scene.recuse(scene.persons_id, 5))
    assert blocks(late) == {STATE}


@pytest.mark.articles("S1-01:六-3")
def test_recusal_lowers_the_quorum_and_not_the_base(scene, held):
    scene.open(8)
    scene.recuse(scene.persons_id, 5)
    refusal = refused(lambda: scene.open_item(scene.persons_id))
    found = next(f for f in refusal.verdict.blocking if f.article == "S1-01:六-3")
    assert (found.figures["have"], found.figures["need"], found.figures["entitled"]) == (7, 8, 11)


@pytest.mark.parametrize(
    ("who", "outcome"),
    [("office_clerk", "done"), (1, "done"), (0, "hidden"), (2, "forbidden")],
    ids=["the clerk by order", "the next in order", "the recused chair", "another deputy"],
)
def test_the_next_in_order_presides_over_an_item_of_the_recused_chair(scene, held, who, outcome):
    scene.open()
    scene.recuse(scene.project_id, 0, kind="interest")
    if outcome == "done":
        scene.open_item(scene.project_id, who)
    else:
        with pytest.raises(ObjectDoesNotExist if outcome == "hidden" else Forbidden):
            scene.open_item(scene.project_id, who)
        scene.open_item(scene.ordinary_id, 0)  # the chair presides over the others as before


@pytest.mark.parametrize("who", ["nobody", "guest"])
def test_only_a_member_on_the_list_is_recused(scene, held, who):
    scene.open()
    person = builders.person("路人") if who == "nobody" else scene.stage.crew.person("congress_chair")
    stopped = refused(
        lambda: room.recuse(
            item_id=scene.ordinary_id, person_id=person.pk, kind="kin", actor=scene.actor("office_clerk")
        )
    )
    assert blocks(stopped) == {("", "meetings.state.not_a_member")}


# Stances --------------------------------------------------------------------------------------


@pytest.mark.articles("S1-01:七-3c")
@pytest.mark.parametrize("spoken", [0, 4, 10])
def test_art_s1_01_7_3c_the_secretary_speaks_last(scene, held, spoken):
    scene.open()
    scene.open_item(scene.ordinary_id)
    for index in range(1, spoken + 1):
        scene.speak(scene.ordinary_id, index)
    if spoken == 10:
        assert scene.speak(scene.ordinary_id, 0, who=0).spoken == 11
        return
    refusal = refused(lambda: scene.speak(scene.ordinary_id, 0, who=0))
    assert blocks(refusal) == {("S1-01:七-3c", "meetings.stance_order.chair_early")}
    assert figures(refusal, "meetings.stance_order.chair_early")["short"] == 10 - spoken


STANCES = [
    # whose stance, who enters it, the stop
    (4, 4, None),
    (4, "office_clerk", None),
    (4, 5, "meetings.state.not_yours"),
    (10, "office_clerk", "meetings.state.absent_speaker"),
    (4, "staff", Forbidden),
]


@pytest.mark.parametrize(("index", "who", "stop"), STANCES)
def test_who_takes_a_stance(scene, held, index, who, stop):
    scene.open(10)
    scene.open_item(scene.ordinary_id)
    say = lambda: scene.speak(scene.ordinary_id, index, who=who)  # noqa: E731
    if stop is None:
        assert say().taken_by == ("self" if who == index else "clerk")
        assert blocks(refused(say)) == {("", "meetings.state.spoken_before")}
    elif stop is Forbidden:
        with pytest.raises((Forbidden, ObjectDoesNotExist)):
            say()
    else:
        assert blocks(refused(say)) == {("", stop)}


@pytest.mark.articles("S1-01:七-3b", "S1-04:一-3b")
def test_art_s1_01_7_3b_a_late_comer_is_heard_and_the_secretary_speaks_again(scene, held):
    from meetings.services import voting

    clerk = scene.actor("office_clerk")
    scene.open(10)
    scene.open_item(scene.ordinary_id)
    for index in (*range(1, 10), 0):
        scene.speak(scene.ordinary_id, index)
    room.summarise(item_id=scene.ordinary_id, actor=clerk, summary="一致同意")
    scene.sign_in(10)
    vote = lambda: voting.open_vote(  # noqa: E731
        item_id=scene.ordinary_id, actor=clerk, method="show_of_hands", reason="按惯例"
    )
    assert ("S1-01:七-3b", "meetings.stance_order.no_stance") in blocks(refused(vote))
    scene.speak(scene.ordinary_id, 10, "disagree")
    item = scene.item(scene.ordinary_id)
    assert (item.status, item.summarised_at) == (AgendaItem.Status.DISCUSSING, None)
    room.summarise(item_id=item.pk, actor=clerk, summary="多数同意")
    assert ("S1-01:七-3c", "meetings.stance_order.chair_early") in blocks(refused(vote))
    last = Stance.objects.get(item=item, person=scene.stage.members[0], replaced_by=None)
    room.correct_stance(stance_id=last.pk, stance="agree", view="", actor=scene.actor(0))
    assert len(vote().roll) == 11


CORRECTIONS = [
    # who corrects member 4's line, the stop
    (4, None),
    ("office_clerk", None),
    (5, "meetings.state.not_yours"),
]


@pytest.mark.parametrize(("who", "stop"), CORRECTIONS)
def test_a_stance_is_corrected_by_its_member_or_the_clerk(scene, held, who, stop):
    scene.open()
    scene.open_item(scene.ordinary_id)
    first = scene.speak(scene.ordinary_id, 4)
    correct = lambda: room.correct_stance(  # noqa: E731
        stance_id=first.pk, stance="defer", view="先看方案。", actor=scene.actor(who)
    )
    if stop is not None:
        assert blocks(refused(correct)) == {("", stop)}
        return
    second = correct()
    first.refresh_from_db()
    assert (first.stance, first.replaced_by_id, second.spoken) == ("agree", second.pk, first.spoken)
    assert blocks(refused(correct)) == {("", "meetings.state.replaced_before")}


def test_a_refused_reason_with_a_name_leaves_nothing_behind(scene, held):
    """A text about a matter of persons that names them is sent back before anything is recorded."""
    scene.open()
    before = rows()
    for call in (
        lambda: room.postpone_item(
            item_id=scene.persons_id, actor=scene.actor("office_clerk"), because="甘雨棠的材料不全"
        ),
        lambda: scene.open_item(scene.persons_id, reason="甘雨棠等着上任"),
        lambda: notice.cancel_meeting(
            meeting_id=scene.meeting_id, actor=scene.actor("secretary"), because="甘雨棠有事"
        ),
    ):
        with pytest.raises(ValidationError, match="所涉人员"):
            call()
    assert rows() == before
    room.postpone_item(item_id=scene.persons_id, actor=scene.actor("office_clerk"), because="材料不全")
