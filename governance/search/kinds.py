"""What can be found: each package registers the kinds it knows how to word, to show and to keep back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.search.matching import matching


@dataclass(frozen=True, order=True)
class Group:
    """A heading of the results; several kinds may stand under one."""

    place: int
    code: str
    title: Any = field(compare=False)


MEETINGS = Group(10, "huiyi", _("会议"))
TOPICS = Group(20, "yiti", _("议题"))
RESOLUTIONS = Group(30, "jueyi", _("决议和落实"))
MINUTES = Group(40, "jiyao", _("会议纪要"))
DOCUMENTS = Group(50, "wenjian", _("文件"))
REGISTERS = Group(55, "taizhang", _("台账"))
RULES = Group(60, "zhidu", _("制度条文"))
PEOPLE = Group(70, "renyuan", _("人员"))


@dataclass(frozen=True)
class Entry:
    """What is kept of one row: `head` is what it is called, `body` whatever else leads to it. Neither
    may hold sealed words, nor the content of a secret matter."""

    organization_id: int
    object_id: int
    head: str
    body: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Hit:
    """A find before it is shown. `key` is the row's id, or what a source without rows knows it by."""

    source: str
    key: Any
    day: date | None
    by_name: bool  # all words stand in the head


@dataclass(frozen=True)
class Result:
    """A find as the page shows it, from the row of today and never from the index."""

    title: str
    url: str
    facts: tuple[str, ...] = ()
    said: str = ""  # longer text, of which the part around the words is shown
    mark: str = ""  # 涉密


class Source(Protocol):
    """Where finds come from: an index kind, or something that looks things up by itself."""

    @property
    def code(self) -> str: ...

    @property
    def group(self) -> Group: ...

    def hits(self, actor: Actor, words: Sequence[str], most: int) -> list[Hit]:
        """At most `most` finds, all of them the actor's to know of."""

    def show(self, actor: Actor, keys: Sequence[Any]) -> dict[Any, Result]:
        """By key; whatever meanwhile is kept from the actor is left out."""


Shown = Callable[[Actor, models.QuerySet], Iterable[tuple[int, Result]]]


@dataclass(frozen=True)
class Kind:
    """Rows of one model that can be found.

    `entries` words the rows of some ids; `seen` is the rows an actor may find, no wider than the model's
    own `visible_to`; `shown` turns such rows into results; `watches` tells, for changed rows of other
    models, which rows of this one have to be worded anew; `sift` keeps of some ids those of rows that hang
    on something the actor may know of.
    """

    code: str
    group: Group
    model: type[models.Model]
    entries: Callable[[models.QuerySet], Iterable[Entry]]
    seen: Callable[[Actor], models.QuerySet]
    shown: Shown
    watches: Mapping[str, Callable[[Collection[Any]], Iterable[int]]] = field(default_factory=dict)
    sift: Callable[[Actor, Sequence[int]], Collection[int]] | None = None  # where no one queryset can tell

    def hits(self, actor: Actor, words: Sequence[str], most: int) -> list[Hit]:
        found = matching(actor, self.code, words).filter(object_id__in=self.seen(actor).values("pk"))
        rows = list(found.values_list("object_id", "day", "by_name")[:most])
        if self.sift is not None and rows:
            kept = self.sift(actor, [pk for pk, _day, _by_name in rows])
            rows = [row for row in rows if row[0] in kept]
        return [Hit(self.code, pk, day, by_name) for pk, day, by_name in rows]

    def show(self, actor: Actor, keys: Sequence[Any]) -> dict[Any, Result]:
        return dict(self.shown(actor, self.seen(actor).filter(pk__in=keys)))


_SOURCES: dict[str, Source] = {}


def register_source(source: Source) -> None:
    if source.code in _SOURCES:
        raise ValueError(f"search source {source.code} registered twice")
    _SOURCES[source.code] = source


def source_named(code: str) -> Source:
    return _SOURCES[code]


def all_sources() -> tuple[Source, ...]:
    return tuple(_SOURCES.values())


def indexed_kinds() -> tuple[Kind, ...]:
    return tuple(s for s in _SOURCES.values() if isinstance(s, Kind))


def all_groups() -> tuple[Group, ...]:
    return tuple(sorted({s.group for s in _SOURCES.values()}))
