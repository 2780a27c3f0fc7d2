"""`book_for`: what binds one committee on one day, from its rows and the shipped files.

Books are kept per process under the newest acts on the town's rulebook rows. The mark is made of act
ids: they are drawn at random, so that a mark seen once never stands for two states. An approval in
another process shows at once, for one small query a call. Rulebook verbs lock the organization first,
so that the newest history row is also the last one committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.db import connection

from governance.rulebook.models import (
    Adoption,
    CommitteeFigure,
    ConflictSettlement,
    LocalArticle,
    LocalRegulation,
)
from governance.rules.book import Article, Book, DatedValue, Regulation, Settlement
from governance.rules.figures import Figure, Value
from governance.rules.grammar import parse_value
from governance.rules.library import Library, load_library

Mark = tuple[str | None, ...]
_MODELS = (Adoption, CommitteeFigure, ConflictSettlement, LocalRegulation, LocalArticle)
LOCAL_SEED = "local"


@dataclass(frozen=True)
class Dated:
    """Something with a first and a last day, both included."""

    since: date
    until: date | None

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Adopted(Dated):
    regulation: str
    authority: str


@dataclass(frozen=True)
class OwnFigure(Dated):
    cite: str
    name: str
    value: Value
    authority: str


@dataclass(frozen=True)
class Settled(Dated):
    conflict: str
    choice: str
    keep: frozenset[str]
    authority: str


@dataclass(frozen=True)
class OwnRegulation(Dated):
    regulation: Regulation


@dataclass(frozen=True, eq=False)  # one object per state of the rows: it keeps its books by identity
class TownRules:
    """Everything a committee has decided about its rules, past and to come, in order of dates.

    `library` is the shipped one with the town's own approved regulations added."""

    adoptions: tuple[Adopted, ...]
    figures: tuple[OwnFigure, ...]
    settlements: tuple[Settled, ...]
    local: tuple[OwnRegulation, ...]
    library: Library

    def figures_of(self, cite: str, name: str) -> tuple[OwnFigure, ...]:
        return tuple(f for f in self.figures if (f.cite, f.name) == (cite, name))

    def book(self, on: date) -> Book:
        """What binds on a day. Of several rows that hold on the day the one that began last counts."""
        return _book(self, on)


@lru_cache(maxsize=512)
def _book(rules: TownRules, on: date) -> Book:
    overrides = {
        (f.cite, f.name): Figure(f.cite, f.name, f.value, f.since, "committee", f.authority)
        for f in rules.figures
        if f.holds(on)
    }
    settlements = {
        s.conflict: Settlement(s.conflict, s.keep, s.since, s.authority)
        for s in rules.settlements
        if s.holds(on)
    }
    return load_library().book(
        adopted=[a.regulation for a in rules.adoptions if a.holds(on)],
        on=on,
        overrides=overrides,
        settlements=settlements,
        local=[one.regulation for one in rules.local if one.holds(on)],
    )


def book_for(organization_id: int, on: date) -> Book:
    """The book of a committee on a day: one query when it is kept, six when it has to be made."""
    return rules_of(organization_id).book(on)


def rules_of(organization_id: int) -> TownRules:
    """All dated decisions of a committee; one query when they are kept."""
    return _rules(organization_id, newest_acts(organization_id))


def newest_acts(organization_id: int) -> Mark:
    """The ids of the last acts that wrote a rulebook row of the town, one for each kind of row."""
    with connection.cursor() as cursor:
        cursor.execute(_newest_sql(), [organization_id] * len(_MODELS))
        return tuple(cursor.fetchone())


@cache
def _newest_sql() -> str:
    """Written once: every judged step asks this, and having Django compose it took longer than the
    database takes to answer."""
    quote = connection.ops.quote_name
    newest = (
        f"(SELECT history_change_reason FROM {quote(model.history.model._meta.db_table)} "  # type: ignore[attr-defined]
        "WHERE organization_id = %s ORDER BY history_id DESC LIMIT 1)"
        for model in _MODELS
    )
    return f"SELECT {', '.join(newest)}"


@lru_cache(maxsize=128)
def _rules(organization_id: int, mark: Mark) -> TownRules:
    own = tuple(_local_regulations(organization_id))
    library = with_local(load_library(), own)
    return TownRules(
        adoptions=tuple(
            Adopted(row.since, row.until, row.regulation, row.authority)
            for row in Adoption.objects.filter(organization_id=organization_id).order_by("since", "id")
        ),
        figures=tuple(_own_figures(organization_id, library)),
        settlements=tuple(
            Settled(row.since, row.until, row.conflict, row.choice, frozenset(row.keep), row.authority)
            for row in ConflictSettlement.objects.filter(organization_id=organization_id)
            .approved()
            .order_by("since", "id")
        ),
        local=own,
        library=library,
    )


def _own_figures(organization_id: int, library: Library) -> Iterator[OwnFigure]:
    rows = CommitteeFigure.objects.filter(organization_id=organization_id).approved()
    for row in rows.order_by("since", "id"):
        value = read_value(library, row.cite, row.name, row.value)
        yield OwnFigure(row.since, row.until, row.cite, row.name, value, row.authority)


def read_value(library: Library, cite: str, name: str, written: str) -> Value:
    """A written value of this figure. Raises KeyError for a figure nobody has, ValueError for a text
    that is no value of it."""
    spec = library.article(cite).figure_specs[name]
    hints = {"share": spec.base or None, "clock": "clock", "word": "word", "options": "options"}
    return parse_value(written, hints.get(spec.type, spec.measure or None))


def _local_regulations(organization_id: int) -> Iterator[OwnRegulation]:
    rows = (
        LocalRegulation.objects.filter(organization_id=organization_id)
        .approved()
        .prefetch_related("articles")
    )
    for row in rows.order_by("since", "id"):
        yield OwnRegulation(row.since, row.until, local_regulation(row))


def local_regulation(row: LocalRegulation) -> Regulation:
    """A local regulation as the rules read it; its standing articles in the order of entry."""
    return Regulation(
        id=row.code,
        title=row.title,
        short=row.code,
        seed=LOCAL_SEED,
        capability=row.capability,
        edition=row.since.isoformat(),
        in_force_from=row.since,
        articles=tuple(local_article(row, a) for a in row.articles.all() if a.removed_on is None),
        basis=(row.authority,),
        layer="local",
    )


def local_article(row: LocalRegulation, article: LocalArticle) -> Article:
    """An article `like` a shipped one is judged by its rule, with the figures written here."""
    common: dict[str, Any] = {
        "regulation": row.code,
        "ref": article.ref,
        "statement": article.statement,
        "enforce": article.enforce,
    }
    if not article.like:
        return Article(kind="principle", capability=row.capability, **common)
    library = load_library()
    model = library.article(article.like)
    return Article(
        kind=model.kind,
        capability=model.capability,
        rule=model.rule,
        like=model.cite,
        items=model.items,
        figures={
            name: (DatedValue(row.since, read_value(library, model.cite, name, article.figures[name]), ""),)
            for name in model.figure_specs
        },
        figure_units=model.figure_units,
        figure_specs=model.figure_specs,
        **common,
    )


def with_local(library: Library, own: tuple[OwnRegulation, ...]) -> Library:
    """The library with a town's regulations, its figures named as in the articles they are like."""
    if not own:
        return library
    words = library.vocabulary
    named = {
        f"{article.cite}.{name}": words.figure(article.like, name)
        for one in own
        for article in one.regulation.articles
        for name in article.figures
    }
    return replace(
        library,
        regulations={**library.regulations, **{one.regulation.id: one.regulation for one in own}},
        vocabulary=replace(words, figures={**words.figures, **named}),
    )
