"""The rulebook's place in the main navigation."""

from django.utils.translation import gettext_lazy as _

from governance.access.context import register_section

register_section(_("制度"), "rulebook:index", "/zhidu/", place=80, action="rulebook.read")
