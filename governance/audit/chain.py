"""The hash chain of one organization: canonical payload, digest, link, append under a lock."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import connection, models
from django.utils import timezone

from governance.audit.models import ChainEntry

PAYLOAD_VERSION = 1
GENESIS = "0" * 64
LOCK_NAMESPACE = 0x5A57  # advisory locks of this application's chains


def canonical(value: Any, field: models.Field | None = None) -> Any:
    """A value that is the same before saving and after reloading, on every database.

    Values pass through `field.to_python`; datetimes are UTC with microseconds, decimals have the
    declared places, bytes are base64, JSON passes through the field's own encoder, sealed text is
    its token. Raises TypeError for a value no rule is written for.
    """
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        return _plain(json.loads(json.dumps(value, cls=field.encoder)))
    if field is not None:
        value = field.to_python(value)
        if isinstance(field, models.DecimalField) and isinstance(value, Decimal):
            return str(value.quantize(Decimal(1).scaleb(-field.decimal_places)))
    return _plain(value)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        # PostgreSQL hands whole numbers in JSON back as integers.
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime):
        if timezone.is_naive(value):
            value = timezone.make_aware(value)
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | uuid.UUID | timedelta):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, File):
        return value.name or ""
    token = getattr(value, "token", None)
    if isinstance(token, str):
        return token
    raise TypeError(f"no canonical form for {type(value).__name__}")


def row_values(instance: models.Model, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The concrete fields of a row in canonical form, by attribute name (`…_id` for keys)."""
    return {
        f.attname: canonical(getattr(instance, f.attname), value_field(f))
        for f in instance._meta.concrete_fields
        if f.attname not in skip
    }


def value_field(field: models.Field) -> models.Field:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


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
