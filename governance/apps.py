"""The shared layer: rules, audit, people, access, rulebook, calendar, deadlines, documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = _("共用层")

    def ready(self) -> None:
        from governance.audit.recorded import connect_history

        connect_history()
