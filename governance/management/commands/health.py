"""What /healthz finds, with the figures it keeps from strangers. Exit code 1 when a part is down."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from governance.operation import health


class Command(BaseCommand):
    help = "Ask every part of the installation whether it works; exit code 1 when one does not."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = health.look()
        for name, part in found.items():
            self.stdout.write(f"{name}\t{'up' if part.up else 'DOWN'}\t{part.detail}")
        if not all(part.up for part in found.values()):
            sys.exit(1)
