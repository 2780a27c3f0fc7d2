"""文件 on the meeting's page: pressed, made, opened, compared; each reader finds their own papers."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from governance.access.models import AccessLog
from governance.deadlines.jobs import run_due_jobs
from governance.documents.models import Document
from meetings.documents import kinds
from meetings.models import Resolution, Vote
from meetings.services import papers, room, voting
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.scenes import AFTER, HELD, NOTICED, Chamber, Closed, Scene
from tests.meetings.table import kept_world

RELATED = 6


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path)}},
    }


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Closed.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    built = kept or Closed.build()
    with builders.on_day(AFTER):
        yield built


def section(scene: Scene, who: str | int) -> str:
    """The words of the section 文件 as this person sees it, "" when there is none."""
    page = Browser(scene.stage, who).get("meetings:room", scene.meeting_id).content.decode()
    found = re.search(r'<section class="section" aria-labelledby="papers">.*?</section>', page, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def test_a_paper_is_pressed_made_opened_and_recognised(scene):
    clerk = Browser(scene.stage, "office_clerk")
    assert "会议通知 可以打印" in section(scene, "office_clerk")
    done = clerk.send("meetings:print-notice", scene.meeting.notice.pk)
    assert done.headers["Location"].endswith(f"{reverse('meetings:room', args=[scene.meeting_id])}#papers")
    assert "会议通知 正在生成" in section(scene, "office_clerk")
    # The notice, and a supervised matter for the clause of each of two resolutions.
    assert run_due_jobs() == 3
    assert "会议通知 已生成" in section(scene, "office_clerk")
    document = Document.objects.get(kind=kinds.NOTICE)
    opened = clerk.get("documents:download", document.pk)
    data = b"".join(opened.streaming_content)
    assert opened.headers["Content-Type"] == "application/pdf" and data.startswith(b"%PDF")
    page = clerk.client.get(reverse("documents:code", args=[document.code]))
    assert "会议通知" in words(page) and document.file_digest in page.content.decode()
    again = clerk.send("meetings:print-notice", scene.meeting.notice.pk)
    assert again.status_code == 409 and "这份文件已经有了" in words(again)


def test_each_reader_finds_what_they_may_open(scene):
    scene.signed()
    clerk = scene.actor("office_clerk")
    papers.print_record(meeting_id=scene.meeting_id, actor=clerk)
    papers.print_record_volume(item_id=scene.persons_id, actor=clerk)
    papers.print_count_sheet(vote_id=Vote.objects.get(item_id=scene.persons_id).pk, actor=clerk)
    papers.extract_resolution(resolution_id=Resolution.objects.get(item_id=scene.ordinary_id).pk, actor=clerk)
    run_due_jobs()
    member = section(scene, 1)
    assert all(
        name in member for name in ("会议记录 已生成", "会议记录（另册）", "计票单", "决议摘录", "会议纪要")
    )
    assert "打印" not in member  # the office prints
    director = section(scene, "office_director")
    assert "会议记录 已生成" in director and "另册" not in director
    assert "签到表 可以打印" in director


def test_the_recused_member_finds_no_paper_of_the_item(db):
    scene = Chamber.build(name="稔川镇")
    with builders.on_day(HELD):
        scene.recuse(scene.persons_id, RELATED)
        vote = scene.opened("persons", "secret_ballot")
        clerk = scene.actor("office_clerk")
        papers.print_ballots(vote_id=vote.pk, actor=clerk)
        papers.print_count_sheet(vote_id=vote.pk, actor=clerk)
        run_due_jobs()
        assert "计票单 第三项" in section(scene, 1)
        assert "表决票 第三项" in section(scene, "office_clerk")
        assert "表决票" not in section(scene, 1)  # slips are handed out, not opened by voters
        assert "第三项" not in section(scene, RELATED)
        for document in Document.objects.all():
            assert Browser(scene.stage, RELATED).get("documents:download", document.pk).status_code == 403


def test_what_cannot_be_printed_yet_says_when(db):
    scene = Scene.build(name="稔川镇")
    with builders.on_day(NOTICED):
        assert "会议记录 散会后打印" in section(scene, "office_clerk")
        assert section(scene, 1) == ""  # nothing made yet, nothing to open


def test_a_changed_paper_offers_its_new_version(scene):
    clerk = scene.actor("office_clerk")
    papers.print_record(meeting_id=scene.meeting_id, actor=clerk)
    run_due_jobs()
    assert "会议记录 已生成" in section(scene, "office_clerk")
    stance = scene.item(scene.ordinary_id).stances.get(person=scene.stage.members[4])
    room.correct_stance(stance_id=stance.pk, stance="agree", view="改为同意。", actor=clerk)
    assert "会议记录 已生成，此后有变动" in section(scene, "office_clerk")
    assert "打印新版" in section(scene, "office_clerk")


def test_opening_a_volume_is_registered_and_the_print_centre_names_no_one(scene):
    clerk = scene.actor("office_clerk")
    volume = papers.print_record_volume(item_id=scene.persons_id, actor=clerk)
    run_due_jobs()
    before = AccessLog.objects.filter(kind=AccessLog.Kind.READ).count()
    assert Browser(scene.stage, "office_clerk").get("documents:download", volume.pk).status_code == 200
    assert AccessLog.objects.filter(kind=AccessLog.Kind.READ).count() == before + 1
    listed = Browser(scene.stage, "office_director").text("documents:list")
    assert "这份不由您阅读" in listed and scene.subject.name not in listed
    assert Browser(scene.stage, "office_director").get("documents:download", volume.pk).status_code == 403


def test_ballots_are_asked_for_on_a_page_that_says_how_many(db):
    scene = Chamber.build(name="稔川镇")
    with builders.on_day(HELD):
        vote = scene.opened("persons", "secret_ballot")
        clerk = Browser(scene.stage, "office_clerk")
        assert "印11张，各张一模一样" in clerk.text("meetings:print-ballots", vote.pk)
        assert clerk.send("meetings:print-ballots", vote.pk).status_code == 302
        voting.close_vote(vote_id=vote.pk, actor=scene.actor("office_clerk"))
        assert "表决票" in section(scene, "office_clerk")
