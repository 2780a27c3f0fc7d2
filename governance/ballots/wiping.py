"""After the count: have the database forget old versions of the emptied envelopes, and say so only when it did.

The protection is that the key is gone; this is a courtesy. PostgreSQL keeps old versions of a row until it is
vacuumed, and a VACUUM by anybody but the table's owner is skipped without an error. So `tick` tries, the owner's
command `wipeballots` does it where two roles are used, and success is read from the table's own statistics.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from governance.access.actor import system_actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.audit.errors import AlreadyDone
from governance.ballots import share_files
from governance.ballots.models import Envelope, SealedPoll, Slip, TypedPart
from governance.ballots.policies import WIPING
from governance.deadlines.sweeps import register_sweep
from governance.rules.verdict import Verdict

_ORPHAN_AFTER = 3600  # seconds; a box whose transaction was rolled back has no row


def wipe_counted() -> int:
    """Wipe and mark every box that was counted or voided and is not yet; how many were marked."""
    waiting = list(_waiting())
    remove_orphans()
    if not waiting or any(share_files.exists(poll, n) for poll in waiting for n in share_files.NUMBERS):
        return 0
    if not vacuumed():
        return 0  # tried again at the next tick
    marked = 0
    for poll in waiting:
        try:
            _mark(actor=system_actor(WIPING, clock.today()), poll_id=poll, once=_number(poll))
        except AlreadyDone:
            continue
        marked += 1
    return marked


register_sweep(wipe_counted)


def waiting_to_be_wiped() -> int:
    return _waiting().count()


def _waiting() -> QuerySet[SealedPoll, uuid.UUID]:
    over = [SealedPoll.Status.COUNTED, SealedPoll.Status.VOIDED]
    return SealedPoll.objects.filter(status__in=over, wiped_at=None).values_list("pk", flat=True)


def _number(poll: uuid.UUID) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"ballots.poll.wiped/{poll}")


@verb("ballots.poll.wiped")
def _mark(*, poll_id: uuid.UUID, actor: object) -> SealedPoll:
    poll = SealedPoll.objects.select_for_update().get(pk=poll_id)
    decision = require(actor, "ballots.poll.wiped", poll)  # type: ignore[arg-type]
    verdict = Verdict.without_article("the database was asked to forget the emptied envelopes, and did")
    with act(decision, verdict, on=poll):
        poll.wiped_at = clock.now()
        poll.save(update_fields=["wiped_at"])
    return poll


def remove_orphans() -> int:
    """Destroy share files of boxes that are over, and of those that never came to be."""
    standing = set(
        SealedPoll.objects.exclude(
            status__in=[SealedPoll.Status.COUNTED, SealedPoll.Status.VOIDED]
        ).values_list("pk", flat=True)
    )
    known = set(SealedPoll.objects.values_list("pk", flat=True))
    removed = 0
    for poll, number in tuple(share_files.kept()):
        over = poll in known and poll not in standing
        never = poll not in known and share_files.age_seconds(poll, number) > _ORPHAN_AFTER
        if over or never:
            share_files.destroy(poll, number)
            removed += 1
    return removed


def vacuumed() -> bool:
    """Whether the tables of envelopes hold no old versions any more, as far as the database can be asked."""
    if connection.vendor == "postgresql":
        return _vacuumed_postgresql()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    return not busy


def _vacuumed_postgresql() -> bool:
    """One VACUUM a table. By a role that does not own the table, or while somebody still looks at an older
    state, old versions stay, and the table's statistics say so."""
    if connection.in_atomic_block:
        return False
    tables = [model._meta.db_table for model in (Envelope, Slip, TypedPart)]
    before = _state_of(tables)
    with connection.cursor() as cursor:
        for table in tables:
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"VACUUM (FREEZE, DISABLE_PAGE_SKIPPING) {quoted}")
    after = _state_of(tables)
    return all(
        when is not None and when != before[table][0] and dead == 0 for table, (when, dead) in after.items()
    )


def _state_of(tables: list[str]) -> dict[str, tuple[datetime | None, int]]:
    """(last VACUUM, versions left over) by table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, last_vacuum, n_dead_tup FROM pg_stat_user_tables WHERE relname = ANY(%s)",
            [tables],
        )
        found = {name: (when, dead) for name, when, dead in cursor.fetchall()}
    return {table: found.get(table, (None, 0)) for table in tables}
