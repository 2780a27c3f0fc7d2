"""Keeping the index: after every act the rows it wrote, and all of them when asked to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import models, transaction

from governance.audit.scope import OpenAct
from governance.search.kinds import Entry, Kind, indexed_kinds
from governance.search.models import SearchEntry
from governance.search.text import fold

HEAD, TEXT = 400, 6000  # characters kept
BATCH = 500
_FIELDS = ("day", "head", "text")


def index_act(opened: OpenAct) -> None:
    """Word anew what the act has changed. In the act's transaction: what is not done is not found."""
    changed: dict[str, set[Any]] = defaultdict(set)
    for row in opened.history:
        model = row.instance_type  # type: ignore[attr-defined]
        changed[model._meta.label].add(getattr(row, model._meta.pk.attname))
    for kind in indexed_kinds():
        ids = set(changed.get(kind.model._meta.label, ()))
        for label, leads in kind.watches.items():
            if label in changed:
                ids |= set(leads(changed[label]))
        if ids:
            refresh(kind, ids)


def refresh(kind: Kind, ids: Collection[int]) -> int:
    """Make the entries of these rows true; returns how many were written or taken out."""
    wanted = {(one.organization_id, one.object_id): _row(kind, one) for one in worded(kind, ids)}
    standing = {
        (one.organization_id, one.object_id): one
        for one in SearchEntry.objects.filter(kind=kind.code, object_id__in=list(ids))
    }
    fresh = [row for key, row in wanted.items() if not _same(standing.get(key), row)]
    if fresh:
        SearchEntry.objects.bulk_create(
            fresh,
            update_conflicts=True,
            unique_fields=["organization", "kind", "object_id"],
            update_fields=list(_FIELDS),
        )
    gone = [one.pk for key, one in standing.items() if key not in wanted]
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    return len(fresh) + len(gone)


def worded(kind: Kind, ids: Collection[int]) -> Iterable[Entry]:
    return kind.entries(kind.model._base_manager.filter(pk__in=list(ids)))


def _row(kind: Kind, entry: Entry) -> SearchEntry:
    head = fold(entry.head)
    return SearchEntry(
        organization_id=entry.organization_id,
        kind=kind.code,
        object_id=entry.object_id,
        day=entry.day,
        head=head[:HEAD],
        text=f"{head}|{fold(entry.body)}"[:TEXT],
    )


def _same(standing: SearchEntry | None, row: SearchEntry) -> bool:
    return standing is not None and all(getattr(standing, name) == getattr(row, name) for name in _FIELDS)


def _batches(rows: models.QuerySet) -> Iterator[list[int]]:
    last = 0
    while ids := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield ids
        last = ids[-1]


def reindex() -> Iterator[tuple[Kind, int, int]]:
    """Everything anew, kind by kind: (kind, rows looked at, entries that were not as they should be)."""
    for kind in indexed_kinds():
        looked = put_right = 0
        for ids in _batches(kind.model._base_manager.all()):
            with transaction.atomic():
                put_right += refresh(kind, ids)
            looked += len(ids)
        known = kind.model._base_manager.values("pk")
        stray = SearchEntry.objects.filter(kind=kind.code).exclude(object_id__in=known)
        put_right += stray.delete()[0]
        yield kind, looked, put_right
    codes = [kind.code for kind in indexed_kinds()]
    SearchEntry.objects.exclude(kind__in=codes).delete()


def differing() -> Iterator[tuple[Kind, int, int]]:
    """The same, looked at only: (kind, rows looked at, entries that differ)."""
    for kind in indexed_kinds():
        looked = wrong = 0
        for ids in _batches(kind.model._base_manager.all()):
            wanted = {(one.organization_id, one.object_id): _row(kind, one) for one in worded(kind, ids)}
            standing = {
                (one.organization_id, one.object_id): one
                for one in SearchEntry.objects.filter(kind=kind.code, object_id__in=ids)
            }
            wrong += sum(not _same(standing.get(key), row) for key, row in wanted.items())
            wrong += len(standing.keys() - wanted.keys())
            looked += len(ids)
        yield kind, looked, wrong
