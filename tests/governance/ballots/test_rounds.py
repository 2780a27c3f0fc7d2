"""Rating rounds through their verbs: what is allowed, what is stopped and why, and what is left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from governance.access.errors import Forbidden
from governance.audit.errors import ReasonNeeded, Refused
from governance.audit.models import Act
from governance.ballots import share_files, slips
from governance.ballots.casting import NotCast
from governance.ballots.models import RatingRound, SealedPoll, Slip
from governance.ballots.rating import pages, services
from governance.ballots.rating.facts import result_of
from governance.ballots.rating.papers import result_paper
from tests import builders
from tests.governance.ballots.rounds import CLASSES, SHEETS, Town, klass
from tests.meetings.table import kept_world

S = RatingRound.Status


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


# Setting up -------------------------------------------------------------------------------------

PLANS: dict[str, tuple[dict[str, Any], tuple[Any, ...], str]] = {
    "a teller is rated": ({"teller": "congress_chair"}, CLASSES, "ballots.round.rated_counts"),
    "the teller scrutinises": ({"scrutineer": "deputy_secretary"}, CLASSES, "ballots.round.same_person"),
    "two tellers": ({"second_teller": "office_clerk"}, CLASSES, "ballots.round.two_tellers"),
    "nobody reads what is written": ({"reviewer": None}, CLASSES, "ballots.round.no_reviewer"),
    "nobody to rate": ({"subjects": []}, CLASSES, "ballots.round.incomplete"),
    "weights of nothing": ({}, (klass("全体", 9, 0),), "ballots.round.incomplete"),
    "more paper than raters": ({}, (klass("全体", 9, paper=10),), "ballots.round.more_paper"),
    "a sheet too long": ({"text_limit": 999}, CLASSES, ""),
}


@pytest.mark.parametrize(("changes", "classes", "code"), list(PLANS.values()), ids=list(PLANS))
def test_what_may_be_approved(
    town: Town, changes: dict[str, Any], classes: tuple[Any, ...], code: str
) -> None:
    people = {
        name: town.crew.person(post) if isinstance(post, str) else post
        for name, post in changes.items()
        if name in RatingRound.ROLES
    }
    if not code:
        round_ = town.set_up(classes, **changes)
        assert services.approve_round(
            round_id=round_.pk, actor=town.actor("secretary"), reason="人少"
        ).approved_by_id
        return
    round_ = town.set_up(classes, **{**changes, **people})
    approve = lambda: services.approve_round(  # noqa: E731
        round_id=round_.pk, actor=town.actor("secretary"), reason="人少"
    )
    assert code in stopped(approve)


def test_a_class_bound_to_stay_hidden_asks_why(town: Town) -> None:
    round_ = town.set_up()
    with pytest.raises(ReasonNeeded) as caught:
        services.approve_round(round_id=round_.pk, actor=town.actor("secretary"))
    assert [f.code for f in caught.value.verdict.warnings] == ["ballots.round.class_small"]


def test_nobody_on_a_roll_rates_himself(town: Town) -> None:
    staff, rated = town.crew.person("staff").pk, town.rated.pk
    one = (klass("全体", 2, people=[staff, rated]),)
    round_ = town.set_up(one, mode="roll")
    approve = lambda: services.approve_round(  # noqa: E731
        round_id=round_.pk, actor=town.actor("secretary"), reason="人少"
    )
    assert stopped(approve) == {"ballots.round.rates_himself"}
    services.amend_round(
        round_id=round_.pk,
        actor=town.actor("office_clerk"),
        values=town.values(mode="roll"),
        classes=(klass("全体", 3, people=[staff, staff]),),
    )
    assert stopped(approve) == {"ballots.round.twice_on_roll", "ballots.round.roll_short"}


def test_whoever_changes_an_approved_round_needs_a_new_approval(town: Town) -> None:
    round_ = town.approved()
    services.amend_round(
        round_id=round_.pk, actor=town.actor("office_clerk"), values=town.values(), classes=CLASSES[1:]
    )
    assert [one.label for one in round_.classes] == ["站所负责人", "一般干部"]
    printing = lambda: services.print_codes(round_id=round_.pk, actor=town.actor("office_clerk"))  # noqa: E731
    assert stopped(printing) == {"ballots.round.not_approved"}


@pytest.mark.parametrize("post", ["staff", "organization_clerk", "deputy_secretary"])
def test_leaders_alone_approve(town: Town, post: str) -> None:
    round_ = town.set_up()
    unseen = (Forbidden, RatingRound.DoesNotExist)  # staff does not even find it
    with pytest.raises(unseen):
        services.approve_round(round_id=round_.pk, actor=town.actor(post))


# Codes ------------------------------------------------------------------------------------------


def test_codes_stand_nowhere_but_on_the_paper(town: Town) -> None:
    round_, drawn = town.printed()
    assert len({one.code for one in drawn}) == len(drawn) == 2 + 6 + 8 + 3 * 2
    assert {n: sum(d.group == n for d in drawn) for n in (1, 2, 3)} == {1: 4, 2: 8, 3: 10}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            kept = repr(cursor.fetchall())
            assert not [one for one in drawn if one.code in kept], table
    assert drawn[0].code not in repr(drawn[0])
    assert share_files.exists(round_.poll_id, slips.KEY)


def test_a_reprint_voids_every_slip_before_it(town: Town) -> None:
    round_, old = town.printed()
    _round, new = services.reprint_codes(
        round_id=round_.pk, actor=town.actor("office_clerk"), because="打印机卡纸"
    )
    town.keyed(round_)
    round_ = services.open_round(round_id=round_.pk, actor=town.actor("secretary"))
    with pytest.raises(NotCast):
        town.hand_in(round_, old[0], "g1", "g1")
    town.hand_in(round_, new[0], "g1", "g1")
    assert round_.poll is not None
    poll = SealedPoll.objects.get(pk=round_.poll_id)
    assert poll.issued == len(old) + len(new)
    assert slips.figures_of(poll)[1] == slips.SlipFigures(issued=8, used=1, void=4)


def test_a_code_is_good_once(town: Town) -> None:
    round_, drawn, _code = town.opened()
    town.hand_in(round_, drawn[0], "g1", "g1")
    with pytest.raises(NotCast) as caught:
        town.hand_in(round_, drawn[0], "g4", "g4")
    assert caught.value.why == slips.WRONG_CODE


def test_typed_codes_forgive_what_a_hand_does(town: Town) -> None:
    round_, drawn, _code = town.opened()
    code = drawn[0].code
    sloppy = slips.Drawn(f" {code[:5].lower()} — {code[5:]} ", drawn[0].group)
    town.hand_in(round_, sloppy, "g1", "")
    assert Slip.objects.filter(poll=round_.poll_id, state=Slip.State.USED).count() == 1


def test_wrong_codes_pause_nobody_but_wrong_codes(town: Town) -> None:
    round_, drawn, _code = town.opened()
    strangers = slips.draw({1: slips.MOST_A_MINUTE + 2})
    why = []
    for one in strangers:
        with pytest.raises(NotCast) as caught:
            town.hand_in(round_, one, "g1", "g1")
        why.append(caught.value.why)
    assert why == [slips.WRONG_CODE] * slips.MOST_A_MINUTE + [slips.PAUSED] * 2
    town.hand_in(round_, drawn[0], "g1", "g1")  # a right one passes all the same
    mistyped = slips.Drawn(drawn[1].code[:-1] + ("2" if drawn[1].code[-1] != "2" else "3"), 1)
    with pytest.raises(NotCast):
        town.hand_in(round_, mistyped, "g1", "g1")
    assert round_.poll is not None
    assert slips.wrong_codes_of(round_.poll) == len(strangers)  # a slip of the pen guesses nothing


def test_the_round_opens_when_the_key_was_checked(town: Town) -> None:
    round_, drawn = town.printed()
    opening = lambda: services.open_round(round_id=round_.pk, actor=town.actor("secretary"))  # noqa: E731
    assert stopped(opening) == {"ballots.round.key_waits"}
    share_files.destroy(round_.poll_id, slips.KEY)
    assert "ballots.round.codes_lost" in stopped(opening)
    with pytest.raises(NotCast):
        town.hand_in(round_, drawn[0], "g1", "g1")


# The count --------------------------------------------------------------------------------------


def test_a_round_is_counted_reconciled_and_released(
    town: Town, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        round_ = town.counted(SHEETS)
    assert not share_files.exists(round_.poll_id, slips.KEY)
    poll = SealedPoll.objects.get(pk=round_.poll_id)
    assert (poll.issued, poll.returned, poll.valid, poll.blank, poll.invalid) == (22, 16, 16, 0, 0)
    assert not Slip.objects.exclude(ciphertext=b"").filter(poll=poll).exists()

    release = lambda: services.release_round(  # noqa: E731
        round_id=round_.pk, actor=town.actor("secretary"), audience="参评人员"
    )
    assert stopped(release) == {"ballots.round.not_reconciled", "ballots.round.not_checked"}
    town.reconciled(round_)
    assert stopped(release) == {"ballots.round.not_checked"}
    town.checked(round_)
    round_ = release()
    assert (round_.status, round_.released_to) == (S.RELEASED, "参评人员")

    result = result_of(round_, round_.classes)
    assert (result.held, result.held_few) == (("1", "2"), ("1",))
    row = result.row("s1-q1")
    assert row.pool is not None and row.total is not None
    assert row.pool.counts == (4, 3, 1, 0, 0)
    assert row.total.counts == (8, 5, 2, 0, 1)
    act = Act.objects.get(code="ballots.round.released", outcome="done")
    assert act.facts == {"audience": "参评人员", "held": 2}
    assert town.rated.name not in str(list(Act.objects.values_list("object_text", "facts")))


GAPS: dict[str, tuple[dict[str, Any], str]] = {
    "one was handed no slip": ({"handed_out": 5, "left_over": 3}, "ballots.round.gap_handed_out"),
    "a slip is missing": ({"left_over": 1}, "ballots.round.gap_codes"),
    "one did not hand in": (
        {"present": 7, "handed_out": 7, "left_over": 1},
        "ballots.round.gap_returned",
    ),
}


@pytest.mark.parametrize(("figures", "code"), list(GAPS.values()), ids=list(GAPS))
def test_a_gap_is_explained_or_stops(town: Town, figures: dict[str, Any], code: str) -> None:
    round_ = town.counted(SHEETS)
    if code == "ballots.round.gap_handed_out":  # five slips cannot come back as six
        assert stopped(lambda: town.reconciled(round_, c2=figures)) == {"ballots.round.surplus"}
        return
    assert stopped(lambda: town.reconciled(round_, c2=figures)) == {code}
    town.reconciled(round_, c2={**figures, "explanation": "一人中途离开，码没有找到"})
    town.checked(round_)


def test_a_wrong_tellers_code_harms_nothing(town: Town) -> None:
    round_, drawn, code = town.opened()
    town.hand_in(round_, drawn[0], "g1", "g1")
    services.close_round(round_id=round_.pk, actor=town.actor("discipline_secretary"))
    teller = town.actor("deputy_secretary")
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    counting = lambda typed: services.count_round(round_id=round_.pk, actor=teller, typed=[typed])  # noqa: E731
    assert stopped(lambda: counting(wrong)) == {"ballots.code.mistyped"}
    assert counting(code).status == S.COUNTED
    with pytest.raises(Forbidden):
        services.count_round(round_id=round_.pk, actor=town.actor("secretary"), typed=[code])


def test_after_closing_no_code_is_taken(town: Town) -> None:
    round_, drawn, _code = town.opened()
    services.close_round(round_id=round_.pk, actor=town.actor("secretary"))
    with pytest.raises(NotCast):
        town.hand_in(round_, drawn[0], "g1", "g1")


def test_a_lost_key_voids_the_round(town: Town, django_capture_on_commit_callbacks: Any) -> None:
    round_, drawn, _code = town.opened()
    town.hand_in(round_, drawn[0], "g1", "g1")
    with django_capture_on_commit_callbacks(execute=True):
        round_ = services.lose_key(round_id=round_.pk, actor=town.actor("deputy_secretary"))
    assert (round_.status, round_.poll and round_.poll.pk) == (S.VOIDED, round_.poll_id)
    assert SealedPoll.objects.get(pk=round_.poll_id).status == SealedPoll.Status.VOIDED
    assert not [one for one in share_files.kept() if one[0] == round_.poll_id]


# Remarks ----------------------------------------------------------------------------------------


def remarked(town: Town, count: int) -> RatingRound:
    round_, drawn, code = town.opened()
    own = [one for one in drawn if one.group == 3]
    for n in range(count):
        town.hand_in(round_, own[n], "g1" if n % 2 else "g2", "g1", text=f"第{n}句话")
    services.close_round(round_id=round_.pk, actor=town.actor("secretary"))
    return services.count_round(round_id=round_.pk, actor=town.actor("deputy_secretary"), typed=[code])


def test_few_remarks_are_not_even_kept(town: Town) -> None:
    round_ = remarked(town, 4)
    assert round_.remarks_given == 4 and round_.remarks_digest == ""
    assert round_.poll is not None and round_.poll.remarks.count() == 0


def test_remarks_are_reviewed_before_the_release(town: Town) -> None:
    round_ = remarked(town, 6)
    assert round_.poll is not None
    listed = dict(round_.poll.remarks.values_list("number", "text"))
    assert sorted(listed) == [1, 2, 3, 4, 5, 6]
    town.reconciled(
        round_,
        c1={"explanation": "没有交"},
        c2={"explanation": "没有交"},
        c3={"explanation": "两人没有交"},
    )
    town.checked(round_)
    release = lambda: services.release_round(  # noqa: E731
        round_id=round_.pk, actor=town.actor("secretary"), audience="参评人员"
    )
    assert stopped(release) == {"ballots.round.remarks_waiting"}
    reviewer = town.actor("organization_commissioner")
    with pytest.raises(ValidationError):
        services.review_remarks(round_id=round_.pk, actor=reviewer, withheld={9: "没有这条"})
    services.review_remarks(round_id=round_.pk, actor=reviewer, withheld={2: "写明了自己是谁"})
    release()
    act = Act.objects.get(code="ballots.round.remarks_reviewed", outcome="done")
    assert act.facts == {"count": 6, "withheld": 1}
    assert "句话" not in str(list(Act.objects.values_list("facts", "reason")))


def test_the_database_never_holds_what_a_small_class_marked(town: Town) -> None:
    round_ = town.counted(SHEETS)
    assert round_.poll is not None
    assert set(round_.poll.tallies.values_list("group", flat=True)) == {0, 3}


def test_how_many_of_a_small_class_were_blank_is_told_nowhere_and_not_to_be_worked_out(town: Town) -> None:
    """Beside the number returned, the number valid would tell it; so neither stands anywhere for such a class, nor
    for the one that is held back with it. What is told of the two together says nothing of either."""
    round_ = town.counted({**SHEETS, 1: [("g1", "g1"), ("", "")]})
    rows = {row.label: row for row in pages.figure_rows(round_, round_.classes)}
    for label in ("班子成员", "站所负责人"):
        assert (rows[label].valid, rows[label].blank, rows[label].invalid) == (None, None, None)
    assert (rows["一般干部"].valid, rows["一般干部"].blank) == (8, 0)
    shown = pages.result_page(round_, round_.classes)
    assert any("班子成员：本类有效票不满5张" in note for note in shown.notes)
    assert not any("1张" in note for note in shown.notes)
    paper = {figures[0]: figures for figures in result_paper(round_).figures}
    returned, valid = 4, 5
    assert paper["班子成员"][returned] == "2"
    assert (paper["班子成员"][valid], paper["站所负责人"][valid], paper["一般干部"][valid]) == ("", "", "8")
