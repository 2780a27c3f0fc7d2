"""The rounds' place in the main navigation."""

from django.utils.translation import gettext_lazy as _

from governance.access.context import register_section

register_section(
    _("测评"), "rating:list", "/ceping/", place=44, action="ballots.round.listed", group=_("考核")
)
