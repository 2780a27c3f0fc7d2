"""The index of decisions: filters, the register of great matters with its sum, the workbook, who sees what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook

from governance.access.models import AccessLog
from meetings.services import room
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage
from tests.meetings.table import kept_world

HELD = date(2026, 11, 26)
RELATED = 6


def build() -> Any:
    """Three items decided: a large sum adopted, an ordinary one rejected, a personnel one with a recusal."""
    with builders.on_day():
        stage = Stage.build()
        subject = stage.crew.person("staff")
        builders.kin(stage.members[RELATED], subject, stage.town)
        meeting = stage.meeting()
        road = stage.item(meeting, "large_sum", title="=1+1 村道硬化", amount=Decimal("386000.00"))
        plain = stage.item(meeting, title="年度工作安排")
        person = stage.item(meeting, "personnel", title="研究干部任免", subjects=[(subject, "拟任副站长")])
        stage.convene(meeting, reason="按期通知")
    with builders.on_day(HELD):
        stage.open(meeting)
        for item, aye, nay in ((road, 10, 1), (plain, 3, 8)):
            stage.discuss(item)
            stage.announce(stage.vote_by_hands(item, aye=aye, nay=nay))
        room.recuse(
            item_id=person.pk,
            person_id=stage.members[RELATED].pk,
            kind="kin",
            actor=stage.actor("office_clerk"),
        )
        stage.discuss(person)
        stage.announce(stage.vote_by_hands(person, aye=10, nay=0, method="secret_ballot"))
        return SimpleNamespace(stage=stage)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def decided(db, kept) -> Iterator[Any]:
    with builders.on_day(HELD):
        yield kept or build()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"村道硬化", "年度工作安排", "研究干部任免"}),
        ("?leibie=sanzhongyida", {"村道硬化", "研究干部任免"}),
        ("?leibie=large_sum", {"村道硬化"}),
        ("?jieguo=rejected", {"年度工作安排"}),
        ("?nian=2026&ci=硬化", {"村道硬化"}),
        ("?nian=2025", set()),
        ("?nian=x&leibie=x&jieguo=x", {"村道硬化", "年度工作安排", "研究干部任免"}),
    ],
)
def test_filters(decided, query, shown):
    page = Browser(decided.stage, "office_clerk").text("meetings:resolutions", query=query)
    assert {t for t in ("村道硬化", "年度工作安排", "研究干部任免") if t in page} == shown
    assert ("386,000元" in page) is ("村道硬化" in shown)


def test_a_recused_member_finds_nothing_of_the_item_on_page_or_sheet(decided):
    member = Browser(decided.stage, RELATED)
    assert "研究干部任免" not in member.text("meetings:resolutions")
    assert "研究干部任免" not in str(cells(member.get("meetings:resolutions-sheet")))


def cells(response: Any) -> list[tuple[Any, ...]]:
    assert response.status_code == 200
    return list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))


def test_the_workbook_holds_the_same_and_no_formula(decided):
    before = AccessLog.objects.count()
    rows = cells(
        Browser(decided.stage, "office_clerk").get("meetings:resolutions-sheet", query="?leibie=sanzhongyida")
    )
    assert rows[0][0] == "三重一大台账"
    assert "导出" in rows[1][0]
    titles = {row[0]: row for row in rows[3:]}
    assert set(titles) == {"=1+1 村道硬化", "研究干部任免"}
    road = titles["=1+1 村道硬化"]
    assert (road[5], road[8], road[9], road[12]) == (386000, 10, 1, "通过")
    assert AccessLog.objects.count() == before + 1


def test_text_that_looks_like_a_formula_is_stored_as_text(decided):
    response = Browser(decided.stage, "office_clerk").get("meetings:resolutions-sheet")
    sheet = load_workbook(BytesIO(response.content)).active
    [cell] = [c for row in sheet.iter_rows() for c in row if c.value == "=1+1 村道硬化"]
    assert cell.data_type == "s"


@pytest.mark.parametrize("year", ["99999", "0", "1999", "二〇二六"])
@pytest.mark.parametrize("page", ["meetings:resolutions", "meetings:resolutions-sheet"])
def test_a_year_nobody_decided_anything_in_is_answered(decided, page, year):
    assert Browser(decided.stage, "office_clerk").get(page, query=f"?nian={year}").status_code == 200
