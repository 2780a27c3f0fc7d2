"""The flow chart for the wall: steps with their articles, the figures of the day, papers and branches, as
SVG without styles or scripts (strict CSP, and every printer reads it).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from governance.procedures.procedure import Procedure, Step
from governance.rulebook.words import cite_text
from governance.rules.book import Book
from governance.rules.library import load_library

WIDTH = 1080
BOX_LEFT, BOX_WIDTH = 320, 330
SIDE_LEFT, SIDE_WIDTH = 700, 350
LANES = 180  # where the innermost line of a branch runs; the next ones lie to its left
LINE, NAME, PAD, GAP = 24, 34, 14, 40
TOP = 96
INK, SOFT, RED, PAPER = "#1a1a1a", "#5c5750", "#b0120a", "#fdfbf6"
SERIF, SANS = (
    "'Noto Serif CJK SC','Source Han Serif SC',serif",
    "'Noto Sans CJK SC','Source Han Sans SC',sans-serif",
)


@dataclass(frozen=True)
class Box:
    """A step laid out: lines in the box, lines beside it, place and height."""

    step: Step
    cites: tuple[str, ...]
    beside: tuple[str, ...]
    top: int
    height: int

    @property
    def middle(self) -> int:
        return self.top + self.height // 2


def adopted_cites(step: Step, book: Book) -> tuple[str, ...]:
    return tuple(cite for cite in step.articles if book.article(cite) is not None)


def figures_of(step: Step, book: Book) -> list[str]:
    """The figures of the step's adopted articles as they stand on the day: 六-1 到会门槛：不少于…"""
    vocabulary = load_library().vocabulary
    found = []
    for cite in adopted_cites(step, book):
        article = book.article(cite)
        assert article is not None
        for name in article.figures:
            value = book.figure(cite, name).value
            ref = cite.partition(":")[2]
            found.append(f"{ref} {_(vocabulary.figure(cite, name))}：{vocabulary.phrase(value, _)}")
    return list(dict.fromkeys(found))


def layout(procedure: Procedure, book: Book, titles: Callable[[str], str]) -> list[Box]:
    """`titles` names documents by their kind."""
    boxes, top = [], TOP
    for step in procedure.steps:
        cites = tuple(f"〔{cite_text(cite)}〕" for cite in adopted_cites(step, book))
        papers = "、".join(titles(kind) for kind in step.documents)
        beside = [line for figure in figures_of(step, book) for line in wrapped(figure, SIDE_WIDTH // 16)]
        if papers:
            beside += wrapped(_("文书：%(papers)s") % {"papers": papers}, SIDE_WIDTH // 16)
        inside = PAD * 2 + NAME + LINE * len(cites)
        height = max(inside, PAD * 2 + LINE * len(beside))
        boxes.append(Box(step, cites, tuple(beside), top, height))
        top += height + GAP
    return boxes


def svg(procedure: Procedure, book: Book, *, town: str, day: date, titles: Callable[[str], str]) -> str:
    """The whole chart. Text only of the declaration, the rulebook and the town's name, all escaped."""
    boxes = layout(procedure, book, titles)
    height = boxes[-1].top + boxes[-1].height + 70
    by_code = {box.step.code: box for box in boxes}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="chart-title" width="100%">',
        f'<title id="chart-title">{escape(procedure.title)}</title>',
        f'<rect x="0" y="0" width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
        _text(WIDTH // 2, 46, procedure.title, 30, family=SERIF, anchor="middle", weight="700"),
        _text(WIDTH // 2, 76, town, 16, fill=SOFT, anchor="middle"),
    ]
    for before, after in pairwise(boxes):
        parts.append(_arrow(BOX_LEFT + BOX_WIDTH // 2, before.top + before.height, after.top))
    for number, box in enumerate(boxes, 1):
        parts += _box(number, box)
    lane = 0
    for box in boxes:
        for branch in box.step.branches:
            parts += _branch(box, by_code[branch.to], branch.when, lane)
            lane += 1
    made = _("按%(y)s年%(m)s月%(d)s日施行的条文") % {"y": day.year, "m": day.month, "d": day.day}
    parts += [_text(WIDTH // 2, height - 26, made, 14, fill=SOFT, anchor="middle"), "</svg>"]
    return "".join(parts)


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` full-width letters; half-width ones count half."""
    lines, current, used = [], "", 0.0
    for letter in text:
        wide = 1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.55
        if used + wide > width and letter not in "，。；：、）〕":
            lines.append(current)
            current, used = "", 0.0
        current, used = current + letter, used + wide
    return [*lines, current] if current else lines


def _text(
    x: int,
    y: int,
    text: str,
    size: int,
    *,
    fill: str = INK,
    family: str = SANS,
    anchor: str = "start",
    weight: str = "400",
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}" font-family="{family}" '
        f'text-anchor="{anchor}" font-weight="{weight}">{escape(text)}</text>'
    )


def _box(number: int, box: Box) -> list[str]:
    left, middle = BOX_LEFT, BOX_LEFT + BOX_WIDTH // 2
    parts = [
        f'<rect x="{left}" y="{box.top}" width="{BOX_WIDTH}" height="{box.height}" rx="3" '
        f'fill="#ffffff" stroke="{INK}" stroke-width="1.5"/>',
        f'<circle cx="{left}" cy="{box.top + 24}" r="17" fill="{RED}"/>',
        _text(left, box.top + 30, str(number), 17, fill="#ffffff", anchor="middle", weight="700"),
        _text(middle, box.top + PAD + 24, box.step.name, 22, family=SERIF, anchor="middle", weight="700"),
    ]
    for place, cite in enumerate(box.cites):
        parts.append(
            _text(middle, box.top + PAD + NAME + 18 + place * LINE, cite, 15, fill=SOFT, anchor="middle")
        )
    for place, line in enumerate(box.beside):
        parts.append(_text(SIDE_LEFT, box.top + PAD + 16 + place * LINE, line, 16))
    if box.beside:
        x = SIDE_LEFT - 22
        parts.append(
            f'<path d="M{x} {box.top + 8}V{box.top + box.height - 8}" stroke="{RED}" stroke-width="2"/>'
        )
    return parts


def _arrow(x: int, start: int, end: int) -> str:
    return (
        f'<path d="M{x} {start}V{end - 8}" stroke="{INK}" stroke-width="1.5" fill="none"/>'
        f'<path d="M{x - 6} {end - 10}L{x} {end}L{x + 6} {end - 10}Z" fill="{INK}"/>'
    )


def _branch(box: Box, target: Box, when: str, lane: int) -> list[str]:
    """Out of the left side, along a lane of its own, into the left side of the step it leads to."""
    x = LANES - 26 * lane
    start, end, left = box.middle + 10, target.middle - 6, BOX_LEFT
    lines = wrapped(when, (left - LANES - 24) // 14)
    label = start + 22
    return [
        f'<path d="M{left} {start}H{x}V{end}H{left - 10}" stroke="{SOFT}" stroke-width="1.5" '
        f'stroke-dasharray="6 4" fill="none"/>',
        f'<path d="M{left - 12} {end - 6}L{left - 1} {end}L{left - 12} {end + 6}Z" fill="{SOFT}"/>',
        *(_text(LANES + 8, label + n * 20, line, 14, fill=SOFT) for n, line in enumerate(lines)),
    ]
