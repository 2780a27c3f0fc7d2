"""The auditor's browser: every act of every town, narrowed, and as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from governance.access.act_list import ACTS
from governance.access.list_views import ListPage, ListSheet
from governance.access.log import log_reading
from governance.access.views import PageView
from governance.audit.models import SYSTEM_CHAIN


class AuditorsPage(PageView):
    """Of administrators alone: to everybody else these addresses lead to nothing."""

    abstract_view = True
    action = "audit.chain.read"

    def find_organization(self) -> Any:
        return None

    def organization_of_object(self) -> Any:
        return None

    def decide(self) -> None:
        if not self.actor.administrator:
            raise Http404
        super().decide()


class BrowseActs(AuditorsPage, ListPage):
    template_name = "audit/browse.html"
    listing = ACTS
    sheet_url = "audit:browse-sheet"


class ActSheet(AuditorsPage, ListSheet):
    """Taking the list out leaves a row in the access log of the system's chain."""

    listing = ACTS
    sensitive_read = False  # logged here: an auditor belongs to no town

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        log_reading(self.decision, SYSTEM_CHAIN, request)
        return super().get(request, *args, **kwargs)
