"""What a template may fill in, by class of paper, under the names an office reads: {{ 标题 }}, {{ 主送 }}.

Fields and values come from the same data as the PDF. A field is a text, a list of texts, or a list of
things with fields of their own; nothing else ever reaches a template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.documents import official
from governance.documents.grid import name_cells, title_lines
from governance.templatetags.wordings import official_date

# What XML cannot hold, and \a, which would begin a paragraph of its own; a feed of a page likewise.
_UNFIT = re.compile("[\x00-\x08\x0b-\x0d\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Field:
    """`many` None: a text. An empty tuple: a list of texts. Else: a list of things with these fields."""

    name: str
    meaning: Any
    many: tuple[Field, ...] | None = None

    @property
    def inner(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.many or ()}


Value = str | list[Any]
_NAMED = (Field("名称", _("名目，如“出席”")), Field("内容", _("内容")))
_TABLE = Field(
    "表",
    _("表格"),
    (
        Field("表题", _("表的名称")),
        Field("栏", _("各栏名称"), ()),
        Field("行", _("各行"), (Field("格", _("各格"), ()),)),
    ),
)
_HEAD = (Field("标题", _("标题")), Field("文号", _("文号，没有的为空")))
_ISSUED = (Field("落款", _("发文单位")), Field("日期", _("成文日期")))
_IMPRINT = (
    Field("版记", _("是否有版记：有的为“有”，没有的为空")),
    Field("分送名目", _("“分送”或“抄送”")),
    Field("分送", _("分送单位")),
    Field("印发单位", _("印发单位")),
    Field("印发日期", _("印发日期")),
)
_PARTS = Field(
    "各部分",
    _("正文各部分"),
    (
        Field("标题", _("带序号的标题，可能为空")),
        Field("接排", _("标题与正文接排的为“是”，否则为空")),
        Field("首段", _("第一段")),
        Field("余段", _("其余各段"), ()),
        Field("各段", _("全部各段"), ()),
        _TABLE,
    ),
)
_SIGNERS = Field("签字", _("签字处，如“主持人”"), ())


def _text(value: object) -> str:
    return _UNFIT.sub("", str(value or "")).strip()


def _lines(texts: Iterable[str]) -> list[str]:
    """As in print: each line that was typed is a paragraph."""
    return [line.strip() for text in texts for line in _UNFIT.sub("", text).splitlines() if line.strip()]


def _title(paper: official.Paper) -> dict[str, Value]:
    return {"标题": "\n".join(_text(line) for line in title_lines(paper.title)), "文号": _text(paper.number)}


def _issued(paper: Any) -> dict[str, Value]:
    return {"落款": _text(paper.issuer), "日期": official_date(paper.issued_on)}


def _imprint(imprint: official.Imprint | None) -> dict[str, Value]:
    if imprint is None:
        return {field.name: "" for field in _IMPRINT}
    return {
        "版记": "有",
        "分送名目": _text(imprint.label),
        "分送": _text(imprint.copies),
        "印发单位": _text(imprint.office),
        "印发日期": official_date(imprint.printed_on),
    }


def _tables(tables: Iterable[official.Table]) -> list[Any]:
    return [
        {
            "表题": _text(table.caption),
            "栏": [_text(column.label) for column in table.columns],
            "行": [{"格": [_text(cell) for cell in row]} for row in table.rows],
        }
        for table in tables
    ]


def _parts(sections: Iterable[official.Section]) -> list[Any]:
    found = []
    for section in sections:
        lines = _lines(section.paragraphs)
        found.append(
            {
                "标题": _text(section.heading),
                "接排": "是" if section.run_in else "",
                "首段": lines[0] if lines else "",
                "余段": lines[1:],
                "各段": lines,
                "表": _tables(section.tables),
            }
        )
    return found


def _rosters(rosters: Iterable[official.Roster]) -> list[Any]:
    """Names one cell apart, those of two characters opened to three, as official lists have them."""
    return [
        {
            "名称": _text(roster.label),
            "内容": "　".join(_text(cell.text) for cell in name_cells(roster.names))
            or _text(roster.text)
            or "无",
        }
        for roster in rosters
    ]


def _named(pairs: Iterable[tuple[str, str]]) -> list[Any]:
    return [{"名称": _text(name), "内容": "".join(_lines([text]))} for name, text in pairs]


def _signers(signers: Iterable[official.Signer]) -> list[Any]:
    return [_text(signer.role) for signer in signers]


def _notice(paper: official.NoticePaper) -> dict[str, Value]:
    several = len(paper.annexes) > 1
    return {
        **_title(paper),
        "红头": _text(paper.mark),
        "主送": _text(paper.addressees),
        "开头": _lines(paper.opening),
        "各部分": _parts(paper.sections),
        "附件": [f"{n}.{_text(a)}" if several else _text(a) for n, a in enumerate(paper.annexes, 1)],
        **_issued(paper),
        "联系": _text(paper.contact),
        **_imprint(paper.imprint),
    }


def _minutes(paper: official.MinutesPaper) -> dict[str, Value]:
    return {
        **_title(paper),
        "标题": "" if paper.title == paper.mark else "\n".join(title_lines(paper.title)),
        "红头": _text(paper.mark),
        "编发单位": _text(paper.office),
        "日期": official_date(paper.issued_on),
        "开头": _lines(paper.opening),
        "各部分": _parts(paper.sections),
        "名单": _rosters(paper.rosters),
        **_imprint(paper.imprint),
    }


def _record(paper: official.RecordPaper) -> dict[str, Value]:
    return {
        **_title(paper),
        "概况": _named(paper.facts),
        "名单": _rosters(paper.rosters),
        "各项": [
            {
                "标题": _text(item.heading),
                "议前": _named(item.before),
                "发言": [
                    {
                        "姓名": _text(s.person),
                        "职务": _text(s.post),
                        "内容": "".join(_lines([s.words])),
                        "态度": _text(s.stance),
                    }
                    for s in item.speeches
                ],
                "表": _tables(item.tables),
                "议后": _named(item.after),
            }
            for item in paper.items
        ],
        "散会": _text(paper.closing),
        "签字": _signers(paper.signers),
    }


def _extract(paper: official.ResolutionExtractPaper) -> dict[str, Value]:
    return {
        **_title(paper),
        "主送": _text(paper.recipients),
        "出处": _text(paper.source),
        "决议": _lines(paper.resolution),
        "负责人": _text(paper.owner),
        "完成时间": official_date(paper.due_on) if paper.due_on else "",
        "落实": _tables([paper.duties] if paper.duties else []),
        "签字": _signers(paper.signers),
        **_issued(paper),
    }


def _corrigendum(paper: official.CorrigendumPaper) -> dict[str, Value]:
    return {
        **_title(paper),
        "主送": _text(paper.addressees),
        "更正": _lines(paper.corrections),
        "结语": _text(paper.closing),
        "签字": _signers(paper.signers),
        **_issued(paper),
        **_imprint(paper.imprint),
    }


_SPEECH = (
    Field("姓名", _("发言人")),
    Field("职务", _("发言人职务")),
    Field("内容", _("发言")),
    Field("态度", _("同意、不同意、缓议，可能为空")),
)
_ITEM = (
    Field("标题", _("带序号的议题")),
    Field("议前", _("汇报、提请等"), _NAMED),
    Field("发言", _("各人发言，按先后"), _SPEECH),
    _TABLE,
    Field("议后", _("归纳、表决、结果、决议等"), _NAMED),
)
_OPENING = Field("开头", _("开头各段"), ())
_ROSTERS = Field("名单", _("出席、请假、列席"), _NAMED)
_FIELDS: dict[type[official.Paper], tuple[tuple[Field, ...], Callable[[Any], dict[str, Value]]]] = {
    official.NoticePaper: (
        (
            *_HEAD,
            Field("红头", _("红色发文机关标志，没有的为空")),
            Field("主送", _("主送，不带冒号")),
            _OPENING,
            _PARTS,
            Field("附件", _("附件名称"), ()),
            *_ISSUED,
            Field("联系", _("联系人、电话，没有的为空")),
            *_IMPRINT,
        ),
        _notice,
    ),
    official.MinutesPaper: (
        (
            *_HEAD,
            Field("红头", _("红色标志")),
            Field("编发单位", _("编发单位")),
            Field("日期", _("签发日期")),
            _OPENING,
            _PARTS,
            _ROSTERS,
            *_IMPRINT,
        ),
        _minutes,
    ),
    official.RecordPaper: (
        (
            *_HEAD,
            Field("概况", _("时间、地点、主持等"), _NAMED),
            _ROSTERS,
            Field("各项", _("逐项记录"), _ITEM),
            Field("散会", _("散会时刻一句")),
            _SIGNERS,
        ),
        _record,
    ),
    official.ResolutionExtractPaper: (
        (
            *_HEAD,
            Field("主送", _("承办单位，不带冒号")),
            Field("出处", _("摘自何处一句")),
            Field("决议", _("决议各段"), ()),
            Field("负责人", _("只有一项落实时的负责人")),
            Field("完成时间", _("只有一项落实时的期限")),
            Field("落实", _("有几项落实时的表"), _TABLE.many),
            _SIGNERS,
            *_ISSUED,
        ),
        _extract,
    ),
    official.CorrigendumPaper: (
        (
            *_HEAD,
            Field("主送", _("主送，不带冒号")),
            Field("更正", _("逐处更正"), ()),
            Field("结语", _("结语")),
            _SIGNERS,
            *_ISSUED,
            *_IMPRINT,
        ),
        _corrigendum,
    ),
}


def fields_of(paper: type[official.Paper]) -> tuple[Field, ...]:
    """The fields of a class of paper. KeyError for one an office does not edit."""
    return _FIELDS[paper][0]


def values_of(paper: official.Paper) -> dict[str, Value]:
    """Every field of the paper's class with its value; texts hold nothing a .docx cannot."""
    return _FIELDS[type(paper)][1](paper)
