"""Side doors of secret votes that must stay shut: nothing points at a sealed row, keeps its past, dates it, numbers it,
indexes it, or listens when it is written."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models

from governance.audit import exemptions
from governance.audit.errors import TrailError
from governance.ballots.models import Envelope, SealedModel
from tests.architecture import sources

SEALED = [model for model in apps.get_models() if issubclass(model, SealedModel)]
# The only ways out of a sealed row: to its box, or to what belongs to the box; and the envelope's owner.
LEADS_TO = {"governance.SealedPoll", "governance.PaperBatch", "governance.RatingRound"}
OWNED = {(Envelope, "voter")}
DATED = (models.DateField, models.TimeField, models.DurationField)  # DateTimeField is a DateField
NUMBERED = (models.AutoField, models.BigAutoField, models.SmallAutoField)


def label(value: Any) -> str:
    return value._meta.label if isinstance(value, type) else str(value)


def test_the_sealed_tables_are_these() -> None:
    known = {"governance.Envelope", "governance.Slip", "governance.ReceiptCode", "governance.Tally"}
    assert known <= {model._meta.label for model in SEALED}
    assert {model._meta.label for model in SEALED} == exemptions.SEALED.keys()


@pytest.mark.parametrize("model", SEALED, ids=label)
def test_a_sealed_row_leads_to_its_box_and_nowhere_else(model) -> None:
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created:
            to = field.related_model._meta.label
            assert to in LEADS_TO or (model, field.name) in OWNED, (
                f"{model._meta.label}.{field.name} leads to {to}"
            )


def test_nothing_points_at_a_sealed_row() -> None:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_hidden=True):
            if field.is_relation and not field.auto_created and field.related_model in SEALED:
                pytest.fail(f"{model._meta.label}.{field.name} points at {field.related_model._meta.label}")
        kept = getattr(model, "instance_type", None)
        assert kept not in SEALED, f"{model._meta.label} keeps the past of a sealed table"


@pytest.mark.parametrize("model", SEALED, ids=label)
def test_a_sealed_row_is_neither_dated_nor_numbered(model) -> None:
    for field in model._meta.concrete_fields:
        assert not isinstance(field, DATED + NUMBERED), f"{model._meta.label}.{field.name}"
    assert isinstance(model._meta.pk, models.CompositePrimaryKey)
    assert not hasattr(model, "history") and not model._meta.ordering
    assert model._meta.default_permissions == ()


@pytest.mark.parametrize("model", SEALED, ids=label)
def test_a_sealed_row_is_in_no_administration_and_is_not_saved_one_by_one(model) -> None:
    assert not any(model in site._registry for site in admin.sites.all_sites)
    with pytest.raises(TrailError):
        model().save()
    with pytest.raises(TrailError):
        model().delete()
    with pytest.raises(TrailError):
        model.objects.all().delete()


def taken_from_ballots(path: Any) -> set[str]:
    return {
        alias.name
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("governance.ballots")
        for alias in node.names
    }


def test_only_the_package_of_ballots_knows_the_sealed_tables() -> None:
    """Neither search nor lists nor the office's print-outs: whoever wants a figure asks the box."""
    names = {model.__name__ for model in SEALED}
    for path in sources.python_files():
        if path.parts[:2] != ("governance", "ballots") and path != sources.Path("governance/models.py"):
            assert not taken_from_ballots(path) & names, path
