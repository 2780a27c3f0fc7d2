"""PostgreSQL refuses what Python cannot see: raw SQL, queryset internals, other programs.

Per recorded table a deferred constraint trigger compares the row with its newest history row when
the transaction commits, and refuses deletion. Acts, links, heads and history accept neither UPDATE
nor DELETE; a history row needs its act and an act needs its link by the time of the commit. Errors
carry SQLSTATE 23000, so Django raises IntegrityError and tests find bypasses by themselves.

TRUNCATE is left alone (it needs the owner's right, and test databases are emptied by it); a
truncated table is found by `verifyaudit`. Migrations that rebuild or rename tables lose or stale
their triggers, so everything is put back after every `migrate`.
"""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

from django.apps import apps
from django.core.checks import CheckMessage, Warning
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from governance.audit import drift
from governance.audit.models import Act, AppendOnly, ChainEntry

PREFIX = "zhenwei"
UUID_PATTERN = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


class Trigger(NamedTuple):
    """One trigger with the function it runs; `mark` changes when either does."""

    table: str
    name: str
    function: str
    body: str
    timing: str  # "BEFORE UPDATE OR DELETE" or "AFTER INSERT …"
    deferred: bool

    @property
    def mark(self) -> str:
        text = "|".join([self.table, self.name, self.function, self.body, self.timing, str(self.deferred)])
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def expected(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """Every trigger the installed models ask for, in a fixed order; tables that are not there yet
    (a partial migration) are left out."""
    present = _columns(connection)
    found = [_append_only(model._meta.db_table) for model in append_only_models()]
    found += [_needs_link(), *map(_needs_act, map(drift.history_of, drift.recorded_models()))]
    for model in drift.recorded_models():
        t = drift.tracked(model)
        if t.history_table in present:
            both = present.get(t.table, set()) & present[t.history_table]
            found.append(_matches_history(t, tuple(c for c in t.columns if c in both), connection))
    return [t for t in found if t.table in present]


def append_only_models() -> list[type[models.Model]]:
    """The trail itself and every history table."""
    trail = [m for m in apps.get_models() if issubclass(m, AppendOnly)]
    return sorted(trail, key=lambda m: m._meta.label_lower)


def _named(kind: str, table: str) -> str:
    """At most 63 bytes, whatever the table is called."""
    name = f"{PREFIX}_{kind}_{table}"
    return name if len(name) <= 63 else f"{name[:50]}_{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def _raise(message: str, *values: str) -> str:
    arguments = "".join(f", {v}" for v in values)
    return f"RAISE EXCEPTION '{message}'{arguments} USING ERRCODE = '23000';"


def _append_only(table: str) -> Trigger:
    return Trigger(
        table,
        f"{PREFIX}_append_only",
        f"{PREFIX}_append_only",
        f"BEGIN {_raise('% accepts no %: the trail is append-only', 'TG_TABLE_NAME', 'TG_OP')} END",
        "BEFORE UPDATE OR DELETE",
        deferred=False,
    )


def _needs_link() -> Trigger:
    act, entry = Act._meta.db_table, ChainEntry._meta.db_table
    body = (
        f'BEGIN IF NOT EXISTS (SELECT 1 FROM "{entry}" c WHERE c.act_id = NEW.id '
        f"AND c.organization_id = NEW.organization_id) THEN "
        f"{_raise('act % has no link in its chain', 'NEW.id')} END IF; RETURN NULL; END"
    )
    return Trigger(act, f"{PREFIX}_needs_link", f"{PREFIX}_needs_link", body, "AFTER INSERT", deferred=True)


def _needs_act(history: type[models.Model]) -> Trigger:
    act = Act._meta.db_table
    refuse = _raise("% % was written outside an act", "TG_TABLE_NAME", "NEW.history_id")
    body = (
        f"BEGIN IF NEW.history_change_reason IS NULL OR NEW.history_change_reason !~ '{UUID_PATTERN}' "
        f"THEN {refuse} END IF; "
        f'IF NOT EXISTS (SELECT 1 FROM "{act}" a WHERE a.id = NEW.history_change_reason::uuid) '
        f"THEN {refuse} END IF; RETURN NULL; END"
    )
    return Trigger(
        history._meta.db_table,
        f"{PREFIX}_needs_act",
        f"{PREFIX}_needs_act",
        body,
        "AFTER INSERT",
        deferred=True,
    )


def _matches_history(t: drift.Tracked, columns: tuple[str, ...], connection: BaseDatabaseWrapper) -> Trigger:
    q = connection.ops.quote_name
    equal = " AND ".join(f"t.{q(c)} IS NOT DISTINCT FROM h.{q(c)}" for c in columns) or "TRUE"
    gone = _raise("% %: recorded rows are never deleted", "TG_TABLE_NAME", f"OLD.{q(t.pk)}")
    differs = _raise("% % differs from its newest history row", "TG_TABLE_NAME", f"NEW.{q(t.pk)}")
    body = (
        f"BEGIN IF TG_OP = 'DELETE' THEN {gone} END IF; "
        f"IF TG_OP = 'UPDATE' AND OLD.{q(t.pk)} IS DISTINCT FROM NEW.{q(t.pk)} THEN {differs} END IF; "
        f"PERFORM 1 FROM {q(t.table)} t JOIN {q(t.history_table)} h ON h.history_id = "
        # `+ 0` keeps the planner from walking the primary key backwards until it meets the row.
        f"(SELECT MAX(x.history_id + 0) FROM {q(t.history_table)} x WHERE x.{q(t.pk)} = t.{q(t.pk)}) "
        f"WHERE t.{q(t.pk)} = NEW.{q(t.pk)} AND h.history_type <> '-' AND {equal}; "
        f"IF NOT FOUND THEN {differs} END IF; RETURN NULL; END"
    )
    return Trigger(
        t.table,
        f"{PREFIX}_matches_history",
        _named("matches", t.table),
        body,
        "AFTER INSERT OR UPDATE OR DELETE",
        deferred=True,
    )


def _columns(connection: BaseDatabaseWrapper) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped "
            "AND pg_table_is_visible(c.oid)"
        )
        for table, column in cursor.fetchall():
            found.setdefault(table, set()).add(column)
    return found


def _installed(connection: BaseDatabaseWrapper) -> dict[tuple[str, str], str]:
    """(table, trigger) → mark, for triggers that stand and fire."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname, COALESCE(obj_description(t.oid, 'pg_trigger'), '') || ' ' || "
            "md5(p.prosrc) || ' ' || COALESCE(array_to_string(p.proconfig, ','), '') "
            "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid) "
            "AND t.tgname LIKE %s",
            [f"{PREFIX}\\_%"],
        )
        return {(table, name): mark for table, name, mark in cursor.fetchall()}


def _settings(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """What the functions run under. Temporary tables come last: otherwise one of the same name would
    be compared instead of ours. Plans are kept for a session: one made while a table was small must
    not read it whole when it has grown."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        return {"search_path": f"{cursor.fetchone()[0]}, pg_temp", "enable_seqscan": "off"}


def _mark(trigger: Trigger, settings: dict[str, str]) -> str:
    # The function's own text is compared too: replacing it would leave the trigger standing.
    text = hashlib.md5(trigger.body.encode(), usedforsecurity=False).hexdigest()
    return " ".join([trigger.mark, text, ",".join(f"{name}={value}" for name, value in settings.items())])


def missing(alias: str = "default") -> list[tuple[str, str]]:
    """(table, trigger) of every trigger that is absent, disabled or altered. Empty elsewhere than
    on PostgreSQL."""
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return []
    standing = _installed(connection)
    settings = _settings(connection)
    return [
        (t.table, t.name)
        for t in expected(connection)
        if standing.get((t.table, t.name)) != _mark(t, settings)
    ]


def install(alias: str = "default") -> int:
    """Put every missing or stale trigger in place and take away those nothing asks for any more;
    returns how many were put. Safe to run at any time."""
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return 0
    wanted = expected(connection)
    standing = _installed(connection)
    settings = _settings(connection)
    stale = [t for t in wanted if standing.get((t.table, t.name)) != _mark(t, settings)]
    q = connection.ops.quote_name
    under = " ".join(f"SET {name} = {value}" for name, value in settings.items())
    with connection.cursor() as cursor:
        for table, name in standing.keys() - {(t.table, t.name) for t in wanted}:
            cursor.execute(f"DROP TRIGGER {q(name)} ON {q(table)}")
        for t in stale:
            quoted = t.body.replace("'", "''")
            kind, deferral = (
                ("CONSTRAINT TRIGGER", " DEFERRABLE INITIALLY DEFERRED") if t.deferred else ("TRIGGER", "")
            )
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {q(t.function)}() RETURNS trigger LANGUAGE plpgsql "
                f"{under} AS '{quoted}'"
            )
            cursor.execute(f"DROP TRIGGER IF EXISTS {q(t.name)} ON {q(t.table)}")
            cursor.execute(
                f"CREATE {kind} {q(t.name)} {t.timing} ON {q(t.table)}{deferral} "
                f"FOR EACH ROW EXECUTE FUNCTION {q(t.function)}()"
            )
            cursor.execute(f"COMMENT ON TRIGGER {q(t.name)} ON {q(t.table)} IS '{t.mark}'")
    return len(stale)


def install_after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    """Receiver of `post_migrate`."""
    install(using)


def check_triggers(app_configs: Any, databases: Any, **kwargs: Any) -> list[CheckMessage]:
    """System check (database tag): the guards stand."""
    return [
        Warning(
            f"trigger {name} is missing, disabled or altered on {table}",
            hint="run manage.py migrate",
            id="governance.W010",
        )
        for alias in databases or []
        for table, name in missing(alias)
    ]
