"""The data of the official papers: what each template under `templates/print/` takes.

Every field is plain text, a date, a number or a tuple of those. Sentences come ready from the app
that owns the matter; only the fixed words of the form (labels, the oath of a copy, the ballot's
instructions) stand in the templates. Layout follows GB/T 9704-2012. Seals and signatures are never
drawn: the paper leaves room for them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from django.utils.translation import gettext as _

from governance.documents.rendering import PdfAttachment, PdfMetadata, RenderedPdf, render_pdf


@dataclass(frozen=True)
class Verification:
    """The foot line of a finished paper: code, page behind it, digest of the data, chain head."""

    code: str
    url: str
    digest: str
    chain_head: str


@dataclass(frozen=True)
class Imprint:
    """版记: who gets copies (`label` 分送 or 抄送, `copies` without final stop), who printed it, when."""

    label: str
    copies: str
    office: str
    printed_on: datetime.date


@dataclass(frozen=True)
class Column:
    """`width` in millimetres; all columns of a table share the 156 mm block in proportion."""

    label: str
    width: float
    align: str = "center"  # left, center or right


class Cell(NamedTuple):
    text: str
    align: str


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table fills every column")

    @property
    def total_width(self) -> float:
        return sum(column.width for column in self.columns)

    @property
    def aligned_rows(self) -> Iterator[list[Cell]]:
        for row in self.rows:
            yield [Cell(text, column.align) for text, column in zip(row, self.columns, strict=True)]


@dataclass(frozen=True)
class Section:
    """One item of the body: `heading` carries its own number (一、…), paragraphs follow, on its own line
    when `run_in`: a short notice then stays on one page."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    run_in: bool = False


@dataclass(frozen=True)
class Roster:
    """A list of people: bare `names`, set in cells that line up, or a running `text`; none: 无."""

    label: str
    names: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Signer:
    """A place to sign. The name is never printed there in place of a signature."""

    role: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What all papers share. `number` is None on drafts, `verification` on drafts and blank forms.

    `coded` is False for papers that must not be told apart: they carry no code even when finished.
    """

    template: ClassVar[str]
    coded: ClassVar[bool] = True
    title: str
    number: str | None = None
    verification: Verification | None = None


@dataclass(frozen=True, kw_only=True)
class MinutesPaper(Paper):
    """P-03 会议纪要: red head with the year's number, items, lists of people, 版记. No seal."""

    template: ClassVar[str] = "print/minutes.html"
    mark: str  # the red words of the head
    office: str
    issued_on: datetime.date
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    rosters: tuple[Roster, ...]
    imprint: Imprint | None = None


@dataclass(frozen=True, kw_only=True)
class NoticePaper(Paper):
    """P-01 会议通知; `mark` empty prints it without a red head, `sealed` keeps room for a seal."""

    template: ClassVar[str] = "print/notice.html"
    mark: str = ""
    addressees: str  # without the colon
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    annexes: tuple[str, ...] = ()
    issuer: str
    issued_on: datetime.date
    contact: str = ""
    sealed: bool = True
    imprint: Imprint | None = None


@dataclass(frozen=True)
class SignInRow:
    """The signature cell stays empty; the other cells may be filled when printed after the meeting."""

    name: str
    post: str
    arrived: str = ""
    left: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SignInPaper(Paper):
    """签到表: members with `entitled` persons, those attending without a vote in a second table."""

    template: ClassVar[str] = "print/sign_in_sheet.html"
    facts: tuple[tuple[str, str], ...]
    entitled: int
    members: tuple[SignInRow, ...]
    attending: tuple[SignInRow, ...] = ()
    present: int | None = None


@dataclass(frozen=True)
class Speech:
    """One member's views in spoken order; `stance` in words (同意, 不同意, 缓议) or empty."""

    person: str
    post: str
    words: str
    stance: str = ""


@dataclass(frozen=True)
class RecordItem:
    """One item of the record: labelled paragraphs before and after the speeches, tally, reasons."""

    heading: str
    before: tuple[tuple[str, str], ...] = ()
    speeches: tuple[Speech, ...] = ()
    after: tuple[tuple[str, str], ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RecordPaper(Paper):
    """P-02 会议记录, the full record; archived as PDF/A-3a with the votes attached. Not circulated."""

    template: ClassVar[str] = "print/record.html"
    facts: tuple[tuple[str, str], ...]  # 时间, 地点, 主持, 记录
    rosters: tuple[Roster, ...]
    items: tuple[RecordItem, ...]
    closing: str  # "16时40分散会。"
    signers: tuple[Signer, ...]


@dataclass(frozen=True, kw_only=True)
class BallotPaper(Paper):
    """P-04 表决票: identical slips without number or code; `candidates` empty votes on the matter.

    `copies` slips are drawn, not one more; without it one full sheet.
    """

    template: ClassVar[str] = "print/ballot.html"
    coded: ClassVar[bool] = False
    matter: str
    candidates: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()  # empty: 赞成, 反对, 弃权
    office: str
    held_on: datetime.date
    copies: int | None = None

    def __post_init__(self) -> None:
        if self.number or self.verification:
            raise ValueError("a ballot carries neither number nor code")

    @property
    def lines(self) -> tuple[str, ...]:
        return self.candidates or (_("本事项"),)

    @property
    def columns(self) -> tuple[str, ...]:
        return self.choices or (_("赞成"), _("反对"), _("弃权"))

    @property
    def instructions(self) -> str:
        if self.candidates:
            return _("每人名下只选一格，画“○”；多画或画在格外无效；不写姓名，不作记号。")
        return _("只选一格，画“○”；多画或画在格外无效；不写姓名，不作记号。")

    @property
    def slips(self) -> int:
        """Slips on one sheet of A4: four while the rows fit a quarter, then two, then one."""
        rows = len(self.lines) + len(self.matter) // 36
        return 4 if rows <= 6 else 2 if rows <= 12 else 1

    @property
    def sheets(self) -> tuple[range, ...]:
        """The places taken on each sheet, from 1; the last sheet may stay partly empty."""
        wanted = self.slips if self.copies is None else self.copies
        return tuple(range(1, min(self.slips, wanted - done) + 1) for done in range(0, wanted, self.slips))


@dataclass(frozen=True)
class CountLine:
    """Votes of one candidate or of the matter; None leaves the cell to the pen."""

    label: str
    aye: int | None = None
    nay: int | None = None
    abstain: int | None = None


@dataclass(frozen=True, kw_only=True)
class CountSheetPaper(Paper):
    """P-04 计票单; every figure may be None, which prints an empty cell for writing by hand."""

    template: ClassVar[str] = "print/count_sheet.html"
    matter: str
    entitled: int
    present: int
    recused: int
    voters: int
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    invalid: int | None = None
    lines: tuple[CountLine, ...] = ()
    required: str  # "8票（议事决策规则 七-4b）"
    outcome: str = ""
    signers: tuple[Signer, ...]


@dataclass(frozen=True, kw_only=True)
class ResolutionExtractPaper(Paper):
    """决议摘录: where it is taken from, the resolution's words, who does it until when: `owner` and
    `due_on` of the one thing to be done, or `duties` where there are several."""

    template: ClassVar[str] = "print/resolution_extract.html"
    source: str
    resolution: tuple[str, ...]
    owner: str = ""
    due_on: datetime.date | None = None
    duties: Table | None = None
    recipients: str
    signers: tuple[Signer, ...]
    issuer: str
    issued_on: datetime.date


@dataclass(frozen=True, kw_only=True)
class CorrigendumPaper(Paper):
    """勘误: what stood on which page, what it should read and why, for whoever was sent the original."""

    template: ClassVar[str] = "print/corrigendum.html"
    addressees: str  # without the colon
    corrections: tuple[str, ...]
    closing: str
    signers: tuple[Signer, ...]
    issuer: str
    issued_on: datetime.date
    imprint: Imprint | None = None


@dataclass(frozen=True)
class RegulationFigure:
    """A figure in force for this committee: its words, value with unit, where the value comes from."""

    label: str
    value: str
    source: str = ""


@dataclass(frozen=True)
class RegulationArticle:
    ref: str
    statement: str
    figures: tuple[RegulationFigure, ...] = ()


@dataclass(frozen=True)
class RegulationChapter:
    heading: str
    articles: tuple[RegulationArticle, ...]


@dataclass(frozen=True, kw_only=True)
class RegulationPaper(Paper):
    """制度 as adopted: title, the line saying who adopted it from when, articles with their figures."""

    template: ClassVar[str] = "print/regulation_as_adopted.html"
    adoption: str
    chapters: tuple[RegulationChapter, ...]
    notes: tuple[str, ...] = ()
    issuer: str = ""
    as_of: datetime.date


def render_paper(
    paper: Paper,
    *,
    metadata: PdfMetadata,
    draft: str | None = None,
    archive: bool = False,
    attachments: Sequence[PdfAttachment] = (),
) -> RenderedPdf:
    """The paper as PDF. `draft` is the watermark's text; a draft has neither number nor code.

    Raises `ValueError` for a draft that carries them, else what `render_pdf` raises.
    """
    if draft and (paper.number or paper.verification):
        raise ValueError("a draft carries neither number nor code")
    return render_pdf(
        template=paper.template,
        context={"paper": paper},
        metadata=metadata,
        archive=archive,
        attachments=attachments,
        watermark=draft,
    )
