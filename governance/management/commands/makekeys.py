"""The first keys of an installation, so that the services may be given them to read and never to write."""

from typing import Any

from django.core.management.base import BaseCommand

from governance.audit import heads, keys, sealed, withheld
from governance.ballots import places


class Command(BaseCommand):
    help = "Make what is missing of the first keys and of secret_key in ZHENWEI_KEY_DIR; changes none."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for kind in (places.KIND, heads.KIND, sealed.KIND, withheld.KIND):
            if keys.numbers(kind):
                self.stdout.write(f"{kind}: kept")
                continue
            keys.make(kind, 1)
            self.stdout.write(f"{kind}: made")
        # secret_key is there by now: reading the settings makes it, unless DJANGO_SECRET_KEY gives one.
        self.stdout.write(f"in {keys.folder()}; back them up now, apart from the database")
