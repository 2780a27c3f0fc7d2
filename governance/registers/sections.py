"""The registers' place in the main navigation."""

from django.utils.translation import gettext_lazy as _

from governance.access.context import register_section

register_section(_("台账"), "registers:index", "/taizhang/", place=45, action="registers.register.listed")
