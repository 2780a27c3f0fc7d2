"""The congress's place in the main navigation."""

from django.utils.translation import gettext_lazy as _

from governance.access.context import register_section

register_section(
    _("党代会"), "congress:index", "/dangdaihui/", place=24, action="congress.read", group=_("会议")
)
