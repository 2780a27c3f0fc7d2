"""Topics and the agenda: who, in which state, in which order."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from governance.access.errors import Forbidden
from meetings import facts
from meetings.models import AgendaItem, Meeting, Topic
from meetings.services import agenda, notice, topics
from tests import builders
from tests.meetings.scenes import HELD, NOTICED, PREPARED, STATE, Preparation
from tests.meetings.staging import SHANGHAI, Stage
from tests.meetings.table import blocks, kept_world, refused


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Preparation.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    yield kept or Preparation.build()


WHO = [
    # verb, allowed, not allowed
    (
        "propose",
        (1, "station_head", "office_director"),
        ("village_secretary", "office_clerk", "congress_chair"),
    ),
    ("consent", (2,), (0, 1, "office_clerk")),
    ("opine", (0, 5, 10), ("office_clerk", "staff")),
    ("return", ("secretary", 2), ("office_clerk", 5)),
    ("withdraw", (1,), ("secretary", "office_clerk", 2)),
    ("list", ("office_clerk", "secretary", 2), (5, "organization_commissioner", "office_director")),
    ("state", ("office_clerk", "office_director"), ("secretary", 1)),
    ("plan", ("office_clerk", "office_director"), ("secretary", 1, 5, "congress_chair")),
    ("order", ("office_clerk", "secretary", 1), (5, "congress_chair", "office_director")),
    ("arrange", ("office_clerk", "secretary", 1), (5, "office_director")),
    ("remove", ("office_clerk", "secretary", 1), (5, "office_director")),
    ("confirm", ("secretary",), ("office_clerk", "office_director", 1, 2)),
]


def run(scene: Preparation, verb: str, who: str | int) -> Any:
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


def change_agenda(scene: Preparation, how: str) -> None:
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


def test_the_procedure_counts_from_the_day_the_agenda_was_settled(scene):
    """Listed on one day, settled by the secretary on another: the second is when it was agreed."""
    agreed = lambda: facts.procedure(AgendaItem.objects.get(pk=scene.item_id), HELD)["steps"]["agreed"]  # noqa: E731
    assert agreed() is None
    with builders.on_day(NOTICED):
        scene.confirm()
    assert agreed() == NOTICED
