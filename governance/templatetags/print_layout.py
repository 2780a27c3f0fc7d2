"""Tags of the printed papers. Used by templates/print/ alone."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from governance.documents import grid as arithmetic
from governance.documents import qr, watermark
from governance.templatetags.wordings import official_date

register = template.Library()
register.filter("official_date", official_date)


@register.filter
def grid(text: object) -> SafeString:
    """Text that keeps the row pitch whatever fonts it needs.

    A line with a glyph from a fallback font (a rare name, a label in 黑体) grows by a pixel or two,
    and the page loses its 22nd row. The paragraph's strut alone sets the height when the text itself
    stands in a span of line height 0 (class `t`).
    """
    return format_html('<span class="t">{}</span>', conditional_escape(text))


@register.filter
def paragraphs(texts: Iterable[str]) -> list[str]:
    """Typed text as paragraphs: each line that was typed begins one, empty lines begin none."""
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


@register.filter
def name_cells(names: tuple[str, ...]) -> tuple[arithmetic.NameCell, ...]:
    return arithmetic.name_cells(names)


@register.filter
def mark_size(mark: str) -> float:
    return arithmetic.mark_size_pt(mark)


@register.filter
def title_lines(title: str, room: float = arithmetic.TITLE_CELLS) -> SafeString:
    lines = arithmetic.title_lines(title, float(room))
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))  # constant


@register.filter
def seal_indent(issuer: str) -> float:
    return arithmetic.seal_indent_cells(issuer)


@register.filter
def watermark_size(text: str) -> float:
    return watermark.size_mm(text)


@register.simple_tag
def qr_code(url: str) -> SafeString:
    return qr.qr_svg(url, title=_("核对码"))
