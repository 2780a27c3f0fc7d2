"""What every page's frame needs: whose desk, which sections, which day's rules."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.people.models import Organization

# (label, url name, path prefix). Sections are listed when their app exists; no button leads nowhere.
_SECTIONS: list[tuple[Any, str, str]] = []


def register_section(label: Any, url_name: str, prefix: str) -> None:
    """Add a section to the main navigation; called from an app's `ready`."""
    _SECTIONS.append((label, url_name, prefix))


def chrome(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    post = actor.main_post if actor and actor.account_id else None
    if post is None:
        return {"chrome": {"nav": [], "menu": [], "organization_name": "", "person_name": ""}}
    organization = Organization.objects.get(pk=post.organization_id)
    nav = [
        {"label": label, "url": reverse(name), "current": request.path.startswith(prefix)}
        for label, name, prefix in _SECTIONS
    ]
    return {
        "chrome": {
            "organization_name": organization.name,
            "person_name": actor.name,
            "post_line": post.title,
            "nav": nav,
            "menu": [
                {"label": _("我的办理留痕"), "url": reverse("audit:mine")},
                {"label": _("修改密码"), "url": reverse("password-change")},
            ],
            "footer_day": actor.day,
        }
    }
