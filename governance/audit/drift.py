"""Does a recorded row equal its newest history row? The same question in SQL for the closing act,
for `verifyaudit`, and (in `triggers.py`) for PostgreSQL's commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.apps import apps
from django.db import IntegrityError, connection, models

CHUNK = 500  # keys per statement; SQLite's oldest limit of parameters is 999


class Drift(NamedTuple):
    """One row that does not stand as its history says."""

    model: str
    pk: str
    what: str  # differs, unrecorded, deleted
    organization_id: int = 0


class Tracked(NamedTuple):
    """A recorded model with the columns its history follows."""

    model: type[models.Model]
    history: type[models.Model]
    pk: str
    columns: tuple[str, ...]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def history_table(self) -> str:
        return self.history._meta.db_table


def recorded_models() -> list[type[models.Model]]:
    """Every installed model with a history, in a fixed order."""
    return sorted(
        (m for m in apps.get_models() if hasattr(m._meta, "simple_history_manager_attribute")),
        key=lambda m: m._meta.label_lower,
    )


def history_of(model: type[models.Model]) -> type[models.Model]:
    return getattr(model, model._meta.simple_history_manager_attribute).model  # type: ignore[attr-defined]


def tracked(model: type[models.Model]) -> Tracked:
    history = history_of(model)
    return Tracked(
        model=model,
        history=history,
        pk=str(model._meta.pk.column),
        columns=tuple(f.column for f in history.tracked_fields),  # type: ignore[attr-defined]
    )


def same(left: str, right: str) -> str:
    """SQL for "equal, null included"."""
    operator = "IS" if connection.vendor == "sqlite" else "IS NOT DISTINCT FROM"
    return f"{left} {operator} {right}"


def find(
    model: type[models.Model], *, pks: Sequence[Any] | None = None, organization_id: int | None = None
) -> Iterator[Drift]:
    """Rows of the model that differ from their newest history row, lack one, or are gone.

    `pks` looks at these rows only (and at no deleted ones); `organization_id` at one
    organization's, for models that carry one.
    """
    t = tracked(model)
    label = model._meta.label_lower
    where, parameters = _only(t, "t", pks, organization_id)
    q = connection.ops.quote_name
    owned = "organization_id" in t.columns
    owner = {alias: f"{alias}.{q('organization_id')}" if owned else "0" for alias in ("t", "h")}
    equal = " AND ".join(same(f"t.{q(c)}", f"h.{q(c)}") for c in t.columns)
    if pks is not None:  # few rows: look each one up
        newest = (
            f"LEFT JOIN {q(t.history_table)} h ON h.history_id = (SELECT MAX(x.history_id) "
            f"FROM {q(t.history_table)} x WHERE x.{q(t.pk)} = t.{q(t.pk)})"
        )
    else:
        newest = (
            f"LEFT JOIN (SELECT x.{q(t.pk)} AS pk, MAX(x.history_id) AS last "
            f"FROM {q(t.history_table)} x GROUP BY x.{q(t.pk)}) n ON n.pk = t.{q(t.pk)} "
            f"LEFT JOIN {q(t.history_table)} h ON h.history_id = n.last"
        )
    statement = (
        f"SELECT t.{q(t.pk)}, {owner['t']}, "
        f"CASE WHEN h.history_id IS NULL THEN 'unrecorded' ELSE 'differs' END "
        f"FROM {q(t.table)} t {newest} "
        f"WHERE (h.history_id IS NULL OR h.history_type = '-' OR NOT ({equal})){where}"
    )
    for pk, organization, what in _rows(statement, parameters):
        yield Drift(label, _text(t, pk), what, organization or 0)
    if pks is not None:
        return
    where, parameters = _only(t, "h", None, organization_id)
    statement = (
        f"SELECT DISTINCT h.{q(t.pk)}, {owner['h']} FROM {q(t.history_table)} h "
        f"LEFT JOIN {q(t.table)} t ON t.{q(t.pk)} = h.{q(t.pk)} WHERE t.{q(t.pk)} IS NULL{where}"
    )
    for pk, organization in _rows(statement, parameters):
        yield Drift(label, _text(t, pk), "deleted", organization or 0)


def refuse(history: Sequence[models.Model]) -> None:
    """Raise IntegrityError when a row just written differs from what its history row says.

    PostgreSQL asks this itself when the transaction commits; elsewhere the closing act asks.
    """
    if connection.vendor == "postgresql":
        return
    written: dict[type[models.Model], set[Any]] = defaultdict(set)
    for row in history:
        model = row.instance_type  # type: ignore[attr-defined]
        written[model].add(getattr(row, model._meta.pk.attname))
    for model, keys in written.items():
        ordered = sorted(keys)
        for start in range(0, len(ordered), CHUNK):
            for drift in find(model, pks=ordered[start : start + CHUNK]):
                raise IntegrityError(f"{drift.model} {drift.pk} {drift.what} from its history row")


def _only(
    t: Tracked, alias: str, pks: Sequence[Any] | None, organization_id: int | None
) -> tuple[str, list[Any]]:
    q = connection.ops.quote_name
    if pks is not None:
        key = t.model._meta.pk
        marks = ", ".join(["%s"] * len(pks))
        return (
            f" AND {alias}.{q(t.pk)} IN ({marks})",
            [key.get_db_prep_value(pk, connection) for pk in pks],
        )
    if organization_id is not None and "organization_id" in t.columns:
        return f" AND {alias}.{q('organization_id')} = %s", [organization_id]
    return "", []


def _text(t: Tracked, pk: Any) -> str:
    """The key as Python writes it (SQLite keeps UUIDs without dashes)."""
    return str(t.model._meta.pk.to_python(pk))


def _rows(statement: str, parameters: list[Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        while rows := cursor.fetchmany(1000):
            yield from rows
