"""Django admin for the three administrators (三员) only. For everybody else it does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

Notice = Callable[[], str]
_NOTICES: list[Notice] = []


def register_notice(notice: Notice) -> None:
    """Something the administrators are told on their first page, as long as it returns a text."""
    _NOTICES.append(notice)


class ZhenweiAdminConfig(AdminConfig):
    default_site = "governance.access.admin_site.ZhenweiAdminSite"


class ZhenweiAdminSite(AdminSite):
    site_header = _("镇委 · 三员管理")
    site_title = _("镇委")
    index_title = _("管理事项")
    index_template = "administration/index.html"
    site_url = None
    enable_nav_sidebar = False
    final_catch_all_view = False

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        notices = [text for notice in _NOTICES if (text := notice())]
        return super().index(request, {"notices": notices, **(extra_context or {})})

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take governed admin classes alone: what other packages bring along (groups, attempts,
        object permissions) would be written past the trail."""
        from governance.access.admin import GovernedAdmin

        if admin_class is not None and issubclass(admin_class, GovernedAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self) -> list[Any]:
        """Without the two helpers that look objects up by themselves."""
        return [
            u for u in super().get_urls() if getattr(u, "name", "") not in ("autocomplete", "view_on_site")
        ]

    def has_permission(self, request: HttpRequest) -> bool:
        """Never a question of `is_superuser`: no web account is one."""
        account = request.user
        return bool(account.is_authenticated and account.is_active and getattr(account, "administrator", ""))

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Callable[..., Any]:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, view)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """One door for everybody: the house's own sign-in page."""
        if request.user.is_authenticated:
            if not self.has_permission(request):
                raise Http404
            return redirect("admin:index")
        query = urlencode({"next": request.GET.get("next") or resolve_url("admin:index")})
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("password-change")

    def password_change_done(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("password-changed")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        from governance.access.login import SignOutView

        return SignOutView.as_view()(request)
