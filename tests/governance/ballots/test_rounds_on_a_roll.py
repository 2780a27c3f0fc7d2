"""Rating rounds on a roll, on paper and on the desk: envelopes, objections, and whose turn it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from governance.audit.errors import Refused
from governance.ballots import casting, places, receipts
from governance.ballots import services as keys
from governance.ballots.models import RatingRound, SealedPoll, Tally
from governance.ballots.paper import grid
from governance.ballots.paper import services as paper
from governance.ballots.rating import services
from governance.ballots.rating.facts import result_of
from governance.ballots.uses import use_of
from meetings.desk import desk_for
from tests import builders
from tests.governance.ballots.rounds import KEYS, Town, klass
from tests.meetings.table import kept_world


@pytest.fixture(scope="module")
def kept(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Town | None]:
    with kept_world(django_db_blocker, Town) as town:
        yield town


@pytest.fixture
def town(kept: Town | None, db: Any) -> Iterator[Town]:
    with builders.on_day():
        yield kept or Town()


def stopped(call: Callable[[], Any]) -> set[str]:
    with pytest.raises(Refused) as caught:
        call()
    return {finding.code for finding in caught.value.verdict.blocking}


# The roll ---------------------------------------------------------------------------------------


def test_a_roll_votes_in_envelopes(town: Town, django_capture_on_commit_callbacks: Any) -> None:
    posts = ("staff", "station_head", "village_secretary", "petition_clerk", "petition_director")
    voters = [town.crew.person(post).pk for post in posts]
    one = (klass("全体", 5, people=voters, spares=0),)
    round_ = town.approved(one, mode="roll", text_limit=0, reviewer=None)
    round_ = services.fix_roll(round_id=round_.pk, actor=town.actor("office_clerk"))
    assert round_.status_text == "名单已定"
    code = town.keyed(round_)
    poll = SealedPoll.objects.get(pk=round_.poll_id)
    assert not use_of(poll).may_cast(poll, voters[0]).allowed  # not before the word to begin
    services.open_round(round_id=round_.pk, actor=town.actor("secretary"))
    poll = SealedPoll.objects.get(pk=poll.pk)
    assert use_of(poll).may_cast(poll, voters[0]).allowed
    for voter, grades in zip(voters, [("g1", "g2"), ("g2", "g1"), ("g3", ""), ("g1", "g4")], strict=False):
        answers = {key: grade for key, grade in zip(KEYS, grades, strict=True) if grade}
        ticket = receipts.new_ticket(poll.pk, places.of_voter(voter))
        casting.cast(poll=poll, voter_id=voter, answers=answers, ticket=ticket)
    services.close_round(round_id=round_.pk, actor=town.actor("secretary"))
    round_ = services.count_round(round_id=round_.pk, actor=town.actor("deputy_secretary"), typed=[code])
    even = {"present": 5, "handed_out": 5, "left_over": 0}
    assert stopped(lambda: town.reconciled(round_, c1=even)) == {"ballots.round.gap_returned"}
    town.reconciled(round_, c1={**even, "explanation": "一人没有填"})
    assert result_of(round_, round_.classes).row("s1-q1").total is None  # four are too few to show


def test_an_objection_and_an_altered_tally_stop_a_rating_as_they_stop_a_vote(town: Town) -> None:
    posts = ("staff", "station_head", "village_secretary", "petition_clerk", "petition_director")
    voters = [town.crew.person(post).pk for post in posts]
    one = (klass("全体", 5, people=voters, spares=0),)
    round_ = town.approved(one, mode="roll", text_limit=0, reviewer=None)
    round_ = services.fix_roll(round_id=round_.pk, actor=town.actor("office_clerk"))
    code = town.keyed(round_)
    services.open_round(round_id=round_.pk, actor=town.actor("secretary"))
    poll = SealedPoll.objects.get(pk=round_.poll_id)
    for voter in voters:
        ticket = receipts.new_ticket(poll.pk, places.of_voter(voter))
        casting.cast(
            poll=poll, voter_id=voter, answers=dict(zip(KEYS, ("g1", "g2"), strict=True)), ticket=ticket
        )
    services.close_round(round_id=round_.pk, actor=town.actor("secretary"))
    round_ = services.count_round(round_id=round_.pk, actor=town.actor("deputy_secretary"), typed=[code])
    objection = keys.object_to_count(poll_id=poll.pk, actor=town.actor("staff"))
    town.reconciled(round_)
    assert stopped(lambda: town.checked(round_)) == {"ballots.objection.open"}
    keys.settle_objection(
        objection_id=objection.pk,
        actor=town.actor("discipline_secretary"),
        upheld=False,
        note="和本人一起看过名单，号在里面",
    )
    town.checked(round_)
    release = lambda: services.release_round(  # noqa: E731
        round_id=round_.pk, actor=town.actor("secretary"), audience="参评人员"
    )
    standing = Tally.objects.filter(poll=poll, option="g2")
    standing.update(count=4)
    assert stopped(release) == {"ballots.box.result_altered"}
    standing.update(count=5)
    assert release().status == RatingRound.Status.RELEASED


def test_paper_joins_a_class_before_the_count(town: Town) -> None:
    round_ = town.approved((klass("全体", 9, paper=4), klass("代表", 8)))
    poll_use = use_of(
        services.print_codes(round_id=round_.pk, actor=town.actor("office_clerk"))[0].poll  # type: ignore[arg-type]
    )
    poll = SealedPoll.objects.get(subject_id=str(round_.pk))
    assert poll_use.paper is not None
    assert poll_use.paper.groups(poll) == {1: "全体"}
    assert poll_use.paper.rated(poll) == {town.rated.pk}
    assert poll.issued == 9 - 4 + 2 + 8 + 2


# The desk ---------------------------------------------------------------------------------------


def chores(town: Town, post: str) -> set[str]:
    actor = town.actor(post)
    return {
        shown.chore.do
        for day in desk_for(actor).days
        for shown in day.chores
        if "/ceping/" in shown.chore.url or "/zhi/" in shown.chore.url
    }


def test_paper_is_typed_before_the_box_is_opened(town: Town) -> None:
    round_ = town.approved((klass("全体", 9, paper=4), klass("代表", 8)))
    round_ = services.print_codes(round_id=round_.pk, actor=town.actor("office_clerk"))[0]
    code = town.keyed(round_)
    services.open_round(round_id=round_.pk, actor=town.actor("secretary"))
    services.close_round(round_id=round_.pk, actor=town.actor("secretary"))
    teller, scrutineer = town.actor("deputy_secretary"), town.actor("discipline_secretary")
    assert (chores(town, "office_clerk"), chores(town, "deputy_secretary")) == (set(), {"填写张数"})
    counting = lambda: services.count_round(round_id=round_.pk, actor=teller, typed=[code])  # noqa: E731
    assert stopped(counting) == {"ballots.paper.unconfirmed"}
    poll = SealedPoll.objects.get(pk=round_.poll_id)
    paper.write_count(poll_id=poll.pk, group=1, actor=teller, issued=4, returned=3)
    (batch,) = paper.add_batches(poll_id=poll.pk, group=1, actor=teller, sheets=2)
    hands = ("office_clerk", "organization_clerk", "office_director")
    for post, typed, next_chores in zip(
        hands,
        (("11", "12"), ("11", "13"), ()),
        ({"录第二遍"}, {"核定差异"}, set()),
        strict=True,
    ):
        if typed:
            sheets = [grid.sheet_typed(one, poll.sheet) for one in typed]
            paper.type_batch(poll_id=poll.pk, batch_id=batch.pk, actor=town.actor(post), sheets=sheets)
        else:
            paper.settle_batch(
                poll_id=poll.pk, batch_id=batch.pk, actor=town.actor(post), decided={(2, 1): 3}
            )
        assert chores(town, post) == set(), post  # one's own typing is for others to go on with
        assert chores(town, hands[-1]) == next_chores
    assert chores(town, "discipline_secretary") == {"说明差数"}
    paper.explain_gap(poll_id=poll.pk, group=1, actor=scrutineer, because="一张没有找到")
    assert chores(town, "discipline_secretary") == {"核对"}
    paper.confirm_count(poll_id=poll.pk, group=1, actor=scrutineer)
    assert (chores(town, "office_clerk"), chores(town, "deputy_secretary")) == (set(), {"开箱计票"})


def test_the_next_step_lies_on_the_desk_it_waits_on(town: Town) -> None:
    round_ = town.set_up()
    assert chores(town, "organization_commissioner") == {"审定测评"}
    assert chores(town, "organization_clerk") == set()
    services.approve_round(round_id=round_.pk, actor=town.actor("secretary"), reason="人少")
    assert chores(town, "organization_clerk") == {"印测评码"}
    round_ = services.print_codes(round_id=round_.pk, actor=town.actor("organization_clerk"))[0]
    assert chores(town, "deputy_secretary") == {"领票码"}
    assert chores(town, "secretary") == set()
    town.keyed(round_)
    assert chores(town, "secretary") == {"开始测评"}
    services.open_round(round_id=round_.pk, actor=town.actor("secretary"))
    assert chores(town, "discipline_secretary") == {"截止测评"}
