"""Sentences for findings: looked up by code, filled from figures. Chinese source strings.

Rules store figures, not sentences, so wording may change without judging anything again. Each
app registers its own sentences with `register_sentences`; this module knows none of them.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple


def gettext_noop(text: str) -> str:
    """Mark a Chinese source string for translation without importing Django."""
    return text


class Sentence(NamedTuple):
    """`message` says what is short and by how much; `remedy` who does what, by when."""

    message: str
    remedy: str = ""


_SENTENCES: dict[str, Sentence] = {}
_WORDS: dict[str, str] = {}
_WEEKDAYS = "一二三四五六日"
_EITHER = gettext_noop("{first}或{last}")
_SHORT_DAY = gettext_noop("{month}月{day}日（周{weekday}）")


def register_sentences(sentences: Mapping[str, Sentence]) -> None:
    for code, sentence in sentences.items():
        if _SENTENCES.get(code, sentence) != sentence:
            raise ValueError(f"two sentences for finding code {code}")
        _SENTENCES[code] = sentence


def render_message(code: str, figures: Mapping[str, Any], translate: Callable[[str], str] = str) -> str:
    return _fill(_SENTENCES[code].message, figures, translate)


def render_remedy(code: str, figures: Mapping[str, Any], translate: Callable[[str], str] = str) -> str:
    return _fill(_SENTENCES[code].remedy, figures, translate)


def register_words(words: Mapping[str, str]) -> None:
    """Chinese words for the glossary identifiers that figures carry: `{matter:word}` in a sentence
    shows 干部事项 for `personnel`. Raises ValueError for two words of one identifier."""
    for identifier, word in words.items():
        if _WORDS.get(identifier, word) != word:
            raise ValueError(f"two words for {identifier}")
        _WORDS[identifier] = word


def word_of(identifier: str) -> str:
    """The Chinese word of a glossary identifier, untranslated; the text itself where it is none."""
    return _WORDS.get(identifier, identifier)


def _fill(template: str, figures: Mapping[str, Any], translate: Callable[[str], str]) -> str:
    return _Filler(translate).vformat(translate(template), (), figures) if template else ""


class _Filler(string.Formatter):
    """`{name}`, `{name:word}` (an identifier or a list of them: 甲、乙), `{name:or}` (甲或乙) and
    `{name:day}` (an ISO date)."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self.translate = translate

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec in ("word", "or"):
            return self._words(value, either=format_spec == "or")
        if format_spec == "day":
            return self._day(str(value))
        return str(super().format_field(value, format_spec))

    def _words(self, value: Any, *, either: bool = False) -> str:
        if isinstance(value, list | tuple):
            words = [self._words(v) for v in value]
            if either and len(words) > 1:
                return self.translate(_EITHER).format(first="、".join(words[:-1]), last=words[-1])
            return "、".join(words)
        return self.translate(word_of(value)) if isinstance(value, str) else str(value)

    def _day(self, iso: str) -> str:
        day = date.fromisoformat(iso)
        return self.translate(_SHORT_DAY).format(
            month=day.month, day=day.day, weekday=_WEEKDAYS[day.weekday()]
        )
