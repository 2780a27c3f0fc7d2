"""Several people at one batch of paper at the same time: no typing is lost, doubled or crossed."""

from __future__ import annotations

from uuid import uuid4

import pytest

from governance.audit import clock
from governance.audit.errors import AlreadyDone, Refused
from governance.audit.models import Act
from governance.ballots import counting
from governance.ballots.models import PaperBatch, SealedPoll, TypedPart
from governance.ballots.paper import keeping
from tests import builders
from tests.governance.audit.world import verified
from tests.governance.ballots.paper_scene import OTHER, THIRD, TYPIST, PaperScene
from tests.postgres.test_meeting_races import at_once, kinds

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    settings.BALLOT_SHARE_DIR = tmp_path / "shares"
    with builders.on_day():
        return PaperScene.on_paper()


def test_two_who_begin_at_once_are_first_and_second(scene):
    with builders.on_day():
        (batch,) = scene.add(3)
        actors = {who: scene.actor(who) for who in (TYPIST, OTHER, THIRD)}
    scene.actor = actors.__getitem__
    typed = ("123", "444", "z")
    results = at_once(
        lambda: scene.type(batch, *typed),
        lambda: scene.type(batch, *typed, by=OTHER),
        lambda: scene.type(batch, *typed, by=THIRD),
        day=builders.TODAY,
    )
    assert kinds(results) == {"done": 2, "Refused": 1}
    batch.refresh_from_db()
    assert batch.status == PaperBatch.Status.SETTLED and batch.first_by_id != batch.second_by_id
    assert keeping.totals_of(batch).sheets == 3
    acts = Act.objects.filter(code="ballots.paper_batch.typed")
    assert acts.filter(outcome="done").count() == 2 and acts.filter(outcome="refused").count() == 1
    assert verified().result == "sound"


def test_one_form_sent_twice_at_once_is_one_typing(scene):
    with builders.on_day():
        (batch,) = scene.add(1)
        actor = scene.actor(TYPIST)
    scene.actor = lambda who: actor
    once = uuid4()
    results = at_once(*[lambda: scene.type(batch, "111", once=once)] * 2, day=builders.TODAY)
    assert kinds(results) == {"done": 1, AlreadyDone.__name__: 1}
    assert PaperBatch.objects.get(pk=batch.pk).status == "typed_once"


def test_clearing_and_counting_do_not_cross(scene):
    """Either the batch was sent back and nothing is counted, or it was counted and stays."""
    with builders.on_day():
        scene.write(1, 1)
        batch = scene.settled_batch("111")
        scene.confirm()
        actors = {who: scene.actor(who) for who in ("office_director",)}
    scene.actor = actors.__getitem__

    def count() -> None:
        def held() -> None:
            poll = SealedPoll.objects.select_for_update().get(pk=scene.poll.pk)
            verdict, counted = counting.unlock(poll, [])
            if counted is None:
                raise LookupError(str(verdict))
            counting.write(poll, counted, clock.now())

        builders.within(scene.poll, held)

    results = at_once(lambda: scene.clear(batch, 1), count, day=builders.TODAY)
    poll, batch = SealedPoll.objects.get(pk=scene.poll.pk), PaperBatch.objects.get(pk=batch.pk)
    if poll.status == SealedPoll.Status.COUNTED:
        assert isinstance(results[0], Refused) and batch.status == "settled" and poll.valid == 1
    else:
        assert isinstance(results[1], LookupError) and batch.status == "waiting" and poll.valid is None
    assert not TypedPart.objects.exclude(ciphertext=b"").exists()
