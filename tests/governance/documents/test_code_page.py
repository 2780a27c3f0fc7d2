"""The page behind a printed code, and who may open the paper itself."""

from __future__ import annotations

import io

import pypdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from governance.deadlines.jobs import run_due_jobs
from governance.documents.models import Document
from governance.documents.uploads import LARGEST
from tests import builders
from tests.governance.documents.papers import SIGNED, paper, signed_minutes
from tests.meetings.table import kept_world


def finished() -> tuple:
    stage, minutes = signed_minutes()
    with builders.on_day(SIGNED):
        run_due_jobs()
    return stage, minutes


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, finished) as world:
        yield world


@pytest.fixture
def made(db, kept):
    with builders.on_day(SIGNED):
        yield kept or finished()


def content(document: Document) -> bytes:
    with default_storage.open(document.file) as file:
        return file.read()


def encrypted(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


UPLOADS = [
    # the file, its name, status, what the page says
    (lambda data: data, "纪要.pdf", 200, "逐字节相同"),
    (lambda data: data + b"\n", "纪要.pdf", 200, "不一致"),
    (encrypted, "加密.pdf", 200, "不一致"),
    (lambda data: b"<html>no</html>", "纪要.pdf", 422, "内容不是 PDF"),
    (lambda data: b"PK\x03\x04" + b"\0" * 200, "纪要.pdf", 422, "打不开，可能没有传完"),
    (lambda data: data, "纪要.docx", 200, "逐字节相同"),
    (lambda data: b"", "空.pdf", 422, "空.pdf"),
    (lambda data: b"%PDF-1.7" + b"0" * LARGEST, "大.pdf", 422, "最多10 MB"),
    (None, "", 422, "要核对的文件（PDF 或 docx）"),
]
IDS = [
    "the same",
    "one byte more",
    "encrypted",
    "lying web page",
    "lying zip",
    "pdf as docx",
    "empty",
    "big",
    "none",
]


@pytest.mark.parametrize(("change", "name", "status", "says"), UPLOADS, ids=IDS)
def test_an_upload_is_compared_byte_by_byte(made, client, change, name, status, says):
    document = paper(made[1])
    files = {"file": SimpleUploadedFile(name, change(content(document)))} if change else {}
    page = client.post(reverse("documents:code", args=[document.code]), files)
    assert page.status_code == status
    text = page.content.decode()
    assert says in text
    assert document.number in text
    assert Document.objects.count() == 1  # the upload is not kept


def test_anybody_reads_number_date_and_digest_and_no_content(made, client):
    document = paper(made[1])
    text = client.get(reverse("documents:code", args=[document.code])).content.decode()
    for shown in (
        document.number,
        document.file_digest,
        document.data_digest,
        document.chain_hash,
        "2026年11月27日",
    ):
        assert shown in text
    for hidden in ("集镇停车秩序整治", made[0].members[0].name, "同意所报方案"):
        assert hidden not in text


def full_width(code: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) for c in code)


@pytest.mark.parametrize("typed", [str.lower, lambda c: f" {c[:5]} {c[5:]} ", full_width, str])
def test_a_code_is_taken_as_people_type_it(made, client, typed):
    document = paper(made[1])
    entry = client.get(reverse("documents:code-entry"), {"code": typed(document.code)})
    assert (entry.status_code, entry["Location"]) == (302, reverse("documents:code", args=[document.code]))
    assert client.get(reverse("documents:code", args=[full_width(document.code)])).status_code == 200


@pytest.mark.parametrize("state", ["ordered", "failed", "unknown"])
def test_an_unknown_code_and_a_paper_not_yet_made_look_alike(made, client, state):
    document = paper(made[1])
    code = "ZZZZZZZZZZ"
    if state != "unknown":
        builders.change(document, state=state)
        code = document.code
    assert client.get(reverse("documents:code", args=[code])).status_code == 404
    entry = client.get(reverse("documents:code-entry"), {"code": code})
    assert entry.status_code == 404
    assert code in entry.content.decode()
    assert client.get(reverse("documents:code-entry")).status_code == 200


READERS = [
    ("secretary", 200),
    ("committee_member", 200),
    ("office_clerk", 200),
    ("office_director", 200),
    ("discipline_secretary", 200),
    ("congress_chair", 403),
    ("organization_clerk", 403),
    ("station_head", 403),
    ("village_secretary", 403),
    ("staff", 403),
    ("neighbour", 404),
    ("auditor", 404),
    ("nobody", 302),
]


@pytest.mark.parametrize(("who", "status"), READERS)
def test_who_opens_the_minutes(made, client, who, status):
    stage, minutes = made
    document = paper(minutes)
    if who == "neighbour":
        other = builders.crew(builders.town("栖禾镇"))
        builders.sign_in(client, other.account("secretary"))
    elif who == "auditor":
        builders.sign_in(client, builders.account(administrator="auditor"))
    elif who != "nobody":
        builders.sign_in(client, stage.crew.account(who))
    answer = client.get(reverse("documents:download", args=[document.pk]))
    assert answer.status_code == status
    if status == 200:
        assert b"".join(answer.streaming_content) == content(document)
        assert answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(("state", "says"), [("ordered", "正在生成"), ("failed", "字库里没有这些字：𰻝")])
def test_a_paper_not_made_says_why(made, client, state, says):
    document = paper(made[1])
    builders.change(document, state=state, failure="字库里没有这些字：𰻝" if state == "failed" else "")
    builders.sign_in(client, made[0].crew.account("office_clerk"))
    answer = client.get(reverse("documents:download", args=[document.pk]))
    assert says in answer.content.decode()


def test_a_failed_paper_is_asked_for_again_on_the_screen(made, client):
    document = paper(made[1])
    builders.sign_in(client, made[0].crew.account("office_clerk"))
    url = reverse("documents:reorder", args=[document.pk])
    refused = client.post(url)
    assert refused.status_code == 409
    assert "没有生成的才重新生成" in refused.content.decode()
    builders.change(document, state="failed", failure="字库里没有这些字：𰻝")
    assert client.post(url).status_code == 302
    assert Document.objects.get(pk=document.pk).state == Document.State.ORDERED
