"""督办 in the main navigation."""

from django.utils.translation import gettext_lazy as _

from governance.access.context import register_section

register_section(_("督办"), "supervision:list", "/duban/", place=25, action="supervision.task.list")
