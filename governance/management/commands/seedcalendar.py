"""Load the shipped years of the working calendar. A second run loads nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from governance.calendar.services import seed_shipped_years


class Command(BaseCommand):
    help = _("载入随软件带的放假安排（按国务院办公厅通知），已有的年度不动")

    def handle(self, **options: Any) -> None:
        loaded = seed_shipped_years()
        if loaded:
            years = "、".join(str(year) for year in loaded)
            self.stdout.write(_("已载入%(years)s年放假安排。") % {"years": years})
        else:
            self.stdout.write(_("随软件带的年度都已录入，没有新增。"))
