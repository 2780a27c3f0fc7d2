"""/healthz: for monitoring and for a proxy in front of several machines. No session, no cookie."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View

from governance.operation import health


@method_decorator(login_not_required, name="dispatch")
class HealthView(View):
    """200 when everything asked about works, else 503; names and `up` or `down`, no figure."""

    decided_elsewhere = "says which parts of the installation work, and nothing of any matter"
    open_before_password_change = True
    http_method_names = ["get", "head"]
    for_pages_only: ClassVar[bool] = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = health.lately()
        parts = {
            name: "up" if part.up else "down"
            for name, part in found.items()
            if not self.for_pages_only or name in health.FOR_PAGES
        }
        up = "down" not in parts.values()
        response = JsonResponse(
            {"status": "up" if up else "down", "checks": parts}, status=200 if up else 503
        )
        response.headers["Cache-Control"] = "no-store"
        return response


class HealthOfPagesView(HealthView):
    """What a page needs, without late work: a web machine is not taken out because a worker stands still."""

    for_pages_only = True
