"""What is said when nothing checks by itself any longer: to the office on the desk, to the administrators."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.access.admin_site import register_notice
from governance.deadlines.tick import silent_since
from governance.templatetags.wordings import zh_datetime


def silence_text() -> str:
    """Since when, what it means, who looks after it; empty while checks come through. One query."""
    now = timezone.now()
    since = silent_since(now)
    if since is None:
        return ""
    return _(
        "超过30分钟没有自动检查（最近一次%(since)s），提醒可能迟发，文件可能迟出，恢复后自动补上。请系统管理员查看。"
    ) % {"since": zh_datetime(since, timezone.localdate(now))}


register_notice(silence_text)
