"""From a template and data to PDF bytes. Pure: no rows, no clock, no network.

The same template, data, fonts and versions give the same bytes, so that a paper's hash can be kept
and asked for again. WeasyPrint is imported when the first paper is rendered: the web process never
pays for it.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import logging
import os
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from governance.documents import fonts, justify

# One font configuration shared by threads crashed 4 of 9 trial runs; one per paper tripled the
# memory. So: one per process, one paper at a time.
_LOCK = threading.Lock()
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class RenderingError(Exception):
    """A paper could not be produced; nothing was written."""


class MissingGlyphs(RenderingError):
    """No installed font has these characters: printed, each would be an empty box."""

    def __init__(self, characters: Sequence[str]) -> None:
        self.characters = tuple(sorted(set(characters)))
        super().__init__("no font has " + ", ".join(f"{c} (U+{ord(c):04X})" for c in self.characters))


class ForbiddenSource(RenderingError):
    """The paper asked for a file or an address; papers stand on their own data only."""

    def __init__(self, urls: Sequence[str]) -> None:
        self.urls = tuple(urls)
        super().__init__("refused to fetch " + ", ".join(self.urls))


@dataclass(frozen=True)
class PdfMetadata:
    """What the file says of itself. `created` is given, never read from the clock."""

    title: str
    author: str
    created: datetime.datetime
    subject: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class PdfAttachment:
    """A file embedded in an archived paper; dated by the paper's own date."""

    name: str
    data: bytes
    description: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class RenderedPdf:
    data: bytes = field(repr=False)
    sha256: str
    pages: int


def render_pdf(
    *,
    template: str,
    context: Mapping[str, Any],
    metadata: PdfMetadata,
    archive: bool = False,
    attachments: Sequence[PdfAttachment] = (),
    watermark: str | None = None,
) -> RenderedPdf:
    """Render `templates/<template>` to PDF.

    `archive` writes PDF/A-3a, the only form that carries `attachments`; otherwise a tagged PDF for
    printing. Raises `MissingGlyphs`, `ForbiddenSource`, and `ValueError` for attachments that a
    printing copy would silently lose or for a date without time zone.
    """
    if attachments and not archive:
        raise ValueError("attachments need archive=True")
    if metadata.created.tzinfo is None:
        raise ValueError("metadata.created needs a time zone")
    html = render_to_string(
        template,
        {
            **context,
            "metadata": metadata,
            "created_iso": metadata.created.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "watermark": watermark,
            "styles": _styles(),
        },
    )
    if found := _UNPRINTABLE.findall(html):
        raise MissingGlyphs(found)
    with _LOCK:
        return _write(html, metadata, archive, attachments)


def _write(
    html: str, metadata: PdfMetadata, archive: bool, attachments: Sequence[PdfAttachment]
) -> RenderedPdf:
    import weasyprint
    from weasyprint.urls import URLFetcher

    justify.install()
    refused: list[str] = []

    class DataOnly(URLFetcher):
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if not url.startswith("data:"):
                refused.append(url)
            return super().fetch(url, headers)

    options: dict[str, Any] = {"pdf_variant": "pdf/a-3a"} if archive else {"pdf_tags": True}
    options["attachments"] = [
        weasyprint.Attachment(
            string=item.data,
            name=item.name,
            description=f"{item.description} SHA-256 {item.sha256}".strip(),
            relationship="Data",
            created=metadata.created,
            modified=metadata.created,
        )
        for item in attachments
    ]
    with _missing_glyphs() as missing:
        source = weasyprint.HTML(string=html, url_fetcher=DataOnly(allowed_protocols=("data",)))
        document = source.render(font_config=_font_configuration(os.getpid()), **options)
        if refused:
            raise ForbiddenSource(refused)
        data = document.write_pdf(**options)
        missing += _hollow_glyphs(document.fonts.values())
    if missing:
        raise MissingGlyphs(missing)
    return RenderedPdf(data=data, sha256=hashlib.sha256(data).hexdigest(), pages=len(document.pages))


@cache
def _font_configuration(_pid: int) -> Any:
    """The process's one configuration; a forked worker makes its own."""
    from weasyprint.text.fonts import FontConfiguration

    with fonts.configured():
        return FontConfiguration()


@cache
def _styles() -> SafeString:
    """The style sheets as one text: papers fetch nothing, not even their own CSS."""
    folder = Path(settings.BASE_DIR) / "templates" / "print" / "css"
    sheets = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.css"))]
    return mark_safe("\n".join([fonts.stylesheet(), *sheets]))  # our own files


def _hollow_glyphs(used: Iterable[Any]) -> list[str]:
    """Characters printed as nothing because a TrueType font has them with an empty outline.

    Some old Chinese fonts promise rare characters that they do not draw; WeasyPrint cannot know.
    """
    from fontTools.ttLib import TTFont

    found: list[str] = []
    for font in used:
        if "loca" not in font.tables:
            continue
        # An outline without bytes starts where the next one starts.
        starts = TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True)["loca"]
        found += [
            text
            for glyph, text in font.to_unicode.items()
            if len(text) == 1
            and text.isprintable()
            and not text.isspace()
            and glyph + 1 < len(starts)
            and starts[glyph] == starts[glyph + 1]
        ]
    return found


@contextmanager
def _missing_glyphs() -> Iterator[list[str]]:
    """Collects the characters for which WeasyPrint drew an empty box: it only logs them."""
    from weasyprint.logger import LOGGER

    found: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if ".notdef" in str(record.msg) and isinstance(record.args, tuple) and record.args:
                found.append(str(record.args[0]))

    collector, level = Collector(), LOGGER.level
    LOGGER.addHandler(collector)
    LOGGER.setLevel(logging.WARNING)  # the settings silence warnings; these must be heard
    try:
        yield found
    finally:
        LOGGER.setLevel(level)
        LOGGER.removeHandler(collector)
