"""Replaying chains: every link, every payload, and the rows each payload speaks of."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

from governance.audit import chain
from governance.audit.models import Act, ChainEntry

BATCH = 500  # links read together, and the most keys in one statement
Progress = Callable[[int], None]
Entry = tuple[int, uuid.UUID, str, str, str]  # seq, act, payload, digest, hash
Payload = tuple[dict[str, Any], list[tuple[str, int, dict[str, Any]]]]  # act; model, key, history row
Decoded = list[tuple[int, uuid.UUID, Payload]]  # seq, act


@dataclass(frozen=True)
class Break:
    """One thing that does not fit. `organization` is the chain it belongs to (0: system chain),
    `seq` the link nearest to it where there is one, `detail` names rows by type and id only."""

    organization: int
    seq: int | None
    what: str
    detail: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {
            "organization": self.organization,
            "seq": self.seq,
            "what": self.what,
            "detail": self.detail,
        }


class RowReader:
    """Reads rows of one model in canonical form, without building instances."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.fields = [
            (f.attname, None if isinstance(f, models.JSONField) else chain.value_field(f))
            for f in model._meta.concrete_fields
        ]
        self.names = [name for name, _field in self.fields]
        self.pk = model._meta.pk.attname

    def read(self, keys: Sequence[Any]) -> dict[Any, dict[str, Any]]:
        found = {}
        key_place = self.names.index(self.pk)
        for start in range(0, len(keys), BATCH):
            rows: models.QuerySet = models.QuerySet(self.model)
            rows = rows.filter(pk__in=keys[start : start + BATCH]).order_by()
            for values in rows.values_list(*self.names):
                found[values[key_place]] = {
                    name: chain.canonical(value, field)
                    for (name, field), value in zip(self.fields, values, strict=True)
                }
        return found


class Seen:
    """Which history rows some payload names: one bit per key and model."""

    def __init__(self) -> None:
        self._bits: dict[str, bytearray] = defaultdict(bytearray)

    def add(self, label: str, key: int) -> bool:
        """Note the key; False when it was noted before."""
        bits = self._bits[label]
        place, bit = key >> 3, 1 << (key & 7)
        if place >= len(bits):
            bits.extend(bytes(max(place + 1 - len(bits), 4096)))
        fresh = not bits[place] & bit
        bits[place] |= bit
        return fresh

    def __contains__(self, item: tuple[str, int]) -> bool:
        label, key = item
        bits = self._bits.get(label)
        return bits is not None and key >> 3 < len(bits) and bool(bits[key >> 3] & 1 << (key & 7))


@dataclass
class Replay:
    """One pass over the chain of an organization. Iterate `breaks()`, then read the counts."""

    organization_id: int
    seen: Seen
    full: bool = True
    progress: Progress | None = None
    entries: int = 0
    rows: int = 0
    seq: int = 0
    hash: str = chain.GENESIS
    _readers: dict[str, RowReader | None] = field(default_factory=dict)

    def breaks(self) -> Iterator[Break]:
        for batch in self._batches():
            decoded: Decoded = []
            for entry in batch:
                payload = yield from self._link(entry)
                if payload is not None:
                    decoded.append((entry[0], entry[1], payload))
            yield from self._compare(decoded)
            if self.progress is not None:
                self.progress(len(batch))

    def _batches(self) -> Iterator[list[Entry]]:
        """Pages by sequence number: as many links as one statement takes, never the whole chain."""
        after = -1
        while True:
            page = list(
                ChainEntry.objects.filter(organization_id=self.organization_id, seq__gt=after)
                .order_by("seq")
                .values_list("seq", "act_id", "payload", "digest", "hash")[:BATCH]
            )
            if not page:
                return
            yield page
            after = page[-1][0]

    def _link(self, entry: Entry) -> Generator[Break, None, Payload | None]:
        """Check one link; returns its payload, or None when it cannot be read."""
        seq, act_id, text, digest, stored = entry
        if seq != self.seq + 1:
            yield self._break(seq, "gap", f"after {self.seq}")
        if chain.digest_of(text) != digest:
            yield self._break(seq, "digest", str(act_id))
        if chain.link(self.hash, self.organization_id, seq, digest) != stored:
            yield self._break(seq, "link", str(act_id))
        # Go on from what is stored, so that one break is not told again for every later link.
        self.seq, self.hash = seq, stored
        self.entries += 1
        try:
            payload = json.loads(text)
            act, history = payload["act"], payload["history"]
            if payload["v"] != chain.PAYLOAD_VERSION or not isinstance(act, dict):
                raise ValueError
            keyed = [(h["model"], h["row"]["history_id"], h["row"]) for h in history]
        except (ValueError, KeyError, TypeError):
            yield self._break(seq, "payload", str(act_id))
            return None
        for label, key, _row in keyed:
            if not self.seen.add(label, key):
                yield self._break(seq, "history_twice", f"{label} {key}")
        return act, keyed

    def _compare(self, decoded: Decoded) -> Iterator[Break]:
        acts = (
            self._reader(Act._meta.label_lower).read([act_id for _seq, act_id, _payload in decoded])
            if self.full
            else self._present([act_id for _seq, act_id, _payload in decoded])
        )
        stored = self._history_of(decoded) if self.full else {}
        for seq, act_id, (act, history) in decoded:
            row = acts.get(act_id)
            if row is None:
                yield self._break(seq, "act_missing", str(act_id))
            elif act.get("id") != str(act_id) or act.get("organization_id") != self.organization_id:
                yield self._break(seq, "act_differs", f"{act_id} id")
            elif self.full and (name := differing(act, row)):
                yield self._break(seq, "act_differs", f"{act_id} {name}")
            if not self.full:
                continue
            for label, key, values in history:
                rows = stored.get(label)
                if rows is None:
                    continue  # the model was taken out of the program; its history rows went with it
                self.rows += 1
                found = rows.get(key)
                if found is None:
                    yield self._break(seq, "history_missing", f"{label} {key}")
                elif values.get("history_change_reason") != str(act_id):
                    yield self._break(seq, "history_differs", f"{label} {key} history_change_reason")
                elif name := differing(values, found):
                    yield self._break(seq, "history_differs", f"{label} {key} {name}")

    def _present(self, act_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
        return {pk: {} for pk in Act.objects.filter(pk__in=act_ids).values_list("pk", flat=True)}

    def _history_of(self, decoded: Decoded) -> dict[str, dict[Any, dict[str, Any]] | None]:
        keys: dict[str, list[int]] = defaultdict(list)
        for _seq, _act_id, (_act, history) in decoded:
            for label, key, _values in history:
                keys[label].append(key)
        found: dict[str, dict[Any, dict[str, Any]] | None] = {}
        for label, wanted in keys.items():
            reader = self._reader(label)
            found[label] = reader.read(wanted) if reader is not None else None
        return found

    def _reader(self, label: str) -> Any:
        if label not in self._readers:
            try:
                self._readers[label] = RowReader(apps.get_model(label))
            except (LookupError, ValueError):
                self._readers[label] = None
        return self._readers[label]

    def _break(self, seq: int, what: str, detail: str) -> Break:
        return Break(self.organization_id, seq, what, detail)


def differing(payload: dict[str, Any], row: dict[str, Any]) -> str:
    """The first field whose stored payload differs from the row; "" when none does.

    Columns added since then are not in the payload, columns taken away are not in the row.
    """
    for name, value in payload.items():
        if name in row and row[name] != value:
            return name
    return ""


def unlinked_history(
    model: type[models.Model], seen: Seen, organization_id: int | None
) -> Iterator[tuple[int, int, str]]:
    """(organization, history id, act id) of history rows that no replayed payload names.

    With `organization_id`, rows that belong to an act of another chain are left to that chain.
    """
    history = model.history.model  # type: ignore[attr-defined]
    label = history._meta.label_lower
    owned = any(f.attname == "organization_id" for f in history._meta.concrete_fields)
    names = ["history_id", "history_change_reason", *(["organization_id"] if owned else [])]
    rows: models.QuerySet = models.QuerySet(history).order_by("history_id")
    if organization_id and owned:
        rows = rows.filter(organization_id=organization_id)
    elif organization_id:
        return  # rows without an organization of their own are acted on under the system chain
    for key, reason, *owner in rows.values_list(*names).iterator(chunk_size=2000):
        if (label, key) in seen:
            continue
        if organization_id is not None:
            act = _chain_of_act(reason)
            if act is not None and act != organization_id:
                continue
        yield (owner[0] or 0) if owner else 0, key, str(reason)


def _chain_of_act(reason: Any) -> int | None:
    try:
        act_id = uuid.UUID(str(reason))
    except ValueError:
        return None
    return Act.objects.filter(pk=act_id).values_list("organization_id", flat=True).first()
