"""The .docx beside a paper: made from the same data, kept, compared, and never the paper of record."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as open_docx
from docx.oxml.ns import qn

from governance.audit.models import Act
from governance.deadlines.jobs import run_due_jobs
from governance.documents import official
from governance.documents.editable import layout, reading
from governance.documents.editable.fields import values_of
from governance.documents.editable.filling import CannotFill, Stamp, fill, text_of
from governance.documents.editable.models import EditableCopy
from governance.documents.editable.samples import sample_of
from governance.documents.editable.shipped import shipped_template
from governance.documents.files_kept import compare_files
from governance.documents.kinds import document_kind, editable_kinds
from tests import builders
from tests.governance.documents.papers import SIGNED, paper, signed_minutes
from tests.meetings.pages import Browser
from tests.meetings.table import kept_world

STAMP = Stamp("标题", "党政办", "云委纪〔2026〕12号", "7K3M9QXA2W", date(2026, 11, 27))
EDITED = ["notice", "minutes", "record", "extract", "corrigendum"]


def filled(paper_: official.Paper) -> bytes:
    return fill(shipped_template(type(paper_)), values_of(paper_), STAMP)


@pytest.mark.parametrize("name", EDITED)
def test_every_word_of_the_paper_is_in_the_copy_and_it_says_what_it_is(builders, name):
    made = filled(builders[name]())
    words = "".join(text_of(made)).replace("　", "").replace("\n", "")
    for text in _texts(builders[name]()):
        assert text.replace("　", "").replace("\n", "") in words
    assert "{" not in words
    header = "".join(p.text for p in open_docx(io.BytesIO(made)).sections[0].header.paragraphs)
    assert header == "稿。供编辑用，不是正式文件，以 PDF 为准。　文号：云委纪〔2026〕12号　校验码：7K3M9QXA2W"
    assert made == filled(builders[name]()), "the same data makes the same file"


def _texts(paper_):
    """What a reader of the paper reads of its body: the longest texts, and every name."""
    if isinstance(paper_, official.MinutesPaper):
        yield from (paper_.mark, paper_.office, *paper_.opening, paper_.imprint.copies)
        for section in paper_.sections:
            yield from (section.heading, *section.paragraphs)
        for roster in paper_.rosters:
            yield from (roster.label, *roster.names, roster.text)
    elif isinstance(paper_, official.RecordPaper):
        for item in paper_.items:
            yield item.heading
            for speech in item.speeches:
                yield f"{speech.person}（{speech.post}）：{speech.words}"
            for row in item.tables[0].rows:
                yield from row
            yield from (text for _label, text in item.after)
        yield paper_.closing
    elif isinstance(paper_, official.NoticePaper):
        yield from (paper_.addressees, *paper_.opening, *paper_.annexes, paper_.issuer, paper_.contact)
        for section in paper_.sections:
            yield from section.paragraphs
    elif isinstance(paper_, official.ResolutionExtractPaper):
        yield from (paper_.source, *paper_.resolution, paper_.owner, paper_.recipients, "2026年12月31日")
    else:
        yield from (*paper_.corrections, paper_.closing, paper_.imprint.copies)


TYPED = [
    "林喆、谷䶮、仇𬭎",
    "<A&B>",
    "=1+1",
    "{{ 标题 }}",
    "{% for a in b %}",
    "{_{ x }_}",
    "]]>",
    "\x07bell\x0c",
    "a\tb",
]


@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_stays_words(builders, typed):
    made = filled(builders["minutes"](opening=(f"前{typed}后",)))
    found = [line for line in text_of(made) if line.startswith("前")]
    assert found == [f"前{typed}后".replace("\x07", "").replace("\x0c", "")]


def test_it_has_the_official_layout(builders):
    document = open_docx(io.BytesIO(filled(builders["minutes"]())))
    section = document.sections[0]
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(edge.mm) for edge in edges] == [37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    fonts = {
        name: document.styles[name].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for name in ("公文正文", "公文标题", "一级标题", "红头", "页码")
    }
    assert fonts == {
        "公文正文": "仿宋", "公文标题": "方正小标宋简体", "一级标题": "黑体", "红头": "方正小标宋简体", "页码": "宋体",
    }  # fmt: skip
    mark = next(p for p in document.paragraphs if p.style.name == layout.MARK_STYLE)
    assert mark.style.font.color.rgb == layout.RED
    assert mark.runs[0].font.size.pt * 12 <= 156 * 72 / 25.4, "the red words stand on one line"
    assert document.tables[-1]._tbl.tblPr.find(qn("w:tblpPr")).get(qn("w:tblpYSpec")) == "bottom"
    assert "PAGE" in section.footer._element.xml
    assert "PAGE" in section.even_page_footer._element.xml


@pytest.mark.parametrize("paper_", {kind.editable for kind in editable_kinds()}, ids=lambda p: p.__name__)
def test_the_shipped_templates_ask_for_their_fields_alone(paper_):
    reading.read_template(shipped_template(paper_), paper_)
    assert text_of(fill(shipped_template(paper_), values_of(sample_of(paper_)), STAMP))


@pytest.mark.parametrize("code", ["meetings.ballots", "meetings.count_sheet", "meetings.sign_in_sheet"])
def test_a_paper_nobody_edits_has_none(code):
    assert document_kind(code).editable is None


def test_a_template_whose_ends_do_not_match_is_refused_when_filled():
    document = layout.new_document()
    table = document.add_table(rows=1, cols=1)
    table.rows[0].cells[0].add_paragraph("{%p if 标题 %}")
    document.add_paragraph("甲")
    document.add_paragraph("{%p endif %}")
    stream = io.BytesIO()
    document.save(stream)
    values = {**values_of(sample_of(official.NoticePaper)), "标题": ""}
    with pytest.raises(CannotFill, match="没有成对"):
        fill(stream.getvalue(), values, STAMP)


def finished() -> tuple:
    stage, minutes = signed_minutes("同意林䶮所报方案")
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
        yield stage, paper(minutes)


def content(copy: EditableCopy) -> bytes:
    with default_storage.open(copy.file) as file:
        return file.read()


def test_it_is_made_with_the_pdf_and_kept_with_its_digest(made):
    _stage, document = made
    copy = document.editable
    data = content(copy)
    assert (len(data), copy.template, copy.note) == (copy.size, None, "")
    act = Act.objects.get(code="documents.document.rendered", object_id=str(document.pk))
    assert act.facts["editable_digest"] == copy.file_digest
    words = text_of(data)
    assert document.number in words
    assert any("同意林䶮所报方案" in line for line in words)
    assert not [b for b in compare_files(document.organization_id)]
    with open(default_storage.path(copy.file), "r+b") as file:
        first = file.read(1)
        file.seek(0)
        file.write(b"X")
        file.flush()
        assert [b.what for b in compare_files(document.organization_id)] == ["file_differs"]
        file.seek(0)
        file.write(first)


WHO = [("office_clerk", 200), ("secretary", 200), ("congress_chair", 403), ("staff", 403)]


@pytest.mark.parametrize(("who", "status"), WHO)
def test_who_opens_the_paper_opens_the_copy(made, who, status):
    stage, document = made
    reader = Browser(stage, who)
    assert reader.get("documents:editable", document.pk).status_code == status
    assert reader.get("documents:download", document.pk).status_code == status


def test_the_office_finds_it_beside_the_paper(made):
    stage, document = made
    link = reverse("documents:editable", args=[document.pk])
    room = Browser(stage, "office_clerk").get("meetings:room", paper_meeting(document))
    assert link in room.content.decode()
    assert link in Browser(stage, "office_clerk").get("documents:list").content.decode()
    assert link not in Browser(stage, 4).get("meetings:room", paper_meeting(document)).content.decode()
    answer = Browser(stage, "office_clerk").get("documents:editable", document.pk)
    assert b"".join(answer.streaming_content) == content(document.editable)
    assert "attachment" in answer.headers["Content-Disposition"]


def paper_meeting(document):
    from meetings.models import Minutes

    return Minutes.objects.get(pk=document.subject_id).meeting_id


COMPARED = [(lambda data: data, "一致，但这是稿"), (lambda data: changed(data), "不一致")]


def changed(data: bytes) -> bytes:
    """The same file with one word typed into it."""
    stream = io.BytesIO()
    document = open_docx(io.BytesIO(data))
    document.add_paragraph("另加一句")
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("change", "says"), COMPARED, ids=["as made", "edited"])
def test_the_code_page_compares_it_and_names_the_pdf(made, client, change, says):
    _stage, document = made
    url = reverse("documents:code", args=[document.code])
    upload = SimpleUploadedFile("稿.docx", change(content(document.editable)))
    page = client.post(url, {"file": upload}).content.decode()
    assert says in page
    assert document.editable.file_digest in page
    assert "以 PDF 为准" in page


def test_the_file_is_a_plain_docx(made):
    with zipfile.ZipFile(io.BytesIO(content(made[1].editable))) as packed:
        assert packed.testzip() is None
        assert "word/document.xml" in packed.namelist()
