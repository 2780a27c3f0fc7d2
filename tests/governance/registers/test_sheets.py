"""Rows in from a workbook, all or none, every faulty cell named; rows out; registers on paper."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from governance.audit.models import Act
from governance.registers.models import RegisterEntry, RegisterMonth
from tests import builders
from tests.governance.registers.office import Office
from tests.meetings.table import kept_world

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GOOD = ["2026-11-20", "关于灌渠清淤的请示", "一般事项", "党委印章", 3, "稔党政办文书", "否", None, None]


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with builders.on_day(), kept_world(django_db_blocker, Office) as found:
        yield found


@pytest.fixture
def office(kept):
    with builders.on_day():
        yield kept or Office()


@pytest.fixture
def clerk(client, office):
    builders.sign_in(client, office.crew.account("office_clerk"))
    return client


def heads(clerk, code="seal_use"):
    answer = clerk.get(reverse("registers:import-template", args=[code]))
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    return [cell.value for cell in sheet[3]]


def upload(clerk, rows, code="seal_use", columns=None):
    book = Workbook()
    book.active.append(columns or heads(clerk, code))
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("登记.xlsx", stream.getvalue(), content_type=XLSX)
    return clerk.post(reverse("registers:import", args=[code]), {"file": file})


def test_whole_workbooks_are_taken_in_under_one_act(clerk, office):
    answer = upload(clerk, [GOOD, [*GOOD[:4], "５", *GOOD[5:]]])
    check = answer.headers["Location"]
    shown = clerk.get(check).content.decode()
    assert "共2行，没有错" in shown
    assert not RegisterEntry.objects.exists()
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', shown)[1]
    assert clerk.post(check, {"once": once}).headers["Location"] == reverse(
        "registers:list", args=["seal_use"]
    )
    rows = RegisterEntry.objects.order_by("pk")
    assert [(e.number, e.status, e.values["copies"]) for e in rows] == [
        ("印〔2026〕1号", "draft", 3),
        ("印〔2026〕2号", "draft", 5),
    ]
    assert all(e.history.count() == 1 for e in rows)
    assert Act.objects.get(code="registers.entries.imported").facts["count"] == 2
    assert RegisterMonth.objects.get().entries == 2
    assert clerk.get(check).status_code == 404  # the file was let go
    assert office.enter().number == "印〔2026〕3号"


FAULTS = [
    (0, "去年三月", ""),
    (1, None, "必填"),
    (1, "=1+1", "按公式处理"),
    (2, "小事", "不在这几种里"),
    (4, "很多", "整数"),
    (5, "查无此人", "花名册里没有"),
    (6, "也许", "不是“是”或“否”"),
]


def test_one_faulty_row_keeps_all_out_and_every_cell_says_why(clerk):
    rows = [GOOD]
    for at, value, _said in FAULTS:
        row = list(GOOD)
        row[at] = value
        rows.append(row)
    check = upload(clerk, rows).headers["Location"]
    shown = clerk.get(check).content.decode()
    assert "共8行，7行有误，一行也没有写入" in shown
    clerk.post(check, {"once": ""})
    assert not RegisterEntry.objects.exists()
    answer = clerk.get(check + "cuowu/")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    comments = {cell.coordinate: cell.comment.text for line in sheet for cell in line if cell.comment}
    assert len(comments) == len(FAULTS)
    for n, (at, _value, said) in enumerate(FAULTS):
        assert said in comments[sheet.cell(5 + n, at + 1).coordinate]


@pytest.mark.parametrize(
    ("rows", "columns", "said"),
    [
        ([], None, "表头下面没有内容"),
        ([GOOD], ["一", "二"], "没有找到表头"),
        ([GOOD] * 1001, None, "最多导入1000行"),
    ],
)
def test_a_workbook_without_the_table_is_said_so(clerk, rows, columns, said):
    answer = upload(clerk, rows, columns=columns)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_sealed_fields_and_files_are_no_columns(client, office):
    builders.sign_in(client, office.crew.account("discipline_clerk"))
    assert "具体人和事" not in heads(client, "integrity_review")


def test_rows_nobody_signs_are_done_at_once(client, office):
    builders.sign_in(client, office.crew.account("organization_clerk"))
    row = ["2026-11-20", "机关管理制度", "组织学习", 12, "学了一遍", None]
    check = upload(client, [row], "rule_feedback").headers["Location"]
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', client.get(check).content.decode())[1]
    client.post(check, {"once": once})
    assert RegisterEntry.objects.get().status == "done"


# Paper -----------------------------------------------------------------------------------------


def words(pdf):
    from pypdf import PdfReader

    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\n", "")


@pytest.mark.articles("S0-24:八-5a", "S0-24:四-3a", "S0-24:六-1b")
def test_list_and_form_are_printed_without_what_is_sealed(client, office):
    entry = office.sign(office.enter("integrity_review", by="discipline_clerk"), "discipline_secretary")
    builders.sign_in(client, office.crew.account("secretary"))
    form = client.get(reverse("registers:entry-paper", args=["integrity_review", entry.pk]))
    listed = client.get(reverse("registers:list-paper", args=["integrity_review"]))
    for answer in (form, listed):
        assert answer.headers["Content-Type"] == "application/pdf"
        said = words(answer.content)
        assert "三季度廉政分析" in said
        assert "收礼" not in said
    assert "纪委书记审核" in words(form.content)
