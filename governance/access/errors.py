"""Denials of access. Outside one's scope an object does not exist (404); inside it 403."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from governance.audit.errors import NotDone

if TYPE_CHECKING:
    from governance.access.decision import Decision


class Forbidden(NotDone):
    """Not yours (HTTP 403). The denial goes into the access log after the rollback."""

    def __init__(self, decision: Decision, organization_id: int | None) -> None:
        super().__init__(decision.reason)
        self.decision = decision
        self.organization_id = organization_id
        self.request: HttpRequest | None = None

    def record(self) -> None:
        from governance.access.log import log_denial

        log_denial(self.decision, self.organization_id, self.request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/csrf.html", status=403)
