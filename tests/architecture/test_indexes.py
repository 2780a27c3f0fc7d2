"""Composite indexes of tables that belong to towns lead with the town, or with the row's parent, which is of the
same town and was found by it (docs/scale.md); or they say why not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

OURS = {"governance", "meetings"}
_ONESELF = "asked for one account, whatever its towns: what did I do, what may I do, what am I told"
_SWEEP = "asked by the tick over all towns at once, for the few rows that wait"
_BY_ID = "asked by an id that names one row wherever it is"
LEADS = {
    "act_by_actor": _ONESELF,
    "access_log_by_account": _ONESELF,
    "grant_by_account": _ONESELF,
    "emergency_by_account": _ONESELF,
    "reminder_by_reader": _ONESELF,
    "tenure_by_person": "asked with every request, before the towns are known: it is what makes them known",
    "grant_by_end": _SWEEP,
    "consequence_waiting": _SWEEP,
    "reminder_to_send": _SWEEP,
    "consequence_of_subject": _BY_ID,
    "consequence_once": _BY_ID,
    "search_entry_by_object": _BY_ID,
}


def composite(model: type[models.Model]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(name, columns) of what the database keeps ordered by several columns."""
    for index in model._meta.indexes:
        if len(index.fields) > 1:
            yield index.name, tuple(field.lstrip("-") for field in index.fields)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and len(constraint.fields) > 1:
            yield constraint.name, tuple(constraint.fields)


def of_towns() -> list[type[models.Model]]:
    found = []
    for model in apps.get_models():
        names = {field.name for field in model._meta.concrete_fields}
        if model._meta.app_label in OURS and names & {"organization", "organization_id"}:
            found.append(model)
    return found


def is_parent(model: type[models.Model], column: str) -> bool:
    """Whether the column is a key to a row of the same town."""
    field = next((f for f in model._meta.concrete_fields if column in (f.name, f.attname)), None)
    return field is not None and field.remote_field is not None and field.related_model in of_towns()


def test_composite_indexes_lead_with_the_town() -> None:
    other = {
        name: f"{model._meta.label} {columns}"
        for model in of_towns()
        for name, columns in composite(model)
        if columns[0] not in ("organization", "organization_id") and not is_parent(model, columns[0])
    }
    assert {name: where for name, where in other.items() if name not in LEADS} == {}
    assert set(LEADS) <= set(other), "a reason for an index that is not there any more"
    assert all(len(reason) > 15 for reason in LEADS.values())


@pytest.mark.parametrize(
    "label", ["governance.Act", "governance.ChainEntry", "governance.AccessLog", "governance.Document"]
)
def test_tables_that_grow_by_the_year_are_found_by_town(label: str) -> None:
    assert any(columns[0].startswith("organization") for _n, columns in composite(apps.get_model(label)))
