"""Logs that are no acts themselves (denials, sensitive readings) but are sealed by acts.

A sealing act carries `first`, `last`, `count` and `digest` of the rows it covers, so the log is as
hard to rewrite as the chain the act stands in, without a link per row. The log's own package writes
the rows and the act, and registers here how to find both; `verifyaudit` compares.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from governance.audit.chain import row_values, serialise
from governance.audit.models import Act


@dataclass(frozen=True)
class SealedLog:
    """`code` of the sealing acts, `model` as `app.Model` of the rows."""

    code: str
    model: str


_LOGS: dict[str, SealedLog] = {}


def register_log(code: str, model: str) -> None:
    """Name a log to `verifyaudit`; registering the same one again changes nothing."""
    _LOGS[code] = SealedLog(code, model)


def registered_logs() -> tuple[SealedLog, ...]:
    return tuple(_LOGS[code] for code in sorted(_LOGS))


def digest_of_rows(rows: Iterable[models.Model]) -> str:
    """SHA-256 over the canonical rows in the order given, one line each."""
    total = hashlib.sha256()
    for row in rows:
        total.update(serialise(row_values(row)).encode() + b"\n")
    return total.hexdigest()


def broken_seals(log: SealedLog) -> Iterator[Act]:
    """Sealing acts whose rows are no longer what was sealed: changed, removed or slipped in."""
    model = apps.get_model(log.model)
    for seal in Act.objects.filter(code=log.code, outcome=Act.Outcome.DONE).order_by("recorded_at", "id"):
        facts = seal.facts
        rows: models.QuerySet = models.QuerySet(model)
        rows = rows.filter(pk__gte=facts["first"], pk__lte=facts["last"]).order_by("pk")
        if (
            rows.count() != facts["count"]
            or digest_of_rows(rows.iterator(chunk_size=1000)) != facts["digest"]
        ):
            yield seal
