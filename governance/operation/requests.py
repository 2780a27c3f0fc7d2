"""The number of a request, and the one line that is logged of it."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject, empty

from governance.operation.logs import current_number

logger = logging.getLogger("governance.requests")
HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
QUIET = frozenset({"healthz", "healthz-web"})  # asked every few seconds; told only when something is wrong


class RequestLineMiddleware:
    """Outermost: gives every request a number (or takes the proxy's), sends it back as a header, and logs the
    route's name with status and milliseconds. Never the address: its arguments and query may tell something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = number_of(request)
        request.number = number  # type: ignore[attr-defined]
        token = current_number.set(number)
        started = time.monotonic()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = number
            self._log(request, response.status_code, started)
            return response
        finally:
            current_number.reset(token)

    @staticmethod
    def _log(request: HttpRequest, status: int, started: float) -> None:
        route = route_of(request)
        level = logging.DEBUG if route in QUIET and status < 500 else logging.INFO
        facts = {
            "route": route,
            "method": request.method if request.method in _METHODS else "other",
            "status": status,
            "ms": round((time.monotonic() - started) * 1000),
            "organization": organization_of(request),
        }
        logger.log(level, "request", extra={"facts": facts})


_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"})


def number_of(request: HttpRequest) -> str:
    """Our own proxy's number, so that its log and ours can be laid side by side; else a fresh one. From
    anybody else a number is not taken: it could be made to look like another request's."""
    given = request.headers.get(HEADER, "")
    if settings.BEHIND_PROXY and _GIVEN.fullmatch(given):
        return given
    return uuid.uuid4().hex


def route_of(request: HttpRequest) -> str:
    """The name of the address, never its arguments; `static` or `-` where no view was reached."""
    match = getattr(request, "resolver_match", None)
    if match is not None:
        return match.view_name or "-"
    return "static" if request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/") else "-"


def organization_of(request: HttpRequest) -> int | None:
    """The town whose post-holder asked, when that was found out anyway."""
    actor = getattr(request, "actor", None)
    if isinstance(actor, SimpleLazyObject) and getattr(actor, "_wrapped", empty) is empty:
        return None
    post = actor.main_post if actor is not None else None
    return post.organization_id if post is not None else None
