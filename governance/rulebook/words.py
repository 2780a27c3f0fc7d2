"""Chinese names for what rows and acts hold by identifier. A town's own regulation is its own name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from governance.rules.grammar import parse_value
from governance.rules.library import load_library


def short_of(regulation_id: str) -> str:
    """议事决策规则 for S1-01."""
    regulation = load_library().regulations.get(regulation_id)
    return regulation.short if regulation else regulation_id


def title_of(regulation_id: str) -> str:
    regulation = load_library().regulations.get(regulation_id)
    return regulation.title if regulation else regulation_id


def cite_text(cite: str) -> str:
    """议事决策规则 六-3 for S1-01:六-3."""
    regulation_id, _colon, ref = cite.partition(":")
    return f"{short_of(regulation_id)} {ref}".strip()


def figure_name(cite: str, name: str) -> str:
    """到会人数 for `quorum`; the identifier itself where nothing names it."""
    vocabulary = load_library().vocabulary
    try:
        return vocabulary.figure(cite, name)
    except KeyError:
        return name


def conflict_topic(conflict_id: str) -> str:
    try:
        return load_library().conflict(conflict_id).topic
    except KeyError:
        return conflict_id


def capability_title(capability: str) -> str:
    found = load_library().capabilities.get(capability)
    return found.title if found else capability


def value_text(written: str, unit_hint: str | None = None) -> str:
    """不少于应到人数的三分之二 for `>=2/3@entitled`; the text itself where it is no value."""
    try:
        return load_library().vocabulary.phrase(parse_value(written, unit_hint), _)
    except ValueError:
        return written
