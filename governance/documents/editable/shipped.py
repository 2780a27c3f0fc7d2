"""The templates that come with the program, one for each class of paper, made by code: what an office gets
before it has a template of its own, and what it starts from when it wants one.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache

from docx.document import Document as DocumentType

from governance.documents import official
from governance.documents.editable import layout


def shipped_template(paper: type[official.Paper]) -> bytes:
    """The .docx with its fields still in it. KeyError for a paper an office does not edit."""
    return _made(paper.__name__)


@cache
def _made(name: str) -> bytes:
    bodies = {paper.__name__: body for paper, body in _BODIES.items()}
    document = layout.new_document()
    bodies[name](document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write(document: DocumentType, style: str, text: str) -> None:
    """One paragraph; «…» is set as a label, ‹…› as a speaker."""
    paragraph = document.add_paragraph(style=document.styles[style])
    run = ""
    marks = {"«": "标签", "‹": "发言人", "»": "", "›": ""}
    current = ""
    for character in text:
        if character not in marks:
            run += character
            continue
        if run:
            paragraph.add_run(run, style=document.styles[current] if current else None)
        run, current = "", marks[character]
    if run:
        paragraph.add_run(run, style=document.styles[current] if current else None)


def _lines(document: DocumentType, lines: Sequence[tuple[str, str]]) -> None:
    for style, text in lines:
        _write(document, style, text)


def _each(name: str, within: str, *lines: tuple[str, str]) -> list[tuple[str, str]]:
    return [("公文正文", f"{{%p for {name} in {within} %}}"), *lines, ("公文正文", "{%p endfor %}")]


def _when(condition: str, *lines: tuple[str, str]) -> list[tuple[str, str]]:
    return [("公文正文", f"{{%p if {condition} %}}"), *lines, ("公文正文", "{%p endif %}")]


TITLE = ("公文标题", "{{ 标题 }}")
GAP = ("公文正文", "")
NUMBER = _when("文号", ("发文字号", "{{ 文号 }}"))
SEND_TO = ("主送", "{{ 主送 }}：")
SIGNING = (
    "签字",
    "{% for 人 in 签字 %}{{ 人 }}（签字）：{% if not loop.last %}　　　　　　{% endif %}{% endfor %}",
)
ISSUER = [("落款", "{{ 落款 }}　　"), ("落款", "{{ 日期 }}　　　　")]


def _mark(document: DocumentType, *below: tuple[str, str]) -> None:
    _write(document, layout.MARK_STYLE, "{{ 红头 }}")
    _lines(document, below)
    layout.rule(document.paragraphs[-1])


def _parts(document: DocumentType) -> None:
    _write(document, "公文正文", "{%p for 部分 in 各部分 %}")
    _lines(
        document,
        _when(
            "部分.接排",
            ("公文正文", "«{{ 部分.标题 }}。»{{ 部分.首段 }}"),
            *_each("段", "部分.余段", ("公文正文", "{{ 段 }}")),
        )
        + _when(
            "not 部分.接排",
            *_when("部分.标题", ("一级标题", "{{ 部分.标题 }}")),
            *_each("段", "部分.各段", ("公文正文", "{{ 段 }}")),
        ),
    )
    _tables(document, "部分.表")
    _write(document, "公文正文", "{%p endfor %}")


def _tables(document: DocumentType, within: str) -> None:
    """A table of as many columns and rows as the paper has."""
    _write(document, "公文正文", f"{{%p for 表 in {within} %}}")
    _lines(document, _when("表.表题", ("表题", "{{ 表.表题 }}")))
    table = document.add_table(rows=4, cols=3)
    layout.widen(table, [52, 52, 52])
    layout.bordered(table)
    cells = (
        ("{%tc for 栏 in 表.栏 %}", "{{ 栏 }}", "{%tc endfor %}"),
        ("{%tr for 行 in 表.行 %}", "", ""),
        ("{%tc for 格 in 行.格 %}", "{{ 格 }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].style = document.styles["表格文字"]
            cell.paragraphs[0].add_run(text)
    _write(document, "公文正文", "{%p endfor %}")


def _imprint(document: DocumentType) -> None:
    _write(document, "公文正文", "{%p if 版记 %}")
    layout.imprint_table(document, ("{{ 分送名目 }}：{{ 分送 }}。", "{{ 印发单位 }}\t{{ 印发日期 }}印发"))
    _write(document, "公文正文", "{%p endif %}")


def _notice(document: DocumentType) -> None:
    _write(document, "公文正文", "{%p if 红头 %}")
    _mark(document, GAP, ("发文字号", "{{ 文号 }}"))
    _write(document, "公文正文", "{%p endif %}")
    _lines(document, [GAP, TITLE])
    _lines(document, _when("文号 and not 红头", ("发文字号", "{{ 文号 }}")))
    _lines(document, [GAP, SEND_TO, *_each("段", "开头", ("公文正文", "{{ 段 }}"))])
    _parts(document)
    _lines(
        document,
        _when(
            "附件",
            GAP,
            *_each("项", "附件", ("附件", "{% if loop.first %}附件：{% else %}　　　{% endif %}{{ 项 }}")),
        ),
    )
    _lines(document, [GAP, *ISSUER, *_when("联系", ("公文正文", "（{{ 联系 }}）"))])
    _imprint(document)


def _minutes(document: DocumentType) -> None:
    _mark(
        document,
        ("发文字号", "{% if 文号 %}{{ 文号 }}{% else %}未编号{% endif %}"),
        ("编发行", "　{{ 编发单位 }}\t{{ 日期 }}　"),
    )
    document.paragraphs[-1].paragraph_format.tab_stops.add_tab_stop(layout.Mm(156), alignment=2)
    _lines(document, [*_when("标题", GAP, TITLE), GAP, *_each("段", "开头", ("公文正文", "{{ 段 }}"))])
    _parts(document)
    _lines(document, [GAP, *_each("单", "名单", ("名单", "«{{ 单.名称 }}：»{{ 单.内容 }}"))])
    _imprint(document)


def _record(document: DocumentType) -> None:
    _lines(
        document,
        [
            TITLE,
            *NUMBER,
            GAP,
            *_each("行", "概况", ("名单", "«{{ 行.名称 }}：»{{ 行.内容 }}")),
            *_each("单", "名单", ("名单", "«{{ 单.名称 }}：»{{ 单.内容 }}")),
            ("公文正文", "{%p for 项 in 各项 %}"),
            ("一级标题", "{{ 项.标题 }}"),
            *_each("段", "项.议前", ("公文正文", "«{{ 段.名称 }}：»{{ 段.内容 }}")),
            *_each(
                "话",
                "项.发言",
                (
                    "公文正文",
                    "‹{{ 话.姓名 }}（{{ 话.职务 }}）：›{{ 话.内容 }}{% if 话.态度 %}（{{ 话.态度 }}）{% endif %}",
                ),
            ),
        ],
    )
    _tables(document, "项.表")
    _lines(
        document,
        [
            *_each("段", "项.议后", ("公文正文", "«{{ 段.名称 }}：»{{ 段.内容 }}")),
            ("公文正文", "{%p endfor %}"),
            ("公文正文", "{{ 散会 }}"),
            GAP,
            SIGNING,
        ],
    )


def _extract(document: DocumentType) -> None:
    _lines(
        document,
        [
            TITLE,
            *NUMBER,
            GAP,
            *_when("主送", SEND_TO),
            ("公文正文", "{{ 出处 }}"),
            *_each("段", "决议", ("公文正文", "{{ 段 }}")),
            *_when("负责人", ("公文正文", "«负责人：»{{ 负责人 }}")),
            *_when("完成时间", ("公文正文", "«完成时间：»{{ 完成时间 }}")),
        ],
    )
    _tables(document, "落实")
    _lines(document, [("公文正文", "本摘录与原件一致。"), GAP, SIGNING, GAP, *ISSUER])


def _corrigendum(document: DocumentType) -> None:
    _lines(
        document,
        [
            TITLE,
            GAP,
            SEND_TO,
            *_each("段", "更正", ("公文正文", "{{ 段 }}")),
            ("公文正文", "{{ 结语 }}"),
            GAP,
            SIGNING,
            GAP,
            *ISSUER,
        ],
    )
    _imprint(document)


_BODIES: dict[type[official.Paper], Callable[[DocumentType], None]] = {
    official.NoticePaper: _notice,
    official.MinutesPaper: _minutes,
    official.RecordPaper: _record,
    official.ResolutionExtractPaper: _extract,
    official.CorrigendumPaper: _corrigendum,
}
