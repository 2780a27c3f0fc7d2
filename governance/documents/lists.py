"""Two lists for the office: every paper (文件目录), every number and what became of it (文号)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.documents.kinds import document_kind
from governance.documents.models import Document, NumberSeries
from governance.documents.number_uses import NumberLine, lines_of
from governance.documents.numbering import SERIES
from governance.listing.table import Column, Empty, Filter, Listing, register_listing, where, year_filter
from governance.people.models import Organization
from governance.search.text import holds_all, words_of

STATE_KINDS = {"ordered": "doing", "finished": "done", "failed": "late", "replaced": "void", "voided": "void"}


def _town(actor: Actor) -> int | None:
    return actor.main_post.organization_id if actor.main_post else None


# Papers ------------------------------------------------------------------------------------


def _papers(actor: Actor) -> QuerySet[Document]:
    return Document.objects.visible_to(actor).filter(organization=_town(actor))


def _paper_words(rows: QuerySet, words: str, actor: Actor) -> QuerySet:
    code = "".join(words.upper().split())
    return rows.filter(Q(title__icontains=words) | Q(number__icontains=words) | Q(code=code))


def _kinds(actor: Actor, rows: QuerySet) -> Sequence[tuple[str, Any]]:
    codes = rows.order_by("kind").values_list("kind", flat=True).distinct()
    return [(code, document_kind(code).title) for code in codes]


DOCUMENTS = register_listing(
    Listing(
        name="documents",
        title=_("文件目录"),
        counted=_("共%(n)s份"),
        rows=_papers,
        order=("-ordered_on", "-pk"),
        per_page=30,
        columns=(
            Column(
                "biaoti",
                _("标题"),
                lambda d: d.title,
                order=("title",),
                url=lambda d: f"{reverse('documents:list')}?{urlencode({'ci': d.code})}",
            ),
            Column("wenhao", _("文号"), lambda d: d.number, order=("number",)),
            Column("wenzhong", _("文种"), lambda d: str(document_kind(d.kind).title), order=("kind",)),
            Column("chengwen", _("成文"), lambda d: d.ordered_on, "day", order=("ordered_on",)),
            Column(
                "zhuangtai",
                _("状态"),
                lambda d: str(d.get_state_display()),
                "state",
                order=("state",),
                shape=lambda d: STATE_KINDS.get(d.state, ""),
            ),
            Column("yeshu", _("页数"), lambda d: d.pages, "number", order=("pages",), shown=False),
            Column("ma", _("校验码"), lambda d: d.code, order=("code",)),
            Column("zhaiyao", _("文件摘要"), lambda d: d.file_digest, shown=False),
            Column("yuanyin", _("没有生成的原因"), lambda d: d.failure, shown=False),
        ),
        filters=(
            Filter("ci", _("标题、文号、校验码"), _paper_words),
            Filter("wenzhong", _("文种"), where("kind"), "choice", _kinds),
            year_filter("ordered_on"),
            Filter(
                "zhuangtai",
                _("状态"),
                where("state"),
                "choice",
                lambda actor, rows: Document.State.choices,
                fixed=True,
            ),
        ),
        empty=Empty(_("没有这样的文件。"), _("还没有生成过文件。"), _("纪要签发后，会自动生成并列在这里。")),
    )
)


# Numbers -----------------------------------------------------------------------------------

USED, SKIPPED, GAP = "yong", "kong", "weishuoming"
_STANDS = ((USED, _("有文件")), (SKIPPED, _("空号，有说明")), (GAP, _("空号，没有说明")))


@dataclass(frozen=True)
class NumberRow:
    kind: str
    title: str
    year: int
    line: NumberLine
    explains: bool

    @property
    def stands(self) -> str:
        return USED if self.line.use else SKIPPED if self.line.note else GAP

    @property
    def state(self) -> str:
        return self.line.use.state if self.line.use else _now("空号")

    @property
    def what(self) -> str:
        return self.line.use.what if self.line.use else _now("没有文件")

    @property
    def why(self) -> str:
        """Why nothing carries it, and what of it was declared void."""
        said = [self.line.note.because] if self.line.note else []
        for paper in self.line.voided:
            values = {"code": paper.code, "why": paper.voided_because}
            said.append(_now("校验码%(code)s的一份已作废：%(why)s") % values)
        if self.stands == GAP and not self.explains:
            said.append(_now("没有写明原因"))
        return "；".join(said)

    @property
    def who(self) -> str:
        noted = [(self.line.note.noted_by.name, self.line.note.noted_on)] if self.line.note else []
        noted += [(p.voided_by.name, p.voided_on) for p in self.line.voided if p.voided_by and p.voided_on]
        return "；".join(f"{name}　{day:%Y-%m-%d}" for name, day in noted)

    @property
    def links(self) -> Sequence[tuple[str, str, str]]:
        if self.stands != GAP or not self.explains:
            return ()
        url = reverse("documents:number-explain", args=[self.kind, self.year, self.line.place])
        return ((url, _now("写明原因"), self.line.number),)


def _numbers(actor: Actor) -> list[NumberRow]:
    """Every number of every series of the town. Three or four queries a series, whatever it holds."""
    town = Organization.objects.filter(pk=_town(actor)).first()
    if town is None:
        return []
    explains = ask(actor, "documents.number.explained", town).allowed
    drawn = NumberSeries.objects.filter(organization=town, kind__in=SERIES).order_by("-year", "kind")
    return [
        NumberRow(series.kind, str(SERIES[series.kind].title), series.year, line, explains)
        for series in drawn
        for line in lines_of(series, actor)
    ]


def _number_words(rows: list[NumberRow], typed: str, actor: Actor) -> list[NumberRow]:
    words = words_of(typed)
    return [row for row in rows if holds_all(f"{row.line.number}｜{row.what}｜{row.why}", words)]


def _gaps(rows: list[NumberRow]) -> str:
    open_gaps = sum(row.stands == GAP for row in rows)
    return _now("%(n)s个号没有文件，也没有写明原因") % {"n": open_gaps} if open_gaps else ""


NUMBERS = register_listing(
    Listing(
        name="numbers",
        title=_("文号"),
        counted=_("共%(n)s个号"),
        rows=_numbers,
        total=_gaps,
        per_page=50,
        columns=(
            Column(
                "hao",
                _("文号"),
                lambda row: row.line.number,
                key=lambda row: (row.year, row.kind, row.line.place),
            ),
            Column("leibie", _("类别"), lambda row: row.title, key=lambda row: row.title, shown=False),
            Column(
                "niandu", _("年度"), lambda row: row.year, "number", key=lambda row: row.year, shown=False
            ),
            Column(
                "wenjian",
                _("文件"),
                lambda row: row.what,
                key=lambda row: row.what,
                url=lambda row: row.line.use.url if row.line.use else "",
            ),
            Column("zhuangtai", _("状态"), lambda row: row.state, key=lambda row: row.state),
            Column("shuoming", _("说明"), lambda row: row.why, sub=lambda row: row.who),
            Column("dengji", _("登记人"), lambda row: row.who, shown=False, kept_on_sheet=True),
            Column("banli", _("办理"), lambda row: "", "links", links=lambda row: row.links),
        ),
        filters=(
            Filter("ci", _("文号、文件、说明"), _number_words),
            Filter(
                "kind",
                _("类别"),
                lambda rows, value, actor: [row for row in rows if row.kind == value],
                "choice",
                lambda actor, rows: [(kind, one.title) for kind, one in SERIES.items()],
                fixed=True,
            ),
            Filter(
                "year",
                _("年度"),
                lambda rows, value, actor: [row for row in rows if str(row.year) == value],
                "choice",
                lambda actor, rows: [(y, y) for y in sorted({row.year for row in rows}, reverse=True)],
            ),
            Filter(
                "qingkuang",
                _("情况"),
                lambda rows, value, actor: [row for row in rows if row.stands == value],
                "choice",
                lambda actor, rows: _STANDS,
                fixed=True,
            ),
        ),
        empty=Empty(_("这样筛选没有文号。"), _("还没有编过号。"), _("登记决议、签发纪要时自动编号。")),
    )
)
