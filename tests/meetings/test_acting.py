"""Whoever runs the secretary's work (主持工作、代理): which steps that articles keep to the secretary are theirs
beside a secretary in office, and which where the post is vacant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.people.models import Tenure
from governance.rules.verdict import Status
from meetings import facts, judgement
from meetings.models import Attendance, EmergencyHandling, Meeting, Minutes, StatedFact
from meetings.room import roll_call, room_of
from meetings.services import topics
from tests import builders
from tests.meetings.staging import Stage
from tests.meetings.table import kept_world

pytestmark = pytest.mark.django_db
MEETS = date(2026, 11, 26)
PRESETS = ("preset-a", "preset-b")
FIGURES = [("S0-04:三-3a", "majority", ">1/2@entitled")]


def build() -> Stage:
    with builders.on_day():
        stage = Stage.build(PRESETS, seats=5, figures=FIGURES)
        stage.meeting(MEETS)
        return stage


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def stage(db, kept) -> Iterator[Stage]:
    with builders.on_day():
        yield kept or build()


def as_(stage: Stage, who: str) -> tuple[int, Actor]:
    """Make the town that of `who`: which member leads it, and as whom they act."""
    post = Tenure.objects.get(person=stage.members[0]).post
    if who in ("beside", "vacant"):
        builders.hold(stage.members[1], stage.town, "secretary", since=builders.TODAY, acting=True)
    if who in ("vacant", "nobody"):
        builders.change(Tenure.objects.get(person=stage.members[0], post=post), until=date(2026, 11, 1))
    index = 0 if who == "holder" else 1
    return index, stage.member(index)


def planned(stage: Stage, chair: int) -> Meeting:
    return builders.change(Meeting.objects.get(), chair=stage.members[chair])


def presides(stage: Stage, chair: int, **stated: bool) -> str:
    """How S0-04:三-1d finds the meeting opened by that member."""
    meeting = planned(stage, chair)
    for name, value in stated.items():
        builders.save(
            StatedFact(
                organization=stage.town,
                meeting=meeting,
                name=name,
                value=value,
                happened_on=builders.TODAY,
                source="党政办登记",
                stated_by=stage.crew.person("office_clerk"),
                confirmed_by=stage.members[0],
                confirmed_on=builders.TODAY,
            )
        )
    found = judgement.for_opening(meeting, MEETS).findings
    one = next(f for f in found if f.article == "S0-04:三-1d")
    return one.code.rpartition(".")[2] if one.status is not Status.UNKNOWN else "unknown"


AWAY = {"secretary_absent": True, "meeting_emergency": True}


@pytest.mark.articles("S0-04:三-1d", "S0-04:三-1e", "S1-01:七-3a")
@pytest.mark.parametrize(
    ("who", "stated", "found"),
    [
        ("holder", {}, "secretary"),
        ("vacant", {}, "acting_secretary"),
        ("beside", {}, "unknown"),
        ("beside", {"secretary_absent": False, "meeting_emergency": True}, "acting_beside_secretary"),
        ("beside", AWAY | {"meeting_emergency": False}, "acting_beside_secretary"),
        ("beside", AWAY, "deputy_stands_in"),  # the document of appointment is what entrusts
        ("neither", AWAY, "unknown"),  # nothing says that the deputy was entrusted
        ("nobody", {"secretary_absent": False}, "not_secretary"),
    ],
)
def test_who_presides(stage: Stage, who: str, stated: dict[str, bool], found: str) -> None:
    index, _actor = as_(stage, who)
    assert presides(stage, index, **stated) == found


@pytest.mark.articles("S0-04:三-1d")
def test_the_refusal_says_the_way_out(stage: Stage) -> None:
    index, _actor = as_(stage, "beside")
    presides(stage, index, secretary_absent=False, meeting_emergency=True)
    one = next(f for f in judgement.for_opening(Meeting.objects.get(), MEETS).blocking if f.article)
    assert "党委书记在任" in one.message() and "登记这两件事实" in one.remedy()


def seated(stage: Stage, *there: int) -> list[Attendance]:
    rows = roll_call(planned(stage, 0), MEETS)
    for row in rows:
        if row.person_id in {stage.members[i].pk for i in there}:
            row.status = Attendance.Status.PRESENT
    return rows


def speaks_last(stage: Stage, index: int) -> bool:
    """Whether S1-01:七-3c has this member wait for all the others."""
    return next(a for a in seated(stage) if a.person_id == stage.members[index].pk).post_code == "secretary"


def leads_in_the_room(stage: Stage, index: int) -> bool:
    item = stage.item(planned(stage, 0), "major_decision", prepared=False)
    seen = room_of(seated(stage, index), frozenset())
    return bool(facts.attendance_required(item, seen)["secretary_present"])


def may_be_asked(stage: Stage, index: int) -> bool:
    row = EmergencyHandling(organization=stage.town, asked=stage.members[index], handled_on=builders.TODAY)
    return bool(facts.emergency(row)["approved_by_leader"])


def proposes_as_secretary(stage: Stage, index: int) -> bool:
    topic = topics.propose_topic(
        organization=stage.town,
        actor=stage.member(index),
        title="灌渠清淤",
        matter="ordinary",
        content="情况说明。",
        proposal="同意所报方案",
    )
    return bool(facts.agenda(topic, None, settled=False)["proposed_by"] == "secretary")


@pytest.mark.articles("S1-01:七-3c", "S1-04:三-2b", "S1-01:八", "S1-04:三-2f", "S3-02:1-1a")
@pytest.mark.parametrize("who", ["holder", "vacant", "beside", "neither"])
@pytest.mark.parametrize("step", [speaks_last, leads_in_the_room, may_be_asked, proposes_as_secretary])
def test_whom_an_article_means_by_the_leader(
    stage: Stage, step: Callable[[Stage, int], bool], who: str
) -> None:
    """The holder; whoever acts, only where there is none. A stand-in beside the holder is not the leader."""
    index, _actor = as_(stage, who)
    if step is may_be_asked:  # the deputy of this town is the mayor, who leads the government
        builders.change(stage.members[1].tenures.order_by("pk").first().post, heads_government=False)
    assert step(stage, index) is (who in ("holder", "vacant"))


def about(stage: Stage, action: str) -> Any:
    meeting = planned(stage, 0)
    if action.startswith("meetings.fact"):
        return StatedFact(organization=stage.town, meeting=meeting, name=action.rpartition(" ")[2])
    return Minutes(organization=stage.town, meeting=meeting) if "minutes" in action else meeting


@pytest.mark.articles("S1-04:三-1b", "S0-04:二-1a", "S0-04:三-1e", "S0-04:三-6b")
@pytest.mark.parametrize(
    ("action", "allowed"),
    [
        ("meetings.agenda.confirmed", ("holder", "vacant", "beside")),  # or whoever the leader authorised
        ("meetings.leave.granted", ("holder", "vacant", "beside")),
        ("meetings.fact.confirmed secretary_absent", ("holder", "vacant", "beside")),
        ("meetings.fact.confirmed entrusted", ("holder", "vacant")),  # nobody entrusts themselves
        ("meetings.fact.confirmed secretaries_agreed", ("holder", "vacant")),
        ("meetings.minutes.signed", ("holder",)),  # whoever presided, and that was the holder here
    ],
)
@pytest.mark.parametrize("who", ["holder", "vacant", "beside", "neither"])
def test_what_comes_with_the_work_of_the_secretary(
    stage: Stage, action: str, allowed: tuple[str, ...], who: str
) -> None:
    obj = about(stage, action)
    _index, actor = as_(stage, who)
    decision = ask(actor, action.partition(" ")[0], obj)
    assert decision.allowed is (who in allowed)
    if who == "beside" and not decision.allowed and "fact" in action:
        assert "书记本人确认" in str(decision.reason)
