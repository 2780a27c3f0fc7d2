"""Pages of a long list: each row once, in order, from a place on; a place made by hand leads to the first page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.listing import keyset
from governance.listing.asking import ask
from governance.listing.keyset import NoSuchPlace, bounded_count, slice_of
from governance.registers.lists import listing_of
from governance.registers.models import RegisterEntry
from tests import builders
from tests.governance.registers.office import Office
from tests.meetings.table import kept_world

pytestmark = pytest.mark.django_db


def filled():
    office = Office()
    for n in range(45):
        values = office.values("expense_claim", spent_on=f"2026-{n % 11 + 1:02d}-10", amount=(n % 4) * 1000)
        values["purpose"] = f"第{n % 7}笔"
        office.enter("expense_claim", values=values, submit=False)
    return office


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with builders.on_day(), kept_world(django_db_blocker, filled) as found:
        yield found


@pytest.fixture
def office(kept):
    with builders.on_day():
        yield kept or filled()


@pytest.mark.parametrize("field", ["happened_on", "amount_cents", "title"])
@pytest.mark.parametrize("down", [True, False])
def test_every_row_comes_once_and_in_order(office, field, down):
    rows, seen, after = RegisterEntry.objects.all(), [], ""
    for _page in range(10):
        part = slice_of(rows, field, down=down, after=after, size=7)
        seen += part.rows
        after = part.after
        if not after:
            break
    assert len({row.pk for row in seen}) == len(seen) == 45
    keys = [(getattr(row, field), row.pk) for row in seen]
    assert keys == sorted(keys, reverse=down)


@pytest.mark.parametrize(
    "place", ["x", "W10", "eyJhIjoxfQ", "WyIyMDI2LTAyLTMwIiwgMV0", "W251bGwsIDFd", "WzEsIHRydWVd"]
)
def test_a_place_made_by_hand_is_none(office, place):
    with pytest.raises(NoSuchPlace):
        slice_of(RegisterEntry.objects.all(), "happened_on", down=True, after=place, size=5)
    listing = listing_of(office.place("expense_claim"))
    assert ask(listing, office.actor("secretary"), {"hou": place}).slice.first


def test_the_list_counts_from_the_months_and_no_further_than_a_bound(office, monkeypatch):
    listing = listing_of(office.place("expense_claim"))
    reader = office.actor("secretary")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        asked = ask(listing, reader, {})
    assert (asked.found, asked.more, len(asked.lines)) == (45, False, 20)
    assert not [q for q in queries if "COUNT(" in q["sql"] and "registerentry" in q["sql"].lower()]
    assert ask(listing, reader, {"zt": "draft"}).found == 45
    assert ask(listing, reader, {"zt": "done"}).found == 0
    monkeypatch.setattr(keyset, "MOST_COUNTED", 10)
    assert bounded_count(RegisterEntry.objects.all()) == (10, True)
    asked = ask(listing, reader, {"leibie": "purchase"})
    assert (asked.found, asked.more) == (10, True)


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ({"ci": "第3笔"}, 6),
        ({"ci": "账〔2026〕12号"}, 1),
        ({"cong": "2026-11-01"}, 4),
        ({"cong": "2026-02-01", "dao": "2026-02-28"}, 4),
        ({"zuishao": "30"}, 11),
        ({"zuiduo": "10", "zuishao": "10"}, 11),
        ({"leibie": "travel"}, 0),
    ],
)
def test_filters_narrow_the_list(office, query, n):
    assert ask(listing_of(office.place("expense_claim")), office.actor("secretary"), query).found == n
