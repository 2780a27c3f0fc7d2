"""Queries of one shape that every request asks again: put together by Django once, run with other values each time.

Putting the account, the posts and the session of a reader into SQL costs Django more than it costs the database to
answer, and five hundred people vote within minutes (docs/benchmarks.md). What comes back are the same rows the query
set would give, read by the same code. Nothing of an answer is kept.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.db import connections, models
from django.db.models.query import ModelIterable

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class _Kept:
    """Compiled for one kind of database: `places` names the value of each parameter, or holds it."""

    compiler: Any
    sql: str
    places: tuple[tuple[str, Any], ...]
    model: type[models.Model]


class Prepared(Generic[M]):
    """`Prepared(build, name=example, …)`: `build(**examples)` is the query set; the same shape is asked with
    `rows(name=value, …)`. Examples are of the values' types and stand nowhere else in the query. A value that would
    change the shape (None, a list) does not fit: ValueError."""

    def __init__(self, build: Callable[..., models.QuerySet[M]], **examples: Any) -> None:
        self._build, self._examples = build, examples
        self._kept: dict[str, _Kept] = {}

    def rows(self, **values: Any) -> list[M]:
        """The rows, in the order of the query set. One query."""
        queryset_alias = "default"
        connection = connections[queryset_alias]
        kept = self._kept.get(connection.vendor) or self._compiled(connection)
        given = {name: _adapted(value, connection) for name, value in values.items()}
        compiler = copy.copy(kept.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda: (kept.sql, tuple(given[name] if name else own for name, own in kept.places))
        asked = SimpleNamespace(
            db=queryset_alias,
            query=SimpleNamespace(get_compiler=lambda using: compiler),
            model=kept.model,
            _known_related_objects={},
        )
        return list(ModelIterable(cast("Any", asked)))

    def first(self, **values: Any) -> M | None:
        return next(iter(self.rows(**values)), None)

    def _compiled(self, connection: Any) -> _Kept:
        queryset = self._build(**self._examples)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        names = {_adapted(example, connection): name for name, example in self._examples.items()}
        places = tuple((names.get(param, ""), param) for param in params)
        if {name for name, _own in places if name} != set(self._examples):
            raise ValueError("an example does not stand in the query as it was given")
        compiler.connection = None  # this thread's; each run has its own
        kept = self._kept[connection.vendor] = _Kept(compiler, sql, places, queryset.model)
        return kept


def _adapted(value: Any, connection: Any) -> Any:
    """As the fields of a model hand it to the database."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, int | str):
        return value
    raise ValueError(f"{type(value).__name__} does not fit a prepared query")
