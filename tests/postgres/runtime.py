"""Working as the runtime role of an installation with two."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

NAME = "zhenwei_runtime"
PASSWORD = "it's a pass\"word; --"


@contextmanager
def as_runtime() -> Iterator[None]:
    """Every connection made inside belongs to the runtime role."""
    owner = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update(USER=NAME, PASSWORD=PASSWORD)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(owner)
