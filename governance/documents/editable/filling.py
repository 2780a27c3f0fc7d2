"""Filling a template: a sandbox that knows the paper's fields and nothing else, with limits on size and time.

A template comes from outside and is a small program. `reading.read_template` lets only loops over fields,
conditions and the fields themselves through; the sandbox here is what stands behind that, should it err.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from docx import Document as open_docx
from docx.shared import Pt
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from governance.documents.editable import layout
from governance.documents.grid import POINTS_PER_MM, width_in_cells

LARGEST_TEXT = 8 * 1024 * 1024  # characters of one part; twenty items make a third of one million
LONGEST = 20.0  # seconds
BLOCK_WIDTH = 156  # millimetres
_FIXED = (1980, 1, 1, 0, 0, 0)


class CannotFill(Exception):
    """The template does not take the paper; the text says why, for a person."""


class _Bounded(Template):
    def render(self, *args: Any, **kwargs: Any) -> str:
        """As `Template.render`, but never longer than a paper may be. CannotFill beyond."""
        found: list[str] = []
        size, until = 0, time.monotonic() + LONGEST
        for piece in self.generate(*args, **kwargs):
            size += len(piece)
            if size > LARGEST_TEXT or time.monotonic() > until:
                raise CannotFill(_("填出来的文件太大，没有生成"))
            found.append(piece)
        return "".join(found)


def sandbox() -> ImmutableSandboxedEnvironment:
    """Nothing global, no filter, no test beyond the words of the language."""
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.template_class = _Bounded
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


class _Paper(DocxTemplate):
    """Body, headers and footers are filled; properties and notes of the template never are. What a person
    typed is never read as a template: docxtpl's own way of writing braces (`{_{`) is left alone."""

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        filled = jinja_env.from_string(lined(src_xml)).render(context)
        return str(self.resolve_listing(filled.replace("\n<w:p", "<w:p")))

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        return

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        return

    def fix_tables(self, xml: str) -> Any:
        """docxtpl mends broken markup by leaving out what does not fit: words would be lost unseen."""
        try:
            etree.fromstring(xml, etree.XMLParser(resolve_entities=False, huge_tree=False))
        except etree.XMLSyntaxError as error:
            raise CannotFill(_("版式里 if、for 的起止没有成对，填出来的文件打不开")) from error
        return super().fix_tables(xml)


def lined(xml: str) -> str:
    """One paragraph a line, so that the number of a line leads to the paragraph."""
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", xml)


@dataclass(frozen=True)
class Stamp:
    """What every editable copy says of itself, whatever the template: that the PDF is the paper."""

    title: str
    author: str
    number: str
    code: str
    made_on: date

    @property
    def words(self) -> str:
        number = _("　文号：%(number)s") % {"number": self.number} if self.number else ""
        code = _("　校验码：%(code)s") % {"code": self.code} if self.code else ""
        return _("稿。供编辑用，不是正式文件，以 PDF 为准。") + number + code


def fill(template: bytes, values: Mapping[str, Any], stamp: Stamp) -> bytes:
    """The filled .docx; the same template, values and stamp give the same bytes. CannotFill."""
    paper = _Paper(io.BytesIO(template))
    try:
        paper.render(values, jinja_env=sandbox(), autoescape=True)
    except TemplateError as error:
        raise CannotFill(
            _("版式填不出来（%(why)s）") % {"why": error.message or type(error).__name__}
        ) from error
    except (SyntaxError, RecursionError, MemoryError, TypeError) as error:
        # conditions nested too deep for the language below, or that compare what cannot be compared
        raise CannotFill(_("版式里 if 的条件写得太深，或比较的不是同一类，填不出来")) from error
    document = paper.docx
    _fit_marks(document)
    _stamped(document, stamp)
    stream = io.BytesIO()
    document.save(stream)
    return _settled(stream.getvalue())


def _fit_marks(document: Any) -> None:
    """The red words stand on one line: made smaller where their own size would break it."""
    for paragraph in document.paragraphs:
        if paragraph.style is None or paragraph.style.name != layout.MARK_STYLE:
            continue
        cells = max(width_in_cells(paragraph.text), 1)
        fits = BLOCK_WIDTH * POINTS_PER_MM / cells
        for run in paragraph.runs:
            size = run.font.size or paragraph.style.font.size
            if size is None or size.pt > fits:
                run.font.size = Pt(int(fits * 2) / 2)


def _stamped(document: Any, stamp: Stamp) -> None:
    """On every page, over whatever header the template has."""
    for place, section in enumerate(document.sections):
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if document.settings.odd_and_even_pages_header_footer:
            headers.append(section.even_page_header)
        for header in headers:
            if place == 0 or not header.is_linked_to_previous:  # the others repeat the one before
                _put(header, stamp.words)
    properties = document.core_properties
    moment = datetime(stamp.made_on.year, stamp.made_on.month, stamp.made_on.day, 12)
    properties.title, properties.author, properties.subject = stamp.title[:250], stamp.author, stamp.number
    properties.last_modified_by, properties.keywords, properties.comments = "", "", stamp.words
    properties.created = properties.modified = moment
    properties.revision = 1


def _put(header: Any, words: str) -> None:
    header.is_linked_to_previous = False
    first = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
    place = first if not first.text and not first._p.xpath(".//w:drawing|.//w:pict") else None
    paragraph = place or first.insert_paragraph_before()
    run = paragraph.add_run(words)
    run.font.size = Pt(9)
    run.font.name = layout.SONG
    run._r.get_or_add_rPr().find(layout.qn("w:rFonts")).set(layout.qn("w:eastAsia"), layout.SONG)


def _settled(content: bytes) -> bytes:
    """The same parts with a fixed date, so that a copy made twice is the same file."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(entry, made.read(name))
    return stream.getvalue()


def text_of(content: bytes) -> list[str]:
    """The words of a .docx, paragraph by paragraph, tables row by row: what a page shows of a sample."""
    document = open_docx(io.BytesIO(content))
    found: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            found += ["　".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            found.append(block.text)
    return found
