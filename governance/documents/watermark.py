"""The words across an unfinished paper. A paper with a watermark has no number, no code and no seal."""

from __future__ import annotations

WIDTH_MM = 150  # along the slope; leaves air at the edges of A4
MAX_MM = 48


def size_mm(text: str) -> float:
    """Character height that lets `text` fill the slope, at most 48 mm."""
    return round(min(MAX_MM, WIDTH_MM / max(len(text), 1)), 2)
