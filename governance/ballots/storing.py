"""Writing sealed lists in one statement that no slow-query log repeats.

PostgreSQL logs a slow INSERT with its values; of a COPY it logs the words of the command alone. SQLite has no log.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.views.decorators.debug import sensitive_variables

from governance.ballots.models import SealedModel


@sensitive_variables()
def write_rows(model: type[SealedModel], fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write the rows in the order given."""
    if not rows:
        return
    found = [model._meta.get_field(name) for name in fields]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in found)  # type: ignore[union-attr]
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN WITH (FORMAT csv)", _as_csv(rows))
        return
    model.objects.bulk_create(
        model(**{_name(field): value for field, value in zip(found, row, strict=True)}) for row in rows
    )


def _name(field: Any) -> str:
    return field.attname if isinstance(field, models.ForeignKey) else field.name


def _as_csv(rows: Sequence[Sequence[Any]]) -> io.StringIO:
    """Empty texts quoted: unquoted, COPY would read them as NULL."""
    content = io.StringIO()
    csv.writer(content, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
    content.seek(0)
    return content
