"""勘误: drafted by the clerk, signed by the chair; what was signed before stays as it was."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.urls import reverse

from governance.access.errors import Forbidden
from governance.deadlines.jobs import run_due_jobs
from governance.documents.models import Document
from meetings.models import Corrigendum, Minutes
from meetings.services import corrigenda
from tests import builders
from tests.governance.documents.papers import SIGNED, paper, signed_minutes
from tests.meetings.pages import Browser
from tests.meetings.table import blocks, kept_world, last_act, refused

LATER = date(2026, 11, 30)
WRONG = {"page": 1, "stood": "赞成11票", "reads": "赞成10票", "because": "录入时看错一行。"}


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
    built = kept or finished()
    with builders.on_day(LATER):
        yield built


def draft(made: tuple, who: str | int = "office_clerk", **changes: object) -> Corrigendum:
    stage, minutes = made
    actor = stage.member(who) if isinstance(who, int) else stage.actor(who)
    return corrigenda.draft_corrigendum(
        minutes_id=minutes.pk, actor=actor, corrections=[{**WRONG, **changes}]
    )


def sign(made: tuple, row: Corrigendum, who: str | int = "secretary") -> Corrigendum:
    stage = made[0]
    actor = stage.member(who) if isinstance(who, int) else stage.actor(who)
    return corrigenda.sign_corrigendum(corrigendum_id=row.pk, actor=actor)


def content(document: Document) -> bytes:
    with default_storage.open(document.file) as file:
        return file.read()


def test_it_is_numbered_and_printed_and_the_minutes_do_not_change(made, client):
    stage, minutes = made
    original = paper(minutes)
    before = content(original), Minutes.objects.filter(pk=minutes.pk).values().get()
    first = sign(made, draft(made))
    run_due_jobs()
    second = sign(made, draft(made, because="再核一遍"))
    run_due_jobs()
    assert [first.ordinal, second.ordinal] == [1, 2]
    assert last_act("meetings.corrigendum.signed").facts["ordinal"] == 2
    made_paper = Document.objects.get(pk=first.document_id)
    assert made_paper.state == Document.State.FINISHED
    assert made_paper.title == f"关于{minutes.number}的勘误（第1号）"
    assert made_paper.corrects == original
    original.refresh_from_db()
    assert original.state == Document.State.FINISHED
    assert (content(original), Minutes.objects.filter(pk=minutes.pk).values().get()) == before
    page = client.get(reverse("documents:code", args=[original.code])).content.decode()
    assert "有效，有勘误" in page
    assert reverse("documents:code", args=[made_paper.code]) in page
    assert "赞成10票" not in page  # a public page: no content
    there = client.get(reverse("documents:code", args=[made_paper.code])).content.decode()
    assert minutes.number in there
    assert reverse("documents:code", args=[original.code]) in there
    room = Browser(stage, 3).text("meetings:room", minutes.meeting_id)
    assert "已勘误" in room
    assert "第1页“赞成11票”更正为“赞成10票”，理由：录入时看错一行。" in room


@pytest.mark.parametrize(
    ("who", "drafts", "signs"),
    [("office_clerk", True, False), ("office_director", False, False), ("secretary", False, True),
     (1, False, False), (4, False, False)],
)  # fmt: skip
def test_the_clerk_drafts_and_the_chair_signs(made, who, drafts, signs):
    row = None
    if drafts:
        row = draft(made, who)
    else:
        with pytest.raises(Forbidden):
            draft(made, who)
    row = row or draft(made)
    if signs:
        assert sign(made, row, who).status == Corrigendum.Status.SIGNED
    else:
        with pytest.raises(Forbidden):
            sign(made, row, who)


WRONG_FORMS = [
    # changed, the field that is wrong
    ({"stood": "这句话纪要里没有"}, "stood_0"),
    ({"page": 9}, "page_0"),
    ({"page": 0}, "page_0"),
    ({"reads": "赞成11票"}, "reads_0"),
]


@pytest.mark.parametrize(("changed", "field"), WRONG_FORMS)
def test_what_nobody_finds_in_the_minutes_is_no_correction(made, changed, field):
    with pytest.raises(ValidationError) as wrong:
        draft(made, **changed)
    assert set(wrong.value.message_dict) == {field}
    assert not Corrigendum.objects.exists()


STEPS = [
    # the draft is, the step, whether it goes
    ("drafted", "redraft", True),
    ("drafted", "return", True),
    ("drafted", "withdraw", True),
    ("drafted", "sign", True),
    ("returned", "redraft", True),
    ("returned", "return", False),
    ("returned", "withdraw", True),
    ("returned", "sign", False),
    ("withdrawn", "redraft", False),
    ("withdrawn", "return", False),
    ("withdrawn", "withdraw", False),
    ("withdrawn", "sign", False),
    ("signed", "redraft", False),
    ("signed", "return", False),
    ("signed", "withdraw", False),
    ("signed", "sign", False),
]


@pytest.mark.parametrize(("status", "step", "goes"), STEPS)
def test_steps_in_order(made, status, step, goes):
    row = draft(made)
    clerk, chair = made[0].actor("office_clerk"), made[0].actor("secretary")
    steps = {
        "redraft": lambda: corrigenda.redraft_corrigendum(
            corrigendum_id=row.pk, actor=clerk, corrections=[{**WRONG, "reads": "赞成9票"}]
        ),
        "return": lambda: corrigenda.return_corrigendum(
            corrigendum_id=row.pk, actor=chair, because="写明计票单"
        ),
        "withdraw": lambda: corrigenda.withdraw_corrigendum(corrigendum_id=row.pk, actor=clerk),
        "sign": lambda: sign(made, row),
    }
    before = {"returned": "return", "withdrawn": "withdraw", "signed": "sign"}.get(status)
    if before:
        steps[before]()
    if goes:
        steps[step]()
    else:
        assert blocks(refused(steps[step])) == {("", "meetings.state.wrong")}


def test_one_draft_at_a_time_and_only_once_the_paper_is_there(made):
    waits = draft(made)
    assert blocks(refused(lambda: draft(made))) == {("", "meetings.state.corrigendum_waits")}
    corrigenda.withdraw_corrigendum(corrigendum_id=waits.pk, actor=made[0].actor("office_clerk"))
    builders.change(paper(made[1]), state="failed")
    assert blocks(refused(lambda: draft(made))) == {("", "meetings.state.minutes_not_printed")}


def test_once_the_chair_has_gone_the_secretary_in_office_signs(made):
    stage, minutes = made
    row = draft(made)
    gone = builders.person("卸任书记")
    builders.change(minutes.meeting, chair=gone)
    assert sign(made, row).signed_by_id == stage.actor("secretary").person_id


def test_from_the_page_to_the_chairs_desk_and_back(made):
    stage, minutes = made
    clerk, chair = Browser(stage, "office_clerk"), Browser(stage, "secretary")
    short = clerk.send("meetings:corrigendum", minutes.pk, rows="2", page_0="1", stood_0="赞成11票")
    assert short.status_code == 422
    assert "这一条没有写全" in short.content.decode()
    more = clerk.send("meetings:corrigendum", minutes.pk, rows="2", _resume="more", stood_0="赞成11票")
    assert 'name="stood_3"' in more.content.decode()
    full = {f"{name}_0": str(value) for name, value in WRONG.items()}
    assert clerk.send("meetings:corrigendum", minutes.pk, rows="2", **full).status_code == 302
    row = Corrigendum.objects.get()
    assert "勘误待您签发" in chair.text("desk")
    assert "勘误待您签发" not in clerk.text("desk")
    assert "更正为“赞成10票”" in chair.text("meetings:corrigendum-sign", row.pk)
    assert "更正为“赞成10票”" not in Browser(stage, 4).text("meetings:room", minutes.meeting_id)
    assert chair.send("meetings:corrigendum-return", row.pk, because="写明计票单").status_code == 302
    assert "勘误退回修改" in clerk.text("desk")
    assert "写明计票单" in clerk.text("meetings:room", minutes.meeting_id)
    again = {**full, "because_0": "计票单为10票"}
    assert clerk.send("meetings:corrigendum-edit", row.pk, rows="2", **again).status_code == 302
    assert chair.send("meetings:corrigendum-sign", row.pk).status_code == 302
    run_due_jobs()
    text = clerk.text("meetings:room", minutes.meeting_id)
    assert "已出1份" in text
    assert "拟勘误" in text
