"""Every installed model is recorded, operational, sealed or the trail itself; recorded ones keep the
house rules: history, guarded managers, PROTECT, an organization, no automatic many-to-many."""

import pytest
from django.apps import apps
from django.db import models

from governance.audit import drift, exemptions
from governance.audit.models import AppendOnly
from governance.audit.recorded import RecordedModel, RecordedQuerySet

OURS = ("assessment", "cadres", "disclosure", "governance", "meetings", "petitions")
LISTED = {**exemptions.OPERATIONAL, **exemptions.SEALED, **exemptions.THIRD_PARTY}


def is_history(model):
    return hasattr(model, "tracked_fields") and hasattr(model, "instance_type")


INSTALLED = [m for m in apps.get_models() if not is_history(m)]
RECORDED = [m for m in INSTALLED if issubclass(m, RecordedModel)]
TRAIL = [m for m in INSTALLED if issubclass(m, AppendOnly)]
OWN = [m for m in INSTALLED if m._meta.app_label in OURS]


def label(value):
    return value._meta.label if isinstance(value, type) else str(value)


def foreign_keys(model):
    return [f for f in model._meta.concrete_fields if f.remote_field is not None]


@pytest.mark.parametrize("model", INSTALLED, ids=label)
def test_a_model_is_of_exactly_one_kind(model):
    kinds = [
        issubclass(model, RecordedModel),
        issubclass(model, AppendOnly),
        model._meta.label in exemptions.OPERATIONAL,
        model._meta.label in exemptions.SEALED,
        model._meta.label in exemptions.THIRD_PARTY,
    ]
    assert sum(kinds) == 1, f"{model._meta.label}: record it, or list it with its reason"


def test_lists_name_installed_models_and_give_reasons():
    installed = {m._meta.label for m in apps.get_models()}
    for listed in (LISTED, exemptions.WITHOUT_ORGANIZATION):
        assert not listed.keys() - installed, "no longer there: take the line out"
    for reasons in (
        LISTED,
        exemptions.WITHOUT_ORGANIZATION,
        exemptions.AUTOMATIC_THROUGH,
        exemptions.INHERITED_KEYS,
    ):
        assert all(len(reason) > 10 for reason in reasons.values())
    assert not [name for name in exemptions.THIRD_PARTY if name.split(".")[0] in OURS]


@pytest.mark.parametrize("model", RECORDED, ids=label)
def test_recorded_models_have_history_of_every_column(model):
    history = drift.history_of(model)
    kept = {f.attname for f in history._meta.concrete_fields}
    own = {f.attname for f in model._meta.concrete_fields}
    aside = model.operational_fields | model.withheld_fields.keys()
    assert own - kept == aside, "a column outside history may change unseen"
    assert set(model.withheld_fields.values()) <= kept, "no history carries the digest of what it withholds"
    assert not model.operational_fields & model.withheld_fields.keys()
    assert issubclass(history, AppendOnly)
    assert history._meta.get_field("history_change_reason").max_length == 36
    assert not history._meta.get_field("history_change_reason").null


@pytest.mark.parametrize("model", RECORDED, ids=label)
def test_recorded_models_are_reached_through_guarded_managers(model):
    assert model._meta.base_manager_name == "objects"
    for manager in (model._base_manager, model._default_manager, model.objects):
        assert isinstance(manager.all(), RecordedQuerySet)


@pytest.mark.parametrize("model", TRAIL, ids=label)
def test_the_trail_has_no_keys_upward_and_guarded_managers(model):
    assert model._meta.base_manager_name == "objects"
    assert foreign_keys(model) == []


@pytest.mark.parametrize("model", OWN, ids=label)
def test_nothing_of_ours_is_deleted_along(model):
    loose = [
        f"{model._meta.label}.{f.name}"
        for f in foreign_keys(model)
        if f.remote_field.on_delete is not models.PROTECT
    ]
    assert not set(loose) - exemptions.INHERITED_KEYS.keys()


@pytest.mark.parametrize("model", RECORDED, ids=label)
def test_recorded_models_belong_to_an_organization(model):
    field = next((f for f in model._meta.concrete_fields if f.name == "organization"), None)
    if model._meta.label in exemptions.WITHOUT_ORGANIZATION:
        assert field is None, "it has one: take the line out"
        return
    assert field is not None, "tenancy fails closed: add `organization`"
    assert field.remote_field.model._meta.label == "governance.Organization"
    assert not field.null


@pytest.mark.parametrize("model", OWN, ids=label)
def test_many_to_many_goes_through_recorded_models(model):
    for field in model._meta.local_many_to_many:
        through = field.remote_field.through
        name = f"{model._meta.label}.{field.name}"
        assert issubclass(through, RecordedModel) or name in exemptions.AUTOMATIC_THROUGH


def test_history_of_many_to_many_is_not_kept_on_the_side():
    """simple-history copies whole sets; our through models have histories of their own."""
    assert not [m for m in RECORDED if drift.history_of(m)._history_m2m_fields]


def test_operational_fields_hold_no_matter_of_the_committee():
    """The only columns that change without an act, in full."""
    assert {m._meta.label: set(m.operational_fields) for m in RECORDED if m.operational_fields} == {
        "governance.Account": {"last_login"},
        "governance.SubjectKey": {"wrapped", "master"},
    }
