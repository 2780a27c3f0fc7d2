"""The lock every rulebook verb takes first, parent before child.

Verbs of one town follow each other, so that the newest history row is the last one committed: what
`book.newest_acts` goes by. A key lock is not taken, so that other rows of the town may be written.
"""

from __future__ import annotations

from django.db import transaction

from governance.people.models import Organization


def lock_town(organization_id: int) -> Organization:
    """The town, locked until the verb ends. Raises Organization.DoesNotExist."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a town is locked inside a verb")
    return Organization.objects.select_for_update(of=("self",), no_key=True).get(pk=organization_id)
