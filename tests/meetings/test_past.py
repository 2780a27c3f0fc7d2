"""Old resolutions from a workbook: what is read, what is wrong with it, taken in whole, confirmed, taken back."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from governance.access.errors import Forbidden
from governance.access.models import HeldFile
from governance.access.questions import put_question
from governance.audit.models import Act
from governance.audit.verify import Verification
from meetings.imports.checking import check
from meetings.imports.columns import COLUMNS
from meetings.imports.reading import Wrong, day_of, matter_of, money_of, outcome_of, text_of
from meetings.imports.sheet import Formula, rows_of
from meetings.models import PastClause, PastResolution, ResolutionImport
from meetings.services import accountability, imports
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.staging import Stage
from tests.meetings.table import blocks, kept_world, last_act, refused

HEADS = [str(column.head) for column in COLUMNS.values()]
GOOD = ["稔委会纪〔2019〕4号", "2019年4月18日", "第4次", "集镇污水管网改造", "重大项目", "62万元", "", "同意。", "记录本第31页", "完成设计", "柏一苇", "2019.6.30", ""]  # fmt: skip


def sheet(*rows: list[Any], heads: list[str] = HEADS, name: str = "历史决议.xlsx") -> SimpleUploadedFile:
    book = Workbook()
    book.active.append(["历史决议"])
    book.active.append(heads)
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile(name, stream.getvalue())


def good(**more: Any) -> list[Any]:
    return [more.get(name, value) for name, value in zip(COLUMNS, GOOD, strict=True)]


# Cells ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["2023-05-06", "2023年5月6日", "2023.5.6", "２０２３．５．６", "2023/05/06", "20230506", 20230506, 45052, 45052.0, "45052", datetime(2023, 5, 6), " 2023年5月6号 "],
)  # fmt: skip
def test_a_day_in_any_of_its_shapes(typed: Any) -> None:
    assert day_of(typed) == date(2023, 5, 6)


@pytest.mark.parametrize(
    "typed",
    ["2023年5月", "2023", "去年春天", "2023-02-30", True, Formula("=TODAY()"), 12, 45052.5, float("inf"), float("nan"), 10**400, "²", "²²²²²²²²", "9" * 5000],
)  # fmt: skip
def test_what_is_no_day(typed: Any) -> None:
    with pytest.raises(Wrong):
        day_of(typed)


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [(620000, "620000.00"), ("62万元", "620000.00"), ("６２万", "620000.00"), ("￥6,800.50", "6800.50"), ("1.2亿", "120000000.00"), ("陆", None), ("-5", None), (Formula("=1+1"), None), (datetime(2023, 5, 6), None), (1.005, None), (1e308, None), (float("nan"), None), (10**400, None), ("9" * 40, None), ("1e400万", None), ("1e999999999", None)],
)  # fmt: skip
def test_sums(typed: Any, yuan: str | None) -> None:
    if yuan is None:
        with pytest.raises(Wrong):
            money_of(typed)
    else:
        assert money_of(typed) == Decimal(yuan)


def test_words() -> None:
    assert (matter_of("重大项目安排"), matter_of(" 大额资金 "), outcome_of(None)) == (
        "major_project",
        "large_sum",
        "adopted",
    )
    assert text_of("\u200b喆䶮𬭎　Ａ", 10) == "喆䶮𬭎 A"
    for wrong in (lambda: matter_of("要事"), lambda: outcome_of("可能"), lambda: text_of("好😀", 5), lambda: text_of("长" * 11, 10)):  # fmt: skip
        with pytest.raises(Wrong):
            wrong()


def test_a_hidden_sheet_is_not_taken_for_the_one_that_is_seen() -> None:
    book = Workbook()
    for title in ("旧", "新"):
        table = book.create_sheet(title)
        table.append(HEADS)
        table.append(good(title=title))
    book["旧"].sheet_state = "hidden"
    del book["Sheet"]
    book.active = 1
    stream = io.BytesIO()
    book.save(stream)
    rows = rows_of(SimpleUploadedFile("a.xlsx", stream.getvalue()))
    assert [row.cells["title"] for row in rows] == ["新"]


# The table ------------------------------------------------------------------------------------


def build() -> Stage:
    with builders.on_day():
        return Stage.build()


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage | None]:
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def stage(db: None, kept: Stage | None, settings: Any, tmp_path: Any) -> Iterator[Stage]:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path)}},
    }
    with builders.on_day():
        yield kept or build()


def checked(stage: Stage, *rows: list[Any], **more: Any) -> Any:
    return check(sheet(*rows, **more), organization_id=stage.town.pk, today=builders.TODAY)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"number": None}, "决议号或纪要号没有填"),
        ({"decided_on": "2027-01-01"}, "会议日期在今天以后"),
        ({"decided_on": "1921-07-01"}, "早于1949年"),
        ({"decided_on": "=A1"}, "会议日期是公式“=A1”"),
        ({"title": None, "clause": None}, "事项没有填"),
        ({"matter": "大事"}, "不在五类里"),
        ({"amount": "很多"}, "认不出是多少钱"),
        ({"source": ""}, "原始材料没有填"),
        ({"clause": "", "owner": "柏一苇"}, "没有填落实事项"),
        ({"due_on": "2019-04-01"}, "办结时限早于会议日期"),
        ({"matter": "干部事项", "title": "任命云委员3"}, "干部事项里写了姓名"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_beside_it(stage: Stage, more: dict[str, Any], said: str) -> None:
    found = checked(stage, good(number="甲〔2018〕1号"), good(**more))
    assert list(found.problems) == [4] and said in "".join(found.problems[4])


def test_a_row_without_a_matter_goes_on_with_the_clauses_of_the_one_above(stage: Stage) -> None:
    more = good(decided_on=None, meeting=None, title=None, matter=None, amount=None, text=None, source=None)
    found = checked(stage, good(), [None] * len(HEADS), more)
    assert found.clean and [len(old.clauses) for old in found.found] == [2]
    stray = good(number="乙〔2019〕9号", title=None)
    assert "接不上" in "".join(checked(stage, good(), stray).problems[4])
    assert "上面也没有" in "".join(checked(stage, stray).problems[3])


def test_twice_in_the_workbook_before_or_in_this_system(stage: Stage) -> None:
    twice = checked(stage, good(), good(title="另一件"), good())
    assert twice.problems == {5: ["和第3行重复（号和事项都相同）。"]}
    enter(stage, sheet(good()))
    assert "以前录过了" in "".join(checked(stage, good()).problems[3])


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (lambda: sheet(good(), heads=["甲"] * len(HEADS)), "没有找到表头"),
        (lambda: sheet(), "没有找到表头，或表头下面没有内容"),
        (lambda: sheet(*[good(title=f"第{n}件") for n in range(2001)]), "最多录入2000行"),
        (lambda: SimpleUploadedFile("坏.xlsx", b"PK\x03\x04 broken"), "打不开"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_as_a_whole(stage: Stage, file: Any, said: str) -> None:
    with pytest.raises(ValidationError) as unfit:
        check(file(), organization_id=stage.town.pk, today=builders.TODAY)
    assert said in unfit.value.messages[0]


def test_a_file_blown_up_when_unpacked_is_not_opened(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meetings.imports.sheet.UNPACKED", 1000)
    with pytest.raises(ValidationError, match="解开后超过"):
        checked(stage, good())


# Taken in -------------------------------------------------------------------------------------


def enter(stage: Stage, file: SimpleUploadedFile, who: str = "office_clerk", **more: Any) -> ResolutionImport:
    return imports.enter_past_resolutions(
        organization=stage.town, actor=stage.actor(who), file=file, because="纸质纪要补录", **more
    )


def test_the_whole_way_through_the_pages(stage: Stage) -> None:
    clerk, secretary = Browser(stage, "office_clerk"), Browser(stage, "secretary")
    template = load_workbook(io.BytesIO(clerk.get("meetings:import-template").content))
    assert [c.value for c in template.worksheets[0][3]] == HEADS and template.worksheets[
        1
    ].title == "填写说明"
    wrong = clerk.send("meetings:import", file=sheet(good(), good(amount="=1+1", title="第二件")))
    assert wrong.status_code == 302 and not PastResolution.objects.exists()
    page = words(clerk.client.get(wrong.url))
    assert "1行要改，还没有录入" in page and "第4行" in page and "确认录入历史决议" not in page
    key = HeldFile.objects.get().pk
    assert Browser(stage, "office_director").get("meetings:import-check", key).status_code == 404
    back = load_workbook(io.BytesIO(clerk.get("meetings:import-problems", key).content))
    row = [c.value for c in back.worksheets[0][5]]
    assert row[5] == "=1+1" and back.worksheets[0].cell(5, 6).data_type == "s" and "是公式" in row[-1]
    right = clerk.send("meetings:import", file=sheet(good(), good(amount=None, title="第二件")))
    done = clerk.client.post(right.url, {"because": "纸质纪要补录"})
    assert done.status_code == 302, words(done)
    batch = ResolutionImport.objects.get()
    assert (batch.count, batch.clauses, batch.status) == (2, 2, "entered")
    act = last_act("meetings.import.entered")
    assert (act.late_entry, act.happened_on, act.reason) == (True, date(2019, 4, 18), "纸质纪要补录")
    assert HeldFile.objects.filter(pk=key).exists() and not HeldFile.objects.exclude(pk=key).exists()
    listed = clerk.text("meetings:past-list", query="?leibie=sanzhongyida")
    assert "集镇污水管网改造" in listed and "历史录入（待书记确认）" in listed and "合计620,000元" in listed
    assert "2019-04-18" in listed and "2019年4月18日" not in listed  # as tables write a day
    assert "另有历史决议2件" in clerk.text("meetings:resolutions")
    assert clerk.get("meetings:import-confirm", batch.pk).status_code == 403
    assert secretary.send("meetings:import-confirm", batch.pk).status_code == 302
    one = secretary.text("meetings:past", PastResolution.objects.order_by("pk").first().pk)
    assert "不按制度判定" in one and "补录理由：纸质纪要补录" in one and "已确认" in one
    exported = load_workbook(io.BytesIO(clerk.get("meetings:past-sheet").content)).worksheets[0]
    assert exported.cell(4, 11).value == "历史录入（已确认）" and exported.cell(4, 6).value == 620000


def test_nothing_is_taken_in_with_a_problem_and_no_file_twice(stage: Stage) -> None:
    with pytest.raises(ValidationError, match="有1行要改"):
        enter(stage, sheet(good(matter="大事")))
    assert (
        not ResolutionImport.objects.exists()
        and not Act.objects.filter(code="meetings.import.entered").exists()
    )
    content = sheet(good()).read()
    enter(stage, SimpleUploadedFile("a.xlsx", content))
    with pytest.raises(ValidationError, match="以前录过了"):
        enter(stage, SimpleUploadedFile("b.xlsx", content))


@pytest.mark.parametrize("who", ["secretary", "discipline_secretary", "staff"])
def test_only_the_office_takes_in(stage: Stage, who: str) -> None:
    with pytest.raises(Forbidden):
        enter(stage, sheet(good()), who)


def test_two_thousand_rows_stay_within_seconds_and_the_trail_holds(stage: Stage) -> None:
    rows = [good(title=f"第{n}件") for n in range(2000)]
    file = sheet(*rows)
    began = time.monotonic()
    batch = enter(stage, file)
    assert time.monotonic() - began < 60
    assert (batch.count, PastResolution.objects.count(), PastClause.objects.count()) == (2000, 2000, 2000)
    done = Verification(organization_id=stage.town.pk, quick=True)
    list(done.run())
    assert done.breaks == 0


# Taken back -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "may"), [("secretary", True), ("office_director", True), ("office_clerk", False), ("discipline_secretary", False)])  # fmt: skip
def test_another_person_takes_a_batch_back(stage: Stage, who: str, may: bool) -> None:
    batch = enter(stage, sheet(good()))
    actor = stage.actor(who)
    if not may:
        with pytest.raises(Forbidden):
            imports.withdraw_import(batch_id=batch.pk, actor=actor, because="年份录错")
        return
    imports.withdraw_import(batch_id=batch.pk, actor=actor, because="年份录错")
    assert "集镇污水管网改造" not in Browser(stage, "office_clerk").text("meetings:past-list")
    assert "撤回" in refused(lambda: imports.withdraw_import(batch_id=batch.pk, actor=actor, because="再")).verdict.blocking[0].message(str)  # fmt: skip
    assert enter(stage, sheet(good())).status == "entered"


def test_a_batch_taken_back_is_still_read_on_its_own(stage: Stage) -> None:
    batch = enter(stage, sheet(good()))
    imports.withdraw_import(batch_id=batch.pk, actor=stage.actor("secretary"), because="年份录错")
    enter(stage, sheet(good(title="第二件", decided_on="2018年3月1日")))
    clerk = Browser(stage, "office_clerk")
    listed = clerk.text("meetings:past-list")
    assert "第二件" in listed and "共1件" in listed
    alone = clerk.text("meetings:past-list", query=f"?pi={batch.pk}").partition("选列")[2]
    assert "集镇污水管网改造" in alone and "历史录入（已撤回）" in alone and "第二件" not in alone
    assert "没有历史决议" in clerk.text("meetings:past-list", query=f"?pi={batch.pk}&nian=2018")
    assert "第二件" in clerk.text("meetings:past-list", query="?pi=999&nian=2018")


def test_many_old_resolutions_cost_as_many_queries_as_one(stage: Stage) -> None:
    batch = enter(stage, sheet(good()))
    clerk = Browser(stage, "office_clerk")

    def cost(name: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(name).status_code == 200
        return len(asked)

    names = ("meetings:past-list", "meetings:past-sheet", "meetings:resolutions")
    few = [[cost(name) for name in names] for _twice in range(2)][1]
    enter(stage, sheet(*[good(title=f"第{n}件") for n in range(20)]))
    imports.confirm_import(batch_id=batch.pk, actor=stage.actor("secretary"))
    assert [cost(name) for name in names] == few


def account(stage: Stage, who: str = "discipline_secretary", **more: Any) -> Any:
    values = {
        "situation": "alone",
        "person": stage.members[4],
        "what": "未经会议决定签订合同。",
        "happened_on": date(2026, 11, 2),
        "measure": "educated",
        "decided_by": "镇党委会",
        "decided_on": date(2026, 11, 20),
        **more,
    }
    return accountability.register_case(organization=stage.town, actor=stage.actor(who), **values)


def test_it_is_found_as_long_as_it_stands(stage: Stage) -> None:
    batch = enter(stage, sheet(good()))
    clerk = Browser(stage, "office_clerk")
    assert "稔委会纪〔2019〕4号" in words(clerk.client.get("/sousuo/", {"q": "污水"}))
    assert "稔委会纪〔2019〕4号" not in words(Browser(stage, "staff").client.get("/sousuo/", {"q": "污水"}))
    imports.withdraw_import(batch_id=batch.pk, actor=stage.actor("secretary"), because="年份录错")
    assert "稔委会纪〔2019〕4号" not in words(clerk.client.get("/sousuo/", {"q": "污水"}))


def test_it_answers_for_the_committee_once_confirmed_and_if_one_matter_alone_is_meant(stage: Stage) -> None:
    asked = {"organization_id": stage.town.pk, "number": "稔委会纪〔2019〕4号"}
    batch = enter(stage, sheet(good()))
    assert put_question("meetings.resolution_for", **asked) is None
    imports.confirm_import(batch_id=batch.pk, actor=stage.actor("secretary"))
    fact = put_question("meetings.resolution_for", **asked)
    assert (fact.past, fact.adopted, fact.meeting_id, fact.amount) == (True, True, None, 620000)
    another = enter(stage, sheet(good(title="第二件")))
    imports.confirm_import(batch_id=another.pk, actor=stage.actor("secretary"))
    assert put_question("meetings.resolution_for", **asked) is None


def test_not_once_somebody_refers_to_it(stage: Stage) -> None:
    batch = enter(stage, sheet(good()))
    case = account(stage, number="稔委会纪〔2019〕4号")
    assert case.past.title == "集镇污水管网改造"
    actor = stage.actor("secretary")
    stopped = refused(lambda: imports.withdraw_import(batch_id=batch.pk, actor=actor, because="录错"))
    assert blocks(stopped) == {("", "meetings.state.import_referred_to")}


# Held to account ------------------------------------------------------------------------------


@pytest.mark.articles("S1-01:十四-2", "S1-01:十四-3", "S1-01:十四-4", "S1-01:十四-5", "S1-04:五-2")
def test_a_case_is_entered_read_by_those_who_supervise_and_closed(stage: Stage) -> None:
    case = account(stage)
    act = last_act("meetings.accountability.registered")
    assert (act.facts, act.object_text) == ({"ordinal": 1}, "责任追究第1号")
    assert "合同" not in str(case.history.get().what)
    discipline, secretary = Browser(stage, "discipline_secretary"), Browser(stage, "secretary")
    page = secretary.text("meetings:accountability-case", case.pk)
    assert "未经会议决定签订合同。" in page and "办结责任追究" not in page
    assert "第1号" in discipline.text("meetings:accountability")
    done = discipline.send(
        "meetings:accountability-close", case.pk, closed_on="2026年11月21日", outcome="已作检讨，合同已废止。"
    )
    assert done.status_code == 302, words(done)
    assert "已作检讨" in discipline.text("meetings:accountability-case", case.pk)
    again = lambda: accountability.close_case(  # noqa: E731
        case_id=case.pk, actor=stage.actor("discipline_secretary"), outcome="再", closed_on=builders.TODAY
    )
    assert ("", "meetings.state.wrong") in blocks(refused(again))
    sheet_ = load_workbook(io.BytesIO(discipline.get("meetings:accountability-sheet").content)).worksheets[0]
    assert sheet_.cell(4, 6).value == "未经会议决定签订合同。"


def test_the_person_concerned_knows_nothing_of_it(stage: Stage) -> None:
    secretary = stage.crew.person("secretary")
    case = account(stage, person=secretary)
    reader = Browser(stage, "secretary")
    assert "第1号" not in reader.text("meetings:accountability")
    assert reader.get("meetings:accountability-case", case.pk).status_code == 404


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"decided_on": date(2026, 12, 1)}, "decided_on"),
        ({"happened_on": date(2026, 11, 21)}, "happened_on"),
        ({"number": "没有〔2019〕1号"}, "number"),
    ],
)
def test_what_cannot_be_is_asked_again(stage: Stage, more: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as unfit:
        account(stage, **more)
    assert field in unfit.value.message_dict


def test_nobody_enters_a_case_about_oneself(stage: Stage) -> None:
    with pytest.raises(ValidationError):
        account(stage, person=stage.crew.person("discipline_secretary"))
    with pytest.raises(Forbidden):
        account(stage, "office_clerk")
