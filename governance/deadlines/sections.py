"""The deadlines' place in the main navigation."""

from django.utils.translation import gettext_lazy as _

from governance.access.context import register_section

register_section(
    _("期限"),
    "deadlines:duties",
    "/tixing/qixian/",
    place=14,
    action="deadlines.duty.list",
    group=_("工作台"),
)
