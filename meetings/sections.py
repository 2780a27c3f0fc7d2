"""This app's places in the main navigation: the desk, and the meetings."""

from django.utils.translation import gettext_lazy as _

from governance.access.context import register_section

DESK, MEETINGS = _("工作台"), _("会议")
register_section(_("今日要办"), "desk", "", place=10, action="meetings.desk.read", group=DESK)
register_section(
    _("会议日历"), "meetings:calendar", "/huiyi/rili/", place=12, action="meetings.meeting.list", group=DESK
)
register_section(
    _("党委会"), "meetings:list", "/huiyi/", place=20, action="meetings.meeting.list", group=MEETINGS
)
register_section(
    _("其他会议"), "meetings:bodies", "/huiyi/qita/", place=21, action="meetings.body.list", group=MEETINGS
)
register_section(
    _("民主生活会"),
    "meetings:lives",
    "/huiyi/shenghuohui/",
    place=22,
    action="meetings.life.list",
    group=MEETINGS,
)
register_section(
    _("中心组学习"), "meetings:studies", "/huiyi/zxz/", place=23, action="meetings.study.list", group=MEETINGS
)
