"""Django admin for the three administrators (三员) only."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ZhenweiAdminConfig(AdminConfig):
    default_site = "governance.access.admin_site.ZhenweiAdminSite"


class ZhenweiAdminSite(AdminSite):
    site_header = _("镇委 · 三员管理")
    site_title = _("镇委")
    index_title = _("管理事项")

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.is_staff
