"""Who is asking, is anybody, and was a decision made. All three fail closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from governance.access.actor import Actor, actor_for
from governance.audit import clock

GetResponse = Callable[[HttpRequest], HttpResponse]
LAST_SEEN = "last_seen"


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


class ActorMiddleware:
    """Put `request.actor` on the request, end idle sessions, insist on the first new password."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        if account.is_authenticated:
            if self._idle_too_long(request):
                logout(request)
                return redirect(f"{settings.LOGIN_URL}?expired=1&next={request.get_full_path()}")
            request.actor = SimpleLazyObject(lambda: actor_for(account, clock.today()))
        else:
            request.actor = Actor(account_id=None, person_id=None, name="", day=clock.today())
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict):
        account = request.user
        if not account.is_authenticated or not account.must_change_password:
            return None
        if getattr(view, "open_before_password_change", False):
            return None
        return redirect("password-first")

    @staticmethod
    def _idle_too_long(request: HttpRequest) -> bool:
        now = timezone.now()
        last = request.session.get(LAST_SEEN)
        if last and now - datetime.fromisoformat(last) > timedelta(minutes=settings.IDLE_MINUTES):
            return True
        if not last or now - datetime.fromisoformat(last) > timedelta(minutes=1):
            request.session[LAST_SEEN] = now.isoformat()
        return False


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

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict):
        view_class = getattr(view, "view_class", None)
        request.decided = bool(
            getattr(view, "decided_elsewhere", "")
            or getattr(view_class, "decided_elsewhere", "")
            or request.resolver_match.app_name == "admin"
        )
        return None
