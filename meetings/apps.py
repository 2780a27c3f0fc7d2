"""Committee meetings: topics, agenda, the meeting itself, votes, resolutions, minutes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("会议")
