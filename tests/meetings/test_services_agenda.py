"""Topics, facts and the agenda: who, in which state, under which articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from governance.access.errors import Forbidden
from governance.audit.errors import AlreadyDone
from meetings.models import AgendaItem, Meeting, Topic
from meetings.services import agenda, notice, topics
from tests import builders
from tests.meetings.staging import SHANGHAI, Stage
from tests.meetings.table import blocks, figures, kept_world, last_act, needs_reason, refused, warns

PREPARED, NOTICED, HELD = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 26)
STATE = ("", "meetings.state.wrong")


@dataclass
class Scene:
    """One meeting in preparation with one item listed, and one topic waiting for it."""

    stage: Stage
    meeting_id: int
    item_id: int
    topic_id: int
    bare_id: int  # an important topic about which nothing was stated yet
    person: Any

    @classmethod
    def build(cls) -> Scene:
        stage = Stage.build(["preset-b"])
        person = builders.person("甘雨棠")
        with builders.on_day(PREPARED):
            meeting = stage.meeting(HELD)
            item = stage.item(meeting, "ordinary")
            waiting = stage.topic("ordinary", "桥梁维修")
            stage.prepare(waiting, PREPARED)
            bare = stage.topic("major_project", "灌渠清淤")
        return cls(stage, meeting.pk, item.pk, waiting.pk, bare.pk, person)

    @property
    def meeting(self) -> Meeting:
        return Meeting.objects.get(pk=self.meeting_id)

    def topic(self, pk: int | None = None) -> Topic:
        return Topic.objects.get(pk=pk or self.topic_id)

    def actor(self, who: str | int) -> Any:
        return self.stage.member(who) if isinstance(who, int) else self.stage.actor(who)

    def list_topic(self, who: str | int = "office_clerk", topic_id: int | None = None, **more: Any) -> Any:
        return agenda.put_on_agenda(
            topic_id=topic_id or self.topic_id, meeting_id=self.meeting_id, actor=self.actor(who), **more
        )

    def confirm(self, who: str | int = "secretary", **more: Any) -> Meeting:
        return agenda.confirm_agenda(meeting_id=self.meeting_id, actor=self.actor(who), **more)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Scene.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    return kept or Scene.build()


# Who --------------------------------------------------------------------------------------


WHO = [
    # verb, allowed, not allowed
    ("propose", (1, "station_head", "office_director"), ("village_secretary", "staff", "petition_clerk")),
    ("consent", (2,), (0, 1, "office_clerk")),
    ("opine", (0, 5, 10), ("office_clerk", "staff")),
    ("return", ("secretary", 2), ("office_clerk", 5)),
    ("withdraw", (1,), ("secretary", "office_clerk", 2)),
    ("list", ("office_clerk", "office_director", "secretary", 2), (5, "organization_commissioner")),
    ("state", ("office_clerk", "office_director"), ("secretary", 1)),
    ("plan", ("office_clerk", "office_director", "secretary"), (1, 5, "congress_chair")),
    ("order", ("office_clerk", "secretary"), (5, "congress_chair")),
    ("arrange", ("office_clerk", "secretary"), (5,)),
    ("remove", ("office_clerk", "secretary"), (5,)),
    ("confirm", ("secretary",), ("office_clerk", "office_director", 1, 2)),
]


def run(scene: Scene, verb: str, who: str | int) -> Any:
    actor, town, members = scene.actor(who), scene.stage.town, scene.stage.members
    calls: dict[str, Any] = {
        "propose": lambda: topics.propose_topic(
            organization=town,
            actor=actor,
            title="添置公务车",
            matter="ordinary",
            content="旧车报废",
            proposal="同意",
        ),
        "consent": lambda: topics.consent_to_topic(topic_id=scene.topic_id, actor=actor),
        "opine": lambda: topics.give_opinion(topic_id=scene.topic_id, actor=actor, agrees=True),
        "return": lambda: topics.return_topic(topic_id=scene.topic_id, actor=actor, because="补预算"),
        "withdraw": lambda: topics.withdraw_topic(topic_id=scene.topic_id, actor=actor),
        "list": lambda: scene.list_topic(who),
        "state": lambda: topics.state_fact(
            actor=actor,
            name="coordinated",
            value=True,
            happened_on=PREPARED,
            source="会前协调",
            topic_id=scene.bare_id,
        ),
        "plan": lambda: agenda.plan_meeting(
            organization=town,
            actor=actor,
            meets_at=datetime(2026, 12, 1, 9, tzinfo=SHANGHAI),
            place="三楼会议室",
            chair=members[0],
            chair_post="secretary",
            recorder=scene.stage.crew.person("office_clerk"),
        ),
        "order": lambda: agenda.order_agenda(
            meeting_id=scene.meeting_id, actor=actor, item_ids=[scene.item_id]
        ),
        "arrange": lambda: agenda.arrange_item(
            item_id=scene.item_id, actor=actor, presenter=members[3], method="oral"
        ),
        "remove": lambda: agenda.remove_item(item_id=scene.item_id, actor=actor),
        "confirm": lambda: scene.confirm(who),
    }
    return calls[verb]()


@pytest.mark.parametrize(
    ("verb", "who", "allowed"),
    [(verb, who, ok) for verb, yes, no in WHO for ok, group in ((True, yes), (False, no)) for who in group],
)
def test_who_prepares(scene, verb, who, allowed):
    with builders.on_day(PREPARED):
        if allowed:
            run(scene, verb, who)
        else:  # a topic somebody may not know of does not exist for them
            with pytest.raises((Forbidden, ObjectDoesNotExist)):
                run(scene, verb, who)


def test_another_town_finds_nothing(scene):
    other = Stage.build(["preset-b"], name="栖禾镇")
    with builders.on_day(PREPARED):
        there = other.meeting(HELD)
        clerk = other.actor("office_clerk")
        for missing in (
            lambda: agenda.put_on_agenda(topic_id=scene.topic_id, meeting_id=there.pk, actor=clerk),
            lambda: agenda.remove_item(item_id=scene.item_id, actor=clerk),
            lambda: agenda.confirm_agenda(meeting_id=scene.meeting_id, actor=other.actor("secretary")),
            lambda: topics.give_opinion(topic_id=scene.topic_id, actor=other.member(3), agrees=True),
        ):
            with pytest.raises(ObjectDoesNotExist):
                missing()
        # Somebody with posts in both towns may see both, and mixes them no more than anybody.
        both = scene.stage.crew.person("office_clerk")
        builders.hold(both, other.town, "office_clerk")
        with pytest.raises(Topic.DoesNotExist):
            agenda.put_on_agenda(topic_id=scene.topic_id, meeting_id=there.pk, actor=builders.actor(both))
        with pytest.raises(Forbidden):
            agenda.plan_meeting(
                organization=other.town,
                actor=scene.actor("secretary"),
                meets_at=datetime(2026, 12, 1, 9, tzinfo=SHANGHAI),
                place="三楼",
                chair=other.members[0],
                chair_post="secretary",
                recorder=other.members[1],
            )


# Planning ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "chair", "post", "code"),
    [
        (date(2026, 11, 20), 0, "secretary", None),
        (date(2026, 11, 19), 0, "secretary", "meetings.state.day_gone"),
        (HELD, 1, "deputy_secretary", None),
        (HELD, 1, "secretary", "meetings.state.chair_without_post"),
        (HELD, "staff", "secretary", "meetings.state.chair_without_post"),
    ],
)
def test_planning_wants_a_day_to_come_and_a_chair_in_post(scene, day, chair, post, code):
    stage = scene.stage
    who = stage.members[chair] if isinstance(chair, int) else stage.crew.person(chair)

    def plan() -> Meeting:
        return agenda.plan_meeting(
            organization=stage.town,
            actor=stage.actor("office_clerk"),
            meets_at=datetime(day.year, day.month, day.day, 15, tzinfo=SHANGHAI),
            place="三楼会议室",
            chair=who,
            chair_post=post,
            recorder=stage.crew.person("office_clerk"),
        )

    with builders.on_day(PREPARED):
        if code is None:
            assert plan().ordinal == 2
        else:
            assert blocks(refused(plan)) == {("", code)}


def test_ordinals_count_by_year(scene):
    with builders.on_day(PREPARED):
        assert scene.stage.meeting(date(2026, 12, 30)).ordinal == 2
        assert scene.stage.meeting(date(2027, 1, 5)).ordinal == 1


# The agenda -------------------------------------------------------------------------------


AGENDA = [
    # state of the topic, what the clerk does with it, the stop (None: done)
    ("submitted", "list", None),
    ("postponed", "list", None),
    ("returned", "list", STATE),
    ("withdrawn", "list", STATE),
    ("agreed", "list", STATE),
    ("decided", "list", STATE),
    ("agreed", "withdraw", STATE),
    ("postponed", "withdraw", None),
    ("agreed", "return", STATE),
    ("decided", "opine", STATE),
    ("returned", "resubmit", None),
    ("submitted", "resubmit", STATE),
]


@pytest.mark.parametrize(("status", "step", "stop"), AGENDA)
def test_a_topic_goes_its_steps_in_order(scene, status, step, stop):
    builders.change(scene.topic(), status=status)
    steps = {
        "list": lambda: scene.list_topic(),
        "withdraw": lambda: topics.withdraw_topic(topic_id=scene.topic_id, actor=scene.actor(1)),
        "return": lambda: topics.return_topic(
            topic_id=scene.topic_id, actor=scene.actor("secretary"), because="补预算"
        ),
        "opine": lambda: topics.give_opinion(topic_id=scene.topic_id, actor=scene.actor(4), agrees=False),
        "resubmit": lambda: topics.resubmit_topic(
            topic_id=scene.topic_id, actor=scene.actor(1), title="桥梁加固", content="另报预算"
        ),
    }
    with builders.on_day(PREPARED):
        if stop is None:
            steps[step]()
        else:
            assert blocks(refused(steps[step])) == {stop}
            assert scene.topic().status == status


def test_one_opinion_a_member_and_the_later_one_stands(scene):
    with builders.on_day(PREPARED):
        for agrees in (False, True):
            topics.give_opinion(topic_id=scene.topic_id, actor=scene.actor(4), agrees=agrees)
        topics.give_opinion(topic_id=scene.topic_id, actor=scene.actor(5), agrees=False)
    assert sorted(scene.topic().opinions.values_list("agrees", flat=True)) == [False, True]


def test_a_topic_taken_off_comes_back_on_the_same_line(scene):
    with builders.on_day(PREPARED):
        agenda.remove_item(item_id=scene.item_id, actor=scene.actor("office_clerk"))
        topic = AgendaItem.objects.get(pk=scene.item_id).topic
        assert topic.status == Topic.Status.POSTPONED
        assert blocks(refused(scene.confirm)) == {("", "meetings.state.no_items")}
        again = scene.list_topic(topic_id=topic.pk, reason="再上会")
        assert again.pk == scene.item_id
        assert again.status == AgendaItem.Status.PENDING
        scene.confirm()


def change_agenda(scene: Scene, how: str) -> None:
    clerk = scene.actor("office_clerk")
    if how == "added":
        scene.list_topic()
    elif how == "removed":
        other = scene.list_topic()
        scene.confirm()
        agenda.remove_item(item_id=other.pk, actor=clerk)
    else:
        other = scene.list_topic()
        scene.confirm()
        ids = [scene.item_id, other.pk] if how == "kept" else [other.pk, scene.item_id]
        agenda.order_agenda(meeting_id=scene.meeting_id, actor=clerk, item_ids=ids)


@pytest.mark.articles("S0-04:二-1a")
@pytest.mark.parametrize(
    ("how", "stands"), [("added", False), ("removed", False), ("moved", False), ("kept", True)]
)
def test_art_s0_04_2_1a_a_changed_agenda_is_confirmed_anew(scene, how, stands):
    with builders.on_day(PREPARED):
        scene.confirm()
        change_agenda(scene, how)
        assert (scene.meeting.agenda_confirmed_on is not None) is stands
        if not stands:
            with builders.on_day(NOTICED):
                stopped = refused(
                    lambda: notice.convene(meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"))
                )
            assert blocks(stopped) == {("", "meetings.state.agenda_unconfirmed")}


def test_two_clerks_order_an_agenda_that_changed(scene):
    with builders.on_day(PREPARED):
        scene.list_topic()
        with pytest.raises(ValidationError, match="议程刚才有变"):
            agenda.order_agenda(
                meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"), item_ids=[scene.item_id]
            )


# The articles on topics and agenda ----------------------------------------------------------


@pytest.mark.articles("S1-01:七-1a", "S1-04:三-1a")
@pytest.mark.parametrize(
    ("facts", "stop"),
    [
        ({"coordinated": True, "secretary_meeting_decided": True}, None),
        ({"coordinated": False, "secretary_meeting_decided": True}, "meetings.agenda.not_admitted"),
        ({"coordinated": True, "secretary_meeting_decided": False}, "meetings.agenda.not_admitted"),
        ({"coordinated": True}, "meetings.agenda.fact_missing"),
        ({}, "meetings.agenda.fact_missing"),
    ],
)
def test_art_s1_01_7_1a_coordination_and_secretary_meeting(scene, facts, stop):
    with builders.on_day(PREPARED):
        scene.list_topic(topic_id=scene.bare_id)
        for name, value in facts.items():
            scene.stage.fact(name, value, PREPARED, topic_id=scene.bare_id)
        if stop is None:
            scene.confirm()
        else:
            refusal = refused(scene.confirm)
            assert blocks(refusal) == {("S1-01:七-1a", stop)}
            if stop.endswith("fact_missing"):
                missing = figures(refusal, stop)
                assert "secretary_meeting_agreed" in str(missing)


@pytest.mark.articles("S1-01:七-1a")
def test_a_stated_fact_counts_once_the_secretary_confirmed_it(scene):
    def state(value: bool) -> Any:
        return topics.state_fact(
            actor=scene.actor("office_clerk"),
            name="coordinated",
            value=value,
            happened_on=PREPARED,
            source="会前协调会",
            topic_id=scene.bare_id,
        )

    with builders.on_day(PREPARED):
        scene.list_topic(topic_id=scene.bare_id)
        scene.stage.fact("secretary_meeting_decided", True, PREPARED, topic_id=scene.bare_id)
        first = state(True)
        refusal = refused(scene.confirm)
        assert blocks(refusal) == {("S1-01:七-1a", "meetings.agenda.fact_missing")}
        assert "coordinated" in str(figures(refusal, "meetings.agenda.fact_missing"))
        second = state(True)
        secretary = scene.actor("secretary")
        superseded = refused(lambda: topics.confirm_fact(fact_id=first.pk, actor=secretary))
        assert blocks(superseded) == {("", "meetings.fact.superseded")}
        with pytest.raises(Forbidden):
            topics.confirm_fact(fact_id=second.pk, actor=scene.actor("office_clerk"))
        topics.confirm_fact(fact_id=second.pk, actor=secretary)
        again = refused(lambda: topics.confirm_fact(fact_id=second.pk, actor=secretary))
        assert blocks(again) == {("", "meetings.fact.confirmed_before")}
        scene.confirm()


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"name": "no_such_fact"}, KeyError),
        ({"name": "options", "value": True}, ValueError),
        ({"name": "options", "value": "2"}, ValueError),
        ({"name": "materials_sent_on", "value": "11月20日"}, ValueError),
        ({"happened_on": date(2026, 11, 21)}, ValidationError),
    ],
)
def test_a_fact_of_the_wrong_kind_or_day_is_not_taken(scene, more, error):
    given = {"name": "coordinated", "value": True, "happened_on": PREPARED, **more}
    with builders.on_day(PREPARED), pytest.raises(error):
        topics.state_fact(actor=scene.actor("office_clerk"), source="党政办", topic_id=scene.bare_id, **given)


def test_a_decided_topic_takes_no_more_facts(scene):
    builders.change(scene.topic(scene.bare_id), status="decided")
    with builders.on_day(PREPARED):
        stopped = refused(
            lambda: topics.state_fact(
                actor=scene.actor("office_clerk"),
                name="coordinated",
                value=True,
                happened_on=PREPARED,
                source="补记",
                topic_id=scene.bare_id,
            )
        )
    assert blocks(stopped) == {("", "meetings.state.fact_closed")}


@pytest.mark.articles("S1-04:三-1a")
@pytest.mark.parametrize("consented", [True, False])
def test_art_s1_04_3_1a_an_office_needs_its_leaders_consent(scene, consented):
    from governance.people.models import Post

    leader = Post.objects.get(organization=scene.stage.town, tenures__person=scene.stage.members[2])
    with builders.on_day(PREPARED):
        topic = topics.propose_topic(
            organization=scene.stage.town,
            actor=scene.actor("station_head"),
            title="农机站用房",
            matter="ordinary",
            content="漏雨",
            proposal="同意维修",
            leader=leader,
        )
        assert topic.department_proposal
        scene.stage.prepare(topic, PREPARED)
        if consented:
            topics.consent_to_topic(topic_id=topic.pk, actor=scene.actor(2))
        scene.list_topic(topic_id=topic.pk)
        if consented:
            scene.confirm()
        else:
            assert blocks(refused(scene.confirm)) == {("S1-04:三-1a", "meetings.agenda.leader_not_asked")}


@pytest.mark.articles("S1-01:七-4g", "S1-04:三-5a")
@pytest.mark.parametrize("named", [True, False])
def test_a_matter_of_persons_names_them_before_it_is_listed(scene, named):
    subjects = [(scene.person, "任组织办副主任")] if named else []
    with builders.on_day(PREPARED):
        topic = scene.stage.topic("personnel", "一批干部任职", subjects=subjects)
        if named:
            scene.list_topic(topic_id=topic.pk)
            return
        stopped = refused(lambda: scene.list_topic(topic_id=topic.pk))
        assert blocks(stopped) == {("", "meetings.state.no_subjects")}
        topics.return_topic(topic_id=topic.pk, actor=scene.actor("secretary"), because="补所涉人员")
        topics.resubmit_topic(
            topic_id=topic.pk, actor=scene.actor(1), subjects=[(scene.person, "任组织办副主任")]
        )
        scene.list_topic(topic_id=topic.pk)


# Sending the notice ------------------------------------------------------------------------


@pytest.mark.articles("S1-01:七-2a", "S1-04:三-2d")
@pytest.mark.parametrize(
    ("day", "hour", "written", "asked", "stop"),
    [
        (NOTICED, 9, True, set(), None),
        (date(2026, 11, 25), 9, True, set(), None),
        (date(2026, 11, 25), 9, False, {("S1-01:七-2a", "meetings.notice.not_written")}, None),
        (HELD, 8, True, {("S1-01:七-2a", "meetings.notice.late")}, None),
        (HELD, 10, True, set(), "meetings.state.day_gone"),
        (date(2026, 11, 27), 9, True, set(), "meetings.state.day_gone"),
    ],
    ids=["in time", "the day before", "by telephone", "the same day", "an hour late", "a day late"],
)
def test_art_s1_01_7_2a_notice_too_short_asks_for_a_reason(scene, day, hour, written, asked, stop):
    def convene(reason: str = "") -> Meeting:
        return notice.convene(
            meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"), written=written, reason=reason
        )

    with builders.on_day(PREPARED):
        scene.confirm()
    with builders.on_day(day, hour):
        if stop is not None:
            assert blocks(refused(convene)) == {("", stop)}
            assert scene.meeting.status == Meeting.Status.PREPARING
            return
        if asked:
            needed = needs_reason(convene)
            assert warns(needed) == asked
            convene("汛情紧急")
            assert last_act("meetings.meeting.convened").reason == "汛情紧急"
        else:
            convene("用不着的理由")
            assert last_act("meetings.meeting.convened").reason == ""
    meeting = scene.meeting
    assert meeting.status == Meeting.Status.NOTICED
    assert meeting.attendances.filter(voting=True).count() == 11
    assert meeting.notice.deliveries.count() == 11
    assert AgendaItem.objects.get(pk=scene.item_id).in_notice
    with builders.on_day(day, hour):
        assert blocks(refused(convene)) >= {STATE}


def test_guests_are_told_and_do_not_vote(scene):
    from governance.people.models import Tenure

    stage = scene.stage
    chair_of_congress = Tenure.objects.get(person=stage.crew.person("congress_chair"))
    member = Tenure.objects.filter(person=stage.members[3]).first()
    with builders.on_day(PREPARED):
        scene.confirm()
    with builders.on_day(NOTICED):
        notice.convene(
            meeting_id=scene.meeting_id,
            actor=scene.actor("office_clerk"),
            attending=[chair_of_congress, chair_of_congress, member],
        )
    assert scene.meeting.attendances.count() == 12
    assert list(scene.meeting.attendances.filter(voting=False).values_list("person_id", flat=True)) == [
        chair_of_congress.person_id
    ]


def test_a_meeting_without_members_is_not_convened(scene):
    with builders.on_day(PREPARED):
        scene.confirm()
        from governance.people.models import Tenure

        for tenure in Tenure.objects.filter(organization=scene.stage.town, post__committee_seat=True):
            builders.change(tenure, until=date(2026, 11, 25))
        stopped = refused(
            lambda: notice.convene(meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"))
        )
    assert blocks(stopped) == {("", "meetings.state.no_members")}


@pytest.mark.parametrize("noticed", [False, True])
def test_a_cancelled_meeting_frees_its_topics(scene, noticed):
    with builders.on_day(PREPARED):
        scene.confirm()
    with builders.on_day(NOTICED):
        if noticed:
            notice.convene(meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"))
        notice.cancel_meeting(meeting_id=scene.meeting_id, actor=scene.actor("secretary"), because="县里开会")
        item = AgendaItem.objects.get(pk=scene.item_id)
        assert (item.status, item.topic.status) == ("postponed", "postponed")
        later = scene.stage.meeting(date(2026, 12, 3))
        moved = agenda.put_on_agenda(
            topic_id=item.topic_id, meeting_id=later.pk, actor=scene.actor("office_clerk")
        )
        assert moved.meeting_id == later.pk
        for call in (
            lambda: notice.convene(meeting_id=scene.meeting_id, actor=scene.actor("office_clerk")),
            lambda: notice.cancel_meeting(
                meeting_id=scene.meeting_id, actor=scene.actor("secretary"), because="再取消"
            ),
            lambda: scene.list_topic(),
        ):
            assert STATE in blocks(refused(call))


def test_the_same_form_sent_twice_plans_one_meeting(scene):
    once = uuid4()

    def plan() -> Meeting:
        return agenda.plan_meeting(
            organization=scene.stage.town,
            actor=scene.actor("office_clerk"),
            meets_at=datetime(2026, 12, 1, 9, tzinfo=SHANGHAI),
            place="三楼会议室",
            chair=scene.stage.members[0],
            chair_post="secretary",
            recorder=scene.stage.crew.person("office_clerk"),
            once=once,
        )

    with builders.on_day(PREPARED):
        plan()
        with pytest.raises(AlreadyDone) as again:
            plan()
    assert again.value.act.pk == once
    assert Meeting.objects.count() == 2
