"""A result that somebody changed past the program: a calm sentence in its place, and no paper is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from governance.ballots import bonds
from governance.ballots.models import GroupCount, RaterClass, RatingRound, ReceiptCode, SealedPoll, Tally
from governance.ballots.rating.papers import result_paper
from governance.deadlines.jobs import CannotEverWork
from tests import builders
from tests.governance.ballots.rounds import SHEETS, Town
from tests.meetings.table import kept_world

pytestmark = pytest.mark.usefixtures("on_day")


@pytest.fixture(scope="module")
def kept(django_db_setup: Any, django_db_blocker: Any) -> Iterator[tuple[Town, RatingRound] | None]:
    with kept_world(django_db_blocker, counted) as world:
        yield world


def counted() -> tuple[Town, RatingRound]:
    town = Town()
    return town, town.counted(SHEETS)


@pytest.fixture
def round_(kept: Any, db: Any, on_day: Any) -> RatingRound:
    return RatingRound.objects.get(pk=(kept or counted())[1].pk)


def reader(round_: RatingRound) -> Client:
    assert round_.scrutineer is not None
    account = builders.Account.objects.filter(person=round_.scrutineer).first()
    return builders.sign_in(Client(), account or builders.account(round_.scrutineer))


def one_more(round_: RatingRound) -> None:
    standing = Tally.objects.filter(poll=round_.poll, group=3, question="s1-q1", option="g1")
    standing.update(count=standing.get().count + 1)


def turned_round(round_: RatingRound) -> None:
    """Sums stay even: nothing but the bond notices."""
    for option, other in (("g1", 1), ("g2", 4)):
        Tally.objects.filter(poll=round_.poll, group=3, question="s1-q1", option=option).update(count=other)


def another_class(round_: RatingRound) -> None:
    Tally.objects.filter(poll=round_.poll, group=3).update(group=9)


def no_tallies(round_: RatingRound) -> None:
    Tally.objects.filter(poll=round_.poll)._raw_delete("default")


def a_receipt(round_: RatingRound) -> None:
    ReceiptCode.objects.bulk_create([ReceiptCode(poll=round_.poll, code="Z" * 13)])


def figures(round_: RatingRound) -> None:
    builders.change(GroupCount.objects.get(poll=round_.poll, group=3), valid=7, blank=1)


def grades(round_: RatingRound) -> None:
    turned = [{**grade, "label": label} for grade, label in zip(round_.grades, "丁丙乙甲", strict=True)]
    builders.change(RatingRound.objects.get(pk=round_.pk), grades=turned)


def weights(round_: RatingRound) -> None:
    builders.change(RaterClass.objects.get(round=round_, number=3), weight="90")


def bond(round_: RatingRound) -> None:
    builders.change(SealedPoll.objects.get(pk=round_.poll_id), result_bond="")


CHANGES: dict[str, tuple[Callable[[RatingRound], None], str]] = {
    "a count grew": (one_more, "各选项的票数与开箱"),
    "two counts swapped": (turned_round, "各选项的票数与开箱"),
    "another class": (another_class, "各选项的票数与开箱"),
    "tallies gone": (no_tallies, "各选项的票数与开箱"),
    "a receipt put in": (a_receipt, "回执名单与开箱"),
    "figures of a class": (figures, "发出、收回、有效、空白、无效的数与开箱"),
    "grades renamed": (grades, "题目、选项或名单与开箱"),
    "a class weighs more": (weights, "题目、选项或名单与开箱"),
    "no bond": (bond, "各选项的票数、发出"),
}


def test_as_counted_nothing_is_said(round_: RatingRound) -> None:
    assert bonds.changed_since_count(SealedPoll.objects.get(pk=round_.poll_id)) == ()
    page = reader(round_).get(reverse("rating:result", args=[round_.pk])).content.decode()
    assert "在程序以外改过" not in page and "名次只供参考" in page


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_what_does_not_match_is_named_and_whom_to_call(round_: RatingRound, name: str) -> None:
    change, words = CHANGES[name]
    change(round_)
    client, mean = reader(round_), "加权分"
    assert round_.scrutineer is not None and round_.poll is not None
    for address in (
        reverse("rating:result", args=[round_.pk]),
        reverse("rating:round", args=[round_.pk]),
        reverse("ballots:receipts", args=[round_.poll_id]),
    ):
        answer = client.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200 and words in page and mean not in page, (name, address)
        assert f"监票人{round_.scrutineer.name}" in page and "系统管理员" in page
        assert "核对表</span>" not in page and 'class="receipts-one"' not in page
    with pytest.raises(CannotEverWork, match=words):
        result_paper(RatingRound.objects.get(pk=round_.pk))
