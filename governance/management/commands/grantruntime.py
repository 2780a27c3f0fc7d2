"""Give the runtime role exactly what the application needs, table by table. Run as the owner."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from governance.operation.database_roles import RoleUnfit, differences, grant_runtime, runtime_role


class Command(BaseCommand):
    help = (
        "Make the runtime role of DATABASE_URL and grant it what each table's kind allows; connects as "
        "DATABASE_OWNER_URL. With --check only compares: exit code 1 when something differs."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Compare, change nothing.")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("only PostgreSQL has roles; SQLite belongs to whoever may write the file")
        try:
            role = runtime_role()
            if not check:
                with transaction.atomic():
                    tables = grant_runtime(role)
                self.stdout.write(f"{role.name}: {tables} tables")
        except RoleUnfit as unfit:
            raise CommandError(str(unfit)) from unfit
        found = differences(role.name)
        for line in found:
            self.stdout.write(line)
        if found:
            sys.exit(1)
