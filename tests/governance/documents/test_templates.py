"""An office's own templates: looked at hard, put in force by a second person, used, given up again."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document as open_docx

from governance.access.errors import Forbidden
from governance.audit.errors import Refused
from governance.audit.models import Act
from governance.deadlines.jobs import run_due_jobs
from governance.documents.editable import layout
from governance.documents.editable.filling import text_of
from governance.documents.editable.models import PaperTemplate
from governance.documents.editable.reading import LARGEST, read_template
from governance.documents.official import MinutesPaper
from governance.documents.paper_templates import (
    approve_template,
    propose_template,
    retire_template,
    try_template,
    withdraw_template,
)
from tests import builders
from tests.governance.documents.papers import SIGNED, paper, signed_minutes
from tests.meetings.table import kept_world

MINUTES = "meetings.minutes"


def template(*paragraphs: str) -> bytes:
    document = layout.new_document()
    for text in paragraphs:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


OWN = template(
    "本镇自己的抬头", "{{ 文号 }}", "{%p for 部分 in 各部分 %}", "{{ 部分.标题 }}", "{%p endfor %}"
)


def repacked(change) -> bytes:
    """A plain template with its parts changed: name → bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(OWN)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()}
        for name, part in change(parts).items():
            new.writestr(name, part)
    return stream.getvalue()


def with_part(name: str, part: bytes):
    return repacked(lambda parts: {**parts, name: part})


def replacing(name: str, old: bytes, new: bytes):
    return repacked(lambda parts: {**parts, name: parts[name].replace(old, new, 1)})


RELS = "word/_rels/document.xml.rels"
BODY = "word/document.xml"
REMOTE = (
    b'<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    b'attachedTemplate" Target="https://example.invalid/a.dotm" TargetMode="External"/></Relationships>'
)
OLE = (
    b'<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    b'oleObject" Target="embeddings/a.xml"/></Relationships>'
)
W = b'xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def field(*runs: bytes) -> bytes:
    """A field of the word processor in a paragraph, its instruction cut into runs, under another prefix."""
    texts = b"".join(b"<x:r><x:instrText>%s</x:instrText></x:r>" % run for run in runs)
    begin = b'<x:r><x:fldChar x:fldCharType="begin"/></x:r>'
    return b"<x:p %s>%s%s</x:p>" % (W, begin, texts)


def in_body(more: bytes):
    return replacing(BODY, b"<w:body>", b"<w:body>" + more)


FILES = [
    (lambda: b"%PDF-1.7", "内容不是 docx"),
    (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "内容不是 docx"),
    (lambda: b"PK\x03\x04" + b"\0" * 600, "打不开"),
    (lambda: OWN[: len(OWN) // 2], "打不开"),
    (lambda: b"PK" + b"\0" * LARGEST, "最多2 MB"),
    (lambda: with_part("word/vbaProject.bin", b"x"), "带宏"),
    (lambda: replacing("[Content_Types].xml", b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"), "带宏"),
    (lambda: replacing("[Content_Types].xml", b"document.main+xml", b"template.main+xml"), "dotx"),
    (lambda: repacked(lambda parts: {k: v for k, v in parts.items() if k != BODY}), "内容不是 docx"),
    (lambda: with_part("word/media/bomb.xml", b"0" * (13 * 1024 * 1024)), "解开后太大"),
    (lambda: with_part("word/embeddings/a.xlsx", b"x"), "嵌入的对象"),
    (lambda: with_part("../outside.xml", b"<a/>"), "路径不对"),
    (lambda: replacing(RELS, b"</Relationships>", REMOTE), "引用了外面的内容"),
    (lambda: replacing(RELS, b"</Relationships>", OLE), "嵌入的对象或附加的模板"),
    (lambda: replacing(RELS, b"</Relationships>", REMOTE.replace(b'"External"', b'"&#69;xternal"')), "引用了外面的内容"),
    (lambda: replacing(RELS, b"</Relationships>", REMOTE.replace(b' TargetMode="External"', b"")), "引用了外面的内容"),
    (lambda: replacing(RELS, b"</Relationships>", OLE.replace(b"ole", b"&#111;le")), "嵌入的对象或附加的模板"),
    (lambda: in_body(field(b"DDEAUTO")), "域“DDEAUTO”"),
    (lambda: in_body(field(b"D", b"D", b"E x y")), "域“DDE”"),
    (lambda: in_body(b"<w:p><w:fldSimple w:instr=' IF 1 '/></w:p>"), "域“IF”"),
    (lambda: with_part("word/footnotes.xml", field(b"INCLUDEPICTURE x")), "域“INCLUDEPICTURE”"),
    (lambda: with_part("word/a.xml", b'<v src="http://h/a.png"/>'), "引用了外面的内容"),
    (lambda: with_part("word/a.xml", b"<x:mailMerge %s/>" % W), "引用了外面的内容"),
    (lambda: with_part("word/a.xml", '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a []><a/>'.encode("utf-16")), "外部声明"),
    (lambda: replacing(BODY, b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document'), "外部声明"),
    (lambda: with_part("word/large.xml", b"<a>" + b"0" * (700 * 1024)), "内容太多"),
    (lambda: with_part("word/footnotes.xml", "<w>{{ 标题 }}</w>".encode()), "脚注"),
    (lambda: replacing(BODY, b"<w:body>", b"<w:body><w:p><w:r>"), "打不开"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("made", "says"), FILES, ids=[f"{n}-{says}" for n, (_made, says) in enumerate(FILES)]
)
def test_anything_but_a_plain_docx_is_refused_by_name(made, says):
    with pytest.raises(ValidationError) as wrong:
        read_template(made(), MinutesPaper)
    assert says in "".join(wrong.value.messages)


UNKNOWN, FORBIDDEN, UNCLOSED = "不是能用的字段", "用了不能用的写法", "写法不对"
TEXTS = [
    ("{{ 题目 }}", "“题目”" + UNKNOWN),
    ("{{ 标题.__class__ }}", "标题.__class__”" + UNKNOWN),
    ("{{ ''.__class__.__mro__ }}", UNKNOWN),
    ("{{ cycler.__init__.__globals__ }}", UNKNOWN),
    ("{% for 段 in 开头 %}{{ 段.没有 }}{% endfor %}", "段.没有”" + UNKNOWN),
    ("{{ loop.index }}", UNKNOWN),
    ("{{ " + "(" * 2000 + "标题" + ")" * 2000 + " }}", "太长太深"),
    ("{{ " + "not " * 3000 + "标题 }}", "太长太深"),
    ("{{ " + "9" * 5000 + " }}", "太长太深"),
    ("{{ 标题() }}", FORBIDDEN),
    ("{{ 标题|upper }}", FORBIDDEN),
    ("{{ 标题[0] }}", FORBIDDEN),
    ("{{ 9 ** 9 }}", FORBIDDEN),
    ("{{ 'a' * 100000000 }}", FORBIDDEN),
    ("{% set 甲 = 1 %}", FORBIDDEN),
    ("{% include 'a' %}", FORBIDDEN),
    ("{% import 'a' as b %}", FORBIDDEN),
    ("{% macro 甲() %}{% endmacro %}", FORBIDDEN),
    ("{% for 甲 in 标题 %}{% endfor %}", "它不是一组"),
    ("{{ 各部分 }}", "是一组，请用 for"),
    ("{% for 甲 in 各部分 recursive %}{% endfor %}", "太复杂"),
    ("{% for 甲 in 各部分 %}" * 5 + "{% endfor %}" * 5, "太复杂"),
    ("{% if 标题 %}", UNCLOSED),
    ("{{ 标题", UNCLOSED),
    ("{% endfor %}", UNCLOSED),
    ("{{p 标题 }}", "整段替换"),
    ("{{ 标题 }}" * 601, "字段太多"),
]


@pytest.mark.parametrize(("text", "says"), TEXTS, ids=[text[:30] for text, _says in TEXTS])
def test_a_template_asks_for_its_fields_and_nothing_else(text, says):
    with pytest.raises(ValidationError) as wrong:
        read_template(template("关于召开会议的通知" + text), MinutesPaper)
    said = "".join(wrong.value.messages)
    assert says in said
    if says not in ("字段太多", "整段替换", "太长太深"):
        assert "正文“关于召开会议的通知" in said, "the place is named"


def test_fields_in_the_header_are_looked_at_too():
    document = open_docx(io.BytesIO(OWN))
    document.sections[0].header.paragraphs[0].text = "{{ 没有这个 }}"
    stream = io.BytesIO()
    document.save(stream)
    with pytest.raises(ValidationError, match=r"页眉“\{\{ 没有这个 \}\}”一段的“没有这个”"):
        read_template(stream.getvalue(), MinutesPaper)


def test_a_field_of_the_word_processor_that_reaches_outside_is_refused():
    document = open_docx(io.BytesIO(OWN))
    layout.field(document.add_paragraph(), 'INCLUDETEXT "file.docx"')
    stream = io.BytesIO()
    document.save(stream)
    with pytest.raises(ValidationError, match="INCLUDETEXT"):
        read_template(stream.getvalue(), MinutesPaper)


@pytest.mark.parametrize(
    "text", ["{% if 标题 < 5 %}a{% endif %}", "{% if 标题 %}" * 120 + "a" + "{% endif %}" * 120]
)
def test_conditions_that_cannot_be_worked_out_are_told_before_the_template_is_taken(text):
    with pytest.raises(ValidationError, match="填不出来，没有收"):
        try_template(MINUTES, template(text))


# In force -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, signed_minutes) as world:
        yield world


@pytest.fixture
def signed(db, kept):
    with builders.on_day(SIGNED):
        yield kept or signed_minutes()


@pytest.fixture
def crew(signed):
    return signed[0].crew


def propose(crew, who="office_director", content=OWN, kind=MINUTES):
    return propose_template(
        organization=crew.organization, actor=crew.actor(who), kind=kind, note="换抬头", content=content
    )


def test_a_paper_is_filled_by_the_template_in_force_and_by_the_shipped_one_after_it(signed):
    stage, minutes = signed
    row = propose(stage.crew)
    approve_template(template_id=row.pk, actor=stage.crew.actor("secretary"))
    run_due_jobs()
    copy = paper(minutes).editable
    assert copy.template == row
    with default_storage.open(copy.file) as file:
        data = file.read()
    words = text_of(data)
    assert words[0] == "本镇自己的抬头"
    assert minutes.number in words
    header = open_docx(io.BytesIO(data)).sections[0].header.paragraphs[0].text
    assert header.startswith("稿。"), "no template can leave it out"
    retire_template(template_id=row.pk, actor=stage.crew.actor("office_director"), because="不好看")
    assert [a.code.rpartition(".")[2] for a in Act.objects.filter(object_type="governance.papertemplate")] == [
        "proposed", "approved", "retired",
    ]  # fmt: skip
    row.refresh_from_db()
    assert (row.status, row.ended_on) == ("retired", SIGNED)


def test_a_template_that_fails_never_keeps_a_paper_from_being_made(signed):
    stage, minutes = signed
    row = propose(stage.crew)
    approve_template(template_id=row.pk, actor=stage.crew.actor("secretary"))
    with open(default_storage.path(row.file), "wb") as file:
        file.write(b"something else")
    run_due_jobs()
    document = paper(minutes)
    assert document.state == "finished"
    assert document.editable.template is None
    assert "本单位版式第1版没有用上" in document.editable.note


def test_a_new_version_takes_the_place_of_the_one_before(crew):
    first = propose(crew)
    approve_template(template_id=first.pk, actor=crew.actor("secretary"))
    second = propose(crew, content=template("新抬头", "{{ 标题 }}"))
    approve_template(template_id=second.pk, actor=crew.actor("secretary"))
    assert list(PaperTemplate.objects.values_list("version", "status")) == [
        (2, "in_force"),
        (1, "superseded"),
    ]


def refusal(step) -> str:
    with pytest.raises(Refused) as stopped:
        step()
    return stopped.value.verdict.blocking[0].code


def test_steps_out_of_turn_are_refused(crew):
    row = propose(crew)
    secretary, director = crew.actor("secretary"), crew.actor("office_director")
    assert refusal(lambda: propose(crew)) == "documents.template.waiting"
    assert refusal(lambda: retire_template(template_id=row.pk, actor=director, because="x")).endswith(
        "not_in_force"
    )
    withdraw_template(template_id=row.pk, actor=director)
    assert refusal(lambda: approve_template(template_id=row.pk, actor=secretary)).endswith("not_waiting")
    assert refusal(lambda: withdraw_template(template_id=row.pk, actor=director)).endswith("not_waiting")


MAY = [
    ("propose", "office_director", True), ("propose", "office_clerk", False), ("propose", "secretary", False),
    ("approve", "secretary", True), ("approve", "office_director", False), ("approve", "office_clerk", False),
    ("withdraw", "office_director", True), ("withdraw", "secretary", False),
    ("retire", "secretary", True), ("retire", "office_clerk", False),
]  # fmt: skip


@pytest.mark.parametrize(("step", "who", "may"), MAY)
def test_who_does_which_step(crew, step, who, may):
    actor = crew.actor(who)
    row = propose(crew) if step != "propose" else None
    if step == "retire":
        approve_template(template_id=row.pk, actor=crew.actor("secretary"))
    steps = {
        "propose": lambda: propose(crew, who),
        "approve": lambda: approve_template(template_id=row.pk, actor=actor),
        "withdraw": lambda: withdraw_template(template_id=row.pk, actor=actor),
        "retire": lambda: retire_template(template_id=row.pk, actor=actor, because="x"),
    }
    if may:
        steps[step]()
    else:
        with pytest.raises(Forbidden):
            steps[step]()


def test_an_administrator_uploads_for_a_town_and_the_director_puts_it_in_force(crew):
    town = crew.organization
    administrator = builders.sign_in(Client(), builders.administrators()["system"])
    where = f"?danwei={town.pk}"
    url = reverse("documents:template-propose", args=[MINUTES]) + where
    page = administrator.get(url)
    assert "随系统的版式" in page.content.decode()
    once = page.context["once"]
    upload = SimpleUploadedFile("版式.docx", OWN)
    answer = administrator.post(url, {"once": once, "note": "换抬头", "file": upload})
    assert answer.status_code == 302
    row = PaperTemplate.objects.get()
    assert (row.organization, row.version) == (town, 1)
    bad = SimpleUploadedFile("版式.docx", template("{{ 题目 }}"))
    refused = administrator.post(url, {"once": "", "note": "换抬头", "file": bad})
    assert refused.status_code == 422
    assert "“题目”不是能用的字段" in refused.content.decode()
    director = builders.sign_in(Client(), crew.account("office_director"))
    step = reverse("documents:template-approve", args=[row.pk])
    page = director.get(step)
    assert "青委纪〔2026〕12号" in page.content.decode(), "the invented paper is shown filled in"
    assert director.post(step, {"once": page.context["once"]}).status_code == 302
    sample = director.get(reverse("documents:template-sample", args=[row.pk]))
    assert text_of(sample.content)[0] == "本镇自己的抬头"
    listed = director.get(reverse("documents:template-kind", args=[MINUTES])).content.decode()
    assert "在用" in listed
    assert "部分" in listed
