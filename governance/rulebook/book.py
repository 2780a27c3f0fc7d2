"""`book_for`: what binds one committee on one day, from its rows and the shipped files.

Books are kept per process under the newest acts on the town's rulebook rows. The mark is made of act
ids: they are drawn at random, so that a mark seen once never stands for two states. An approval in
another process shows at once, for one small query a call, however many towns it asks about. Rulebook
verbs lock the organization first, so that the newest history row is also the last one committed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import QuerySet

from governance.people.models import Organization
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
Row = TypeVar("Row", Adoption, CommitteeFigure, ConflictSettlement, LocalRegulation)
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


def books_for(organization_ids: Collection[int], on: date) -> dict[int, Book]:
    """The books of several committees on a day, by their ids: as many queries as for one, none for none."""
    return {pk: rules.book(on) for pk, rules in rules_by_town(organization_ids).items()}


def rules_of(organization_id: int) -> TownRules:
    """All dated decisions of a committee; one query when they are kept."""
    return rules_by_town([organization_id])[organization_id]


# The newest state of each town that this process has read: an older one is never asked for again.
_KEPT: dict[int, tuple[Mark, TownRules]] = {}


def rules_by_town(organization_ids: Collection[int]) -> dict[int, TownRules]:
    """All dated decisions of several committees, by their ids; one query when they are kept."""
    found: dict[int, TownRules] = {}
    stale: dict[int, Mark] = {}
    for pk, mark in newest_acts(organization_ids).items():
        kept = _KEPT.get(pk)
        if kept is not None and kept[0] == mark:
            found[pk] = kept[1]
        else:
            stale[pk] = mark
    for pk, rules in _read(list(stale)).items():
        _KEPT[pk] = stale[pk], rules
        found[pk] = rules
    return found


def newest_acts(organization_ids: Collection[int]) -> dict[int, Mark]:
    """The ids of the last acts that wrote a rulebook row of each town, one for each kind of row."""
    if not organization_ids:
        return {}
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(organization_ids))
        cursor.execute(f"{_newest_sql()} IN ({marks})", list(organization_ids))
        found = {pk: tuple(acts) for pk, *acts in cursor.fetchall()}
    return {pk: found.get(pk, (None,) * len(_MODELS)) for pk in organization_ids}


@cache
def _newest_sql() -> str:
    """Written once: every judged step asks this, and having Django compose it took longer than the
    database takes to answer."""
    quote = connection.ops.quote_name
    newest = (
        f"(SELECT history_change_reason FROM {quote(model.history.model._meta.db_table)} "  # type: ignore[attr-defined]
        "WHERE organization_id = town.id ORDER BY history_id DESC LIMIT 1)"
        for model in _MODELS
    )
    towns = quote(Organization._meta.db_table)
    return f"SELECT town.id, {', '.join(newest)} FROM {towns} town WHERE town.id"


def _read(organization_ids: list[int]) -> dict[int, TownRules]:
    """The decisions of the towns from their rows: five queries for however many, none for none."""
    if not organization_ids:
        return {}
    local = LocalRegulation.objects.approved().prefetch_related("articles")
    own = _by_town(local.filter(organization__in=organization_ids))
    adopted = _by_town(Adoption.objects.filter(organization__in=organization_ids))
    figures = _by_town(CommitteeFigure.objects.approved().filter(organization__in=organization_ids))
    settled = _by_town(ConflictSettlement.objects.approved().filter(organization__in=organization_ids))
    return {pk: _town_rules(adopted[pk], figures[pk], settled[pk], own[pk]) for pk in organization_ids}


def _by_town(rows: QuerySet[Row]) -> dict[int, list[Row]]:
    """The rows of each town, those that began first before the others."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows.order_by("since", "id"):
        found[row.organization_id].append(row)
    return found


def _town_rules(
    adopted: list[Adoption],
    figures: list[CommitteeFigure],
    settled: list[ConflictSettlement],
    local: list[LocalRegulation],
) -> TownRules:
    own = tuple(OwnRegulation(row.since, row.until, local_regulation(row)) for row in local)
    library = with_local(load_library(), own)
    return TownRules(
        adoptions=tuple(Adopted(row.since, row.until, row.regulation, row.authority) for row in adopted),
        figures=tuple(_own_figures(figures, library)),
        settlements=tuple(
            Settled(row.since, row.until, row.conflict, row.choice, frozenset(row.keep), row.authority)
            for row in settled
        ),
        local=own,
        library=library,
    )


def _own_figures(rows: Iterable[CommitteeFigure], library: Library) -> Iterator[OwnFigure]:
    for row in rows:
        value = read_value(library, row.cite, row.name, row.value)
        yield OwnFigure(row.since, row.until, row.cite, row.name, value, row.authority)


def read_value(library: Library, cite: str, name: str, written: str) -> Value:
    """A written value of this figure. Raises KeyError for a figure nobody has, ValueError for a text
    that is no value of it."""
    spec = library.article(cite).figure_specs[name]
    hints = {"share": spec.base or None, "clock": "clock", "word": "word", "options": "options"}
    return parse_value(written, hints.get(spec.type, spec.measure or None))


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
