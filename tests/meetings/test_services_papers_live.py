"""Papers made while a meeting is on its way: sign-in sheets, ballots, count sheets, guests' notices."""

from __future__ import annotations

import io

import pypdf
import pytest

from governance.access.policy import ask
from governance.deadlines.jobs import run_due_jobs
from governance.documents.kept_files import read_kept
from governance.documents.kinds import document_kind
from governance.documents.models import Document
from governance.people.models import Tenure
from meetings.documents.votes import ballot_paper
from meetings.models import Meeting, Vote
from meetings.services import agenda, notice, papers, room
from tests import builders
from tests.meetings.scenes import AFTER, HELD, NOTICED, Chamber, Scene
from tests.meetings.staging import Stage
from tests.meetings.table import blocks, last_act, refused

RELATED = 6
STATE = ("", "meetings.state.wrong")


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path)}},
    }


def text_of(document: Document) -> str:
    return str(document_kind(document.kind).build(document).paper)


def test_the_sign_in_sheet_is_blank_before_and_filled_after(db):
    scene = Scene.build()
    with builders.on_day(NOTICED):
        before = papers.print_sign_in_sheet(meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"))
        paper = document_kind(before.kind).build(before).paper
        assert len(paper.members) == 11 and paper.present is None
        assert not any(row.arrived for row in paper.members)
        run_due_jobs()
    with builders.on_day(HELD):
        scene.open(9)
        for pk in (scene.ordinary_id, scene.project_id, scene.persons_id):
            room.postpone_item(item_id=pk, actor=scene.actor("office_clerk"), because="时间不够")
        room.close_meeting(meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"))
        after = papers.print_sign_in_sheet(meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"))
        paper = document_kind(after.kind).build(after).paper
        assert paper.present == 9
        assert [row.note for row in paper.members].count("缺席") == 2
        assert paper.members[0].arrived == "09:00"


# Ballots ---------------------------------------------------------------------------------------


@pytest.fixture
def open_vote(db):
    """A secret vote on a person, open, with one member recused."""
    scene = Chamber.build()
    with builders.on_day(HELD):
        scene.recuse(scene.persons_id, RELATED)
        yield scene, scene.opened("persons", "secret_ballot")


def test_there_is_one_slip_for_each_voter_and_none_besides(open_vote):
    scene, vote = open_vote
    document = papers.print_ballots(vote_id=vote.pk, actor=scene.actor("office_clerk"))
    paper = ballot_paper(
        Vote.objects.select_related("item__topic", "item__meeting__organization").get(pk=vote.pk)
    )
    assert paper.copies == len(vote.roll) == 10
    assert sum(len(sheet) for sheet in paper.sheets) == 10
    assert paper.candidates == (scene.subject.name,)
    assert last_act("meetings.ballots.printed").facts["copies"] == 10
    run_due_jobs()
    document.refresh_from_db()
    with document_file(document) as data:
        text = "".join("".join(p.extract_text().split()) for p in pypdf.PdfReader(data).pages)
    assert text.count("不作记号") == 10
    assert document.code not in text and "校验码" not in text


def document_file(document: Document) -> io.BytesIO:
    return io.BytesIO(read_kept(document.file))


def test_ballots_are_printed_once_and_only_while_the_vote_is_open(open_vote):
    scene, vote = open_vote
    papers.print_ballots(vote_id=vote.pk, actor=scene.actor("office_clerk"))
    again = refused(lambda: papers.print_ballots(vote_id=vote.pk, actor=scene.actor("office_clerk")))
    assert blocks(again) == {("", "meetings.state.ballots_made")}
    builders.change(vote, status=Vote.Status.CLOSED)
    late = refused(lambda: papers.print_ballots(vote_id=vote.pk, actor=scene.actor("office_clerk")))
    assert blocks(late) == {STATE}


def test_only_a_secret_vote_on_paper_has_ballots(db):
    scene = Chamber.build()
    with builders.on_day(HELD):
        vote = scene.opened("project", "named_ballot")
        clerk = scene.actor("office_clerk")
        for verb, code in (
            (papers.print_ballots, "no_paper_ballot"),
            (papers.print_count_sheet, "no_count_sheet"),
        ):
            stopped = refused(lambda do=verb: do(vote_id=vote.pk, actor=clerk))
            assert blocks(stopped) == {("", f"meetings.state.{code}")}


def test_the_count_sheet_is_empty_until_the_second_signature(open_vote):
    scene, vote = open_vote
    document = papers.print_count_sheet(vote_id=vote.pk, actor=scene.actor("office_clerk"))
    sheet = document_kind(document.kind).build(document).paper
    assert (sheet.voters, sheet.recused, sheet.present, sheet.issued, sheet.lines[0].aye) == (
        10,
        1,
        11,
        None,
        None,
    )
    assert sheet.required.startswith("6票")


def test_an_item_somebody_was_recused_from_is_kept_apart(db):
    """The recused member may open the main record: the item is not in it."""
    with builders.on_day(NOTICED):
        scene = Chamber.build()
    with builders.on_day(HELD):
        scene.recuse(scene.project_id, RELATED, "interest")
        scene.stage.discuss(scene.item(scene.project_id), ["disagree"])
        vote = scene.stage.vote_by_name(scene.item(scene.project_id), reason="按惯例")
        scene.stage.word(scene.announce(vote), AFTER)
        room.close_meeting(meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"))
    with builders.on_day(AFTER):
        clerk = scene.actor("office_clerk")
        main = papers.print_record(meeting_id=scene.meeting_id, actor=clerk)
        volume = papers.print_record_volume(item_id=scene.project_id, actor=clerk)
        assert "还要再看看。" not in text_of(main) and "还要再看看。" in text_of(volume)
        related = scene.actor(RELATED)
        assert ask(related, "documents.document.read", main).allowed
        assert not ask(related, "documents.document.read", volume).allowed
        assert ask(scene.actor(1), "documents.document.read", volume).allowed


def test_whoever_left_before_an_item_does_not_read_its_volume(db):
    scene = Chamber.build()
    with builders.on_day(HELD):
        scene.leave(9)
        scene.stage.discuss(scene.item(scene.persons_id))
        vote = scene.stage.vote_by_hands(scene.item(scene.persons_id), 9, 1, method="secret_ballot")
        scene.stage.word(scene.announce(vote), AFTER)
        room.close_meeting(meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"))
    with builders.on_day(AFTER):
        volume = papers.print_record_volume(item_id=scene.persons_id, actor=scene.actor("office_clerk"))
        assert not ask(scene.actor(9), "documents.document.read", volume).allowed
        assert ask(scene.actor(8), "documents.document.read", volume).allowed


def test_a_guest_has_a_notice_of_the_own_item_alone(db):
    with builders.on_day(NOTICED):
        stage = Stage.build()
        guest = stage.crew.person("station_head")
        meeting = stage.meeting()
        own, other = stage.item(meeting, title="财政所报告"), stage.item(meeting, title="灌渠清淤")
        builders.change(own, presenter=guest)
        agenda.confirm_agenda(meeting_id=meeting.pk, actor=stage.actor("secretary"))
        notice.convene(
            meeting_id=meeting.pk,
            actor=stage.actor("office_clerk"),
            attending=list(Tenure.objects.filter(person=guest)),
            reason="按期通知",
        )
        sent = Meeting.objects.get(pk=meeting.pk).notice
        clerk = stage.actor("office_clerk")
        document = papers.print_guest_notice(delivery_id=sent.deliveries.get(person=guest).pk, actor=clerk)
        text = text_of(document)
        assert own.topic.title in text and other.topic.title not in text
        assert ask(stage.actor("station_head"), "documents.document.read", document).allowed
        assert not ask(stage.actor("congress_chair"), "documents.document.read", document).allowed
        whole = papers.print_notice(notice_id=sent.pk, actor=clerk)
        assert not ask(stage.actor("station_head"), "documents.document.read", whole).allowed
        member = sent.deliveries.get(person=stage.members[1])
        stopped = refused(lambda: papers.print_guest_notice(delivery_id=member.pk, actor=clerk))
        assert blocks(stopped) == {("", "meetings.state.not_a_guest")}
