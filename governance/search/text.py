"""Words as they are found: half width and full width alike, spaces inside Chinese names gone, document
numbers without their brackets.

Text is folded into runs with one space between them: figures, Latin letters, Chinese. 稔委〔2026〕3号 and
稔委2026 3 fold alike; a figure is found whole (3 is not found in 13). No extension of a database is
asked for: what is stored is folded once, and a word of any length is looked for inside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

LONGEST_QUERY = 60
MOST_WORDS = 8
AROUND = 28  # characters of a snippet on each side of the first find

_YEAR = re.compile(r"(19|20)\d\d")
_LATIN, _HAN, _GAP, _BREAK = "a", "h", " ", "|"


def _kind(char: str) -> str:
    if char.isascii():
        return _LATIN if char.isalnum() else _GAP if char.isspace() else _BREAK
    if char.isspace():
        return _GAP
    return _HAN if char.isalnum() or unicodedata.category(char) == "Mn" else _BREAK


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the text it came from."""
    kept: list[str] = []
    places: list[int] = []
    last, parted, broken = "", False, False
    for place, source in enumerate(text):
        for char in unicodedata.normalize("NFKC", source).casefold():
            kind = _kind(char)
            if kind == _GAP:
                parted = True
                continue
            if kind == _BREAK:
                grouped = (
                    char == "," and last == _LATIN and _figure(text, place - 1) and _figure(text, place + 1)
                )
                broken = broken or not grouped
                continue
            together = kind == last and not broken and not (parted and kind == _LATIN)
            if last and not together:
                kept.append(" ")
                places.append(place)
            kept.append(char)
            places.append(place)
            last, parted, broken = kind, False, False
    return "".join(kept), places


def _figure(text: str, place: int) -> bool:
    return 0 <= place < len(text) and unicodedata.normalize("NFKC", text[place]).isdecimal()


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """As stored: a space at both ends, so that a figure can be looked for whole."""
    return f" {_folded(text)[0]} "


def words_of(query: str) -> tuple[str, ...]:
    """What has to be found, each word ready to be looked for inside folded text. Empty for a query of
    nothing but signs."""
    found = []
    for word in query[:LONGEST_QUERY].split():
        found += [_ready(runs) for runs in _parted(_folded(word)[0].split())]
    return tuple(dict.fromkeys(found))[:MOST_WORDS]


def _parted(runs: list[str]) -> list[list[str]]:
    """A document number parts before its year: 稔委2026 leads to 稔委纪〔2026〕 as well."""
    parts: list[list[str]] = [[]]
    for run in runs:
        if _YEAR.fullmatch(run) and parts[-1] and not parts[-1][-1].isascii():
            parts.append([])
        parts[-1].append(run)
    return [part for part in parts if part]


def _ready(runs: list[str]) -> str:
    before = " " if runs[0].isdecimal() else ""
    after = " " if runs[-1].isdecimal() else ""
    return f"{before}{' '.join(runs)}{after}"


def holds_all(text: str, words: Iterable[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand in the text as written; overlapping finds joined, in order."""
    folded, places = _folded(text)
    padded = f" {folded} "
    spans = []
    for word in words:
        bare = word.strip()
        at = padded.find(word)
        while bare and at >= 0:
            first = at + (len(word) - len(word.lstrip())) - 1
            spans.append((places[first], places[first + len(bare) - 1] + 1))
            at = padded.find(word, at + 1)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def marked(text: str, words: Sequence[str]) -> SafeString:
    """The text with the found words marked."""
    out, last = mark_safe(""), 0
    for start, end in _spans(text, words):
        out += format_html("{}<mark>{}</mark>", text[last:start], text[start:end])
        last = end
    return out + format_html("{}", text[last:])


def snippet(text: str, words: Sequence[str]) -> SafeString:
    """The part of a longer text around the first find, on one line and marked; empty without a find."""
    line = " ".join(text.split())
    spans = _spans(line, words)
    if not spans:
        return mark_safe("")
    start = max(0, spans[0][0] - AROUND)
    end = min(len(line), max(spans[0][1], spans[0][0] + AROUND) + AROUND)
    before, after = "…" if start else "", "…" if end < len(line) else ""
    return format_html("{}{}{}", before, marked(line[start:end], words), after)
