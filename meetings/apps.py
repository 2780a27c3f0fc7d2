"""Committee meetings: topics, agenda, the meeting itself, votes, resolutions, minutes."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("会议")

    def ready(self) -> None:
        for module in (
            "acts",
            "policies",
            "policies_past",
            "policies_secretary",
            "late_policies",
            "paper_policies",
            "rules",
            "coverage",
            "documents",
            "sections",
            "found",
            "found_past",
            "parts",
            "clocks",
            "party_building",
            "called",
            "shown",
            "materials_kept",
            "handing_on",
            "sealed_votes",
            "procedures",
            "documents.matters",
            "bodies.rules",
            "bodies.acts",
            "bodies.policies",
            "bodies.coverage",
            "bodies.rhythms",
            "bodies.clocks",
            "bodies.documents",
            "bodies.found",
            "supervision.acts",
            "supervision.policies",
            "supervision.rules",
            "supervision.coverage",
            "supervision.sections",
            "supervision.takers",
            "supervision.clocks",
            "supervision.documents.numbers",
            "supervision.documents.build",
            "supervision.honours",
            "supervision.kept",
            "supervision.found",
            "supervision.pages.lists",
            "life.rules",
            "life.acts",
            "life.policies",
            "life.judgement",
            "life.documents.papers",
            "life.clocks",
            "life.procedures",
            "life.coverage",
            "study.rules",
            "study.acts",
            "study.policies",
            "study.judgement",
            "study.documents",
            "study.coverage",
        ):
            import_module(f"meetings.{module}")
