"""Looking words up: every source is asked for what the actor may know of, and nothing else is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from governance.access.actor import Actor
from governance.search.kinds import Group, Hit, all_sources, source_named
from governance.search.text import marked, snippet, words_of

MOST = 500  # finds of one source; more is no answer but a question to ask more exactly
FIRST = 5  # of each group on the page of all groups
PER_PAGE = 20


@dataclass(frozen=True)
class Found:
    """One find on the page, its words marked."""

    title: SafeString
    url: str
    facts: tuple[SafeString, ...]
    said: SafeString
    mark: str
    day: date | None


@dataclass(frozen=True)
class GroupFound:
    group: Group
    count: int
    more: bool  # a source had more than it gave
    rows: tuple[Found, ...]


@dataclass(frozen=True)
class Findings:
    words: tuple[str, ...]
    groups: tuple[GroupFound, ...]
    total: int
    years: tuple[int, ...]
    pages: int = 1
    page: int = 1


def find(actor: Actor, query: str, *, group: str = "", year: int | None = None, page: int = 1) -> Findings:
    """What the words lead to. With `group` one group by pages, without the first of every group.

    Two queries a source that has finds, one a source that has none; the same for one find and for many.
    """
    words = words_of(query)
    if not words:
        return Findings((), (), 0, ())
    by_group: dict[Group, list[Hit]] = {}
    cut: set[Group] = set()
    years: set[int] = set()
    for source in all_sources():
        hits = source.hits(actor, words, MOST + 1)
        if len(hits) > MOST:
            cut.add(source.group)
        years |= {hit.day.year for hit in hits[:MOST] if hit.day}
        kept = [hit for hit in hits[:MOST] if year is None or (hit.day and hit.day.year == year)]
        by_group.setdefault(source.group, []).extend(kept)
    picked = {one: _in_order(hits) for one, hits in sorted(by_group.items()) if hits}
    total = sum(len(hits) for hits in picked.values())
    pages, first, size = 1, 0, FIRST
    if group:
        most = max((len(hits) for one, hits in picked.items() if one.code == group), default=0)
        pages = max(1, -(-most // PER_PAGE))
        page = min(max(page, 1), pages)
        first, size = (page - 1) * PER_PAGE, PER_PAGE
    groups = tuple(
        GroupFound(
            group=one,
            count=len(hits),
            more=one in cut,
            rows=_shown(actor, hits[first : first + size], words) if group in ("", one.code) else (),
        )
        for one, hits in picked.items()
    )
    return Findings(words, groups, total, tuple(sorted(years, reverse=True)), pages, page)


def _in_order(hits: list[Hit]) -> list[Hit]:
    """What is called so first, then the newest; a source's own order where days are equal."""
    return sorted(hits, key=lambda hit: (not hit.by_name, -(hit.day or date.min).toordinal()))


def _shown(actor: Actor, hits: list[Hit], words: Sequence[str]) -> tuple[Found, ...]:
    keys: dict[str, list[Any]] = {}
    for hit in hits:
        keys.setdefault(hit.source, []).append(hit.key)
    results = {code: source_named(code).show(actor, wanted) for code, wanted in keys.items()}
    rows = []
    for hit in hits:
        result = results[hit.source].get(hit.key)
        if result is None:
            continue
        rows.append(
            Found(
                title=marked(result.title, words),
                url=result.url,
                facts=tuple(marked(fact, words) for fact in result.facts if fact),
                said=snippet(result.said, words),
                mark=result.mark,
                day=hit.day,
            )
        )
    return tuple(rows)
