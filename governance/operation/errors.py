"""The page shown when nothing else can be: 500, 503 while the database does not answer, 507 when the disk is full."""

from __future__ import annotations

import errno
import sys

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
RETRY_AFTER = "30"  # seconds
# Not the server's absence but one statement's fate: a lock not got, a deadlock, a time-out.
_STATEMENTS = ("40", "55", "57014")


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler for uncaught errors; asks neither database nor session. The number shown is the one
    in the log."""
    number, error = getattr(request, "number", "")[:12].upper(), sys.exc_info()[1]
    if isinstance(error, OSError) and error.errno in DISK_FULL:
        return HttpResponse(render_to_string("errors/507.html", {"number": number}), status=507)
    if database_is_away(error):
        response = HttpResponse(render_to_string("errors/503.html", {"number": number}), status=503)
        response.headers["Retry-After"] = RETRY_AFTER
        return response
    return HttpResponse(render_to_string("errors/500.html", {"number": number}), status=500)


def database_is_away(error: BaseException | None) -> bool:
    """Whether the connection was refused or lost, rather than a statement wrong."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    if connection.vendor == "sqlite":
        return any(words in str(error) for words in ("locked", "unable to open", "disk I/O"))
    state = getattr(error.__cause__, "pgcode", None) or ""
    return not state.startswith(_STATEMENTS)
