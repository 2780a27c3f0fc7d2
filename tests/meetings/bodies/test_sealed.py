"""The group of five is known to its seats alone: not in lists, search, trail or messages of anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from governance.access.act_list import is_sealed
from governance.access.trail import readable
from governance.audit.models import Act
from governance.deadlines.duties import duties_of
from governance.deadlines.models import Consequence, Reminder
from governance.search.finding import find
from meetings.bodies.services import matters, sitting
from meetings.models import BodyMatter, BodyMeeting
from tests import builders
from tests.meetings.bodies import scenes
from tests.meetings.bodies.scenes import CALLED, HELD
from tests.meetings.staging import Stage
from tests.meetings.table import kept_world

WORDS = "拟调整两名站长"


def build() -> tuple[Stage, BodyMeeting]:
    with builders.on_day(CALLED):
        stage = Stage.build(["preset-b"])
        meeting = scenes.held(stage, "five_person_group")
    with builders.on_day(HELD):
        scenes.record(
            stage, meeting, title=WORDS, prepared="甲任农业站长。", owner=stage.members[2], due_on=HELD
        )
        sitting.summarise(
            meeting_id=meeting.pk, actor=stage.actor("organization_commissioner"), summary=WORDS
        )
    return stage, meeting


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def world(db, kept) -> Iterator[tuple[Stage, BodyMeeting]]:
    made = kept or build()
    with builders.on_day(HELD):
        yield made


def opened(stage: Stage, code: str) -> Client:
    return builders.sign_in(Client(), stage.crew.account(code))


@pytest.mark.articles("S1-03:五", "S1-03:一")
@pytest.mark.parametrize(
    ("code", "status", "reads"),
    [
        ("secretary", 200, True),
        ("organization_commissioner", 200, True),
        ("organization_clerk", 200, False),
        ("office_director", 404, False),
        ("office_clerk", 404, False),
        ("committee_member", 404, False),
        ("staff", 404, False),
    ],
)
def test_only_its_seats_read_it(world, code, status, reads):
    stage, meeting = world
    client = opened(stage, code)
    page = client.get(reverse("meetings:body", args=[meeting.pk]))
    assert page.status_code == status
    assert (WORDS in page.content.decode()) is reads
    listed = client.get(reverse("meetings:bodies")).content.decode()
    assert (meeting.title in listed) is (status == 200)
    assert ("五人小组会" in listed) is (status == 200)
    assert WORDS not in client.get(reverse("meetings:bodies-sheet")).content.decode("latin-1")


def test_the_trail_and_messages_say_neither_which_body_nor_what(world):
    stage, _meeting = world
    acts = [
        a for a in Act.objects.filter(organization_id=stage.town.pk) if a.code.startswith("meetings.body")
    ]
    assert len(acts) >= 6
    for act in acts:
        assert is_sealed(act)
        assert "五人小组" not in act.object_text + str(act.facts)
        assert WORDS not in act.object_text + str(act.facts)
    assert readable(stage.actor("office_director"), acts) == []
    told = Reminder.objects.filter(organization=stage.town)
    assert told.exists()
    assert not [r for r in told if "五人小组" in r.text or WORDS in r.text]
    assert not Consequence.objects.filter(name="meetings.body_matter_agreed").exists()


def test_rows_and_history_hold_no_words(world):
    _stage, meeting = world
    for model in (BodyMatter, BodyMeeting, BodyMatter.history.model, BodyMeeting.history.model):
        for row in model.objects.values():
            assert WORDS not in str(row)
    assert BodyMatter.objects.get(meeting=meeting).sealed_title.reveal() == WORDS


@pytest.mark.articles("S1-03:四-5")
def test_what_it_gave_out_is_owed_without_a_word_of_it_and_read_by_whom_it_was_given_to(world):
    stage, meeting = world
    owner = stage.crew.person("organization_clerk")
    scenes.record(stage, meeting, title="办两人手续", owner=owner, due_on=HELD + timedelta(days=3))
    duties = [d for d in duties_of(stage.town, HELD) if d.clock == "meetings.body_matter"]
    assert {(d.text, d.cites) for d in duties} == {("落实一件涉密会议交办的事", ("S1-03:四-5",))}
    page = opened(stage, "organization_clerk").get(reverse("meetings:body", args=[meeting.pk]))
    assert "办两人手续" in page.content.decode()
    assert WORDS not in page.content.decode()
    row = meeting.matters.get(owner=owner)
    matters.finish_matter(matter_id=row.pk, actor=stage.actor("organization_clerk"))
    assert len([d for d in duties_of(stage.town, HELD) if d.clock == "meetings.body_matter"]) == 1


@pytest.mark.parametrize("code", ["secretary", "office_director"])
def test_what_is_open_is_found_and_what_is_sealed_is_not(world, code):
    stage, _meeting = world
    open_ = scenes.noticed(stage, "secretary_meeting")
    scenes.record(stage, open_, title="樨街停车整治")
    scenes.record(stage, open_, title="某人的职级", secret=True)
    actor = stage.actor(code)
    assert find(actor, "樨街停车整治").total == 1
    for words in (WORDS, "五人小组会", "某人的职级"):
        assert find(actor, words).total == 0
