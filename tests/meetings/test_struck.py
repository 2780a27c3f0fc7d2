"""Words noted under the wrong name: struck with a reason, kept to be read, given to whoever said them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from governance.access.errors import Forbidden
from meetings.documents.record import record_paper
from meetings.judgement import for_attendance_correction
from meetings.models import Stance
from meetings.services import room
from meetings.services.stances import strike_stance
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.scenes import HELD, Chamber
from tests.meetings.staging import SHANGHAI
from tests.meetings.table import blocks, kept_world, last_act, refused

pytestmark = pytest.mark.django_db
WHY = "记到了邻座名下，以会议笔记为准"


def build() -> Chamber:
    """Ten of eleven are there; the ninth and the tenth have not spoken on the ordinary item, which is open."""
    chamber = Chamber.build()
    with builders.on_day(HELD):
        builders.change(chamber.seat(10), status="expected", signed_in_at=None, signed_in_by="")
        chamber.open_item(chamber.ordinary_id)
        for index in (1, 2, 3):
            chamber.speak(chamber.ordinary_id, index)
        chamber.speak(chamber.ordinary_id, 4, "disagree")
    return chamber


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def chamber(db, kept):
    found = kept or build()
    with builders.on_day(HELD, 10):
        yield found


def line(scene: Chamber, index: int) -> Stance:
    person = scene.stage.members[index]
    return Stance.objects.filter(item=scene.ordinary_id, person=person).earliest("id")


def strike(scene: Chamber, index: int, to: int | None = None, who: str | int = "office_clerk", **more: Any):
    said_by = None if to is None else scene.stage.members[to].pk
    given = {"because": WHY, "said_by_id": said_by} | more
    return strike_stance(stance_id=line(scene, index).pk, actor=scene.actor(who), **given)


def standing(scene: Chamber) -> dict[int, tuple[int, str]]:
    """(place, stance) by the member's index, of what counts."""
    members = [person.pk for person in scene.stage.members]
    current = Stance.objects.current().filter(item=scene.ordinary_id)
    return {members.index(s.person_id): (s.spoken, s.stance) for s in current}


def test_the_words_go_to_whoever_said_them_and_the_line_stays_to_be_read(chamber):
    strike(chamber, 4, to=5)
    assert standing(chamber) == {1: (1, "agree"), 2: (2, "agree"), 3: (3, "agree"), 5: (4, "disagree")}
    wrong, right = line(chamber, 4), line(chamber, 5)
    assert right.view.reveal() == wrong.view.reveal() == "还要再看看。"
    assert (wrong.struck_because, wrong.said_by_id, right.taken_at) == (WHY, right.person_id, wrong.taken_at)
    act = last_act("meetings.stance.struck")
    assert act.facts == {"order": 1, "because": WHY}
    page = Browser(chamber.stage, "office_clerk").text("meetings:room", chamber.meeting_id)
    assert f"是{right.person.name}说的，改记在其名下。理由：{WHY}" in page


def test_what_nobody_said_is_struck_and_the_member_may_speak(chamber):
    strike(chamber, 4)
    assert 4 not in standing(chamber)
    assert chamber.speak(chamber.ordinary_id, 4).spoken == 5
    room.correct_stance(
        stance_id=Stance.objects.current().get(item=chamber.ordinary_id, person=chamber.stage.members[4]).pk,
        stance="defer",
        view="再议",
        actor=chamber.actor("office_clerk"),
    )
    assert standing(chamber)[4] == (5, "defer")


def test_a_summing_up_is_made_again(chamber):
    item = room.summarise(
        item_id=chamber.ordinary_id, actor=chamber.actor("office_clerk"), summary="多数同意"
    )
    strike(chamber, 4, to=5)
    item.refresh_from_db()
    assert (item.status, item.summarised_at) == ("discussing", None)


@pytest.mark.parametrize(
    ("to", "stop"),
    [
        (None, None),
        (5, None),
        (3, "meetings.state.spoken_before"),
        (10, "meetings.state.not_the_speaker"),  # never came
        (6, "meetings.state.not_the_speaker"),  # recused from the item
    ],
)
def test_whose_words_they_may_have_been(chamber, to, stop):
    chamber.recuse(chamber.ordinary_id, 6)
    if stop is None:
        assert strike(chamber, 4, to=to).struck_at is not None
    else:
        assert ("", stop) in blocks(refused(lambda: strike(chamber, 4, to=to)))


def test_a_line_is_struck_once_and_not_corrected_afterwards(chamber):
    strike(chamber, 4, to=5)
    pk, clerk = line(chamber, 4).pk, chamber.actor("office_clerk")
    again = refused(lambda: strike(chamber, 4))
    corrected = refused(lambda: room.correct_stance(stance_id=pk, stance="agree", view="", actor=clerk))
    assert ("", "meetings.state.struck_before") in blocks(again) & blocks(corrected)


def test_whoever_put_the_line_down_strikes_it(chamber):
    room.take_stance(
        item_id=chamber.ordinary_id,
        person_id=chamber.stage.members[7].pk,
        stance="agree",
        view="",
        actor=chamber.actor(7),
    )
    for index, who in ((4, 4), (4, "secretary"), (4, "office_director"), (7, "office_clerk"), (7, 6)):
        with pytest.raises(Forbidden):
            strike(chamber, index, who=who)
    assert strike(chamber, 7, who=7).struck_at is not None


@pytest.mark.articles("S1-01:七-3b")
def test_who_has_voted_has_spoken(chamber):
    for index in (5, 6, 7, 8, 9, 0):
        chamber.speak(chamber.ordinary_id, index)
    room.summarise(item_id=chamber.ordinary_id, actor=chamber.actor("office_clerk"), summary="多数同意")
    vote = chamber.vote("ordinary", "show_of_hands", "按惯例")
    assert chamber.stage.members[4].pk in vote.roll
    stopped = refused(lambda: strike(chamber, 4))
    assert "S1-01:七-3b" in {article for article, _code in blocks(stopped)}


def test_a_sign_in_is_not_corrected_over_words_on_record(chamber):
    def verdict():
        return for_attendance_correction(
            chamber.seat(4), status="expected", signed_in_at=None, left_at=None
        ).blocking

    assert [f.code for f in verdict()] == ["meetings.state.speaker_lost"]
    assert verdict()[0].figures["orders"] == ["一"]
    strike(chamber, 4, to=5)
    assert verdict() == ()


@pytest.mark.parametrize(
    ("came", "left", "there"),
    [((9, 0), None, True), ((9, 0), (9, 1), True), ((9, 30), None, False), ((8, 30), (8, 50), False)],
)
def test_who_was_there_while_the_item_was_open_may_have_spoken(chamber, came, left, there):
    said = line(chamber, 4)
    moment = lambda at: at and datetime(*HELD.timetuple()[:3], *at, tzinfo=SHANGHAI)  # noqa: E731
    builders.change(chamber.item(chamber.ordinary_id), discussed_at=moment((9, 0)))
    builders.change(said, taken_at=moment((9, 5)))
    status = "left" if left else "present"
    verdict = for_attendance_correction(
        chamber.seat(4), status=status, signed_in_at=moment(came), left_at=moment(left)
    )
    assert ("meetings.state.speaker_lost" in {f.code for f in verdict.blocking}) is not there


def test_the_form_strikes_and_the_record_says_so(chamber):
    clerk, pk = Browser(chamber.stage, "office_clerk"), line(chamber, 4).pk
    wrong, right = (chamber.stage.members[index] for index in (4, 5))
    shown = clerk.text("meetings:stance-strike", pk)
    assert f"记在谁名下{wrong.name}" in shown.replace(" ", "") and "还要再看看。" in shown
    assert clerk.send("meetings:stance-strike", pk).status_code == 422  # no reason
    assert clerk.send("meetings:stance-strike", pk, because=WHY, said_by=right.pk).status_code == 302
    assert clerk.get("meetings:stance-strike", pk).status_code == 404
    strike(chamber, 3, because="会上没有发言")
    room.postpone_item(
        item_id=chamber.ordinary_id, actor=chamber.actor("office_clerk"), because="资金没有落实"
    )
    room.close_meeting(meeting_id=chamber.meeting_id, actor=chamber.actor("office_clerk"))
    speeches = {s.person: s for item in record_paper(chamber.meeting).items for s in item.speeches}
    assert wrong.name not in speeches
    assert speeches[right.name].words == "还要再看看。"
    assert f"原误记在{wrong.name}名下，已划去，理由：{WHY}" in speeches[right.name].stance
    assert speeches[chamber.stage.members[3].name].words == "原记有表态一条，已划去，理由：会上没有发言。"
