"""The official layout (GB/T 9704-2012) in a .docx: named styles that an office finds again in Word or WPS.

Fonts go by the names they have on the offices' machines. Page, grid and sizes follow the printed paper:
a block of 156 x 225 mm, 22 rows of 28 characters. `docGrid` counts lines only: with characters counted
as well, one of the office suites nearly doubles the pitch.
"""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

FANGSONG, KAI, HEI, SONG, TITLE = "仿宋", "楷体", "黑体", "宋体", "方正小标宋简体"
RED = RGBColor(0xC8, 0x14, 0x1E)
ROW = Pt(28.95)  # 22 rows in 225 mm
BODY = Pt(16)
CELL = 15.8  # points one character takes in the grid
CENTRE, RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
LEFT = WD_ALIGN_PARAGRAPH.LEFT
MARK_STYLE = "红头"
# What the schema wants behind an element; the office suites call a file damaged that has it elsewhere.
_AFTER_BORDER = tuple(
    f"w:{name}"
    for name in (
        "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
        "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
        "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ).split()
)
_AFTER_TRACKING = tuple(
    f"w:{name}"
    for name in (
        "w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout"
    ).split()
)
_AFTER_PLACE = tuple(
    f"w:{name}"
    for name in (
        "tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders "
        "shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ).split()
)
_AFTER_TABLE_BORDERS = _AFTER_PLACE[_AFTER_PLACE.index("w:tblBorders") + 1 :]


def new_document() -> DocumentType:
    """An empty paper with the house's page and styles."""
    document = Document()
    _page(document)
    _styles(document)
    _page_numbers(document)
    return document


def _page(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(23)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "579")
    section._sectPr.append(grid)
    document.settings.odd_and_even_pages_header_footer = True
    document.settings.element.find(qn("w:zoom")).addnext(OxmlElement("w:mirrorMargins"))


def _styles(document: DocumentType) -> None:
    normal = document.styles["Normal"]
    _font(normal, FANGSONG, BODY, track=True)
    _rows(normal.paragraph_format)
    normal.paragraph_format.alignment = JUSTIFY
    for name, font, size, align, indent in (
        ("公文正文", FANGSONG, BODY, JUSTIFY, 2),
        ("公文标题", TITLE, Pt(22), CENTRE, 0),
        (MARK_STYLE, TITLE, Pt(42), CENTRE, 0),
        ("发文字号", FANGSONG, BODY, CENTRE, 0),
        ("编发行", FANGSONG, BODY, LEFT, 0),
        ("主送", FANGSONG, BODY, LEFT, 0),
        ("一级标题", HEI, BODY, JUSTIFY, 2),
        ("附件", FANGSONG, BODY, LEFT, 2),
        ("名单", FANGSONG, BODY, LEFT, 0),
        ("签字", FANGSONG, BODY, LEFT, 0),
        ("落款", FANGSONG, BODY, RIGHT, 0),
        ("版记", FANGSONG, Pt(14), LEFT, 0),
        ("表题", HEI, BODY, CENTRE, 0),
        ("表格文字", FANGSONG, Pt(12), CENTRE, 0),
        ("页码", SONG, Pt(14), RIGHT, 0),
        ("稿注", SONG, Pt(9), LEFT, 0),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.quick_style = True
        _font(style, font, size)
        style.paragraph_format.alignment = align
        if indent:
            _indent(style, first=indent)
    single = ("表格文字", "页码", "稿注", "版记")
    for name in single:
        document.styles[name].paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    mark = document.styles[MARK_STYLE]
    mark.font.color.rgb = RED
    mark.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    mark.paragraph_format.space_before = Mm(35)
    for name in ("一级标题", "公文标题", "主送"):
        document.styles[name].paragraph_format.keep_with_next = True
    _hang(document.styles["名单"], cells=3)
    for name, font in (("标签", HEI), ("发言人", KAI)):
        _font(document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER), font, None)


def _font(style: Any, name: str, size: Any, *, track: bool = False) -> None:
    style.font.name = name
    if size is not None:
        style.font.size = size
    style.font.bold = False
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[theme]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), name)
    if track:  # 28 characters of 16 pt are wider than the block by 2 mm
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), "-4")
        properties.insert_element_before(spacing, *_AFTER_TRACKING)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
        properties.append(language)


def _rows(form: Any) -> None:
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = ROW
    form.space_before = form.space_after = Pt(0)
    form.widow_control = False


def _indent(style: Any, *, first: int) -> None:
    """Counted in characters, so that it follows the size an office chooses."""
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(first * 100))
    indent.set(qn("w:firstLine"), str(round(first * CELL * 20)))


def _hang(style: Any, *, cells: int) -> None:
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    for edge, value in (("left", 2 + cells), ("hanging", cells)):
        indent.set(qn(f"w:{edge}Chars"), str(value * 100))
        indent.set(qn(f"w:{edge}"), str(round(value * CELL * 20)))


def _page_numbers(document: DocumentType) -> None:
    """Between one-character dashes; odd pages at the right, even ones at the left, one character in."""
    section = document.sections[0]
    for footer, align, edge in ((section.footer, RIGHT, "right"), (section.even_page_footer, LEFT, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["页码"]
        paragraph.alignment = align
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn(f"w:{edge}Chars"), "100")
        indent.set(qn(f"w:{edge}"), "280")
        paragraph.add_run("— ")
        field(paragraph, "PAGE")
        paragraph.add_run(" —")


def field(paragraph: Any, instruction: str) -> None:
    """A field the word processor fills in: the page's number, how many there are."""
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("1", ""), ("end", "")):
        run = paragraph.add_run()._r
        if text:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {text} "
        elif kind == "1":
            element = OxmlElement("w:t")
            element.text = "1"
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run.append(element)


def rule(paragraph: Any, *, colour: str = "C8141E", eighths: int = 16) -> None:
    """A line under a paragraph as wide as the block; `eighths` of a point thick."""
    borders = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="{eighths}" w:space="4" '
        f'w:color="{colour}"/></w:pBdr>'
    )
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDER)


def imprint_table(document: DocumentType, rows: tuple[str, str]) -> Any:
    """版记 at the foot of the last page: a table that stands on the block's lower edge, rules 0.35 mm
    outside and 0.25 mm between. The second text has its right part behind a tab."""
    table = document.add_table(rows=2, cols=1)
    properties = table._tbl.tblPr
    place = parse_xml(
        f'<w:tblpPr {nsdecls("w")} w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" '
        'w:horzAnchor="margin" w:tblpXSpec="center" w:tblpYSpec="bottom"/>'
    )
    properties.insert_element_before(place, *_AFTER_PLACE)
    _borders(table, top=8, bottom=8, insideH=6)
    widen(table, [156])
    for cell, text in zip(table.columns[0].cells, rows, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style = document.styles["版记"]
        paragraph.add_run(text)
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:left"), "280")
        indent.set(qn("w:right"), "280")
        if "\t" in text:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(146), alignment=2)  # right
    return table


def widen(table: Any, widths: list[float]) -> None:
    """Fixed widths in millimetres, in the grid and in every cell: the suites read one or the other."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def bordered(table: Any) -> None:
    """A plain grid of 0.25 mm lines whose rows stay whole."""
    _borders(table, top=6, left=6, bottom=6, right=6, insideH=6, insideV=6)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _borders(table: Any, **edges: int) -> None:
    """Lines in black, each in eighths of a point, in the order of the schema."""
    drawn = "".join(
        f'<w:{edge} w:val="single" w:sz="{edges[edge]}" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
        if edge in edges
    )
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{drawn}</w:tblBorders>")
    table._tbl.tblPr.insert_element_before(borders, *_AFTER_TABLE_BORDERS)
