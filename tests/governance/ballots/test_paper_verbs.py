"""Paper in a box, through its verbs: two hands, a third, the scrutineer; what is refused; what stays behind."""

from __future__ import annotations

import json
import uuid

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from governance.access.errors import Forbidden
from governance.audit.errors import AlreadyDone, Refused
from governance.audit.models import Act, ChainEntry
from governance.ballots import closing, share_files
from governance.ballots.models import GroupCount, PaperBatch, PaperCount, SealedPoll, Tally, TypedPart
from governance.ballots.paper import keeping, services
from governance.ballots.paper.documents import print_count
from governance.ballots.paper.grid import SPOILT, STANDS
from tests import builders
from tests.governance.ballots.paper_scene import (
    OTHER,
    RATED,
    SCRUTINEER,
    TELLER,
    THIRD,
    TYPIST,
    PaperScene,
)
from tests.meetings.table import kept_world


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with builders.on_day(), kept_world(django_db_blocker, PaperScene.on_paper) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    with builders.on_day():
        yield kept or PaperScene.on_paper()


def tally(poll):
    return {(t.group, t.question, t.option): t.count for t in Tally.objects.filter(poll=poll)}


def codes(refusal) -> set[str]:
    return {finding.code.removeprefix("ballots.") for finding in refusal.value.verdict.blocking}


def test_from_the_sheets_in_hand_to_the_totals(scene, django_capture_on_commit_callbacks):
    scene.write(8, 6)
    (batch,) = scene.add(6)
    scene.type(batch, "123", "1１1", "0", "z", "12x", "444")
    stored = {p.part: bytes(p.ciphertext) for p in TypedPart.objects.filter(batch=batch)}
    assert stored[1] and not stored[0] and not stored[2] and share_files.exists(scene.poll.pk, keeping.PAPER)
    batch = scene.type(batch, "124", "111", "0", "333", "12x", "444", by=OTHER)
    assert (batch.status, batch.differences) == ("typed_twice", 2)
    assert {len(p.ciphertext) for p in TypedPart.objects.filter(batch=batch).exclude(part=0)} == {
        len(stored[1])
    }
    batch = scene.settle(batch, {(1, 2): 3, (4, None): SPOILT})
    assert batch.status == "settled"
    parts = {p.part: bytes(p.ciphertext) for p in TypedPart.objects.filter(batch=batch)}
    assert parts[0] and not parts[1] and not parts[2], "no whole sheet is kept"
    count = scene.confirm()
    assert (count.typed, count.valid, count.blank, count.invalid, count.wrong_marks) == (6, 4, 1, 1, 1)
    with django_capture_on_commit_callbacks(execute=True):
        verdict, _counted = scene.count()
    assert verdict.allowed
    assert tally(scene.poll) == {
        (1, "virtue", "excellent"): 3,
        (1, "virtue", "incompetent"): 1,
        (1, "ability", "excellent"): 1,
        (1, "ability", "competent"): 2,
        (1, "ability", "incompetent"): 1,
        (1, "diligence", "excellent"): 1,
        (1, "diligence", "basic"): 1,
        (1, "diligence", "incompetent"): 1,
        (1, "diligence", ""): 1,
    }
    found = GroupCount.objects.get(poll=scene.poll)
    figures = (found.issued, found.returned, found.valid, found.blank, found.invalid, found.uniform)
    assert figures == (8, 6, 4, 1, 1, 2)
    poll = scene.fresh()
    assert (poll.issued, poll.returned, poll.valid, poll.blank, poll.invalid) == (8, 6, 4, 1, 1)
    assert not TypedPart.objects.exclude(ciphertext=b"").exists()
    assert not [number for owner, number in share_files.kept() if owner == poll.pk]


def test_paper_and_envelopes_are_counted_together(db, django_capture_on_commit_callbacks):
    with builders.on_day():
        scene = PaperScene.with_voters(3)
        with pytest.raises(Refused) as early:
            scene.write(2, 2)
        assert codes(early) == {"paper.too_early"}
        scene.cast(0, "excellent", "excellent", "basic")
        scene.cast(1, "competent", "excellent", "basic")
        scene.close()
        scene.write(4, 3)
        scene.settled_batch("111", "2x0", "0")
        assert {f.code for f in scene.count()[0].blocking} == {"ballots.paper.unconfirmed"}
        scene.confirm()
        assert {f.code for f in scene.count()[0].blocking} == {"ballots.paper.unconfirmed"}, "class 2 is due"
        scene.write(2, 1, group=2)
        scene.settled_batch("444", group=2)
        scene.confirm(group=2)
        scene.codes[:] = [scene.codes[0]]
        with django_capture_on_commit_callbacks(execute=True):
            verdict, _counted = scene.count()
        assert verdict.allowed
        assert tally(scene.poll)[1, "virtue", "excellent"] == 2
        assert tally(scene.poll)[1, "virtue", "competent"] == 2
        assert tally(scene.poll)[1, "ability", ""] == 1
        assert tally(scene.poll)[2, "virtue", "incompetent"] == 1
        rows = {g.group: (g.issued, g.returned, g.valid, g.blank) for g in scene.poll.groupcounts.all()}
        assert rows == {1: (7, 5, 4, 1), 2: (2, 1, 1, 0)}
        poll = scene.fresh()
        assert (poll.issued, poll.returned, poll.receipts.count()) == (9, 6, 2)
        with pytest.raises(Refused) as late:
            scene.add(3)
        assert codes(late) == {"paper.too_late"}


def test_two_typings_alike_need_no_third(scene):
    batch = scene.settled_batch("111", "222")
    assert (batch.status, batch.differences, batch.settled_by_id) == ("settled", 0, None)
    act = Act.objects.get(code="ballots.paper_batch.typed", facts__typing=2)
    assert act.facts == {"class": "A类", "batch": 1, "typing": 2, "sheets": 2, "differences": 0}


def test_twenty_five_sheets_to_a_batch_and_numbers_go_on(scene):
    assert [(b.number, b.sheets) for b in scene.add(60)] == [(1, 25), (2, 25), (3, 10)]
    assert [(b.number, b.sheets) for b in scene.add(3)] == [(4, 3)]
    assert [(b.number, b.sheets) for b in scene.add(26)] == [(5, 25), (6, 1)]
    assert TypedPart.objects.filter(batch__poll=scene.poll).count() == 3 * 6


# What is refused: the step, who takes it, and the sentence's code --------------------------------------


def _typed_once(scene):
    (batch,) = scene.add(2)
    return scene.type(batch, "111", "222")


def _differing(scene):
    return scene.type(_typed_once(scene), "111", "223", by=OTHER)


def _written(scene, issued, returned, *typed):
    scene.write(issued, returned)
    return scene.settled_batch(*typed)


REFUSALS = {
    "the same person types twice": (
        _typed_once,
        lambda s, b: s.type(b, "111", "222"),
        {"paper.same_typist"},
    ),
    "a third typing": (_differing, lambda s, b: s.type(b, "111", "222", by=THIRD), {"paper.batch_state"}),
    "too few sheets": (_typed_once, lambda s, b: s.type(b, "111", by=OTHER), {"paper.sheets_differ"}),
    "too many sheets": (
        _typed_once,
        lambda s, b: s.type(b, "111", "222", "333", by=OTHER),
        {"paper.sheets_differ"},
    ),
    "the first typist settles": (
        _differing,
        lambda s, b: s.settle(b, {(2, 2): 2}, by=TYPIST),
        {"paper.own_difference"},
    ),
    "the second typist settles": (
        _differing,
        lambda s, b: s.settle(b, {(2, 2): 2}, by=OTHER),
        {"paper.own_difference"},
    ),
    "a difference left open": (_differing, lambda s, b: s.settle(b, {}), {"paper.not_different"}),
    "more than the differences": (
        _differing,
        lambda s, b: s.settle(b, {(2, 2): 2, (1, 0): 4}),
        {"paper.not_different"},
    ),
    "nothing to settle": (_typed_once, lambda s, b: s.settle(b, {}), {"paper.batch_state"}),
    "a withdrawn batch comes back": (
        lambda s: s.clear(_typed_once(s), 0),
        lambda s, b: s.clear(b, 5),
        {"paper.batch_state"},
    ),
    "confirmed before it is typed": (
        lambda s: s.write(2, 2) and _typed_once(s),
        lambda s, b: s.confirm(),
        {"paper.unsettled"},
    ),
    "confirmed before it is written": (
        lambda s: s.settled_batch("111"),
        lambda s, b: s.confirm(),
        {"paper.not_written"},
    ),
    "one came back that was not typed": (
        lambda s: _written(s, 3, 3, "111", "222"),
        lambda s, b: s.confirm(),
        {"paper.apart"},
    ),
    "more came back than went out": (
        lambda s: _written(s, 1, 2, "111", "222"),
        lambda s, b: s.confirm(),
        {"paper.surplus"},
    ),
    "a gap that is none": (
        lambda s: _written(s, 2, 2, "111", "222"),
        lambda s, b: s.explain("都对得上"),
        {"paper.no_gap"},
    ),
    "confirmed twice": (
        lambda s: _written(s, 1, 1, "111") and s.confirm(),
        lambda s, b: s.confirm(),
        {"paper.confirmed"},
    ),
    "a sheet for two signatures without any": (
        lambda s: _written(s, 1, 1, "111"),
        lambda s, b: print_count(poll_id=s.poll.pk, actor=s.actor(TELLER)),
        {"paper.unconfirmed"},
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_is_refused_is_on_record_without_a_mark(scene, name):
    before, step, expected = REFUSALS[name]
    made = before(scene)
    kinds = (PaperBatch, PaperCount, TypedPart)
    rows = [list(model._base_manager.order_by("pk").values()) for model in kinds]
    with pytest.raises(Refused) as refusal:
        step(scene, made)
    assert codes(refusal) == expected
    assert [list(model._base_manager.order_by("pk").values()) for model in kinds] == rows
    for finding in refusal.value.verdict.blocking:
        assert finding.message() and "{" not in finding.message() + finding.remedy()
    assert refusal.value.act is not None and refusal.value.act.outcome == Act.Outcome.REFUSED


ACCESS = {
    "nobody of the office types": ("staff", lambda s, b, who: s.type(b, "111", "222", by=who)),
    "the scrutineer does not type": (SCRUTINEER, lambda s, b, who: s.type(b, "111", "222", by=who)),
    "a clerk writes no figures": (TYPIST, lambda s, b, who: s.write(2, 2, by=who)),
    "a clerk makes no batches": (TYPIST, lambda s, b, who: s.add(2, by=who)),
    "a clerk clears nothing": (TYPIST, lambda s, b, who: s.clear(b, 2, by=who)),
    "the teller does not confirm": (TELLER, lambda s, b, who: s.confirm(by=who)),
    "the teller does not explain": (TELLER, lambda s, b, who: s.explain("少一张", by=who)),
}


@pytest.mark.parametrize("name", ACCESS)
def test_each_hand_does_its_own(scene, name):
    (batch,) = scene.add(2)
    who, step = ACCESS[name]
    with pytest.raises(Forbidden):
        step(scene, batch, who)


def test_nobody_handles_paper_about_himself(scene):
    (batch,) = scene.add(1)
    RATED.add(scene.crew.person(TYPIST).pk)
    try:
        with pytest.raises(Forbidden) as barred:
            scene.type(batch, "111")
        assert "您本人" in str(barred.value.decision.reason)
    finally:
        RATED.clear()
    assert scene.type(batch, "111").first_by_id == scene.crew.person(TYPIST).pk


def test_the_neighbour_finds_nothing(scene):
    (batch,) = scene.add(1)
    neighbour = builders.crew(builders.town("云樨镇"))
    with pytest.raises(ObjectDoesNotExist):
        services.add_batches(poll_id=scene.poll.pk, group=1, actor=neighbour.actor(TELLER), sheets=1)
    with pytest.raises(ObjectDoesNotExist):
        scene.add(1, group=9)
    other = PaperScene.on_paper(neighbour)
    with pytest.raises(ObjectDoesNotExist):
        other.type(batch, "111")


@pytest.mark.parametrize(
    ("step", "field"),
    [
        (lambda s, b: s.write(-1, 2), "issued"),
        (lambda s, b: s.write(2, 1000), "returned"),
        (lambda s, b: s.add(0), "sheets"),
        (lambda s, b: s.clear(b, 26), "sheets"),
        (lambda s, b: s.clear(b, 2, because="　"), "because"),
        (lambda s, b: s.explain(" "), "because"),
        (lambda s, b: s.explain("长" * 201), "because"),
    ],
)
def test_figures_out_of_bounds_name_their_field(scene, step, field):
    (batch,) = scene.add(2)
    with pytest.raises(ValidationError) as unfit:
        step(scene, batch)
    assert list(unfit.value.message_dict) == [field]


def test_an_explained_gap_is_confirmed_and_counted(scene):
    _written(scene, 1, 2, "111", "222")
    with pytest.raises(Refused):
        scene.confirm()
    count = scene.explain("发票处多发1张备用票，没有登记。")
    assert count.explained_by_id == scene.crew.person(SCRUTINEER).pk
    scene.confirm()
    assert scene.count()[0].allowed
    poll = scene.fresh()
    assert (poll.issued, poll.returned, poll.surplus_explained) == (1, 2, True)
    act = Act.objects.get(code="ballots.paper_gap.explained")
    assert act.facts["because"] == "发票处多发1张备用票，没有登记。"


@pytest.mark.parametrize(
    "change",
    [
        lambda s, b: s.write(3, 2),
        lambda s, b: s.clear(b, 2),
        lambda s, b: s.add(1),
    ],
)
def test_what_changes_is_explained_and_confirmed_anew(scene, change):
    batch = _written(scene, 1, 2, "111", "222")
    scene.explain("多发1张备用票。")
    scene.confirm()
    change(scene, batch)
    count = PaperCount.objects.get(poll=scene.poll)
    assert (count.explanation, count.confirmed_by_id, count.typed, count.valid) == ("", None, None, None)
    assert not scene.count()[0].allowed


def test_a_cleared_batch_is_typed_by_anybody_again(scene):
    batch = scene.clear(_differing(scene), 1, because="夹错一张")
    assert (batch.status, batch.sheets, batch.first_by_id) == ("waiting", 1, None)
    assert not TypedPart.objects.filter(batch=batch).exclude(ciphertext=b"").exists()
    scene.type(batch, "444", by=OTHER)
    assert scene.type(batch, "444", by=TYPIST).status == "settled"


def test_a_sheet_one_found_invalid_stands_with_the_marks_of_the_other(scene):
    (batch,) = scene.add(1)
    scene.type(batch, "z")
    batch = scene.type(batch, "124", by=OTHER)
    scene.settle(batch, {(1, None): STANDS})
    assert keeping.totals_of(batch).marks == [[0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 0, 1]]


def test_the_same_form_sent_twice_is_one_typing(scene):
    (batch,) = scene.add(1)
    once = uuid.uuid4()
    scene.type(batch, "111", once=once)
    with pytest.raises(AlreadyDone):
        scene.type(batch, "111", once=once)
    assert PaperBatch.objects.get(pk=batch.pk).status == "typed_once"


def test_a_lost_key_is_told_and_the_sheets_are_typed_again(scene):
    batch = _typed_once(scene)
    share_files.destroy(scene.poll.pk, keeping.PAPER)
    with pytest.raises(Refused) as refusal:
        scene.type(batch, "111", "222", by=OTHER)
    assert codes(refusal) == {"paper.key_lost"}
    batch = scene.clear(batch, 2, because="钥匙丢失")
    scene.type(batch, "111", "222")
    assert scene.type(batch, "111", "222", by=OTHER).status == "settled"


def test_totals_changed_in_the_database_are_not_counted(scene):
    _written(scene, 2, 2, "111", "222")
    scene.confirm()
    TypedPart.objects.filter(batch__poll=scene.poll, part=0).update(ciphertext=b"\1" * 40)
    assert {f.code for f in scene.count()[0].blocking} == {"ballots.paper.key_lost"}
    assert scene.fresh().status == SealedPoll.Status.CLOSED


def test_a_box_given_up_forgets_its_paper(scene, django_capture_on_commit_callbacks):
    _written(scene, 2, 2, "111", "222")
    with django_capture_on_commit_callbacks(execute=True):
        builders.within(scene.fresh(), lambda: closing.void(scene.poll, "收回数多于发出数"))
    assert not TypedPart.objects.exclude(ciphertext=b"").exists()
    assert not share_files.exists(scene.poll.pk, keeping.PAPER)
    with pytest.raises(Refused) as refusal:
        scene.add(1)
    assert codes(refusal) == {"paper.voided"}


FACTS = {"class", "batch", "batches", "typing", "sheets", "differences", "issued", "returned"}


def test_no_mark_stands_in_the_trail_or_open_in_the_database(scene):
    """Of typing and settling the trail has counts and names; the odd marks of the sheets stand nowhere."""
    (batch,) = scene.add(25)
    scene.type(batch, *["421"] * 25)
    scene.type(batch, *["421"] * 24, "423", by=OTHER)
    stored = b"".join(bytes(part.ciphertext) for part in TypedPart.objects.all())
    assert bytes([4, 2, 1]) * 2 not in stored and b"421" * 2 not in stored
    scene.settle(batch, {(25, 2): 1})
    acts = list(Act.objects.filter(code__startswith="ballots.paper_batch."))
    assert len(acts) == 3 and all(set(act.facts) <= FACTS for act in acts)
    payloads = ChainEntry.objects.filter(act_id__in=[a.pk for a in acts]).values_list("payload", flat=True)
    rows = [row for payload in payloads for row in json.loads(payload)["history"]]
    assert {row["model"] for row in rows} == {"governance.historicalpaperbatch"}
    assert all("ciphertext" not in row["row"] for row in rows)
