"""Files of the demonstration: small PDF, docx, xlsx and pictures with invented content, written anew each
time. The PDFs are pages as a scanner leaves them; a hand's signature is a line of the pen, nobody's."""

from __future__ import annotations

import io
import math
import subprocess
import textwrap
from collections.abc import Sequence
from functools import cache
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as WordDocument
from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFont

from meetings.demo.plot import FilePlan

PAGE = (827, 1169)  # A4 at 100 dots an inch
MARGIN, LINE = 96, 38


def made(plan: FilePlan) -> SimpleUploadedFile:
    """The file of the plan. KeyError for an ending that is not written here."""
    writers = {".pdf": _pdf, ".docx": _docx, ".xlsx": _xlsx, ".jpg": _picture}
    title = PurePath(plan.name).stem
    return SimpleUploadedFile(plan.name, writers[PurePath(plan.name).suffix](title, plan.body))


def scanned(title: str, lines: Sequence[str], signed: Sequence[tuple[str, str]]) -> SimpleUploadedFile:
    """A signed page: under the text one line for each (post, name), with a stroke of the pen beside it."""
    page, bottom = _page(title, lines)
    draw = ImageDraw.Draw(page)
    for post, name in signed:
        bottom += 2 * LINE
        draw.text((MARGIN, bottom), f"{post}（签字）：", fill=40, font=_font(24))
        _sign(draw, MARGIN + 220, bottom + 18, len(name))
    return SimpleUploadedFile("scan.pdf", _as_pdf(page), content_type="application/pdf")


def _pdf(title: str, lines: Sequence[str]) -> bytes:
    return _as_pdf(_page(title, lines)[0])


def _page(title: str, lines: Sequence[str]) -> tuple[Image.Image, int]:
    page = Image.new("L", PAGE, 250)
    draw = ImageDraw.Draw(page)
    bottom = MARGIN
    for row in textwrap.wrap(title, 20):
        draw.text((PAGE[0] / 2, bottom), row, fill=20, font=_font(32), anchor="ma")
        bottom += 48
    bottom += LINE
    for line in lines:
        for row in textwrap.wrap(f"　　{line}", 26, drop_whitespace=False):
            draw.text((MARGIN, bottom), row, fill=40, font=_font(24))
            bottom += LINE
    return page, bottom


def _sign(draw: ImageDraw.ImageDraw, left: int, middle: int, length: int) -> None:
    points = [
        (left + 1.6 * x, middle + 16 * math.sin(x / 7) * math.cos(x / (11 + length))) for x in range(90)
    ]
    draw.line(points, fill=30, width=3, joint="curve")


def _as_pdf(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "PDF", resolution=100, quality=55)
    return out.getvalue()


def _docx(title: str, lines: Sequence[str]) -> bytes:
    document = WordDocument()
    document.add_heading(title, level=1)
    for line in lines:
        document.add_paragraph(line)
    return _saved(document)


def _xlsx(title: str, rows: Sequence[Sequence[Any]]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    for row in rows:
        sheet.append(list(row))
    for column, width in zip("ABCDEF", (28, 16, 16, 16, 16, 16), strict=True):
        sheet.column_dimensions[column].width = width
    return _saved(book)


def _saved(written: Any) -> bytes:
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


def _picture(title: str, lines: Sequence[str]) -> bytes:
    """A landscape with a channel, drawn: no photograph of any place."""
    picture = Image.new("RGB", (960, 640), (206, 218, 224))
    draw = ImageDraw.Draw(picture)
    hills = [(x, 300 - 60 * math.sin(x / 150) - 25 * math.sin(x / 57)) for x in range(0, 961, 8)]
    draw.polygon([(0, 640), *hills, (960, 640)], fill=(134, 150, 118))
    draw.polygon([(0, 640), (0, 430), (960, 380), (960, 640)], fill=(170, 158, 112))
    draw.polygon([(330, 640), (470, 410), (520, 408), (640, 640)], fill=(96, 110, 108))
    draw.line([(330, 640), (470, 410)], fill=(222, 216, 200), width=9)
    draw.line([(640, 640), (520, 408)], fill=(222, 216, 200), width=9)
    draw.rectangle((0, 590, 960, 640), fill=(30, 30, 30))
    draw.text((20, 597), "　".join([title, *lines]), fill=(240, 240, 236), font=_font(24))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """The face of the papers' last resort, which every installation has."""
    asked = ["fc-match", "-f", "%{file}|%{index}", "Noto Serif CJK SC"]
    found = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    file, index = found.split("|")
    return ImageFont.truetype(file, size, index=int(index))
