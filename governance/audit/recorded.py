"""Recorded rows: written only inside an act, with a history row each.

`update`, `delete` and the bulk methods raise always. The one way to write many rows is
`record_many`, which writes rows, history and payload together.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar, Self

from django.apps import apps
from django.core import checks
from django.db import models
from django.db.models.signals import post_migrate
from simple_history.manager import HistoricalQuerySet, HistoryDescriptor
from simple_history.models import HistoricalRecords
from simple_history.signals import post_create_historical_record

from governance.audit import clock
from governance.audit.errors import OutsideAct, TrailError
from governance.audit.models import SYSTEM_CHAIN, AppendOnly, AppendOnlyQuerySet
from governance.audit.scope import current_act


class RecordedQuerySet(models.QuerySet):
    """Reads as usual; every way of writing past `save` is shut."""

    def update(self, **kwargs: Any) -> int:
        raise TrailError("update() bypasses history; change objects inside an act and save them")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TrailError("recorded rows are never deleted; withdraw or end them")

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        raise TrailError("use record_many() inside an act")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise TrailError("bulk_update() bypasses history")

    def _raw_delete(self, using: str | None) -> int:
        raise TrailError("recorded rows are never deleted")


RecordedManager = models.Manager.from_queryset(RecordedQuerySet)


class HistoryQuerySet(AppendOnlyQuerySet, HistoricalQuerySet):
    """History is read here and written by saving recorded rows."""


class HistoryAccess(HistoryDescriptor):
    """`row.history`: builds its manager class once instead of at every access (each save has one)."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(model, queryset=HistoryQuerySet)
        self.built = self.manager_class.from_queryset(self.queryset_class)

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        return self.built(self.model, instance)


def _history_user_set(historical: models.Model, user: int | None) -> None:
    historical.history_user_id = user  # type: ignore[attr-defined]


def _history_user_get(historical: models.Model) -> int | None:
    return historical.history_user_id  # type: ignore[attr-defined]


class RecordedHistory(HistoricalRecords):
    """History that takes user and act from the open act, never from request middleware.

    The user is a plain id: accounts are never deleted, and a foreign key would be set to null.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("history_id_field", models.BigAutoField(primary_key=True))
        kwargs.setdefault("history_user_id_field", models.BigIntegerField(null=True))
        kwargs.setdefault("history_user_getter", _history_user_get)
        kwargs.setdefault("history_user_setter", _history_user_set)
        kwargs.setdefault("history_change_reason_field", models.CharField(max_length=36, db_index=True))
        kwargs.setdefault("bases", (AppendOnly,))
        super().__init__(**kwargs)

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        descriptor = sender.__dict__.get(self.manager_name)
        if isinstance(descriptor, HistoryDescriptor):
            setattr(sender, self.manager_name, HistoryAccess(descriptor.model))

    def get_history_user(self, instance: models.Model) -> int | None:
        act = current_act()
        return act.actor_id if act else None


class RecordedModel(models.Model):
    """Base of every model that regulations speak of. Subclasses declare
    `history = RecordedHistory()` and an `organization` key (or are on the exemption list)."""

    objects = RecordedManager()

    # Fields that may be saved outside an act (login stamps); they are kept out of history.
    operational_fields: ClassVar[frozenset[str]] = frozenset()
    # Fields kept out of history although only acts set them, each with the field that carries their
    # keyed digest into it (see `withheld`).
    withheld_fields: ClassVar[Mapping[str, str]] = MappingProxyType({})
    _stored: dict[str, Any]

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert or update inside the open act.

        Raises OutsideAct without one, and TrailError when `update_fields` leaves out a field that
        was changed: history would then record a value the table never had.
        """
        if args:
            raise TrailError("save() takes keyword arguments only")
        named = kwargs.get("update_fields")
        if named is not None and self.operational_fields and set(named) <= self.operational_fields:
            self.skip_history_when_saving = True
            try:
                super().save(**kwargs)
            finally:
                del self.skip_history_when_saving
            self._remember()
            return
        act = current_act()
        if act is None:
            raise OutsideAct(f"{self._meta.label} saved while no act is open")
        if named is not None:
            self._refuse_unnamed_changes(set(named))
        self._change_reason = str(act.id)
        self._history_date = clock.now()
        act.admit(self)
        super().save(**kwargs)
        self._remember()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TrailError("recorded rows are never deleted; withdraw or end them")

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any
    ) -> Self:
        instance = super().from_db(db, field_names, values, **more)
        instance._remember()
        return instance

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Take what was read as the stored state; fields not read anew keep theirs."""
        fields = args[1] if len(args) > 1 else kwargs.get("fields")
        super().refresh_from_db(*args, **kwargs)
        if fields is None:
            self._remember()
            return
        stored = getattr(self, "_stored", {})
        for name in fields:
            attname = self._meta.get_field(name).attname  # type: ignore[union-attr]
            stored[attname] = getattr(self, attname)
        self._stored = stored

    def _remember(self) -> None:
        deferred = self.get_deferred_fields()
        self._stored = {
            f.attname: copy.deepcopy(value) if isinstance(value, dict | list) else value
            for f in self._meta.concrete_fields
            if f.attname not in deferred
            for value in (getattr(self, f.attname),)
        }

    def _refuse_unnamed_changes(self, named: set[str]) -> None:
        stored = getattr(self, "_stored", {})
        for field in self._meta.concrete_fields:
            if field.name in named or field.attname in named or field.attname not in stored:
                continue
            if getattr(self, field.attname) != stored[field.attname]:
                raise TrailError(f"{self._meta.label}.{field.name} changed but is not in update_fields")

    # What acts say about this object -------------------------------------------------------

    @property
    def chain_organization_id(self) -> int:
        """The organization under whose chain acts on this object go."""
        return getattr(self, "organization_id", None) or SYSTEM_CHAIN

    @property
    def audit_text(self) -> str:
        """How acts name the object. Sealed objects override it with a number only."""
        return str(self)

    @property
    def audit_matter(self) -> models.Model | None:
        """The larger matter whose timeline shows acts on this object (an item's meeting)."""
        return None

    @property
    def last_signed_on(self) -> Any:
        """The day of the last signed step; nothing may be said to have happened before it."""
        return None


def record_many(objects: Sequence[RecordedModel]) -> list[RecordedModel]:
    """Insert many new rows of one model with history and payload, inside the open act.

    Raises OutsideAct without an act, TrailError for mixed models or rows that exist already.
    """
    act = current_act()
    if act is None:
        raise OutsideAct("record_many() while no act is open")
    if not objects:
        return []
    model = type(objects[0])
    if any(type(o) is not model or not o._state.adding for o in objects):
        raise TrailError("record_many() takes new rows of one model")
    for one in objects:
        act.admit(one)
    plain: models.QuerySet[RecordedModel] = models.QuerySet(model)
    rows = plain.bulk_create(list(objects))
    history = model.history.model  # type: ignore[attr-defined]
    at = clock.now()
    past = [
        history(
            history_date=at,
            history_type="+",
            history_user_id=act.actor_id,
            history_change_reason=str(act.id),
            **{f.attname: getattr(row, f.attname) for f in history.tracked_fields},
        )
        for row in rows
    ]
    models.QuerySet(history).bulk_create(past)
    for one in past:
        act.keep(one)
    for row in rows:
        row._remember()
    return rows


def keep_history_row(sender: type[models.Model], history_instance: models.Model, **kwargs: Any) -> None:
    """Collect a fresh history row for the open act's payload (bookkeeping, not a rule)."""
    act = current_act()
    if act is not None:
        act.keep(history_instance)


def connect_history() -> None:
    """Wire the audit layer into Django: history rows into acts, triggers after each migrate, and
    the check that they stand. Called once, from the application's `ready`."""
    from governance.audit import triggers

    post_create_historical_record.connect(keep_history_row, dispatch_uid="governance.audit.keep_history_row")
    post_migrate.connect(
        triggers.install_after_migrate,
        sender=apps.get_app_config("governance"),
        dispatch_uid="governance.audit.triggers",
    )
    checks.register(triggers.check_triggers, checks.Tags.database)
