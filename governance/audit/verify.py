"""The whole verification: chains, acts, history, current rows, guards, logs, heads, files, passwords.

`Verification` yields one line (a dict) per thing checked or broken and ends with the result. It
only reads, in one snapshot, so that verifying beside people at work raises no false alarm.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_noop as _

from governance.audit import drift, evidence, heads, keys, logs, sealed, triggers
from governance.audit.models import SYSTEM_CHAIN, Act, ChainEntry
from governance.audit.replay import Break, Progress, Replay, Seen, unlinked_history

Line = dict[str, Any]
MOST_BREAKS = 200  # told one by one; the count goes on

# What a reader is told; `{seq}`, `{detail}` come from the break.
SENTENCES = {
    "gap": _("第{seq}条之前缺条（{detail}）"),
    "digest": _("第{seq}条内容与摘要对不上"),
    "link": _("第{seq}条与前一条接不上"),
    "payload": _("第{seq}条内容读不出来"),
    "history_twice": _("第{seq}条把同一条变动记了两次（{detail}）"),
    "act_missing": _("第{seq}条的办理行为不见了（{detail}）"),
    "act_differs": _("第{seq}条的办理行为改动过（{detail}）"),
    "act_unlinked": _("有办理行为没有进链（{detail}）"),
    "history_missing": _("第{seq}条的变动记录不见了（{detail}）"),
    "history_differs": _("第{seq}条的变动记录改动过（{detail}）"),
    "history_unlinked": _("有变动记录没有进链（{detail}）"),
    "row_differs": _("现有内容与最近的变动记录对不上（{detail}）"),
    "row_unrecorded": _("有内容没有变动记录（{detail}）"),
    "row_deleted": _("有内容被删去（{detail}）"),
    "trigger_missing": _("数据库里的防改触发器不全（{detail}）"),
    "log_differs": _("查看与拒绝记录同封存时对不上（{detail}）"),
    "file_missing": _("存下的文件不见了，或读不出来（{detail}）"),
    "file_differs": _("存下的文件改动过，与生成时的摘要对不上（{detail}）"),
    "register_month_differs": _("台账按月的合计与各行对不上（{detail}）"),
    "register_edition_differs": _("台账的声明改动过，与摘要对不上（{detail}）"),
    "password_differs": _("账号的密码不是经办理设置的（{detail}）"),
    "head_other_key": _("链头不是本系统的签署钥签的（{detail}）"),
    "head_bad_signature": _("链头签署值不对（{detail}）"),
    "head_future": _("链头签署时间在今后（{detail}）"),
    "head_truncated": _("链比留存的链头短，后面的条不见了（{detail}）"),
    "head_gap": _("链的条数与留存的链头对不上（{detail}）"),
    "head_rewritten": _("链与留存的链头对不上，改写过（{detail}）"),
}


class Verification:
    """`organization_id` looks at one chain (0: the system chain); `quick` replays links and
    payloads without comparing them with the act and history tables or reading kept files; `against` are the heads of a
    checkpoint. After `run()` is through, `breaks`, `first` and `not_run` hold the result."""

    def __init__(
        self,
        *,
        organization_id: int | None = None,
        quick: bool = False,
        against: Sequence[heads.SignedHead] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.organization_id = organization_id
        self.quick = quick
        self.against = against
        self.progress = progress
        self.breaks = 0
        self.first: Break | None = None
        self.not_run: list[str] = []
        self.entries = 0
        self.rows = 0

    @property
    def result(self) -> str:
        if self.breaks:
            return "broken"
        return "not_run" if self.not_run else "sound"

    def run(self) -> Iterator[Line]:
        """Check everything; the last line is the result. Database errors are the caller's."""
        started = time.monotonic()
        with snapshot():
            checks: tuple[tuple[str, Iterator[Break | Line]], ...] = (
                ("chains", self._chains()),
                ("rows", self._rows()),
                ("triggers", self._triggers()),
                ("logs", self._logs()),
                ("heads", self._heads()),
                ("sealed_keys", self._sealed_keys()),
                *((check.name, self._evidence(check)) for check in evidence.registered_checks()),
            )
            for name, found_by in checks:
                before = self.breaks
                for found in found_by:
                    if isinstance(found, Break):
                        yield from self._tell(found)
                    else:
                        yield found
                yield {"check": name, "breaks": self.breaks - before}
        yield {
            "result": self.result,
            "first": self.first.as_dict() if self.first else None,
            "breaks": self.breaks,
            "not_run": self.not_run,
            "entries": self.entries,
            "history_rows": self.rows,
            "seconds": round(time.monotonic() - started, 2),
        }

    def _tell(self, found: Break) -> Iterator[Line]:
        self.breaks += 1
        self.first = self.first or found
        if self.breaks <= MOST_BREAKS:
            yield {"break": self.breaks, **found.as_dict(), "sentence": SENTENCES[found.what]}

    # One check each, in the order in which breaks are named ---------------------------------

    def _chains(self) -> Iterator[Break | Line]:
        seen = Seen()
        wanted = heads.chains() if self.organization_id is None else [self.organization_id]
        for organization_id in wanted:
            replay = Replay(organization_id, seen, full=not self.quick, progress=self.progress)
            before = self.breaks
            yield from replay.breaks()
            self.entries += replay.entries
            self.rows += replay.rows
            yield {
                "chain": organization_id,
                "entries": replay.entries,
                "seq": replay.seq,
                "hash": replay.hash,
                "breaks": self.breaks - before,
            }
        linked = ChainEntry.objects.filter(act_id=OuterRef("pk"), organization_id=OuterRef("organization_id"))
        acts = Act.objects.filter(~Exists(linked)).order_by("recorded_at")
        if self.organization_id is not None:
            acts = acts.filter(organization_id=self.organization_id)
        for act_id, organization_id in acts.values_list("pk", "organization_id"):
            yield Break(organization_id, None, "act_unlinked", str(act_id))
        for model in drift.recorded_models():
            label = model._meta.label_lower
            for organization_id, key, reason in unlinked_history(model, seen, self.organization_id):
                yield Break(organization_id, None, "history_unlinked", f"{label} {key} {reason}")

    def _rows(self) -> Iterator[Break]:
        """Every current row against its newest history row, one statement per model."""
        for model in drift.recorded_models():
            columns = drift.tracked(model).columns
            if self.organization_id not in (None, SYSTEM_CHAIN) and "organization_id" not in columns:
                continue
            for found in drift.find(model, organization_id=self.organization_id or None):
                yield Break(
                    found.organization_id,
                    self._last_seq(model, found.pk),
                    f"row_{found.what}",
                    f"{found.model} {found.pk}",
                )

    def _last_seq(self, model: Any, pk: str) -> int | None:
        """The link that last spoke of the row, to help whoever looks for what was changed."""
        if self.breaks >= MOST_BREAKS:
            return None
        history = drift.history_of(model)
        newest = history.objects.filter(**{model._meta.pk.attname: pk}).order_by("-history_id").first()  # type: ignore[attr-defined]
        if newest is None or len(newest.history_change_reason) != 36:
            return None
        return (
            ChainEntry.objects.filter(act_id=newest.history_change_reason)
            .values_list("seq", flat=True)
            .first()
        )

    def _triggers(self) -> Iterator[Break]:
        for table, name in triggers.missing():
            yield Break(SYSTEM_CHAIN, None, "trigger_missing", f"{table} {name}")

    def _logs(self) -> Iterator[Break]:
        if self.organization_id not in (None, SYSTEM_CHAIN):
            return
        for log in logs.registered_logs():
            for seal in logs.broken_seals(log):
                seq = ChainEntry.objects.filter(act_id=seal.pk).values_list("seq", flat=True).first()
                yield Break(
                    seal.organization_id, seq, "log_differs", f"{seal.facts['first']}-{seal.facts['last']}"
                )

    def _heads(self) -> Iterator[Break | Line]:
        """Heads signed here before, then those of the checkpoint."""
        stored = heads.SignedHead.objects.order_by("pk")
        listed = list(self.against or [])
        if self.organization_id is not None:
            stored = stored.filter(organization_id=self.organization_id)
            listed = [h for h in listed if h.organization_id == self.organization_id]
        if not listed and not stored.exists():
            return
        try:
            known = heads.known_keys()
        except keys.KeyMissing as missing:
            known, reason = {}, str(missing)
        else:
            reason = "" if known else f"no key of signed heads in {keys.folder()}"
        if reason:
            self.not_run.append(reason)
            yield {"check": "heads", "not_run": reason}
            return
        for head in [*stored.iterator(), *listed]:
            for fault in heads.faults(head, known):
                yield Break(
                    head.organization_id,
                    head.seq,
                    f"head_{fault}",
                    f"{head.seq} {head.hash[:16]} {head.signed_at:%Y-%m-%d %H:%M}",
                )
        if self.against is not None:
            yield {"checkpoint": len(listed)}

    def _sealed_keys(self) -> Iterator[Line]:
        missing = sealed.missing_masters()
        if missing:
            reason = f"master keys of sealed fields are missing: {', '.join(map(str, missing))}"
            self.not_run.append(reason)
            yield {"check": "sealed_keys", "not_run": reason}

    def _evidence(self, check: evidence.Check) -> Iterator[Break | Line]:
        if check.thorough and self.quick:
            return
        try:
            yield from check.compare(self.organization_id)
        except keys.KeyMissing as missing:
            self.not_run.append(str(missing))
            yield {"check": check.name, "not_run": str(missing)}


@contextmanager
def snapshot() -> Iterator[None]:
    """One consistent reading of the database that keeps nobody from writing."""
    if connection.in_atomic_block:
        yield  # inside a test's or a caller's transaction: that one is the snapshot
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # A deferred BEGIN: Django's own would be IMMEDIATE and shut out every writer meanwhile.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
