"""My meeting: the page members open on a phone."""

from __future__ import annotations

from typing import Any

from governance.access.views import PageView
from meetings.pages.phone import phone_page


class MyMeeting(PageView):
    action = "meetings.meeting.list"
    template_name = "meetings/phone/home.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(p=phone_page(self.actor), **extra)
