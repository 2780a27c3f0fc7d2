"""The print centre's place in the main navigation."""

from django.utils.translation import gettext_lazy as _

from governance.access.context import register_section

register_section(_("文印"), "documents:list", "/wenyin/", place=90, action="documents.document.list")
