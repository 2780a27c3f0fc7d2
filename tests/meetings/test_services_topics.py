"""Facts and the articles on how a topic comes onto the agenda."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from governance.access.errors import Forbidden
from governance.people.models import Post
from meetings.services import topics
from tests import builders
from tests.meetings.scenes import PREPARED, Preparation
from tests.meetings.table import blocks, figures, kept_world, refused


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Preparation.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    yield kept or Preparation.build()


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
        ({"name": "materials_sent_on", "value": "2026-11-21"}, ValidationError),
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
