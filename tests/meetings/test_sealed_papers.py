"""What papers say of a secret vote in sealed envelopes."""

from __future__ import annotations

from io import BytesIO

import pytest

from governance.audit import clock
from governance.documents.models import Document
from governance.documents.official import render_paper
from governance.documents.rendering import PdfMetadata
from meetings.documents.certificate import certificate_paper
from meetings.models import Vote
from meetings.services import papers
from tests import builders
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
