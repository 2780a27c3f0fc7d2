"""This app's place in the main navigation."""

from django.utils.translation import gettext_lazy as _

from governance.access.context import register_section

register_section(_("会议"), "meetings:list", "/huiyi/")
