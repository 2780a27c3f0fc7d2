"""The place of requests and reports in the main navigation."""

from django.utils.translation import gettext_lazy as _

from governance.access.context import register_section

register_section(_("请示报告"), "requests:list", "/qingshi/", place=42, action="office.upward.list")
