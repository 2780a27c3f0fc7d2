"""Justification between Chinese characters, which WeasyPrint does not offer.

WeasyPrint's `text-align: justify` stretches spaces only, so Chinese lines stay ragged by up to half
a character and the official 156 mm block (GB/T 9704-2012) loses its right edge. This module widens
the letter spacing of a full line instead; line breaks, search and copying stay as they are. It leans
on WeasyPrint's internals and is therefore installed for the versions it was measured on only: with
any other version papers are set ragged, which is usable, never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

KNOWN_VERSIONS = range(68, 71)
MAX_GAP = 3  # characters; a line short by more was broken on purpose
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


class _WiderStyle:
    """A computed style in which letter spacing alone differs."""

    def __init__(self, base: Any, letter_spacing: float) -> None:
        self._base, self._letter_spacing = base, letter_spacing

    def __getitem__(self, key: str) -> Any:
        return self._letter_spacing if key == "letter_spacing" else self._base[key]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._base, name)


@cache
def install() -> bool:
    """Teach this process's WeasyPrint to justify Chinese; False when its version is not known."""
    import weasyprint

    if int(weasyprint.__version__.split(".")[0]) not in KNOWN_VERSIONS:
        return False
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    justify_spaces, set_text = inline.justify_line, line_break.Layout.set_text

    def texts(box: Any) -> Iterator[Any]:
        if isinstance(box, boxes.TextBox):
            yield box
        elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
            for child in box.children:
                if child.is_in_normal_flow():
                    yield from texts(child)

    def spread(box: Any, gap: float, shift: float, last: Any) -> float:
        """Move `box` by `shift`, widen its characters by `gap`; returns the shift of what follows."""
        if isinstance(box, boxes.TextBox):
            box.position_x += shift
            if box.text:
                layout = line_break.Layout(box.style, gap, None)
                layout.between_characters = True
                layout.set_text(box.text)
                layout.deactivate()
                added = gap * (len(box.text) - (box is last))
                box.pango_layout, box.justification_spacing = layout, gap
                box.width += added
                shift += added
        elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
            box.position_x += shift
            start = shift
            for child in box.children:
                if child.is_in_normal_flow():
                    shift = spread(child, gap, shift, last)
            box.width += shift - start
        else:
            box.translate(shift, 0)
        return shift

    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        filled = [box for box in texts(line) if box.text]
        characters = sum(len(box.text) for box in filled)
        if characters < 2 or not any(_CJK.search(box.text) for box in filled):
            justify_spaces(context, line, extra_width)
        elif extra_width <= MAX_GAP * filled[0].style["font_size"]:
            spread(line, extra_width / (characters - 1), 0, filled[-1])

    def set_spaced_text(self: Any, text: str, justify: bool = False) -> None:
        gap = self.justification_spacing if justify and getattr(self, "between_characters", False) else 0
        if not gap:
            return set_text(self, text, justify)
        style, spacing = self.style, self.style["letter_spacing"]
        self.style = _WiderStyle(style, (0 if spacing == "normal" else spacing) + gap)
        self.justification_spacing = 0
        try:
            set_text(self, text, True)
        finally:
            self.style, self.justification_spacing = style, gap
        return None

    inline.justify_line, line_break.Layout.set_text = justify_line, set_spaced_text
    return True
