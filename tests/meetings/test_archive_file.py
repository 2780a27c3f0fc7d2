"""The archive of a filed meeting: whole, checkable against digests and chain, the same each time it is taken."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from governance.access.models import AccessLog
from governance.audit import chain
from governance.deadlines.jobs import run_due_jobs
from governance.documents.models import Document
from governance.documents.scans import attach_scan
from meetings.models import Meeting
from meetings.services import minutes, papers
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage

pytestmark = pytest.mark.django_db
HELD = date(2026, 11, 26)


@pytest.fixture
def filed(settings, tmp_path) -> Iterator[Any]:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path)}},
    }
    with builders.on_day():
        stage = Stage.build(figures=[])
        meeting = stage.meeting()
        item = stage.item(meeting, title="月塘村污水管网入户")
        stage.convene(meeting, reason="按期通知")
        papers.print_notice(notice_id=meeting.notice.pk, actor=stage.actor("office_clerk"))
    with builders.on_day(HELD):
        stage.open(meeting)
        stage.discuss(item)
        stage.word(stage.announce(stage.vote_by_hands(item, aye=11)), date(2026, 12, 20))
        stage.minutes(meeting)
        run_due_jobs()
        minutes.archive_meeting(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
        yield SimpleNamespace(stage=stage, meeting=Meeting.objects.get(pk=meeting.pk))


def taken(filed: Any) -> zipfile.ZipFile:
    response = Browser(filed.stage, "office_clerk").get("meetings:archive-file", filed.meeting.pk)
    assert response.status_code == 200
    return zipfile.ZipFile(BytesIO(response.content))


@pytest.mark.articles("S1-01:十-1", "S1-01:十-2")
def test_every_paper_with_its_digest_and_every_link_of_the_chain(filed):
    before = AccessLog.objects.count()
    archive = taken(filed)
    assert AccessLog.objects.count() == before + 1
    listed = json.loads(archive.read("目录.json"))["papers"]
    assert {line["kind"] for line in listed} >= {"会议通知", "会议纪要"}
    assert len(listed) == Document.objects.count()
    for line in listed:
        assert line["same"] is True
        content = archive.read(f"文件/{line['file']}")
        assert hashlib.sha256(content).hexdigest() == line["sha256"]
        assert content.startswith(b"%PDF")
    links = json.loads(archive.read("留痕.json"))
    for link in links:
        assert chain.digest_of(link["payload"]) == link["digest"]
        assert chain.link(link["previous"], link["organization"], link["seq"], link["digest"]) == link["hash"]
    assert len(links) > 10


def test_taken_twice_it_is_the_same_file(filed):
    clerk = Browser(filed.stage, "office_clerk")
    first, second = (clerk.get("meetings:archive-file", filed.meeting.pk).content for _ in range(2))
    assert first == second


def test_scans_of_signed_papers_lie_beside_them(filed):
    document = Document.objects.get(kind="meetings.minutes")
    for data in (b"%PDF-1.4 crooked", b"%PDF-1.4 straight"):
        upload = SimpleUploadedFile("签字件.pdf", data)
        attach_scan(document_id=document.pk, actor=filed.stage.actor("office_clerk"), upload=upload)
    archive = taken(filed)
    listed = json.loads(archive.read("目录.json"))["papers"]
    scans = [line for line in listed if line["kind"] == "会议纪要签字扫描件"]
    assert [(line["state"], line["same"]) for line in scans] == [("已换新", True), ("有效", True)]
    assert archive.read(f"文件/{scans[1]['file']}") == b"%PDF-1.4 straight"


def test_an_altered_file_shows_in_the_list(filed):
    document = Document.objects.filter(state="finished").first()
    with open(default_storage.path(document.file), "ab") as file:
        file.write(b" ")
    lines = json.loads(taken(filed).read("目录.json"))["papers"]
    assert [line["same"] for line in lines if line["code"] == document.code] == [False]


def test_a_file_that_is_gone_is_named(filed):
    document = Document.objects.filter(state="finished").first()
    default_storage.delete(document.file)
    [line] = [x for x in json.loads(taken(filed).read("目录.json"))["papers"] if x["code"] == document.code]
    assert (line["file"], line["missing"]) == (None, "存储里没有这个文件")


def test_only_a_filed_meeting_has_an_archive_and_only_for_the_office(filed):
    page = Browser(filed.stage, "office_clerk").text("meetings:room", filed.meeting.pk)
    assert "下载整套档案" in page
    assert Browser(filed.stage, 4).get("meetings:archive-file", filed.meeting.pk).status_code == 403
    assert "下载整套档案" not in Browser(filed.stage, 4).text("meetings:room", filed.meeting.pk)


@pytest.fixture
def secret(settings, tmp_path) -> Iterator[Any]:
    """A filed meeting with two personnel items: about a clerk of a station, and about the office director."""
    with builders.on_day():
        stage = Stage.build(figures=[])
        meeting = stage.meeting()
        about = [stage.crew.person(code) for code in ("staff", "office_director")]
        items = [
            stage.item(meeting, "personnel", title=f"研究干部任免{n}", subjects=[(person, "拟任站长")])
            for n, person in enumerate(about, 1)
        ]
        stage.convene(meeting, reason="按期通知")
    with builders.on_day(HELD):
        stage.open(meeting)
        for item in items:
            stage.discuss(item, ["disagree"])
            stage.word(
                stage.announce(stage.vote_by_hands(item, aye=11, method="secret_ballot")), date(2026, 12, 20)
            )
        stage.minutes(meeting)
        minutes.archive_meeting(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
        yield SimpleNamespace(stage=stage, meeting=meeting, items=items)


@pytest.mark.articles("S1-01:七-4g")
@pytest.mark.parametrize(
    ("who", "reads"), [("office_clerk", (True, True)), ("office_director", (False, False))]
)
def test_the_links_tell_nobody_more_of_a_secret_item_than_its_page(secret, who, reads):
    response = Browser(secret.stage, who).get("meetings:archive-file", secret.meeting.pk)
    links = json.loads(zipfile.ZipFile(BytesIO(response.content)).read("留痕.json"))
    told = "".join(link["payload"] or "" for link in links)
    spoken = tuple(f'"item_id":{item.pk},' in told and '"stance":"disagree"' in told for item in secret.items)
    assert spoken == reads
    acts = [(link["payload"], f'"object_id":"{secret.items[1].pk}"') for link in links if link["payload"]]
    own = [p for p, key in acts if key in p and '"object_type":"meetings.agendaitem"' in p]
    assert bool(own) is reads[1]
    for link in links:  # what is left out is named, and the chain still holds together
        assert (link["payload"] is None) is ("missing" in link)
        assert chain.link(link["previous"], link["organization"], link["seq"], link["digest"]) == link["hash"]
