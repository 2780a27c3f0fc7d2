"""Items one at a time, recusal, stances in their order."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from governance.access.errors import Forbidden
from meetings import judgement
from meetings.judgement.names import names_found
from meetings.models import AgendaItem, Attendance, Stance, Topic
from meetings.services import agenda, notice, room, voting
from tests import builders
from tests.meetings.scenes import HELD, STATE, Scene
from tests.meetings.table import blocks, figures, kept_world, last_act, refused, rows


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
    assert blocks(refusal) >= {("S1-01:十二-3", "meetings.ad_hoc.not_in_notice")}


@pytest.mark.articles("S0-04:二-1a", "S0-04:二-1c")
def test_art_s0_04_2_1a_what_came_after_the_notice_is_judged_when_it_is_opened(db):
    """By how it came onto the agenda and by its materials, as the others were before the notice."""
    scene = Scene.build(("preset-a",), name="稔川镇")
    with builders.on_day(HELD):
        scene.open()
        floor = scene.stage.topic("major_decision", "临时动议")
        item = agenda.put_on_agenda(
            topic_id=floor.pk, meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"), reason="急"
        )

        def found(status: str) -> set[tuple[str, str]]:
            verdict = judgement.for_discussing(AgendaItem.objects.get(pk=item.pk), HELD)
            return {(f.article, f.code) for f in verdict.findings if f.status.value == status}

        assert ("S0-04:二-1a", "meetings.agenda.not_agreed") in found("fail")
        assert ("S0-04:二-2", "meetings.materials.fact_missing") in found("unknown")
        assert ("S0-04:二-1a", "meetings.agenda.not_agreed") in blocks(
            refused(lambda: scene.open_item(item.pk))
        )
        scene.stage.prepare(floor, HELD)
        assert found("fail") == set()
        scene.stage.fact("emergency", True, HELD, item_id=item.pk)
        assert {a for a, _code in found("fail") | found("unknown")} == set()
        assert scene.open_item(item.pk).status == AgendaItem.Status.DISCUSSING


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


@pytest.mark.parametrize(
    "written",
    [
        "甘雨棠",
        "甘 雨棠",
        "甘雨　棠",
        "甘·雨·棠",
        "甘・雨棠",
        "甘\n雨\u200b棠",
        "甘\u00a0雨\u2060棠",
        "请甘雨\ufe0f棠到会",
    ],
)
def test_a_name_is_found_however_it_is_spaced(scene, held, written):
    scene.open()
    with pytest.raises(ValidationError, match="所涉人员"):
        scene.open_item(scene.persons_id, reason=f"等{written}上任")


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        (["Ａｎｎａ"], "由anna汇报", True),
        (["买买提·艾力"], "买买提艾力的材料", True),
        (["甘雨棠"], "甘雨，棠梨湾", False),
        (["", " "], "什么也没写", False),
    ],
)
def test_how_names_are_compared(names, text, found):
    assert names_found(names, text) is found


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
