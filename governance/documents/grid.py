"""Arithmetic of the official grid: what CSS cannot do, sizing and breaking text by its length."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

CELL = 4  # grid cells of one name, the following gap included
MARK_MAX_PT = 42  # 初号, the largest size of the series
MARK_WIDTH_MM = 150
POINTS_PER_MM = 72 / 25.4
SEAL_INDENT = 4  # cells between date and right edge
DATE_CELLS = 8  # 2026年11月26日
TITLE_CELLS = 19.5  # characters of 22 pt in 156 mm
_TITLE_BREAK = re.compile("委员会|会议|年度|方案|的|、|，|》|）|(?=（)|(?=第)|(?=关于)")


def title_lines(title: str, room: float = TITLE_CELLS) -> tuple[str, ...]:
    """The title in lines of at most `room` characters, broken by meaning rather than by width.

    A line feed in `title` decides; else the break nearest the middle that stands behind a whole word
    of official titles is taken, or the middle itself.
    """
    if "\n" in title:
        return tuple(line.strip() for line in title.splitlines() if line.strip())
    if width_in_cells(title) <= room:
        return (title,)
    fitting = [
        match.end()
        for match in _TITLE_BREAK.finditer(title)
        if match.end() < len(title)
        and max(width_in_cells(title[: match.end()]), width_in_cells(title[match.end() :])) <= room
    ]
    if fitting:
        middle = len(title) / 2
        end = min(fitting, key=lambda position: abs(position - middle))
        return title[:end], title[end:]
    step = math.ceil(len(title) / math.ceil(width_in_cells(title) / room))
    return tuple(title[start : start + step] for start in range(0, len(title), step))


def width_in_cells(text: str) -> float:
    """Room that `text` takes in the grid: a Chinese character 1, a Latin letter or digit 0.6."""
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.6 for c in text)


def mark_size_pt(mark: str) -> float:
    """Size of the red words so that one line fits 150 mm; CSS cannot fit text."""
    return round(min(MARK_MAX_PT, MARK_WIDTH_MM * POINTS_PER_MM / max(width_in_cells(mark), 1)), 2)


def seal_indent_cells(issuer: str) -> float:
    """Cells between the wider of issuer and date and the right edge.

    The date stands 4 cells from the edge and the issuer is centred over it, until a long issuer
    reaches the edge and carries the date with it.
    """
    return round(max(0.0, SEAL_INDENT - max(0.0, width_in_cells(issuer) - DATE_CELLS) / 2), 2)


class NameCell(NamedTuple):
    text: str
    cells: int


def name_cells(names: Sequence[str]) -> tuple[NameCell, ...]:
    """Names in cells that line up: two characters get a full-width space between them.

    A name of four characters would touch the next in a cell of four, so the whole list then takes
    cells of five; a longer name takes as many cells as leave a gap behind it.
    """
    cell = CELL + 1 if any(len(name) == CELL for name in names) else CELL
    return tuple(
        NameCell(
            text=f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name,
            cells=-(-(len(name) + 1) // cell) * cell,
        )
        for name in names
    )
