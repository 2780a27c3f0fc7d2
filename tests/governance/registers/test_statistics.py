"""Months that add up, found when they do not; what may be found by words."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.registers import services
from governance.registers.kept import compare_editions, compare_files, compare_months
from governance.registers.models import EntryFile, RegisterEdition, RegisterMonth
from governance.registers.statistics import year_of
from governance.search.finding import find
from tests import builders
from tests.governance.registers.office import Office, picture
from tests.meetings.table import kept_world

pytestmark = pytest.mark.django_db


def filled():
    office = Office()
    for day, cents in (
        ("2026-01-31", 12_345),
        ("2026-01-01", 100),
        ("2026-12-01", 9_000_000),
        ("2025-06-01", 5),
    ):
        values = office.values("expense_claim", spent_on=day, amount=cents)
        office.enter("expense_claim", values=values, submit=False)
    voided = office.enter("expense_claim", submit=False)
    services.void_entry(entry_id=voided.pk, actor=office.actor("office_clerk"), because="重复")
    return office


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with builders.on_day(), kept_world(django_db_blocker, filled) as found:
        yield found


@pytest.fixture
def office(kept):
    with builders.on_day():
        yield kept or filled()


def test_a_year_by_month_reads_a_handful_of_rows(office):
    place = office.place("expense_claim")
    with CaptureQueriesContext(connection) as queries:
        year = year_of(place, 2026)
    assert len(queries) == 2
    assert not [q for q in queries if "registerentry" in q["sql"].lower()]
    assert [(m.month, m.entries, m.yuan) for m in year.months if m.entries] == [
        (1, 2, "124.45"),
        (12, 1, "90,000.00"),
    ]
    assert (year.total.entries, year.total.voided, year.years) == (3, 1, (2026, 2025))
    assert [bar.value for bar in year.bars if bar.value] == ["124", "9万"]
    assert max(bar.height for bar in year.bars) == 168


def test_the_page_has_the_figures_as_chart_and_as_table(client, office):
    builders.sign_in(client, office.crew.account("secretary"))
    shown = client.get(reverse("registers:statistics", args=["expense_claim"])).content.decode()
    assert "90,000.00" in shown
    assert shown.count("chart-bar") == 12
    assert (
        client.get(reverse("registers:statistics", args=["expense_claim"]), {"nian": "x"}).status_code == 200
    )
    older = client.get(reverse("registers:statistics", args=["expense_claim"]), {"nian": "2025"})
    assert "0.05" in older.content.decode()


def test_months_that_were_altered_are_found(office):
    assert list(compare_months(None)) == []
    RegisterMonth.objects.filter(status="draft", month="2026-01-01").update(cents=1)
    RegisterMonth.objects.filter(status="draft", month="2025-06-01").delete()
    assert [b.detail for b in compare_months(office.town.pk)] == [
        "expense_claim 2025-06 draft",
        "expense_claim 2026-01 draft",
    ]
    assert list(compare_months(office.town.pk + 1)) == []


def test_files_and_editions_that_were_altered_are_found(office, settings):
    from django.core.files.storage import default_storage
    from django.db import models

    office.enter("expense_claim", files={"党政成员会议决定": picture()}, submit=False)
    assert list(compare_files(None)) == list(compare_editions(None)) == []
    default_storage.delete(EntryFile.objects.get().file)
    models.QuerySet(RegisterEdition).update(text="code: other\n")
    assert [b.what for b in compare_files(office.town.pk)] == ["file_missing"]
    assert [b.what for b in compare_editions(office.town.pk)] == ["register_edition_differs"]


def test_rows_are_found_by_those_who_may_know_of_them(office):
    review = office.enter("integrity_review", by="discipline_clerk")
    url = reverse("registers:entry", args=["integrity_review", review.pk])

    def found(post, words):
        return [one.url for group in find(office.actor(post), words).groups for one in group.rows]

    assert found("secretary", "三季度廉政") == [url]
    assert found("staff", "三季度廉政") == []
    assert found("secretary", "收礼") == []
    assert len(found("secretary", "便民大厅桌椅")) == 5
