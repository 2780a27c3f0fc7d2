"""Secret votes of a meeting in sealed envelopes: who opens, who counts, what stops each step."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from governance.access.errors import Forbidden
from governance.audit.models import Act, ChainEntry
from governance.ballots import (
    casting,
    closing,
    counting,
    places,
    receipts,
    sealing,
    services,
    share_files,
    shares,
)
from governance.ballots.models import Envelope, ReceiptCode, SealedPoll, Tally
from meetings import judgement
from meetings.models import Attendance, Vote
from meetings.services import room, sealed_votes, voting
from tests import builders
from tests.meetings.scenes import HELD
from tests.meetings.sealed_scene import SCRUTINEER, TELLER, Ballots
from tests.meetings.table import blocks, kept_world, last_act, needs_reason, refused


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Ballots.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    built = kept or Ballots.build()
    with builders.on_day(HELD):
        yield built


def codes_of(refusal) -> set[str]:
    return {code for _article, code in blocks(refusal)}


def poll_of(vote: Vote) -> SealedPoll:
    return SealedPoll.objects.get(pk=vote.poll_id)


def test_a_secret_vote_from_opening_to_announcing(scene, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        vote, (code,) = scene.opened_box()
    assert poll_of(vote).status == "open"
    assert sorted(vote.roll) == sorted(m.pk for m in scene.stage.members)
    assert [n for p, n in share_files.kept() if p == vote.poll_id] == [0], "the teller's copy is gone"
    given = {}
    for index in range(10):
        given[index] = scene.put(vote, index, "aye" if index < 7 else "nay" if index < 9 else "abstain")
    given[0] = scene.put(vote, 0, "nay")  # thought better of it
    assert len(set(given.values())) == 10
    vote = scene.close(vote)
    assert last_act("meetings.vote.closed").facts["returned"] == 10
    with pytest.raises(casting.NotCast):
        scene.put(vote, 10)
    with django_capture_on_commit_callbacks(execute=True):
        vote = scene.unseal(vote, code)
    assert (vote.issued, vote.returned, vote.valid, vote.invalid) == (11, 10, 10, 0)
    assert (vote.aye, vote.nay, vote.abstain) == (6, 3, 1)
    poll = poll_of(vote)
    assert (poll.status, poll.public_key, poll.returned, poll.blank) == ("counted", "", 10, 0)
    assert list(
        ReceiptCode.objects.filter(poll=poll).order_by("code").values_list("code", flat=True)
    ) == sorted(given.values())
    assert poll.codes_digest == receipts.digest_of_list(given.values())
    assert not any(bytes(c) for c in Envelope.objects.filter(poll=poll).values_list("ciphertext", flat=True))
    assert not [n for p, n in share_files.kept() if p == poll.pk], "the server's half is destroyed"
    assert dict(Tally.objects.filter(poll=poll).values_list("option", "count")) == {
        "aye": 6,
        "nay": 3,
        "abstain": 1,
    }
    needs_reason(lambda: scene.second(vote))
    scene.second(vote, reason="全体表决人都看过名单，没有异议")
    assert last_act("meetings.vote.counted").reason == "全体表决人都看过名单，没有异议"
    resolution = scene.announce(Vote.objects.get(pk=vote.pk))
    assert resolution.outcome == "adopted"


def test_casting_leaves_no_act_and_no_history(scene):
    vote, codes = scene.opened_box()
    before = Act.objects.count()
    receipt = scene.put(vote, 1, "nay")
    with pytest.raises(casting.NotCast):
        scene.put(vote, 2, ticket="nonsense")
    assert Act.objects.count() == before
    kept = " ".join(ChainEntry.objects.values_list("payload", flat=True))
    assert codes[0] not in kept and receipt not in kept


def test_the_same_form_sent_twice_changes_nothing_and_a_new_one_replaces(
    scene, django_capture_on_commit_callbacks
):
    vote, (code,) = scene.opened_box()
    ticket = receipts.new_ticket(vote.poll_id, places.of_voter(scene.stage.members[1].pk))
    first = scene.put(vote, 1, "nay", ticket)
    assert scene.put(vote, 1, "nay", ticket) == first
    assert scene.put(vote, 2, "aye") != first
    counted = scene.unseal(scene.close(vote), code)
    assert (counted.returned, counted.aye, counted.nay) == (2, 1, 1)


@pytest.mark.parametrize(
    "ticket",
    ["", "AAAAAAAAAAAAA", "AAAAAAAAAAAAA:forged", "other voter", "other vote"],
)
def test_a_receipt_not_drawn_for_this_page_is_not_taken(scene, ticket):
    vote, _codes = scene.opened_box()
    if ticket == "other voter":
        ticket = receipts.new_ticket(vote.poll_id, places.of_voter(scene.stage.members[2].pk))
    if ticket == "other vote":
        ticket = receipts.new_ticket(uuid4(), places.of_voter(scene.stage.members[1].pk))
    person = scene.stage.members[1]
    with pytest.raises(casting.NotCast) as caught:
        casting.cast(poll=poll_of(vote), voter_id=person.pk, answers={"q": "aye"}, ticket=ticket)
    assert caught.value.why == casting.FOREIGN_FORM
    assert not Envelope.objects.filter(poll_id=vote.poll_id, returned=True).exists()


def test_nobody_outside_the_roll_has_an_envelope(scene):
    room.leave_room(attendance_id=scene.seat(9).pk, actor=scene.actor("office_clerk"))
    vote, _codes = scene.opened_box()
    with pytest.raises(casting.NotCast) as caught:
        scene.put(vote, 9)
    assert caught.value.why == casting.NOT_ON_ROLL
    assert Envelope.objects.filter(poll_id=vote.poll_id).count() == 10


@pytest.mark.parametrize(
    ("tellers", "method", "code"),
    [
        ((3, 4), "secret_ballot", "meetings.state.tellers"),
        ((0,), "secret_ballot", "meetings.state.teller_unfit"),
        ((3,), "named_ballot", "meetings.state.no_envelopes"),
    ],
)
def test_who_cannot_hold_the_key(scene, tellers, method, code):
    scene.discuss("persons")
    people = [scene.stage.members[n].pk for n in tellers]
    refusal = refused(
        lambda: voting.open_vote(
            item_id=scene.persons_id, actor=scene.actor("office_clerk"), method=method, tellers=people
        )
    )
    assert code in codes_of(refusal)


def test_two_voters_hide_nothing_from_each_other(scene):
    """The result of so few says how each voted: no envelopes are made."""
    scene.discuss("persons")
    item = scene.item(scene.persons_id)
    people = [m.pk for m in scene.stage.members]
    for few, stopped in ((2, {"meetings.state.too_few_for_secrecy"}), (3, set())):
        verdict = judgement.for_tellers(item, "secret_ballot", people[1:2], people[:few])
        assert {f.code for f in verdict.blocking} == stopped


def test_the_teller_copies_the_code_rightly_before_anybody_votes(scene):
    vote = scene.envelopes()
    with pytest.raises(casting.NotCast):
        scene.put(vote, 1)
    assert codes_of(refused(lambda: scene.confirm(vote, "A" * 32))) == {"ballots.code.not_collected"}
    code = scene.collect(vote)
    assert codes_of(refused(lambda: scene.collect(vote))) == {"ballots.code.collected"}
    assert codes_of(refused(lambda: scene.confirm(vote, code[:-1]))) == {"ballots.code.mistyped"}
    assert "ballots.state.wrong" in codes_of(refused(lambda: scene.close(vote)))
    with pytest.raises(ObjectDoesNotExist):
        scene.collect(vote, SCRUTINEER)
    services.redraw_shares(poll_id=vote.poll_id, actor=scene.actor(TELLER))
    again = scene.collect(vote)
    assert codes_of(refused(lambda: scene.confirm(vote, code))) == {"ballots.code.wrong"}
    scene.confirm(vote, again.lower())
    assert poll_of(vote).status == "open"


def test_wrong_codes_are_refused_counted_and_slowed_down_and_the_vote_is_not_harmed(scene):
    vote, (code,) = scene.opened_box()
    scene.put(vote, 1, "aye")
    scene.close(vote)
    other = shares.as_code(shares.Share(1, bytes(16)), uuid4())
    wrong = shares.as_code(shares.Share(1, bytes(16)), vote.poll_id)
    for typed in (other, wrong, code[:-1] + ("A" if code[-1] != "A" else "B"), "", "短"):
        assert codes_of(refused(lambda t=typed: scene.unseal(vote, t))) <= {
            "ballots.code.wrong",
            "ballots.code.mistyped",
        }
    assert codes_of(refused(lambda: scene.unseal(vote, code))) == {"ballots.code.wait"}
    with builders.on_day(HELD, 9, 11):
        assert scene.unseal(vote, code).returned == 1


def test_two_of_three_tellers_open_the_box(scene):
    vote, codes = scene.opened_box(3, 4, 5)
    scene.put(vote, 1, "aye")
    scene.close(vote)
    assert codes_of(refused(lambda: scene.unseal(vote, codes[0]))) == {"ballots.code.too_few"}
    assert codes_of(refused(lambda: scene.unseal(vote, codes[0], codes[0]))) == {"ballots.code.too_few"}
    assert not share_files.exists(vote.poll_id, 0)
    counted = scene.unseal(vote, codes[2], codes[0])
    assert (counted.returned, counted.aye) == (1, 1)


def test_only_a_teller_opens_and_a_second_person_confirms(scene):
    vote, (code,) = scene.opened_box()
    scene.put(vote, 1)
    scene.close(vote)
    with pytest.raises(Forbidden):
        scene.unseal(vote, code, who=SCRUTINEER)
    scene.unseal(vote, code)
    assert "meetings.state.same_signature" in codes_of(refused(lambda: scene.second(vote, TELLER)))
    refusal = refused(lambda: voting.ask_recount(vote_id=vote.pk, actor=scene.actor(SCRUTINEER)))
    assert codes_of(refusal) == {"meetings.state.counted_by_itself"}


def test_a_count_is_made_once(scene):
    vote, (code,) = scene.opened_box()
    scene.put(vote, 1)
    scene.close(vote)
    scene.unseal(vote, code)
    refused(lambda: scene.unseal(vote, code))
    assert ReceiptCode.objects.filter(poll_id=vote.poll_id).count() == 1


def test_a_lost_share_voids_the_vote_and_it_is_repeated(scene, django_capture_on_commit_callbacks):
    vote, (code,) = scene.opened_box()
    scene.put(vote, 1)
    scene.close(vote)
    share_files.destroy(vote.poll_id, 0)
    assert codes_of(refused(lambda: scene.unseal(vote, code))) == {"ballots.share.lost"}
    with pytest.raises(Forbidden):
        sealed_votes.lose_key(vote_id=vote.pk, actor=scene.actor(SCRUTINEER))
    with django_capture_on_commit_callbacks(execute=True):
        sealed_votes.lose_key(vote_id=vote.pk, actor=scene.actor(TELLER))
    vote.refresh_from_db()
    assert (vote.status, vote.item.status, poll_of(vote).status) == ("voided", "summarised", "voided")
    assert not any(bytes(c) for c in Envelope.objects.values_list("ciphertext", flat=True))
    again = voting.open_vote(
        item_id=scene.persons_id,
        actor=scene.actor("office_clerk"),
        method="secret_ballot",
        tellers=[scene.stage.members[TELLER].pk],
    )
    assert (again.round, poll_of(again).status) == (2, "prepared")


def test_one_lost_code_of_three_stops_nothing(scene):
    vote, codes = scene.opened_box(3, 4, 5)
    scene.put(vote, 1)
    scene.close(vote)
    sealed_votes.lose_key(vote_id=vote.pk, actor=scene.actor(3))
    assert codes_of(refused(lambda: sealed_votes.lose_key(vote_id=vote.pk, actor=scene.actor(3)))) == {
        "meetings.state.lost_before"
    }
    assert scene.unseal(vote, codes[1], codes[2], who=4).returned == 1


@pytest.mark.parametrize("what", ["ciphertext", "returned", "swapped", "missing"])
def test_an_edit_in_the_database_is_noticed_at_the_count(scene, what):
    vote, (code,) = scene.opened_box()
    scene.put(vote, 1, "aye"), scene.put(vote, 2, "nay")
    scene.close(vote)
    mine, theirs = (
        Envelope.objects.filter(poll_id=vote.poll_id, voter=scene.stage.members[n]) for n in (1, 2)
    )
    if what == "ciphertext":
        mine.update(ciphertext=b"x" * 304)
    elif what == "returned":
        mine.update(returned=False)
    elif what == "swapped":
        other = theirs.get()
        mine.update(ciphertext=bytes(other.ciphertext), checksum=bytes(other.checksum))
    else:
        mine._raw_delete("default")
    expected = "ballots.box.unequal" if what == "missing" else "ballots.box.changed"
    assert codes_of(refused(lambda: scene.unseal(vote, code))) == {expected}


def own_key(poll: SealedPoll) -> dict[str, str]:
    return {"public_key": sealing.public_hex(sealing.private_key(bytes(16), poll.pk))}


def turned(poll: SealedPoll) -> dict[str, object]:
    return {"questions": [{"key": "q", "options": ["nay", "aye", "abstain"]}]}


@pytest.mark.parametrize("edit", [own_key, turned], ids=["a key of one's own", "options turned round"])
def test_nothing_is_sealed_for_a_box_that_was_changed_past_the_program(scene, edit):
    """Whoever writes to the database alone gets no ballot for their own key, and turns no result round."""
    vote, (code,) = scene.opened_box()
    scene.put(vote, 2, "aye")
    before = poll_of(vote)
    changed = {**edit(before)}
    QuerySet.update(SealedPoll.objects.filter(pk=before.pk), **changed)
    with pytest.raises(casting.NotCast) as caught:
        scene.put(vote, 1, "aye")
    assert caught.value.why == casting.ALTERED
    QuerySet.update(SealedPoll.objects.filter(pk=before.pk), **{n: getattr(before, n) for n in changed})
    scene.close(vote)
    QuerySet.update(SealedPoll.objects.filter(pk=before.pk), **changed)
    verdict, counted = counting.unlock(poll_of(vote), [code])
    assert counted is None and {f.code for f in verdict.blocking} == {"ballots.box.altered"}


def test_a_ballot_is_not_moved_to_another_class(scene):
    vote, (code,) = scene.opened_box()
    scene.put(vote, 1, "aye")
    scene.close(vote)
    Envelope.objects.filter(poll_id=vote.poll_id, voter=scene.stage.members[1]).update(group=1)
    assert codes_of(refused(lambda: scene.unseal(vote, code))) == {"ballots.box.unequal"}


def test_a_lost_half_of_the_server_shows_before_anybody_votes(scene):
    vote = scene.envelopes()
    code = scene.collect(vote)
    share_files.destroy(vote.poll_id, 0)
    assert codes_of(refused(lambda: scene.confirm(vote, code))) == {"ballots.share.broken"}
    services.redraw_shares(poll_id=vote.poll_id, actor=scene.actor(TELLER))
    scene.confirm(vote, scene.collect(vote))
    assert poll_of(vote).status == "open"


def test_a_tally_changed_after_the_count_is_told(scene):
    vote, (code,) = scene.opened_box()
    scene.put(vote, 1, "aye"), scene.put(vote, 2, "nay")
    scene.close(vote)
    scene.unseal(vote, code)
    assert closing.uncontested(poll_of(vote)).allowed
    Tally.objects.filter(poll_id=vote.poll_id, option="aye").update(count=2)
    Tally.objects.filter(poll_id=vote.poll_id, option="nay").update(count=0)
    told = closing.uncontested(poll_of(vote))
    assert {f.code for f in told.blocking} == {"ballots.box.result_altered"}


def test_an_objection_stops_the_result_until_it_is_settled(scene):
    vote, (code,) = scene.opened_box()
    scene.put(vote, 1), scene.put(vote, 2)
    scene.close(vote)
    assert codes_of(
        refused(lambda: services.object_to_count(poll_id=vote.poll_id, actor=scene.actor(1)))
    ) >= {"ballots.state.wrong"}
    scene.unseal(vote, code)
    objection = services.object_to_count(poll_id=vote.poll_id, actor=scene.actor(1))
    assert codes_of(
        refused(lambda: services.object_to_count(poll_id=vote.poll_id, actor=scene.actor(1)))
    ) == {"ballots.objection.before"}
    assert codes_of(refused(lambda: scene.second(vote))) == {"ballots.objection.open"}
    for who in (1, TELLER):
        with pytest.raises(Forbidden):
            services.settle_objection(
                objection_id=objection.pk, actor=scene.actor(who), upheld=False, note="看过"
            )
    services.settle_objection(
        objection_id=objection.pk, actor=scene.actor(SCRUTINEER), upheld=True, note="名单里确实没有"
    )
    assert codes_of(refused(lambda: scene.second(vote))) == {"ballots.objection.upheld"}


def test_after_the_time_for_objections_no_reason_is_asked(scene):
    vote, (code,) = scene.opened_box()
    scene.put(vote, 1)
    scene.close(vote)
    scene.unseal(vote, code)
    with builders.on_day(HELD, 9, 11):
        scene.second(vote)
        refusal = refused(lambda: services.object_to_count(poll_id=vote.poll_id, actor=scene.actor(1)))
    assert codes_of(refusal) == {"ballots.objection.late"}


def test_voiding_empties_the_envelopes_unopened(scene, django_capture_on_commit_callbacks):
    vote, _codes = scene.opened_box()
    scene.put(vote, 1)
    voting.ask_void(vote_id=vote.pk, actor=scene.actor("secretary"), because="有人拍屏")
    with django_capture_on_commit_callbacks(execute=True):
        voting.void_vote(vote_id=vote.pk, actor=scene.actor(SCRUTINEER))
    poll = poll_of(vote)
    assert (poll.status, poll.public_key, poll.returned) == ("voided", "", None)
    assert not any(bytes(c) for c in Envelope.objects.filter(poll=poll).values_list("ciphertext", flat=True))
    assert not [n for kept, n in share_files.kept() if kept == poll.pk]


def test_a_disk_without_room_opens_nothing(scene, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(share_files, "write", full)
    scene.discuss("persons")
    with pytest.raises(OSError):
        voting.open_vote(
            item_id=scene.persons_id,
            actor=scene.actor("office_clerk"),
            method="secret_ballot",
            tellers=[scene.stage.members[TELLER].pk],
        )
    assert not SealedPoll.objects.exists()
    assert not Vote.objects.filter(item_id=scene.persons_id).exists()


def test_whoever_left_the_room_casts_nothing(scene):
    vote, _codes = scene.opened_box()
    seat = scene.seat(5)
    room.leave_room(attendance_id=seat.pk, actor=scene.actor("office_clerk"))
    assert Attendance.objects.get(pk=seat.pk).status == Attendance.Status.LEFT
    from meetings.sealed_votes import may_cast

    assert not may_cast(poll_of(vote), scene.stage.members[5].pk).allowed
    assert may_cast(poll_of(vote), scene.stage.members[6].pk).allowed
