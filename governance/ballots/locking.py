"""Casting and closing cannot cross: everybody who casts holds the vote together, whoever closes holds it alone.

On PostgreSQL an advisory lock for the length of the transaction, so that casting leaves no mark on the row of the
vote; on SQLite every writing transaction is alone anyway.
"""

from __future__ import annotations

import uuid

from django.db import connection

_NAMESPACE = 0x5A58  # advisory locks of secret votes


def hold_together(poll: uuid.UUID) -> None:
    """For casting: shared."""
    _lock("pg_advisory_xact_lock_shared", poll)


def hold_alone(poll: uuid.UUID) -> None:
    """For opening, closing, counting, voiding: waits until everybody who is casting is done."""
    _lock("pg_advisory_xact_lock", poll)


def _lock(function: str, poll: uuid.UUID) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        key = int.from_bytes(poll.bytes[:4], "big", signed=True)
        cursor.execute(f"SELECT {function}(%s, %s)", [_NAMESPACE, key])
