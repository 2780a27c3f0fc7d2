"""This app's places in the main navigation: the desk, and the meetings."""

from django.utils.translation import gettext_lazy as _

from governance.access.context import register_section

register_section(_("工作台"), "desk", "", place=10, action="meetings.desk.read")
register_section(_("会议"), "meetings:list", "/huiyi/", place=20, action="meetings.meeting.list")
