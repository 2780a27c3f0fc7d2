"""Who is asking, is anybody, and was a decision made. All three fail closed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from governance.access.actor import Actor, actor_for
from governance.access.devices import note_use
from governance.audit import clock

GetResponse = Callable[[HttpRequest], HttpResponse]
LAST_SEEN = "last_seen"
UNATTENDED = "X-Unattended"  # sent by parts of a page that ask for themselves every few seconds
SIGNED_IN = "signed_in_at"


class ContentSecurityPolicyMiddleware:
    """Send the policy of `settings.SECURE_CSP` (the name Django 6 uses) with every answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.header = "; ".join(f"{name} {' '.join(values)}" for name, values in settings.SECURE_CSP.items())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.header)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


class PlainQueryMiddleware:
    """No address carries a NUL: PostgreSQL stores none, and nobody types one. Answered with the 400 page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        given = [request.path, *(v for values in request.GET.lists() for v in (values[0], *values[1]))]
        if any("\x00" in text for text in given):
            raise BadRequest


class ActorMiddleware:
    """Put `request.actor` on the request, end idle and over-long sessions, insist on the first new
    password."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if re.fullmatch(settings.NAMELESS_ADDRESS, request.path):
            request.actor = Actor(account_id=None, person_id=None, name="", day=clock.today())
            return self.get_response(request)
        account = request.user
        if account.is_authenticated:
            if self._over(request):
                logout(request)
                return redirect(self._sign_in_again(request))
            request.actor = SimpleLazyObject(lambda: actor_for(account, clock.today()))
        else:
            request.actor = Actor(account_id=None, person_id=None, name="", day=clock.today())
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        if re.fullmatch(settings.NAMELESS_ADDRESS, request.path):
            return None
        account = request.user
        if not account.is_authenticated or not account.must_change_password:
            return None
        if getattr(getattr(view, "view_class", view), "open_before_password_change", False):
            return None
        return redirect("password-first")

    @staticmethod
    def _over(request: HttpRequest) -> bool:
        """Idle for longer than `IDLE_MINUTES`, or signed in for longer than a working day. The
        cookie's age cannot tell the latter: every saving of the session renews it."""
        now = timezone.now()
        session = request.session
        since, last = session.get(SIGNED_IN), session.get(LAST_SEEN)
        if since is None:
            session[SIGNED_IN] = now.isoformat()
        elif now - datetime.fromisoformat(since) > timedelta(seconds=settings.SESSION_COOKIE_AGE):
            return True
        if last and now - datetime.fromisoformat(last) > timedelta(minutes=settings.IDLE_MINUTES):
            return True
        if request.headers.get(UNATTENDED):  # a page that follows the room is no sign of a person
            return False
        if request.path_info.startswith(settings.UNSTAMPED_ADDRESSES):
            return False
        if not last or now - datetime.fromisoformat(last) > timedelta(minutes=1):
            session[LAST_SEEN] = now.isoformat()
            if last:
                note_use(session.session_key)
        return False

    @staticmethod
    def _sign_in_again(request: HttpRequest) -> str:
        """Back to the page that was open; a form that was being sent is not sent again by itself."""
        page = request.get_full_path() if request.method in ("GET", "HEAD") else ""
        query = urlencode({"expired": 1, **({"next": page} if page else {})})
        return f"{resolve_url(settings.LOGIN_URL)}?{query}"


class LoginRequiredMiddleware(DjangoLoginRequiredMiddleware):
    """Login by default. The views open to nobody in particular are asserted in a test."""


class NoDecision(RuntimeError):
    """A page was about to be shown without anybody having asked a policy."""


class DecisionRequiredMiddleware:
    """Turn every undecided success into an error, in production too.

    A view is decided when `GovernedView` asked a policy (`request.decided`), or when it carries
    `decided_elsewhere` with a reason (login pages, Django admin, which asks in its admin classes).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # `decided` is absent when no view was reached (static files, 404, redirects of middleware).
        if response.status_code < 400 and not getattr(request, "decided", True):
            raise NoDecision(f"{request.resolver_match.view_name} answered without a decision")
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        request.decided = bool(
            getattr(getattr(view, "view_class", view), "decided_elsewhere", "")
            or request.resolver_match.app_name == "admin"
        )
