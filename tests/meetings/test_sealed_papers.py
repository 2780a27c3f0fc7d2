"""What papers say of a secret vote in sealed envelopes."""

from __future__ import annotations

from io import BytesIO

import pytest

from governance.audit import clock
from governance.ballots.models import Tally
from governance.deadlines.jobs import CannotEverWork
from governance.documents.kinds import document_kind
from governance.documents.models import Document
from governance.documents.official import render_paper
from governance.documents.rendering import PdfMetadata
from meetings import judgement
from meetings.documents.certificate import certificate_paper
from meetings.judgement.papers import Drawer
from meetings.models import Vote
from meetings.services import papers
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.scenes import HELD
from tests.meetings.sealed_scene import Ballots
from tests.meetings.table import blocks, refused


@pytest.fixture
def scene(db):
    with builders.on_day(HELD):
        yield Ballots.build()


def counted(scene) -> Vote:
    vote, (code,) = scene.opened_box()
    for index in range(9):
        scene.put(vote, index, "aye" if index < 8 else "nay")
    scene.close(vote)
    scene.unseal(vote, code)
    scene.second(vote, reason="全体表决人都看过名单，没有异议")
    return Vote.objects.select_related("poll", "item__topic", "item__meeting__organization").get(pk=vote.pk)


def test_the_certificate_is_one_page_with_figures_digests_and_what_is_not_protected(scene):
    from pypdf import PdfReader

    vote = counted(scene)
    paper = certificate_paper(vote)
    rendered = render_paper(paper, metadata=PdfMetadata(title=paper.title, author="", created=clock.now()))
    reader = PdfReader(BytesIO(rendered.data))
    assert len(reader.pages) == 1
    text = "".join(reader.pages[0].extract_text().split())
    for words in ("发出", "空白", vote.poll.codes_digest, vote.poll.roll_digest, "保密说明", "没有人提出"):
        assert words in text
    assert (paper.issued, paper.returned, paper.valid, paper.blank, paper.invalid) == (11, 9, 9, 0, 0)


def test_no_paper_ballots_and_no_count_sheet_beside_phones(scene):
    vote = counted(scene)
    office = scene.actor("office_clerk")
    for printed, code in (
        (papers.print_ballots, "meetings.state.ballots_on_phones"),
        (papers.print_count_sheet, "meetings.state.no_count_sheet"),
    ):
        refusal = refused(lambda verb=printed: verb(vote_id=vote.pk, actor=office))
        assert {c for _a, c in blocks(refusal)} == {code}
    made = papers.print_count_certificate(vote_id=vote.pk, actor=office)
    assert Document.objects.get(pk=made.pk).kind == "meetings.count_certificate"
    refused(lambda: papers.print_count_certificate(vote_id=vote.pk, actor=office))


def test_what_somebody_changed_in_the_database_is_shown_and_printed_nowhere(scene):
    """The page of the item, the list of receipts, certificate and record say so; a round given up stops nobody."""
    vote = counted(scene)
    member = Browser(scene.stage, 1)
    place = {"query": f"?item={vote.item_id}"}
    assert "赞成" in member.text("meetings:room", vote.item.meeting_id, **place)
    office, said = scene.actor("office_clerk"), "各选项的票数、记录里的票数与开箱计票时封存的对不上"
    made = papers.print_count_certificate(vote_id=vote.pk, actor=office)
    Tally.objects.filter(poll_id=vote.poll_id, option="aye").update(count=1)
    Tally.objects.filter(poll_id=vote.poll_id, option="nay").update(count=8)
    for answer in (
        member.get("meetings:room", vote.item.meeting_id, **place),
        member.get("ballots:receipts", vote.poll_id),
    ):
        page = answer.content.decode()
        assert said in page and f"监票人{vote.scrutineer.name}" in page and "系统管理员" in page
        assert 'class="tally' not in page and 'class="receipts-one"' not in page
    with pytest.raises(CannotEverWork, match="对不上"):
        document_kind(made.kind).build(made)
    for judged in (
        judgement.for_count_certificate(vote, None, Drawer((), ())),
        judgement.for_record(vote.item.meeting, HELD),
    ):
        assert "ballots.box.result_altered" in {f.code for f in judged.blocking}
    builders.change(Vote.objects.get(pk=vote.pk), status=Vote.Status.VOIDED, voided_because="票数被改过")
    judged = judgement.for_record(vote.item.meeting, HELD)
    assert "ballots.box.result_altered" not in {f.code for f in judged.blocking}
