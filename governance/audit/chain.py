"""The hash chain of one organization: canonical payload, digest, link, append under a lock."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import connection, models

from governance.audit.models import ChainEntry

PAYLOAD_VERSION = 1
GENESIS = "0" * 64
LOCK_NAMESPACE = 0x5A57  # advisory locks of this application's chains


def canonical(value: Any, field: models.Field | None = None) -> Any:
    """A value that is the same before saving and after reloading.

    Values pass through `field.to_python`; datetimes are UTC with microseconds, decimals have the
    declared places, bytes are base64.
    """
    if value is None:
        return None
    if field is not None and not isinstance(field, models.JSONField):
        value = field.to_python(value)
        if isinstance(field, models.DecimalField) and isinstance(value, Decimal):
            return str(value.quantize(Decimal(1).scaleb(-field.decimal_places)))
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, Mapping):
        return {str(k): canonical(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [canonical(v) for v in value]
    return str(value)


def row_values(instance: models.Model, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The concrete fields of a row in canonical form, by attribute name (`…_id` for keys)."""
    return {
        f.attname: canonical(getattr(instance, f.attname), _value_field(f))
        for f in instance._meta.concrete_fields
        if f.attname not in skip
    }


def _value_field(field: models.Field) -> models.Field:
    return field.target_field if isinstance(field, models.ForeignKey) else field


def serialise(payload: Mapping[str, Any]) -> str:
    return json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(payload: str) -> str:
    return hashlib.sha256(b"\x00" + payload.encode()).hexdigest()


def link(previous: str, organization_id: int, seq: int, digest: str) -> str:
    """Prefix bytes as in RFC 6962, so that no payload can pass for a link."""
    head = f"{previous}|{organization_id}|{seq}|{digest}".encode()
    return hashlib.sha256(b"\x01" + head).hexdigest()


def lock_chain(organization_id: int) -> None:
    """Hold this organization's chain until commit. SQLite transactions are IMMEDIATE already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_NAMESPACE, organization_id])


def head(organization_id: int) -> tuple[int, str]:
    """(sequence, hash) of the newest link; (0, genesis) for an empty chain."""
    newest = (
        ChainEntry.objects.filter(organization_id=organization_id)
        .order_by("-seq")
        .values_list("seq", "hash")
        .first()
    )
    return newest or (0, GENESIS)


def append(organization_id: int, act_id: uuid.UUID, payload: Mapping[str, Any]) -> ChainEntry:
    """Add one link. Called inside the business transaction, as late as possible."""
    lock_chain(organization_id)
    seq, previous = head(organization_id)
    text = serialise(payload)
    digest = digest_of(text)
    entry = ChainEntry(
        organization_id=organization_id,
        seq=seq + 1,
        act_id=act_id,
        payload=text,
        digest=digest,
        hash=link(previous, organization_id, seq + 1, digest),
    )
    entry.save()
    return entry
