"""The scan of a signed paper beside the printed one: kept, compared, vouched for, never in its place."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from governance.audit.models import Act
from governance.deadlines.jobs import run_due_jobs
from governance.documents.files_kept import compare_files
from governance.documents.models import Document, SignedScan
from governance.documents.scans import attach_scan
from governance.documents.uploads import LARGEST
from meetings.models import Minutes
from tests import builders
from tests.governance.documents.papers import SIGNED, paper, signed_minutes
from tests.meetings.pages import Browser
from tests.meetings.table import blocks, refused

pytestmark = pytest.mark.django_db
SCAN, BETTER = b"%PDF-1.4 signed by hand", b"%PDF-1.4 signed by hand, straight"


@pytest.fixture
def made(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path)}},
    }
    stage, minutes = signed_minutes()
    with builders.on_day(SIGNED):
        run_due_jobs()
        yield stage, paper(minutes)


def content(document: Document) -> bytes:
    with default_storage.open(document.file) as file:
        return file.read()


def send(stage, document: Document, data: bytes, who: str = "office_clerk", name: str = "签字件.pdf"):
    return Browser(stage, who).send("documents:scan-attach", document.pk, file=SimpleUploadedFile(name, data))


def test_it_is_kept_with_its_digest_and_the_print_stays(made, client):
    stage, document = made
    before = content(document), Document.objects.filter(pk=document.pk).values().get()
    assert send(stage, document, SCAN).status_code == 302
    scan = SignedScan.objects.get()
    digest = hashlib.sha256(SCAN).hexdigest()
    assert (scan.file_digest, scan.size, scan.attached_on) == (digest, len(SCAN), SIGNED)
    act = Act.objects.get(code="documents.scan.attached")
    assert (act.facts["file_digest"], act.object_id) == (digest, str(document.pk))
    assert (content(document), Document.objects.filter(pk=document.pk).values().get()) == before
    clerk = Browser(stage, "office_clerk")
    opened = clerk.get("documents:scan", scan.pk)
    assert b"".join(opened.streaming_content) == SCAN
    assert "换扫描件" in clerk.text("documents:list")
    assert "签字件" in clerk.text("meetings:room", stage_meeting(document))
    member = Browser(stage, 4).text("meetings:room", stage_meeting(document))
    assert "签字件" in member
    assert "换扫描件" not in member
    public = client.get(reverse("documents:code", args=[document.code])).content.decode()
    assert digest in public


def stage_meeting(document: Document) -> int:
    return Minutes.objects.get(pk=document.subject_id).meeting_id


def test_another_takes_its_place_and_the_first_stays_kept(made, client):
    stage, document = made
    send(stage, document, SCAN)
    send(stage, document, BETTER)
    standing, first = SignedScan.objects.all()
    assert [standing.superseded, first.superseded] == [False, True]
    url = reverse("documents:code", args=[document.code])
    for data, says in (
        (SCAN, "签字扫描件逐字节相同"),
        (BETTER, "签字扫描件逐字节相同"),
        (content(document), "留存的一份逐字节相同"),
        (SCAN + b" ", "不一致"),
    ):
        page = client.post(url, {"file": SimpleUploadedFile("件.pdf", data)})
        assert says in page.content.decode()


TAKEN = [
    # the file, status, what the page says
    (b"<html>no</html>", 422, "内容不是 PDF"),
    (b"PK\x03\x04" + b"\0" * 200, 422, "内容不是 PDF"),
    (b"", 422, "签字件.pdf"),
    (b"%PDF-1.7" + b"0" * LARGEST, 422, "最多10 MB"),
]


@pytest.mark.parametrize(("data", "status", "says"), TAKEN, ids=["web page", "zip", "empty", "big"])
def test_only_a_pdf_of_a_size_is_taken(made, data, status, says):
    stage, document = made
    answer = send(stage, document, data)
    assert answer.status_code == status
    assert says in answer.content.decode()
    assert not SignedScan.objects.exists()


def test_what_makes_no_sense_is_refused_and_nothing_is_stored(made):
    stage, document = made
    clerk = stage.actor("office_clerk")

    def attach(data: bytes):
        upload = SimpleUploadedFile("签字件.pdf", data)
        return refused(lambda: attach_scan(document_id=document.pk, actor=clerk, upload=upload))

    assert blocks(attach(content(document))) == {("", "documents.scan.is_print")}
    send(stage, document, SCAN)
    assert blocks(attach(SCAN)) == {("", "documents.scan.same")}
    builders.change(document, state="failed")
    assert blocks(attach(BETTER)) == {("", "documents.scan.not_finished")}
    builders.change(document, state="finished", kind="rulebook.regulation")
    assert blocks(attach(BETTER)) == {("", "documents.scan.not_taken")}
    assert SignedScan.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("office_clerk", 200), ("office_director", 200), ("secretary", 403), ("committee_member", 403),
     ("staff", 403)],
)  # fmt: skip
def test_who_attaches(made, who, status):
    stage, document = made
    assert Browser(stage, who).get("documents:scan-attach", document.pk).status_code == status


@pytest.mark.parametrize(
    ("who", "status"), [("secretary", 200), ("office_clerk", 200), ("congress_chair", 403), ("staff", 403)]
)
def test_who_opens_a_scan_is_who_opens_the_paper(made, who, status):
    stage, document = made
    send(stage, document, SCAN)
    assert Browser(stage, who).get("documents:scan", SignedScan.objects.get().pk).status_code == status


def test_a_changed_or_missing_scan_is_found_when_the_trail_is_verified(made):
    stage, document = made
    send(stage, document, SCAN)
    scan = SignedScan.objects.get()
    assert list(compare_files(None)) == []
    with open(default_storage.path(scan.file), "ab") as file:
        file.write(b" ")
    [broken] = compare_files(document.organization_id)
    assert broken.what == "file_differs"
    assert scan.file in broken.detail
    default_storage.delete(scan.file)
    assert [b.what for b in compare_files(None)] == ["file_missing"]
