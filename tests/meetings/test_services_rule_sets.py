"""The same steps under other adopted regulations: what one set forbids, another asks about or lets be."""

from __future__ import annotations

from typing import Any

import pytest

from meetings.models import Resolution
from meetings.services import agenda, room
from tests import builders
from tests.meetings.scenes import HELD, Chamber
from tests.meetings.table import blocks, needs_reason, refused, warns

pytestmark = pytest.mark.django_db


def result(chamber: Chamber, kind: str, aye: int) -> Any:
    """Count a vote of eleven and return the announcement still to be made."""
    method = "named_ballot" if kind == "project" else "secret_ballot"
    if kind == "project":
        chamber.discuss(kind)
        vote = chamber.stage.vote_by_name(
            chamber.item(chamber.pk(kind)), ["aye"] * aye + ["nay"] * (11 - aye), reason="按惯例"
        )
    else:
        vote = chamber.counted(kind, aye=aye, nay=11 - aye, abstain=0)
    assert vote.method == method

    def announce() -> Resolution:
        return chamber.announce(vote)

    return announce


@pytest.mark.articles("S0-04:三-3a")
@pytest.mark.parametrize(
    ("majority", "aye", "outcome"),
    [
        ("", 11, None),
        (">1/2@entitled", 6, "adopted"),
        (">1/2@entitled", 5, "rejected"),
        (">=2/3@entitled", 7, "rejected"),
    ],
)
def test_art_s0_04_3_3a_an_unset_majority_refuses_and_is_named(majority, aye, outcome):
    chamber = Chamber.build(
        ("preset-a",), figures=[("S0-04:三-3a", "majority", majority)] if majority else []
    )
    with builders.on_day(HELD):
        announce = result(chamber, "persons", aye)
        if outcome is not None:
            assert announce().outcome == outcome
            return
        refusal = refused(announce)
        assert {article for article, _code in blocks(refusal)} == {"S0-04:三-3a"}
        unset = next(f for f in refusal.verdict.blocking if f.article == "S0-04:三-3a")
        assert unset.status == "unknown"
        assert "majority" in str(dict(unset.figures))


@pytest.mark.articles("S0-04:二-1c", "S0-04:二-5b", "S0-04:三-1b", "S0-06:十二e")
def test_preset_a_asks_where_preset_b_refuses():
    chamber = Chamber.build(("preset-a",), figures=[("S0-04:三-3a", "majority", ">1/2@entitled")])
    clerk = chamber.actor("office_clerk")
    with builders.on_day(HELD):
        topic = chamber.stage.topic("ordinary", "临时动议")
        floor = agenda.put_on_agenda(topic_id=topic.pk, meeting_id=chamber.meeting_id, actor=clerk)
        chamber.stage.fact("emergency", False, HELD, item_id=floor.pk)
        chamber.stage.fact("secretaries_agreed", True, HELD, topic_id=topic.pk)
        asked = needs_reason(lambda: chamber.open_item(floor.pk))
        assert warns(asked) == {
            ("S0-04:二-1b", "meetings.agenda.members_not_heard"),
            ("S0-04:二-1c", "meetings.ad_hoc.not_in_notice"),
        }
        chamber.open_item(floor.pk, reason="防汛，来不及通知")
        together = refused(lambda: chamber.open_item(chamber.ordinary_id))
        assert blocks(together) == {
            ("", "meetings.state.item_open"),
            ("S0-04:二-5b", "meetings.item_by_item.discussed_together"),
        }
        room.postpone_item(item_id=floor.pk, actor=clerk, because="再议")
        for index in range(5, 11):
            chamber.leave(index)
        short = refused(lambda: chamber.open_item(chamber.ordinary_id))
        assert ("S0-04:三-1b", "meetings.quorum.short") in blocks(short)


@pytest.mark.articles("S3-02:1-1b", "S3-02:1-1d")
def test_art_s3_02_1_1d_two_thirds_for_every_important_matter():
    chamber = Chamber.build(("preset-c",), figures=[("S3-04:2-1", "agreement", ">1/2@present")])
    with builders.on_day(HELD):
        announce = result(chamber, "project", 7)
        assert announce().outcome == "rejected"
        floor = agenda.put_on_agenda(
            topic_id=chamber.stage.topic("ordinary", "临时动议").pk,
            meeting_id=chamber.meeting_id,
            actor=chamber.actor("office_clerk"),
        )
        stopped = blocks(refused(lambda: chamber.open_item(floor.pk)))
        assert stopped == {("S3-02:1-1b", "meetings.ad_hoc.not_in_notice")}


def test_without_an_article_on_majorities_nothing_is_announced():
    """preset-e says nothing about votes: no outcome may be made up."""
    chamber = Chamber.build(("preset-e",))
    with builders.on_day(HELD):
        announce = result(chamber, "persons", 11)
        assert blocks(refused(announce)) == {("", "meetings.state.no_majority")}
