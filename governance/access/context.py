"""What every page's frame needs: whose desk, which sections, which day's rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.emergency import emergency_text
from governance.access.policy import ask
from governance.people.models import Account, Organization
from governance.people.visibility import ROSTER_READERS


@dataclass(frozen=True, order=True)
class Section:
    """One entry of the main navigation. `action` is asked of the actor's organization: whoever may not
    read the section does not see it, so that no link leads nowhere. `prefix` empty: only this page."""

    place: int
    label: Any = field(compare=False)
    url_name: str = field(compare=False)
    prefix: str = field(compare=False)
    action: str = field(compare=False)

    def is_current(self, path: str) -> bool:
        return path.startswith(self.prefix) if self.prefix else path == address_of(self.url_name)


_SECTIONS: list[Section] = []
_EMPTY: dict[str, Any] = {"nav": [], "menu": [], "organization_name": "", "person_name": ""}

ACCOUNTABILITY_READERS = ("secretary", "discipline_secretary", "discipline_clerk")
# The menu behind one's name: (label, url name, posts that see it; none: everybody).
_MENU: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (gettext_lazy("我的履职"), "meetings:own", ()),
    (gettext_lazy("我的提醒"), "deadlines:reminders", ()),
    (gettext_lazy("花名册"), "people:roster", ROSTER_READERS),
    (gettext_lazy("拦截与说明"), "audit:refusals", ("discipline_secretary",)),
    (gettext_lazy("责任追究台账"), "meetings:accountability", ACCOUNTABILITY_READERS),
    (gettext_lazy("工作交接"), "meetings:handovers", ("office_director", "secretary")),
    (gettext_lazy("我的办理留痕"), "audit:mine", ()),
    (gettext_lazy("登录的设备"), "devices", ()),
    (gettext_lazy("修改密码"), "password-change", ()),
)


def register_section(label: Any, url_name: str, prefix: str, *, place: int, action: str) -> None:
    """Add a section to the main navigation at a place from the left; called from an app's `ready`."""
    _SECTIONS.append(Section(place, label, url_name, prefix, action))
    _SECTIONS.sort()


def address_of(url_name: str) -> str:
    """The address of a page, or nothing when this installation has no such page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def chrome(request: HttpRequest) -> dict[str, Any]:
    """`chrome` for the frame: nav, menu, whose desk. Empty before somebody has signed in."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.account_id:
        return {"chrome": dict(_EMPTY)}
    if actor.administrator:
        return {"chrome": _EMPTY | _for_administrator(actor)}
    post = actor.main_post
    if post is None:
        return {"chrome": _EMPTY | {"person_name": actor.name, "menu": _menu(frozenset())}}
    organization = Organization.objects.get(pk=post.organization_id)
    codes = frozenset(held.code for held in actor.posts)
    return {
        "chrome": {
            "organization_name": organization.name,
            "person_name": actor.name,
            "post_line": post.title,
            "nav": [
                {"label": s.label, "url": url, "current": s.is_current(request.path)}
                for s in _SECTIONS
                if (url := address_of(s.url_name)) and ask(actor, s.action, organization).allowed
            ],
            "menu": _menu(codes),
            "search_url": address_of("search:page"),
            "footer_day": actor.day,
            "emergency": emergency_text(post.organization_id)
            if any(h.emergency for h in actor.posts)
            else "",
        }
    }


def _menu(codes: frozenset[str]) -> list[dict[str, str]]:
    return [
        {"label": str(label), "url": url}
        for label, name, posts in _MENU
        if (not posts or codes & set(posts)) and (url := address_of(name))
    ]


def _for_administrator(actor: Any) -> dict[str, Any]:
    menu = [{"label": _("三员管理"), "url": reverse("admin:index")}, *_menu(frozenset())]
    if actor.administrator == Account.Administrator.AUDITOR:
        menu.insert(1, {"label": _("留痕浏览"), "url": reverse("audit:browse")})
    label = Account.Administrator(actor.administrator).label
    return {"person_name": actor.name, "post_line": str(label), "menu": menu}
