"""Have the database forget the emptied envelopes of counted votes. Where two database roles are used this is the
owner's command (`DATABASE_OWNER_URL`): a VACUUM by the runtime role is skipped without an error."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from governance.ballots.wiping import waiting_to_be_wiped, wipe_counted


class Command(BaseCommand):
    help = "清空已计票投票箱的旧密文，并核对"

    def handle(self, *args: Any, **options: Any) -> None:
        marked, left = wipe_counted(), waiting_to_be_wiped()
        self.stdout.write(f"核对{marked}箱，还有{left}箱没有核对。")
