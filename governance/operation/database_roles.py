"""Two roles on PostgreSQL: the owner shapes the database, the runtime role works in it.

What the runtime role may do is read from the same sorting of models that decides what leaves an act: the trail is
inserted and read, never changed; recorded rows are never deleted; operational ones are the application's own. It
owns nothing, so it can neither drop a trigger nor disable one. Whoever steals its password cannot rewrite the trail.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from governance.audit import exemptions
from governance.audit.models import AppendOnly
from governance.audit.recorded import RecordedModel

APPEND = frozenset({"SELECT", "INSERT"})
KEEP = APPEND | {"UPDATE"}
FREE = KEEP | {"DELETE"}
READ = frozenset({"SELECT"})
EVERY = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
# Of other packages: rows that are made once and then named by others, and tables nothing writes to.
MADE_ONCE = frozenset({"auth.Permission", "contenttypes.ContentType"})
UNUSED = frozenset({"auth.Group", "guardian.GroupObjectPermission", "guardian.UserObjectPermission"})


class RoleUnfit(Exception):
    """The runtime role could get round what it is not granted; the text says how."""


class Role(NamedTuple):
    name: str
    password: str


def runtime_role() -> Role:
    """Name and password of the runtime role as `DATABASE_URL` gives them. RoleUnfit without one."""
    given = urlsplit(settings.RUNTIME_DATABASE)
    if not given.username:
        raise RoleUnfit("set DATABASE_URL to the runtime role and DATABASE_OWNER_URL to the owner")
    return Role(unquote(given.username), unquote(given.password or ""))


def wanted() -> dict[str, frozenset[str]]:
    """Table → what the runtime role may do there. ValueError for a model that is sorted nowhere."""
    found: dict[str, frozenset[str]] = {"django_migrations": READ}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            found[model._meta.db_table] = _of(model)
    return found


def _of(model: type[models.Model]) -> frozenset[str]:
    label = model._meta.label
    if issubclass(model, AppendOnly):
        return APPEND
    if issubclass(model, RecordedModel):
        return KEEP
    if model._meta.auto_created or label in UNUSED:
        return READ
    if label in MADE_ONCE:
        return APPEND
    if label in exemptions.OPERATIONAL or label in exemptions.SEALED or label in exemptions.THIRD_PARTY:
        return FREE
    raise ValueError(f"{label} is neither recorded nor listed in governance.audit.exemptions")


def grant_runtime(role: Role) -> int:
    """Give the role exactly what `wanted` says, making it where there is none; the number of tables. Run
    as the owner, at any time, beside people at work: one transaction. RoleUnfit, and nothing changed, for a
    role that could get round it."""
    q = connection.ops.quote_name
    present = set(connection.introspection.table_names())
    tables = {table: rights for table, rights in wanted().items() if table in present}
    with connection.cursor() as cursor:
        _make(cursor, role)
        unfit = list(ways_round(cursor, role.name))
        if unfit:
            raise RoleUnfit("; ".join(unfit))
        schema, database, name = _schema(cursor), q(connection.settings_dict["NAME"]), q(role.name)
        cursor.execute(f"REVOKE CREATE ON SCHEMA {q(schema)} FROM PUBLIC, {name}")
        cursor.execute(f"REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC, {name}")
        cursor.execute(f"GRANT CONNECT ON DATABASE {database} TO {name}")
        cursor.execute(f"GRANT USAGE ON SCHEMA {q(schema)} TO {name}")
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA {q(schema)} FROM PUBLIC, {name}")
        cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {q(schema)} FROM PUBLIC, {name}")
        cursor.execute(f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA {q(schema)} TO {name}")  # for backups
        for table, rights in sorted(tables.items()):
            cursor.execute(f"GRANT {', '.join(sorted(rights))} ON {q(table)} TO {name}")
            if "INSERT" in rights:
                for sequence in _sequences(cursor, table):
                    cursor.execute(f"GRANT USAGE ON SEQUENCE {sequence} TO {name}")
    return len(tables)


def _make(cursor: Any, role: Role) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role.name])
    if cursor.fetchone() is None:
        cursor.execute(
            f"CREATE ROLE {connection.ops.quote_name(role.name)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE "
            "NOREPLICATION NOBYPASSRLS PASSWORD %s",
            [role.password],
        )


def ways_round(cursor: Any, name: str) -> Iterator[str]:
    """Why the role would not be held by its grants: rank, ownership, membership."""
    cursor.execute(
        "SELECT rolsuper, rolcreaterole, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = %s",
        [name],
    )
    row = cursor.fetchone()
    if row is None:
        yield f"there is no role {name}"
        return
    ranks = ("a superuser", "allowed to make roles", "allowed to replicate", "above row security")
    yield from (f"{name} is {rank}" for rank, has in zip(ranks, row, strict=True) if has)
    cursor.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner JOIN pg_namespace n "
        "ON n.oid = c.relnamespace WHERE r.rolname = %s AND n.nspname = %s ORDER BY 1 LIMIT 3",
        [name, _schema(cursor)],
    )
    yield from (f"{name} owns {table}" for (table,) in cursor.fetchall())
    cursor.execute(
        "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid "
        "JOIN pg_roles me ON me.oid = m.member WHERE me.rolname = %s ORDER BY 1",
        [name],
    )
    yield from (f"{name} is a member of {other}" for (other,) in cursor.fetchall())


def differences(name: str) -> list[str]:
    """What the role may do beyond or short of `wanted`, table by table, and the ways round."""
    present = set(connection.introspection.table_names())
    rights = wanted()
    found: list[str] = []
    with connection.cursor() as cursor:
        found += ways_round(cursor, name)
        if found and found[0].startswith("there is no role"):
            return found
        for table in sorted(present):
            for privilege in EVERY:
                cursor.execute(
                    "SELECT has_table_privilege(%s, quote_ident(%s), %s)", [name, table, privilege]
                )
                (has,) = cursor.fetchone()
                if has and privilege not in rights.get(table, frozenset()):
                    found.append(f"{name} may {privilege} {table}")
                if not has and privilege in rights.get(table, frozenset()):
                    found.append(f"{name} may not {privilege} {table}")
        cursor.execute("SELECT has_schema_privilege(%s, %s, 'CREATE')", [name, _schema(cursor)])
        if cursor.fetchone()[0]:
            found.append(f"{name} may create tables")
    return found


def _schema(cursor: Any) -> str:
    cursor.execute("SELECT current_schema()")
    return cursor.fetchone()[0]


def _sequences(cursor: Any, table: str) -> list[str]:
    """Sequences that fill columns of the table, quoted and with their schema."""
    cursor.execute(
        "SELECT d.objid::regclass::text FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' "
        "WHERE d.refobjid = quote_ident(%s)::regclass AND d.deptype IN ('a', 'i')",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def grant_after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    """Receiver of `post_migrate`: a fresh table is of no use to a role that may not read it."""
    if using == "default" and connection.vendor == "postgresql" and settings.RUNTIME_DATABASE:
        grant_runtime(runtime_role())
