"""Run the tick once, or for ever every minute (`--loop`) where there is neither beat nor cron."""

import time

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from governance.deadlines.tick import tick


class Command(BaseCommand):
    help = "Run waiting jobs, end expired grants, sign the heads, write the heartbeat."

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true", help="Keep running, once a minute.")

    def handle(self, *args, loop=False, **options):
        while True:
            report = tick()
            if not report.ran:
                self.stdout.write(_("另一处正在检查，这次没有重复。"))
            else:
                self.stdout.write(
                    _(
                        "已检查：后台事项%(jobs)s件，到期授权%(grants)s件，签链首%(heads)s个，发出提醒%(reminders)s条。"
                    )
                    % {
                        "jobs": report.jobs,
                        "grants": report.grants_ended,
                        "heads": report.heads_signed,
                        "reminders": report.reminders,
                    }
                )
            if not loop:
                return
            time.sleep(60)
