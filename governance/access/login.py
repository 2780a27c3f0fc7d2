"""Signing in and out, the first new password, one's own password, lockout."""

from __future__ import annotations

from typing import Any, ClassVar

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView

from governance.access.accounts import change_own_password
from governance.access.context import address_of
from governance.access.devices import end_sessions, note_sign_in, note_sign_out
from governance.access.forms import ChangePasswordForm, NewPasswordForm, SignInForm
from governance.access.log import client_address, log_signing
from governance.access.middleware import LAST_SEEN, SIGNED_IN
from governance.access.models import AccessLog, SignIn
from governance.access.text import username as half_width_username
from governance.audit import clock
from governance.people.models import Account, Tenure


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict | None = None
) -> HttpResponse:
    """The page of an account locked for this address (429); the same for names that no account has."""
    name = (credentials or {}).get("username") or half_width_username(request.POST.get("username", ""))
    attempts = AccessAttempt.objects.filter(username=name, ip_address=client_address(request) or None)
    attempts = attempts.order_by("-attempt_time")
    newest = attempts.first()
    context: dict[str, Any] = {}
    if newest is not None:
        context = {
            "failures": sum(attempts.values_list("failures_since_start", flat=True)),
            "until": newest.attempt_time + get_cool_off(request),
        }
    return render(request, "registration/locked.html", context, status=429)


def _home(account: Account) -> str:
    """Administrators go to their pages, post-holders to the desk, everybody else to one's own acts."""
    if account.administrator:
        return reverse("admin:index")
    in_office = (
        account.person_id and Tenure.objects.filter(person_id=account.person_id).on(clock.today()).exists()
    )
    desk = address_of(settings.LOGIN_REDIRECT_URL) if in_office else ""
    return desk or reverse("audit:mine")


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class SignInView(LoginView):
    """`next` is followed only within this site (Django's own check)."""

    decided_elsewhere: ClassVar[str] = "signing in is open to everybody"
    open_before_password_change: ClassVar[bool] = True
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        return _home(self.request.user)  # type: ignore[arg-type]

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        for stamp in (SIGNED_IN, LAST_SEEN):  # a new working day for this session
            self.request.session.pop(stamp, None)
        log_signing(AccessLog.Kind.SIGNED_IN, form.get_user(), self.request)
        note_sign_in(self.request, form.get_user())
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        name = form.cleaned_data.get("username", "")
        if name and form.cleaned_data.get("password"):
            known = Account.objects.filter(username=name).first()
            log_signing(AccessLog.Kind.WRONG, known, self.request)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignOutView(LogoutView):
    """By POST only, so that no link or picture signs anybody out."""

    decided_elsewhere: ClassVar[str] = "everybody may sign out"
    open_before_password_change: ClassVar[bool] = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account = request.user if request.user.is_authenticated else None
        note_sign_out(request.session.session_key)
        response = super().post(request, *args, **kwargs)
        if account is not None:
            log_signing(AccessLog.Kind.SIGNED_OUT, account, request)  # type: ignore[arg-type]
        return response


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class OwnPasswordView(FormView):
    """Change one's own password; every other session of the account ends."""

    decided_elsewhere: ClassVar[str] = "one's own password; the service asks the policy"
    template_name = "registration/password_change_form.html"
    form_class: ClassVar[type[NewPasswordForm]] = ChangePasswordForm
    first: ClassVar[bool] = False

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "account": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(first=self.first, **kwargs)

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        try:
            account = change_own_password(
                actor=self.request.actor,  # type: ignore[attr-defined]
                account_id=self.request.user.pk,
                new_password=form.cleaned_data["new_password1"],
            )
        except ValidationError as unfit:
            form.add_error("new_password1", unfit)
            return self.form_invalid(form)
        SignIn.objects.filter(account=account).delete()  # the others are signed out by the new password
        update_session_auth_hash(self.request, account)
        note_sign_in(self.request, account)
        return self.done(account)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def done(self, account: Account) -> HttpResponse:
        return redirect("password-changed")


class FirstPasswordView(OwnPasswordView):
    """The slip's password is good for this page alone; whoever has changed it is sent on."""

    form_class = NewPasswordForm
    first = True
    open_before_password_change: ClassVar[bool] = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not request.user.must_change_password:
            return redirect("password-change")
        return super().dispatch(request, *args, **kwargs)

    def done(self, account: Account) -> HttpResponse:
        return redirect(_home(account))


class PasswordChangedView(TemplateView):
    decided_elsewhere: ClassVar[str] = "says only that one's own password was changed"
    template_name = "registration/password_change_done.html"


@method_decorator(never_cache, name="dispatch")
class DevicesView(TemplateView):
    """Where one is signed in, with last use; one button signs out everywhere."""

    decided_elsewhere: ClassVar[str] = "one's own sign-ins; the service asks the policy"
    template_name = "registration/devices.html"
    http_method_names = ["get", "head", "post", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = SignIn.objects.filter(account_id=self.request.user.pk)
        here = self.request.session.session_key
        return super().get_context_data(rows=rows, here=here, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        end_sessions(
            actor=request.actor,  # type: ignore[attr-defined]
            account_id=request.user.pk,  # type: ignore[arg-type]
            because=_("本人要求退出所有设备"),
        )
        logout(request)
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?everywhere=1")
