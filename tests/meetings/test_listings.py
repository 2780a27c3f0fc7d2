"""Lists: filters, order, columns kept per person, workbooks of what is filtered, constant queries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from governance.documents.models import Document, NumberSeries
from governance.listing.models import ListChoice
from meetings.models import Meeting, Topic
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.scenes import HELD, Closed
from tests.meetings.table import kept_world


def build() -> Any:
    scene = Closed.build()
    with builders.on_day(HELD):
        copy_topic(scene, title="=1+1 食堂", amount=5000, matter="large_sum")
        copy_topic(scene, title="旧桥加固", amount=None, status="withdrawn")
        copy_meeting(scene, 2, enlarged=True, chair=scene.stage.members[2], place="二楼会议室")
    return SimpleNamespace(scene=scene, stage=scene.stage)


def copy_topic(scene: Any, **changes: Any) -> Topic:
    return builders.copied(scene.item(scene.ordinary_id).topic, **changes)


def copy_meeting(scene: Any, ordinal: int, *, chair: Any = None, **changes: Any) -> Meeting:
    changes["chair_id"] = chair.pk if chair else scene.meeting.chair_id
    return builders.copied(scene.meeting, ordinal=ordinal, **changes)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def town(db, kept) -> Iterator[Any]:
    with builders.on_day(HELD):
        yield kept or build()


@pytest.mark.parametrize(
    ("name", "query", "there", "gone"),
    [
        ("topics", "?jine_qi=5,000&jine_zhi=5000", "食堂", "旧桥"),
        ("topics", "?jine_qi=５００１", "没有议题", "食堂"),
        ("topics", "?jine_qi=0.5万元&jine_zhi=5000", "食堂", "旧桥"),
        ("topics", "?jine_qi=不是数", "食堂", "没有议题"),
        ("topics", "?zhuangtai=withdrawn", "旧桥", "食堂"),
        ("topics", "?leibie=large_sum&nian=2026", "食堂", "旧桥"),
        ("topics", "?nian=2025", "没有议题", "食堂"),
        ("topics", "?fenguan=x&zhuangtai=x&leibie=x", "食堂", "没有议题"),
        ("list", "?zhonglei=kuodahui", "第2次党委扩大会", "第1次党委会"),
        ("list", "?zhonglei=dangweihui", "第1次党委会", "第2次"),
        ("list", "?zhuchi={other}", "第2次党委扩大会", "第1次党委会"),
        ("list", "?zhuchi=zzz&nian=99999999999", "第1次党委会", "没有会议"),
        ("list", "?ci=二楼", "第2次党委扩大会", "第1次党委会"),
    ],
)
def test_filters(town, name, query, there, gone):
    query = query.format(other=town.stage.members[2].pk)
    page = Browser(town.stage, "office_clerk").text(f"meetings:{name}", query=query)
    table = page.partition("选列")[2] or page
    assert there in table
    assert gone not in table


def test_phones_leave_out_cells_with_nothing_in_them(town):
    """A card names what there is; on a desk the empty cell keeps its column."""
    page = Browser(town.stage, "office_clerk").get("meetings:topics").content.decode()
    cells = re.findall(r'<td data-label="[^"]*" class="([^"]*)">(.*?)</td>', page, re.S)
    assert {"is-desk" in names.split() for names, inside in cells if inside.strip() == "—"} == {True}
    assert {"is-desk" in names.split() for names, inside in cells if inside.strip() != "—"} == {False}


@pytest.mark.parametrize(("sort", "first"), [("jine", "=1+1 食堂"), ("-timu", "食堂"), ("nonsense", "")])
def test_heads_sort(town, sort, first):
    response = Browser(town.stage, "office_clerk").get("meetings:topics", query=f"?paixu={sort}")
    page = response.content.decode()
    assert response.status_code == 200
    direction = {"jine": "ascending", "-timu": "descending"}.get(sort)
    assert (f'aria-sort="{direction}"' in page) is bool(direction)
    if sort == "jine":
        assert page.index("旧桥加固") > 0
    assert first in page


def test_columns_are_kept_for_the_one_who_chose_them(town):
    clerk, director = Browser(town.stage, "office_clerk"), Browser(town.stage, "office_director")
    url = reverse("list-columns", args=["topics"])
    answer = clerk.client.post(
        url, {"lie": ["fenguan", "zhuangtai", "junk"], "back": "/huiyi/yiti/?nian=2026"}
    )
    assert answer.headers["Location"] == "/huiyi/yiti/?nian=2026"
    heads = clerk.get("meetings:topics").content.decode().partition("<thead>")[2].partition("</thead>")[0]
    assert "分管领导" in heads and "题目" in heads and "金额" not in heads
    assert "金额" in director.get("meetings:topics").content.decode().partition("<thead>")[2]
    clerk.client.post(url, {"reset": "1", "back": "https://elsewhere.example/"})
    assert not ListChoice.objects.exists()


def test_a_way_back_leads_nowhere_else(town):
    clerk = Browser(town.stage, "office_clerk")
    url = reverse("list-columns", args=["topics"])
    assert clerk.client.post(url, {"back": "//elsewhere.example/"}).headers["Location"] == "/"
    assert clerk.client.post(reverse("list-columns", args=["none"])).status_code == 404


def sheet(response: Any) -> list[tuple[Any, ...]]:
    return list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))


def test_the_workbook_is_the_filtered_list_and_no_formula(town):
    clerk = Browser(town.stage, "office_clerk")
    rows = sheet(clerk.get("meetings:topics-sheet", query="?leibie=large_sum"))
    assert rows[0][0] == "议题"
    assert [row[0] for row in rows[3:]] == ["=1+1 食堂"]
    book = load_workbook(BytesIO(clerk.get("meetings:topics-sheet").content)).active
    [cell] = [c for row in book.iter_rows() for c in row if c.value == "=1+1 食堂"]
    assert cell.data_type == "s"
    assert sheet(clerk.get("meetings:list-sheet", query="?zhonglei=kuodahui"))[3][2] == "二楼会议室"


@pytest.mark.parametrize("name", ["list", "topics", "resolutions", "list-sheet", "topics-sheet"])
def test_many_rows_cost_as_many_queries_as_few(town, name):
    clerk = Browser(town.stage, "office_clerk")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(f"meetings:{name}").status_code == 200
        return len(asked)

    cost()
    few = cost()
    for n in range(3, 12):
        copy_topic(town.scene, title=f"议题{n}")
        copy_meeting(town.scene, n)
    assert cost() == few


def test_a_list_of_nothing_says_who_acts_next(town):
    assert "还没有请您到会的会议" in words(Browser(town.stage, "staff").get("meetings:list"))


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?ci={code}", "决议摘录", "会议记录"),
        ("?wenzhong=meetings.record", "会议记录", "决议摘录"),
        ("?zhuangtai=failed", "没有这样的文件", "决议摘录"),
        ("?nian=2026&paixu=-biaoti", "决议摘录", "没有"),
        ("?nian=1999", "没有这样的文件", "决议摘录"),
    ],
)
def test_the_register_of_papers(town, query, shown, hidden):
    first = paper(town, "meetings.extract", "决议摘录", number="云委决〔2026〕1号")
    paper(town, "meetings.record", "会议记录")
    clerk = Browser(town.stage, "office_clerk")
    page = clerk.get("documents:register", query=query.format(code=first.code.lower())).content.decode()
    table = page.partition("<tbody>")[2].partition("</tbody>")[0] or page.partition('class="toolbar"')[2]
    assert shown in table
    assert hidden not in table
    assert "决议摘录" in str(sheet(clerk.get("documents:register-sheet")))


def paper(town: Any, kind: str, title: str, **more: Any) -> Document:
    count = Document.objects.count()
    return builders.save(
        Document(
            organization=town.stage.town,
            kind=kind,
            title=title,
            subject_type="meetings.meeting",
            subject_id=str(town.scene.meeting_id),
            code=f"TEST{count:08d}",
            state="ordered",
            ordered_on=HELD,
            **more,
        )
    )


def test_numbers_are_narrowed_by_what_became_of_them(town):
    clerk = Browser(town.stage, "office_clerk")
    series = NumberSeries.objects.get(organization=town.stage.town, kind="resolution")
    builders.change(series, last=series.last + 1)
    gaps = clerk.text("documents:numbers", query="?qingkuang=weishuoming")
    assert "共1个号" in gaps and "写明原因" in gaps
    assert (
        "写明原因"
        not in clerk.text("documents:numbers", query="?qingkuang=yong")
        .partition("选列")[2]
        .partition("跳号")[0]
    )
    number = f"〔2026〕{series.last}号"
    assert "共1个号" in clerk.text("documents:numbers", query=f"?ci={number}")
    assert "空号" in str(sheet(clerk.get("documents:numbers-sheet")))
