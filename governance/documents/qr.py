"""The square code on finished papers: it leads to the page that confirms number, date and digest."""

from __future__ import annotations

import io

import segno
from django.utils.safestring import SafeString, mark_safe

QUIET_ZONE = 4  # modules, as ISO/IEC 18004 asks


def qr_svg(url: str, *, title: str) -> SafeString:
    """`url` as inline SVG at level M; `title` is read aloud in its place. Sized by CSS.

    The same URL always gives the same bytes, so that a paper can be compared by its hash.
    """
    out = io.BytesIO()
    segno.make_qr(url, error="m", boost_error=False).save(
        out, kind="svg", xmldecl=False, omitsize=True, border=QUIET_ZONE, title=title, nl=False
    )
    return mark_safe(out.getvalue().decode("utf-8"))  # segno escapes the title


def qr_png(url: str) -> bytes:
    """The same as a picture, eight dots a module: for papers that carry it hundreds of times, where drawing every
    module anew would take the longest."""
    out = io.BytesIO()
    segno.make_qr(url, error="m", boost_error=False).save(out, kind="png", border=QUIET_ZONE, scale=8)
    return out.getvalue()
