"""The shared layer: rules, audit, people, access, rulebook, calendar, deadlines, documents."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Modules that register vocabulary, policies, document kinds and jobs by being imported, in the order
# of the layers.
_REGISTERING = (
    "governance.audit.acts",
    "governance.people.acts",
    "governance.people.passwords_kept",
    "governance.access.acts",
    "governance.access.policies",
    "governance.access.grantable",
    "governance.search.policies",
    "governance.search.people",
    "governance.rulebook.acts",
    "governance.rulebook.policies",
    "governance.rulebook.sections",
    "governance.rulebook.found",
    "governance.calendar.acts",
    "governance.calendar.policies",
    "governance.deadlines.acts",
    "governance.deadlines.policies",
    "governance.deadlines.auditors",
    "governance.deadlines.sections",
    "governance.deadlines.services",
    "governance.deadlines.consequences",
    "governance.documents.acts",
    "governance.documents.policies",
    "governance.documents.sections",
    "governance.documents.services",
    "governance.documents.regulations",
    "governance.documents.paper_templates",
    "governance.documents.voiding",
    "governance.documents.printing",
    "governance.documents.checks",
    "governance.documents.files_kept",
    "governance.documents.found",
    "governance.ballots.wording",
    "governance.ballots.acts",
    "governance.ballots.policies",
    "governance.ballots.services",
    "governance.ballots.wiping",
    "governance.ballots.paper.wording",
    "governance.ballots.paper.acts",
    "governance.ballots.paper.policies",
    "governance.ballots.paper.services",
    "governance.ballots.paper.documents",
    "governance.ballots.rating.wording",
    "governance.ballots.rating.acts",
    "governance.ballots.rating.policies",
    "governance.ballots.rating.use",
    "governance.ballots.rating.papers",
    "governance.ballots.rating.sections",
    "governance.procedures.policies",
    "governance.registers.wording",
    "governance.registers.acts",
    "governance.registers.policies",
    "governance.registers.lists",
    "governance.registers.found",
    "governance.registers.kept",
    "governance.registers.sections",
    "governance.registers.clocks",
    "governance.registers.bound",
    "governance.office.congress.rules",
    "governance.office.congress.acts",
    "governance.office.congress.policies",
    "governance.office.congress.clocks",
    "governance.office.congress.lists",
    "governance.office.congress.coverage",
    "governance.office.congress.sections",
    "governance.office.congress.found",
    "governance.office.rule_review.wording",
    "governance.office.rule_review.acts",
    "governance.office.rule_review.policies",
    "governance.office.rule_review.clocks",
    "governance.office.rule_review.papers",
    "governance.office.rule_review.lists",
    "governance.office.rule_review.coverage",
    "governance.office.rule_review.sections",
    "governance.office.requests_reports.rules",
    "governance.office.requests_reports.acts",
    "governance.office.requests_reports.policies",
    "governance.office.requests_reports.lists",
    "governance.office.requests_reports.papers",
    "governance.office.requests_reports.clocks",
    "governance.office.requests_reports.clocks_below",
    "governance.office.requests_reports.sections",
    "governance.office.requests_reports.found",
    "governance.office.responsibilities.rules",
    "governance.office.responsibilities.acts",
    "governance.office.responsibilities.policies",
    "governance.office.responsibilities.clocks",
    "governance.office.responsibilities.lists",
    "governance.office.responsibilities.papers",
    "governance.office.responsibilities.coverage",
    "governance.office.responsibilities.sections",
)


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = _("管理")

    def ready(self) -> None:
        from governance.audit.followers import follow_acts
        from governance.audit.recorded import connect_history
        from governance.search.indexing import index_act

        connect_history()
        follow_acts(index_act)
        for module in _REGISTERING:
            import_module(module)
        connect_roles(self)


def connect_roles(config: AppConfig) -> None:
    """After every `migrate` by the owner, once the triggers stand, the runtime role gets its grants."""
    from django.db.models.signals import post_migrate

    from governance.operation.database_roles import grant_after_migrate

    post_migrate.connect(grant_after_migrate, sender=config, dispatch_uid="governance.operation.roles")
