"""Sentences for findings: looked up by code, filled from figures. Chinese source strings.

Rules store figures, not sentences, so wording may change without judging anything again. Each
app registers its own sentences with `register_sentences`; this module knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


def gettext_noop(text: str) -> str:
    """Mark a Chinese source string for translation without importing Django."""
    return text


class Sentence(NamedTuple):
    """`message` says what is short and by how much; `remedy` who does what, by when."""

    message: str
    remedy: str = ""


_SENTENCES: dict[str, Sentence] = {}


def register_sentences(sentences: Mapping[str, Sentence]) -> None:
    for code, sentence in sentences.items():
        if _SENTENCES.get(code, sentence) != sentence:
            raise ValueError(f"two sentences for finding code {code}")
        _SENTENCES[code] = sentence


def sentence_codes() -> frozenset[str]:
    return frozenset(_SENTENCES)


def render_message(code: str, figures: Mapping[str, Any], translate: Callable[[str], str] = str) -> str:
    return _fill(_SENTENCES[code].message, figures, translate)


def render_remedy(code: str, figures: Mapping[str, Any], translate: Callable[[str], str] = str) -> str:
    return _fill(_SENTENCES[code].remedy, figures, translate)


def _fill(template: str, figures: Mapping[str, Any], translate: Callable[[str], str]) -> str:
    return translate(template).format_map(figures) if template else ""
