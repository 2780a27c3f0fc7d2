"""While a secret vote is open no page tells more than how many were returned: whoever voted, and whatever for."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.scenes import HELD
from tests.meetings.sealed_scene import SCRUTINEER, TELLER, Ballots
from tests.meetings.table import kept_world

VIEWERS = ("office_clerk", "office_director", 0, TELLER, SCRUTINEER, 8)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Ballots.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    built = kept or Ballots.build()
    with builders.on_day(HELD):
        yield built


def seen(scene, vote) -> dict[tuple[object, str], str]:
    pages = {}
    for who in VIEWERS:
        browser = Browser(scene.stage, who)
        for name, *args in (
            ("desk",),
            ("meetings:room", scene.meeting_id),
            ("meetings:phone",),
            ("ballots:receipts", vote.poll_id),
        ):
            pages[who, name] = browser.text(name, *args)
    return pages


def test_pages_are_the_same_whoever_voted_and_whatever_for(scene):
    vote, _codes = scene.opened_box()
    told = []
    for voter, choice in ((5, "aye"), (6, "aye"), (6, "nay")):
        step = transaction.savepoint()
        scene.put(vote, voter, choice)
        told.append(seen(scene, vote))
        transaction.savepoint_rollback(step)
    nobody = seen(scene, vote)
    for other in told[1:]:
        assert other == told[0]
    assert told[0]["office_clerk", "meetings:room"] != nobody["office_clerk", "meetings:room"], (
        "the number shows"
    )
