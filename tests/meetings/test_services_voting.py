"""Votes: opening, casting, counting, voiding."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from governance.access.errors import Forbidden
from governance.audit.errors import AlreadyDone
from meetings.models import AgendaItem, NamedBallot, Vote
from meetings.services import room, voting
from tests import builders
from tests.meetings.scenes import FULL, HELD, STATE, Chamber
from tests.meetings.table import blocks, figures, kept_world, last_act, needs_reason, refused, warns


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Chamber.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    built = kept or Chamber.build()
    with builders.on_day(HELD):
        yield built


# Opening ------------------------------------------------------------------------------------


@pytest.mark.articles("S1-01:七-4e", "S1-01:七-4f", "S1-04:三-3a")
@pytest.mark.parametrize(
    ("kind", "method", "asked"),
    [
        ("ordinary", "show_of_hands", set()),
        ("ordinary", "oral", set()),
        ("project", "named_ballot", set()),
        ("project", "show_of_hands", {("S1-01:七-4e", "meetings.method.unusual")}),
        ("persons", "secret_ballot", set()),
        ("persons", "show_of_hands", {("S1-01:七-4f", "meetings.method.unusual")}),
        ("persons", "named_ballot", {("S1-01:七-4f", "meetings.method.unusual")}),
    ],
)
def test_art_s1_01_7_4_another_method_asks_for_a_reason(scene, kind, method, asked):
    scene.discuss(kind)
    if asked:
        assert warns(needs_reason(lambda: scene.vote(kind, method))) == asked
        vote = scene.vote(kind, method, "票箱损坏")
        assert last_act("meetings.vote.opened").reason == "票箱损坏"
    else:
        vote = scene.vote(kind, method)
    assert (vote.round, len(vote.roll), vote.entitled) == (1, 11, 11)
    assert STATE in blocks(refused(lambda: scene.vote(kind, method)))


@pytest.mark.articles("S1-01:五-4", "S1-01:七-3b", "S1-04:一-3b")
@pytest.mark.parametrize("silent", [1, 11])
def test_art_s1_01_7_3b_no_vote_before_everybody_took_a_stance(scene, silent):
    scene.open_item(scene.ordinary_id)
    for index in list(range(1, 11))[: 11 - silent]:
        scene.speak(scene.ordinary_id, index)
    room.summarise(item_id=scene.ordinary_id, actor=scene.actor("office_clerk"), summary="先这样")
    refusal = refused(lambda: scene.vote("ordinary", "show_of_hands", "赶时间"))
    assert ("S1-01:七-3b", "meetings.stance_order.no_stance") in blocks(refusal)
    assert figures(refusal, "meetings.stance_order.no_stance")["short"] == silent


@pytest.mark.parametrize(
    ("who", "allowed"), [("office_clerk", True), (0, True), (1, False), (5, False), ("staff", False)]
)
@pytest.mark.parametrize("step", ["open", "close", "announce", "ask void"])
def test_the_chair_runs_the_vote_and_the_clerk_operates(scene, step, who, allowed):
    if step == "open":
        scene.discuss("ordinary")
        call = lambda: scene.vote("ordinary", "show_of_hands", who=who)  # noqa: E731
    elif step == "close":
        vote = scene.opened()
        call = lambda: voting.close_vote(vote_id=vote.pk, actor=scene.actor(who))  # noqa: E731
    else:
        vote = scene.counted()
        call = (
            (lambda: scene.announce(vote, who))
            if step == "announce"
            else lambda: voting.ask_void(vote_id=vote.pk, actor=scene.actor(who), because="点错")
        )
    if allowed and (step, who) != ("ask void", "office_clerk"):  # voiding is asked for by the chair in person
        call()
    else:
        with pytest.raises((Forbidden, ObjectDoesNotExist)):
            call()


# Casting ------------------------------------------------------------------------------------


def test_a_named_ballot_changes_until_voting_stops_and_both_are_kept(scene):
    vote = scene.opened()
    scene.cast(vote, 4, "nay")
    ballot = scene.cast(vote, 4, "aye")
    assert [h.choice for h in ballot.history.order_by("history_id")] == ["nay", "aye"]
    closed = voting.close_vote(vote_id=vote.pk, actor=scene.actor("office_clerk"))
    assert (closed.issued, closed.returned, closed.aye, closed.nay) == (11, 1, 1, 0)
    assert blocks(refused(lambda: scene.cast(vote, 4, "nay"))) == {STATE}
    assert ballot.choice == NamedBallot.objects.get(pk=ballot.pk).choice


@pytest.mark.parametrize(
    ("who", "how", "stop"),
    [
        (4, "there", None),
        (4, "left", "meetings.state.left_room"),
        (4, "came back", None),
        (10, "late", Forbidden),
        ("congress_chair", "guest", Forbidden),
        ("office_clerk", "clerk", Forbidden),
    ],
)
@pytest.mark.articles("S1-01:二-2")
def test_who_casts_is_on_the_roll_and_in_the_room(scene, who, how, stop):
    if how == "late":
        scene.leave(10)
    vote = scene.opened()
    if how == "late":
        room.come_back(attendance_id=scene.seat(10).pk, actor=scene.actor("office_clerk"))
    if how in ("left", "came back"):
        scene.cast(vote, 4, "nay")
        scene.leave(4)
    if how == "came back":
        room.come_back(attendance_id=scene.seat(4).pk, actor=scene.actor("office_clerk"))
    call = lambda: voting.cast_named(vote_id=vote.pk, actor=scene.actor(who), choice="aye")  # noqa: E731
    if stop is None:
        assert call().choice == "aye"
    elif stop is Forbidden:
        with pytest.raises((Forbidden, ObjectDoesNotExist)):
            call()
    else:
        assert blocks(refused(call)) == {("", stop)}
        # What was cast before leaving stands.
        assert vote.ballots.get().choice == "nay"


def test_hands_and_paper_are_not_cast_on_the_phone(scene):
    vote = scene.opened("persons", "secret_ballot")
    assert blocks(refused(lambda: scene.cast(vote, 4))) == {("", "meetings.state.not_on_phone")}


def test_the_same_ballot_sent_twice_counts_once(scene):
    vote, once = scene.opened(), uuid4()
    scene.cast(vote, 4, "aye", once=once)
    with pytest.raises(AlreadyDone) as again:
        scene.cast(vote, 4, "aye", once=once)
    assert again.value.act.pk == once
    assert vote.ballots.count() == 1


# Counting -------------------------------------------------------------------------------------


COUNTS = [
    ({}, None),
    ({"returned": 10, "valid": 10, "aye": 8}, None),
    ({"returned": 10, "valid": 9, "invalid": 1, "aye": 7}, None),
    ({"returned": 12, "valid": 12, "aye": 10}, "meetings.count_sheet.returned_above_issued"),
    ({"issued": 12, "returned": 12, "valid": 12, "aye": 10}, "meetings.count_sheet.issued_differs"),
    ({"invalid": 1}, "meetings.count_sheet.parts_differ"),
    ({"aye": 10}, "meetings.count_sheet.choices_differ"),
]


@pytest.mark.articles("S1-01:七-4f")
@pytest.mark.parametrize(("wrong", "stop"), COUNTS)
def test_art_s1_01_7_4f_counts_that_do_not_add_up(scene, wrong, stop):
    vote = scene.closed()
    counts = {**FULL, **wrong}
    call = lambda: voting.type_counts(vote_id=vote.pk, actor=scene.actor(3), **counts)  # noqa: E731
    if stop is None:
        assert call().status == Vote.Status.TYPED
        return
    refusal = refused(call)
    assert blocks(refusal) == {("S1-01:七-4f", stop)}
    assert refusal.verdict.blocking[0].figures["returned"] == counts["returned"]
    if stop.endswith("above_issued"):
        assert refusal.verdict.blocking[0].figures["over"] == 1


@pytest.mark.parametrize("field", ["returned", "nay"])
def test_a_negative_count_is_sent_back_with_its_field(scene, field):
    vote = scene.closed()
    with pytest.raises(ValidationError) as unfit:
        voting.type_counts(vote_id=vote.pk, actor=scene.actor(3), **{**FULL, field: -1})
    assert list(unfit.value.error_dict) == [field]


@pytest.mark.parametrize(
    ("who", "stop"),
    [
        (4, None),
        (0, None),
        (3, "meetings.state.same_signature"),
        ("office_clerk", Forbidden),
        ("congress_chair", Forbidden),
    ],
)
def test_two_different_members_sign_the_count(scene, who, stop):
    vote = scene.typed(3)
    call = lambda: voting.confirm_counts(vote_id=vote.pk, actor=scene.actor(who))  # noqa: E731
    if stop is None:
        assert call().item.status == AgendaItem.Status.COUNTED
        assert blocks(refused(call)) == {STATE}
    elif stop is Forbidden:
        with pytest.raises((Forbidden, ObjectDoesNotExist)):
            call()
    else:
        assert blocks(refused(call)) == {("", stop)}


def test_the_office_does_not_type_counts(scene):
    vote = scene.closed()
    with pytest.raises(Forbidden):
        voting.type_counts(vote_id=vote.pk, actor=scene.actor("office_clerk"), **FULL)


def test_a_recused_member_neither_counts_nor_confirms(scene):
    scene.recuse(scene.persons_id, 3)
    vote = scene.closed()
    ten = {**FULL, "issued": 10, "returned": 10, "valid": 10, "aye": 8}
    with pytest.raises(ObjectDoesNotExist):
        voting.type_counts(vote_id=vote.pk, actor=scene.actor(3), **ten)
    voting.type_counts(vote_id=vote.pk, actor=scene.actor(4), **ten)


def test_a_recount_takes_the_figures_back_and_keeps_them_on_record(scene):
    vote = scene.typed(3)
    voting.ask_recount(vote_id=vote.pk, actor=scene.actor(4))
    assert blocks(refused(lambda: voting.confirm_counts(vote_id=vote.pk, actor=scene.actor(4)))) == {STATE}
    again = voting.type_counts(vote_id=vote.pk, actor=scene.actor(3), **{**FULL, "aye": 8, "nay": 2})
    assert (again.aye, again.nay) == (8, 2)
    assert [h.aye for h in again.history.order_by("history_id")] == [None, None, 9, None, 8]


def test_a_named_vote_counts_itself(scene):
    vote = scene.opened()
    voting.close_vote(vote_id=vote.pk, actor=scene.actor("office_clerk"))
    stopped = refused(lambda: voting.type_counts(vote_id=vote.pk, actor=scene.actor(3), **FULL))
    assert blocks(stopped) == {STATE}


# Voiding --------------------------------------------------------------------------------------


def test_a_round_is_voided_by_the_chair_and_a_scrutineer_and_both_rounds_stay(scene):
    first = scene.counted()
    void = lambda who: voting.void_vote(vote_id=first.pk, actor=scene.actor(who))  # noqa: E731
    assert blocks(refused(lambda: void(5))) == {("", "meetings.state.void_not_asked")}
    voting.ask_void(vote_id=first.pk, actor=scene.actor(0), because="多发一张票")
    assert blocks(refused(lambda: void(0))) == {("", "meetings.state.void_by_one")}
    with pytest.raises(Forbidden):
        void("office_clerk")
    assert void(5).status == Vote.Status.VOIDED
    fact = last_act("meetings.vote.voided").facts
    assert (fact["because"], fact["scrutineer"]) == ("多发一张票", scene.stage.members[5].name)
    assert scene.item(scene.persons_id).status == AgendaItem.Status.SUMMARISED
    second = scene.vote("persons", "secret_ballot")
    assert second.round == 2
    rounds = Vote.objects.filter(item=scene.persons_id).order_by("round")
    assert [(v.round, v.status, v.aye) for v in rounds] == [(1, "voided", 9), (2, "open", None)]
    assert blocks(refused(lambda: voting.void_vote(vote_id=first.pk, actor=scene.actor(5)))) == {STATE}


def test_a_chair_who_goes_on_takes_the_request_back(scene):
    vote = scene.counted()
    voting.ask_void(vote_id=vote.pk, actor=scene.actor(0), because="好像多发一张")
    scene.announce(vote)
    vote.refresh_from_db()
    assert (vote.status, vote.voided_because) == (Vote.Status.ANNOUNCED, "")
    assert blocks(refused(lambda: voting.void_vote(vote_id=vote.pk, actor=scene.actor(5)))) == {STATE}


def test_voiding_wants_a_reason(scene):
    vote = scene.counted()
    with pytest.raises(ValidationError):
        voting.ask_void(vote_id=vote.pk, actor=scene.actor(0), because="  ")
