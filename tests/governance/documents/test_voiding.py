"""Papers declared void, made anew, printed and written down; what a meeting ought to have and has not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from governance.access.errors import Forbidden
from governance.audit.errors import Refused
from governance.audit.models import Act
from governance.deadlines.jobs import run_due_jobs
from governance.documents.matters import missing_papers
from governance.documents.models import Document, NumberSeries, PrintMark
from governance.documents.number_uses import lines_of
from governance.documents.printing import mark_printed
from governance.documents.voiding import reissue_document, void_document
from meetings.documents import kinds
from meetings.models import Minutes
from meetings.services import papers
from tests import builders
from tests.governance.documents.papers import SIGNED, paper, signed_minutes
from tests.meetings.pages import Browser
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
    stage, minutes = kept or finished()
    with builders.on_day(SIGNED):
        yield stage, Minutes.objects.get(pk=minutes.pk)


def void(stage, document, who="office_director", because="分送名单写错"):
    return void_document(document_id=document.pk, actor=stage.actor(who), because=because)


def refusal(step) -> str:
    with pytest.raises(Refused) as stopped:
        step()
    return stopped.value.verdict.blocking[0].code


def extract(stage, minutes) -> Document:
    resolution = minutes.meeting.items.get().resolution
    document = papers.extract_resolution(resolution_id=resolution.pk, actor=stage.actor("office_clerk"))
    run_due_jobs()
    document.refresh_from_db()
    return document


def test_a_void_paper_is_kept_its_number_stays_and_everybody_is_told(made, client):
    stage, minutes = made
    document = paper(minutes)
    before = (document.file, document.file_digest, document.number)
    void(stage, document)
    document.refresh_from_db()
    assert (document.file, document.file_digest, document.number) == before
    assert (document.state, document.voided_on, document.voided_by) == (
        "voided", SIGNED, stage.crew.person("office_director"),
    )  # fmt: skip
    series = NumberSeries.objects.get(kind="minutes")
    [line] = lines_of(series, stage.actor("office_clerk"))
    assert [v.pk for v in line.voided] == [document.pk]
    assert not line.unexplained
    assert "分送名单写错" in Browser(stage, "office_clerk").text(
        "documents:numbers", query="?kind=minutes&year=2026"
    )
    public = client.get(reverse("documents:code", args=[document.code])).content.decode()
    assert "已作废，不能再用" in public
    assert "分送名单写错" not in public, "the reason is the office's"
    listed = Browser(stage, "office_clerk").text("documents:list", query="?state=voided")
    assert "作废：分送名单写错" in listed
    assert Browser(stage, "office_clerk").get("documents:download", document.pk).status_code == 200


def test_minutes_made_anew_name_the_void_paper_and_are_named_by_it(made, client):
    stage, minutes = made
    old = void(stage, paper(minutes))
    new = reissue_document(document_id=old.pk, actor=stage.actor("office_clerk"))
    run_due_jobs()
    new.refresh_from_db()
    assert (new.state, new.number, new.replaces) == ("finished", old.number, old)
    assert new.code != old.code
    assert Minutes.objects.get(pk=minutes.pk).document_id == new.pk
    for one, other in ((old, new), (new, old)):
        page = client.get(reverse("documents:code", args=[one.code])).content.decode()
        assert reverse("documents:code", args=[other.code]) in page
    assert refusal(lambda: reissue_document(document_id=old.pk, actor=stage.actor("office_clerk"))) == (
        "documents.void.reissued_before"
    )
    series = NumberSeries.objects.get(kind="minutes")
    assert series.last == 1, "one number"


def test_a_void_extract_has_not_gone_out_and_is_printed_again(made):
    stage, minutes = made
    first = extract(stage, minutes)
    assert "meetings.extract" not in lacking(stage)
    void(stage, first)
    assert "meetings.extract" in lacking(stage)
    assert refusal(lambda: reissue_document(document_id=first.pk, actor=stage.actor("office_clerk"))) == (
        "documents.void.printed_elsewhere"
    )
    second = extract(stage, minutes)
    assert (second.replaces, second.number) == (first, first.number)
    first.refresh_from_db()
    assert first.state == "voided"


def lacking(stage) -> set[str]:
    names = {
        "决议摘录": kinds.EXTRACT,
        "会议记录": kinds.RECORD,
        "会议通知": kinds.NOTICE,
        "会议纪要": kinds.MINUTES,
    }
    found = missing_papers(stage.actor("office_clerk"), stage.crew.organization.pk)
    return {names.get(one.paper, one.paper) for one in found}


def test_what_a_meeting_ought_to_have_is_listed_until_somebody_orders_it(made, django_assert_max_num_queries):
    stage, minutes = made
    assert lacking(stage) == {"签到表", "计票单", kinds.NOTICE, kinds.RECORD, kinds.EXTRACT}
    actor = stage.actor("office_clerk")
    papers.print_notice(notice_id=minutes.meeting.notice.pk, actor=actor)
    with django_assert_max_num_queries(8):
        missing_papers(actor, stage.crew.organization.pk)
    assert lacking(stage) == {"签到表", "计票单", kinds.RECORD, kinds.EXTRACT}
    text = Browser(stage, "office_clerk").text("documents:list", query="?state=missing")
    assert "还缺4件" in text
    assert "到会议页打印" in text
    assert missing_papers(stage.actor("staff"), stage.crew.organization.pk) == []


MAY = [("office_director", True), ("secretary", True), ("office_clerk", False), ("deputy_secretary", False)]


@pytest.mark.parametrize(("who", "may"), MAY)
def test_the_signer_or_the_director_declares_void(made, who, may):
    """The secretary chaired the meeting and signed its minutes."""
    stage, minutes = made
    if may:
        assert void(stage, paper(minutes), who).state == "voided"
    else:
        with pytest.raises(Forbidden):
            void(stage, paper(minutes), who)


def test_the_signer_of_the_minutes_does_not_sign_an_extract(made):
    stage, minutes = made
    with pytest.raises(Forbidden):
        void(stage, extract(stage, minutes), "secretary")


@pytest.mark.parametrize(
    ("change", "code"),
    [({"state": "ordered"}, "not_standing"), ({"state": "replaced"}, "not_standing"),
     ({"kind": kinds.BALLOTS}, "never")],
)  # fmt: skip
def test_what_is_not_declared_void(made, change, code, monkeypatch):
    from governance.access.decision import Allowed
    from governance.documents import policies

    stage, minutes = made
    document = paper(minutes)
    builders.change(document, **change)
    monkeypatch.setattr(policies, "answers_of", lambda actor, papers: {p.pk: Allowed("主任") for p in papers})
    assert refusal(lambda: void(stage, document)) == f"documents.void.{code}"


def test_a_reason_is_demanded(made):
    stage, minutes = made
    with pytest.raises(ValidationError, match="理由没有填"):
        void(stage, paper(minutes), because="  ")


# Printing ------------------------------------------------------------------------------------------


def mark(stage, *ids, who="office_clerk", copies=12, day=SIGNED):
    return mark_printed(
        organization=stage.crew.organization,
        actor=stage.actor(who),
        document_ids=ids,
        copies=copies,
        printed_on=day,
    )


def test_several_papers_are_printed_and_written_down_at_once(made):
    stage, minutes = made
    chosen = [paper(minutes), extract(stage, minutes)]
    clerk = Browser(stage, "office_clerk")
    query = "?" + "&".join(f"f={d.pk}" for d in chosen)
    page = clerk.text("documents:print", query=query)
    assert "2件，每份共" in page
    assert (
        clerk.send("documents:print", query=query, copies="12", printed_on=SIGNED.isoformat()).status_code
        == 302
    )
    assert {(m.document_id, m.copies, m.printed_on) for m in PrintMark.objects.all()} == {
        (d.pk, 12, SIGNED) for d in chosen
    }
    assert Act.objects.filter(code="documents.document.marked_printed").count() == 1
    assert "打印12份" in clerk.text("documents:list", query="?state=printed")
    assert "没有这样的文件" in clerk.text("documents:list", query="?state=unprinted")


WRONG = [
    (lambda s, d: mark(s), "请选1到50件文件"),
    (lambda s, d: mark(s, d.pk, copies=0), "份数写1到999"),
    (lambda s, d: mark(s, d.pk, day=SIGNED + timedelta(days=1)), "打印日期"),
    (lambda s, d: mark(s, d.pk, day=SIGNED - timedelta(days=1)), "打印日期"),
    (lambda s, d: mark(s, d.pk, 10**9), "不由您阅读"),
]


@pytest.mark.parametrize(("step", "says"), WRONG, ids=[says for _step, says in WRONG])
def test_a_printing_that_cannot_be_is_refused(made, step, says):
    stage, minutes = made
    with pytest.raises(ValidationError) as wrong:
        step(stage, paper(minutes))
    assert says in "".join(wrong.value.messages)
    assert not PrintMark.objects.exists()


def test_nothing_is_printed_that_is_not_made_and_by_nobody_but_the_office(made):
    stage, minutes = made
    ordered = papers.print_notice(notice_id=minutes.meeting.notice.pk, actor=stage.actor("office_clerk"))
    assert refusal(lambda: mark(stage, ordered.pk)) == "documents.print.not_made"
    with pytest.raises(Forbidden):
        mark(stage, paper(minutes).pk, who="secretary")


def test_the_list_groups_by_meeting_and_finds_by_code(made):
    stage, minutes = made
    document = paper(minutes)
    clerk = Browser(stage, "office_clerk")
    assert "会议" in clerk.text("documents:list", query=f"?ci={document.code}")
    page = clerk.get("documents:list").content.decode()
    assert reverse("meetings:room", args=[minutes.meeting_id]) + "#papers" in page
    assert "没有这样的文件" in clerk.text("documents:list", query="?ci=没有这个")
