"""The renderer: what it refuses, the archive form, repeatable bytes, fonts."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import os
import re

import pytest
from django.template import engines

from governance.documents import checks, fonts, official, rendering
from governance.documents.rendering import (
    ForbiddenSource,
    MissingGlyphs,
    PdfAttachment,
    PdfMetadata,
    render_pdf,
)

UNKNOWN = "\U00031350"  # CJK extension H, in no font that the installation asks for
# WeasyPrint leaves its colour profile open when it writes PDF/A.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning")
PRINTED = datetime.datetime(2026, 11, 27, 1, 30, tzinfo=datetime.UTC)


@pytest.fixture
def render_source(monkeypatch):
    """Renders a template given as text."""

    def rendered(source: str, **context):
        monkeypatch.setattr(
            rendering,
            "render_to_string",
            lambda _name, values: engines["django"].from_string(source).render(values),
        )
        return render_pdf(
            template="given",
            context=context,
            metadata=PdfMetadata(title="试", author="试", created=PRINTED),
        )

    return rendered


def test_a_missing_glyph_refuses_the_paper_and_names_the_character(render, builders):
    with pytest.raises(MissingGlyphs) as refusal:
        render(builders["minutes"](opening=(f"党委书记{UNKNOWN}主持会议，{UNKNOWN}作说明。",)))
    assert refusal.value.characters == (UNKNOWN,)
    assert f"U+{ord(UNKNOWN):04X}" in str(refusal.value)


def test_control_characters_are_refused_by_name(render, builders):
    with pytest.raises(MissingGlyphs) as refusal:
        render(builders["minutes"](opening=("第一项\x07。",)))
    assert refusal.value.characters == ("\x07",)


def test_a_refusal_leaves_the_engine_usable(render, builders):
    with pytest.raises(MissingGlyphs):
        render(builders["count_sheet"](matter=UNKNOWN))
    assert render(builders["count_sheet"]()).pages == 1


def test_characters_that_a_font_draws_empty_come_from_another(render, builders):
    """AR PL UKai promises 䶮 and draws nothing; speakers are set in Kai."""
    paper = builders["record"](items=1)
    assert any(speech.person == "谷䶮" for speech in paper.items[0].speeches)
    render(paper)


def test_an_empty_outline_counts_as_missing(render_source):
    source = '<style>{{ styles }}</style><p style="font-family: AR PL UKai CN">䶮</p>'
    unfit = dict(fonts.UNFIT)
    try:
        fonts.UNFIT.clear()
        rendering._font_configuration.cache_clear()
        with pytest.raises(MissingGlyphs, match="䶮"):
            render_source(source)
    finally:
        fonts.UNFIT.update(unfit)
        rendering._font_configuration.cache_clear()


@pytest.mark.parametrize(
    "source",
    [
        '<img alt="" src="file:///etc/passwd">',
        '<img alt="" src="http://127.0.0.1:9/x.png">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        "<style>@import url(http://127.0.0.1:9/x.css);</style>",
        '<style>@font-face { font-family: x; src: url("file:///etc/passwd") }</style>',
        '<p style="background: url(ftp://127.0.0.1/x)">a</p>',
    ],
)
def test_files_and_addresses_are_refused(render_source, source):
    with pytest.raises(ForbiddenSource):
        render_source(source)


def test_typed_markup_is_printed_as_typed(render, builders, text_of):
    typed = '<img src="file:///etc/passwd"><b>粗</b>&amp;'
    pdf = render(
        builders["minutes"](
            opening=(typed,),
            rosters=(official.Roster("出席", (typed,)), official.Roster("列席", text=typed)),
            title=typed[:12],
        )
    )
    assert text_of(pdf).count(re.sub(r"\s", "", typed)) >= 2


def test_attachments_need_the_archive_form_and_dates_a_time_zone(render, builders):
    attachment = PdfAttachment("votes.json", b"{}")
    with pytest.raises(ValueError, match="archive"):
        render(builders["record"](items=1), attachments=(attachment,))
    with pytest.raises(ValueError, match="time zone"):
        render_pdf(
            template="print/minutes.html",
            context={"paper": builders["minutes"]()},
            metadata=PdfMetadata(title="x", author="y", created=datetime.datetime(2026, 11, 27)),
        )


def test_the_archived_record_is_pdf_a_3a_with_the_votes_inside(render, builders, reader):
    votes = json.dumps({"第一项": {"赞成": 8}}, ensure_ascii=False, sort_keys=True).encode()
    attachment = PdfAttachment("votes.json", votes, "逐项表决")
    pdf = render(builders["record"](items=1), archive=True, attachments=(attachment,))
    document = reader(pdf)
    assert document.attachments["votes.json"] == [votes]
    assert hashlib.sha256(document.attachments["votes.json"][0]).hexdigest() == attachment.sha256
    metadata = document.trailer["/Root"]["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in metadata or "<pdfaid:part>3</pdfaid:part>" in metadata
    assert re.search(r"conformance[>=\"]+A", metadata)
    assert document.trailer["/Root"]["/Lang"] == "zh-CN"
    relation = document.trailer["/Root"]["/AF"][0].get_object()
    assert relation["/AFRelationship"] == "/Data"
    assert attachment.sha256 in relation["/Desc"]


@pytest.mark.parametrize("archive", [False, True])
def test_the_same_paper_gives_the_same_bytes(render, render_again, builders, archive):
    paper = builders["record"](items=1)
    files = (PdfAttachment("votes.json", b"{}"),) if archive else ()
    first = render(paper, archive=archive, attachments=files)
    render(builders["ballot"]())
    again = render_again(paper, archive=archive, attachments=files)
    assert first.data == again.data
    assert first.sha256 == hashlib.sha256(first.data).hexdigest()
    assert first.sha256 != render(dataclasses.replace(paper, closing="16时41分散会。")).sha256


def test_the_file_says_what_it_is(render, builders, reader):
    info = reader(render(builders["minutes"]())).metadata
    assert info.title == "中共云樨镇委员会第十二次会议纪要"
    assert info.author == "中共云樨镇委员会党政办公室"
    assert info.creation_date == PRINTED


def test_every_role_finds_a_face_and_ends_in_a_full_one():
    assert all(fonts.resolved_faces().values())
    assert sorted(fonts.LAST_RESORTS) == ["Noto Sans CJK SC", "Noto Serif CJK SC"]


def test_the_office_font_folder_is_read(settings, tmp_path, monkeypatch):
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    settings.VAR_DIR, settings.FONT_DIR = tmp_path / "var", tmp_path / "字体&"
    assert "<dir>" not in fonts.configuration_file().read_text(encoding="utf-8")
    settings.FONT_DIR.mkdir()
    path = fonts.configuration_file()
    assert "字体&amp;</dir>" in path.read_text(encoding="utf-8")
    with fonts.configured():
        assert os.environ["FONTCONFIG_FILE"] == str(path)
    assert "FONTCONFIG_FILE" not in os.environ


def test_checks_are_silent_here_and_speak_where_something_is_missing(monkeypatch):
    assert checks.print_engine() == []
    monkeypatch.setattr(checks.ctypes.util, "find_library", lambda _name: None)
    monkeypatch.setattr(fonts, "installed_families", lambda: frozenset({"SimHei"}))
    assert [message.id for message in checks.print_engine()] == ["documents.W001", "documents.W002"]
