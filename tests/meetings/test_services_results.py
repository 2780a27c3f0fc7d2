"""The result follows from the count; the resolution is worded and confirmed."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from governance.access.errors import Forbidden
from governance.documents.models import NumberSeries
from meetings.models import Resolution, Topic
from meetings.services import agenda, resolutions, voting
from tests import builders
from tests.meetings.scenes import FULL, HELD, STATE, Chamber
from tests.meetings.table import blocks, kept_world, last_act, refused


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Chamber.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    built = kept or Chamber.build()
    with builders.on_day(HELD):
        yield built


# The result -----------------------------------------------------------------------------------


RESULTS = [
    # aye, nay, wide split, outcome
    (11, 0, False, "adopted"),
    (6, 5, False, "adopted"),
    (5, 0, False, "rejected"),
    (5, 6, False, "rejected"),
    (0, 11, False, "rejected"),
    (7, 4, True, "postponed"),
]


@pytest.mark.articles("S1-01:七-5a", "S1-01:七-4b", "S1-04:三-3c")
@pytest.mark.parametrize(("aye", "nay", "split", "outcome"), RESULTS)
def test_art_s1_01_7_5a_the_outcome_follows_from_the_count(scene, aye, nay, split, outcome):
    vote = scene.counted(aye=aye, nay=nay, abstain=11 - aye - nay)
    resolution = scene.announce(vote, wide_split=split, wide_split_reason="对人选看法两边" if split else "")
    assert resolution.outcome == outcome
    item = scene.item(scene.persons_id)
    expected = ("postponed", "postponed") if split else ("decided", "decided")
    assert (item.status, item.topic.status, item.outcome) == (*expected, outcome)
    majority = next(
        f
        for f in last_act("meetings.resolution.adopted").verdict["findings"]
        if f["article"] == "S1-01:七-5a"
    )
    assert (majority["figures"]["have"], majority["figures"]["need"]) == (aye, 6)
    assert blocks(refused(lambda: scene.announce(vote))) == {STATE}
    if outcome == "postponed":
        later = scene.stage.meeting(date(2026, 12, 3))
        moved = agenda.put_on_agenda(
            topic_id=item.topic_id, meeting_id=later.pk, actor=scene.actor("office_clerk")
        )
        assert moved.topic.status == Topic.Status.AGREED


def test_a_wide_split_is_explained(scene):
    vote = scene.counted()
    with pytest.raises(ValidationError) as unfit:
        scene.announce(vote, wide_split=True, wide_split_reason=" ")
    assert list(unfit.value.error_dict) == ["wide_split_reason"]


def test_nothing_is_announced_before_it_is_counted(scene):
    vote = scene.typed()
    assert blocks(refused(lambda: scene.announce(vote))) == {STATE}


def test_numbers_follow_each_other_without_gaps(scene):
    first = scene.announce(scene.counted())
    other = scene.opened("ordinary", "show_of_hands")
    voting.close_vote(vote_id=other.pk, actor=scene.actor("office_clerk"))
    refused(lambda: scene.announce(other))  # a refusal draws no number
    voting.type_counts(vote_id=other.pk, actor=scene.actor(3), **FULL)
    voting.confirm_counts(vote_id=other.pk, actor=scene.actor(4))
    second = scene.announce(other)
    assert [first.number, second.number] == ["云委决〔2026〕1号", "云委决〔2026〕2号"]
    assert NumberSeries.objects.get(kind="resolution").last == 2


def test_a_town_without_a_code_is_told_before_the_number_is_drawn(scene):
    vote = scene.counted()
    builders.change(scene.stage.town, document_code="")
    assert blocks(refused(lambda: scene.announce(vote))) == {("", "meetings.state.no_document_code")}


# Resolutions ------------------------------------------------------------------------------------


def word(scene: Chamber, resolution: Resolution, clauses: int = 1, **more: str) -> Resolution:
    texts = {"text": "同意所报人选", "grounds": "考察合格", "supervision": "组织办督办", **more}
    return resolutions.word_resolution(
        resolution_id=resolution.pk,
        actor=scene.actor("office_clerk"),
        clauses=[("办理任职手续", scene.stage.members[4], date(2026, 12, 31))] * clauses,
        **texts,
    )


def test_a_resolution_is_worded_by_the_office_and_confirmed_by_the_chair(scene):
    resolution = scene.announce(scene.counted())
    with pytest.raises(Forbidden):
        resolutions.word_resolution(
            resolution_id=resolution.pk,
            actor=scene.actor(0),
            text="",
            grounds="",
            supervision="",
            clauses=[],
        )
    word(scene, resolution, 2)
    with pytest.raises(ValidationError, match="只能改写"):
        word(scene, resolution, 1)
    with pytest.raises(ValidationError, match="所涉人员"):
        word(scene, resolution, 2, text="任命甘雨棠为组织办副主任")
    for who in ("office_clerk", 1):
        with pytest.raises(Forbidden):
            resolutions.confirm_resolution(resolution_id=resolution.pk, actor=scene.actor(who))
    resolutions.confirm_resolution(resolution_id=resolution.pk, actor=scene.actor(0))
    assert blocks(refused(lambda: word(scene, resolution, 2))) == {STATE}


def test_the_next_in_order_confirms_where_the_chair_was_recused(scene):
    scene.recuse(scene.persons_id, 0, kind="interest")
    resolution = scene.announce(scene.counted(issued=10, returned=10, valid=10, aye=8), who=1)
    word(scene, resolution)
    with pytest.raises(ObjectDoesNotExist):
        resolutions.confirm_resolution(resolution_id=resolution.pk, actor=scene.actor(0))
    resolutions.confirm_resolution(resolution_id=resolution.pk, actor=scene.actor(1))


@pytest.mark.parametrize(
    ("publication", "reason", "wrong"),
    [
        ("", "", None),
        ("closed", "干部事项", None),
        ("closed", " ", "publication_reason"),
        ("public", "", "publication"),
        ("party", "", "publication"),
    ],
)
def test_a_personnel_resolution_is_kept_back_with_a_reason(scene, publication, reason, wrong):
    resolution = scene.announce(scene.counted())
    if wrong is None:
        worded = word(scene, resolution, publication=publication, publication_reason=reason)
        assert (worded.publication, worded.publication_reason) == (publication, reason)
        return
    with pytest.raises(ValidationError) as caught:
        word(scene, resolution, publication=publication, publication_reason=reason)
    assert set(caught.value.message_dict) == {wrong}
