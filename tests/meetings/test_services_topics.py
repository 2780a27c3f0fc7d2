"""Facts and the articles on how a topic comes onto the agenda."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from governance.access.errors import Forbidden
from governance.people.models import Post
from meetings.models import Topic
from meetings.services import topics
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.scenes import PREPARED, Preparation
from tests.meetings.table import blocks, figures, kept_world, last_act, refused


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


# Late entry (补录) ------------------------------------------------------------------------------

EARLIER = date(2026, 11, 3)


def enter_late(scene: Any, who: str | int = 1, **more: Any) -> Topic:
    given = {
        "title": "年初口头议过的事",
        "matter": "ordinary",
        "content": "情况说明。",
        "proposal": "同意",
        "happened_on": EARLIER,
        "reason": "当时停电，没有录入",
        **more,
    }
    return topics.propose_topic(organization=scene.stage.town, actor=scene.actor(who), **given)


def test_a_late_entry_goes_nowhere_before_it_is_confirmed(scene):
    with builders.on_day(PREPARED):
        topic = enter_late(scene)
        act = last_act("meetings.topic.proposed")
        assert (act.late_entry, act.happened_on, act.reason) == (True, EARLIER, "当时停电，没有录入")
        scene.stage.prepare(topic, PREPARED)
        stopped = refused(lambda: scene.list_topic(topic_id=topic.pk))
        assert blocks(stopped) == {("", "meetings.state.late_unconfirmed")}
        confirmed = topics.confirm_late_entry(topic_id=topic.pk, actor=scene.actor("secretary"))
        assert (confirmed.late_confirmed_by_id, confirmed.late_confirmed_on) == (
            scene.stage.members[0].pk,
            PREPARED,
        )
        assert last_act("meetings.topic.late_confirmed").facts == {
            "day": "2026-11-03",
            "because": "当时停电，没有录入",
        }
        again = refused(lambda: topics.confirm_late_entry(topic_id=topic.pk, actor=scene.actor("secretary")))
        assert blocks(again) == {("", "meetings.state.not_late")}
        scene.list_topic(topic_id=topic.pk)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"happened_on": date(2026, 11, 21)}, "happened_on"),
    ],
)
def test_a_late_entry_has_a_reason_and_a_day_gone_by(scene, more, field):
    with builders.on_day(PREPARED), pytest.raises(ValidationError) as wrong:
        enter_late(scene, **more)
    assert list(wrong.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("proposer", "who", "allowed"),
    [(1, "secretary", True), (1, 2, False), (1, "office_clerk", False), (0, 0, False), (0, 1, True)],
)
def test_nobody_confirms_a_late_entry_of_ones_own(scene, proposer, who, allowed):
    with builders.on_day(PREPARED):
        topic = enter_late(scene, proposer)
        confirm = lambda: topics.confirm_late_entry(topic_id=topic.pk, actor=scene.actor(who))  # noqa: E731
        if allowed:
            assert confirm().late_confirmed_on == PREPARED
        else:
            with pytest.raises(Forbidden):
                confirm()


def test_a_topic_entered_in_time_has_nothing_to_confirm(scene):
    with builders.on_day(PREPARED):
        topic = enter_late(scene, happened_on=PREPARED, reason="")
        assert not last_act("meetings.topic.proposed").late_entry
        stopped = refused(
            lambda: topics.confirm_late_entry(topic_id=topic.pk, actor=scene.actor("secretary"))
        )
    assert blocks(stopped) == {("", "meetings.state.not_late")}


def test_a_late_entry_is_marked_on_page_and_trail_and_lies_on_the_secretarys_desk(scene):
    with builders.on_day(PREPARED):
        topic = enter_late(scene)
        secretary = Browser(scene.stage, "secretary")
        page = secretary.text("meetings:topic", topic.pk)
        assert "补录 理由：当时停电，没有录入 还没有确认" in page
        assert "补录：2026年11月3日提出议题“年初口头议过的事”" in page
        assert "补录的议题待确认：年初口头议过的事" in secretary.text("desk")
        assert "补录的议题待确认" not in Browser(scene.stage, "office_clerk").text("desk")
        assert secretary.send("meetings:topic-late", topic.pk).status_code == 302
        page = secretary.text("meetings:topic", topic.pk)
        assert "云委员1于" in page and "还没有确认" not in page
        assert "补录的议题待确认" not in secretary.text("desk")


def test_a_late_entry_about_the_secretary_is_confirmed_by_a_deputy(scene):
    about = [(scene.stage.members[0], "拟推荐为县党代表")]
    with builders.on_day(PREPARED):
        topic = enter_late(scene, 3, matter="personnel", title="推荐人选", subjects=about)
        with pytest.raises((Forbidden, Topic.DoesNotExist)):
            topics.confirm_late_entry(topic_id=topic.pk, actor=scene.actor("secretary"))
        confirmed = topics.confirm_late_entry(topic_id=topic.pk, actor=scene.actor(2))
        assert confirmed.late_confirmed_on == PREPARED


@pytest.mark.parametrize(
    ("day", "reason", "status"), [("2026-11-18", "当时停电", 302), ("2026-11-18", "", 422), ("", "", 302)]
)
def test_a_late_entry_is_made_on_the_form(scene, day, reason, status):
    with builders.on_day(PREPARED):
        member = Browser(scene.stage, 3)
        sent = member.send(
            "meetings:propose",
            title="灌渠清淤修复",
            matter="ordinary",
            content="情况说明。",
            proposal="同意所报方案",
            happened_on=day,
            reason=reason,
        )
        assert sent.status_code == status
        if status == 302:
            topic = Topic.objects.latest("pk")
            assert topic.awaits_late_confirmation is bool(day)
