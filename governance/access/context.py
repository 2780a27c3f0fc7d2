"""What every page's frame needs: whose desk, which sections, which day's rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.emergency import emergency_text
from governance.access.policy import ask
from governance.people.models import Account, Organization


@dataclass(frozen=True, order=True)
class Section:
    """One place of the main navigation. `action` is asked of the actor's organization: whoever may not
    read the section does not see it, so that no link leads nowhere. `prefix` empty: only this page. Sections
    of one `group` share an entry, which opens the first of them and lists them all below itself."""

    place: int
    label: Any = field(compare=False)
    url_name: str = field(compare=False)
    prefix: str = field(compare=False)
    action: str = field(compare=False)
    group: Any = field(compare=False, default="")

    def covers(self, path: str) -> int:
        """How closely the section's address fits the page's; 0 where the page is none of its own."""
        own = self.prefix or address_of(self.url_name)
        fits = path.startswith(own) if self.prefix else path == own
        return len(own) if fits else 0


_SECTIONS: list[Section] = []
_EMPTY: dict[str, Any] = {"nav": [], "menu": [], "organization_name": "", "person_name": ""}

# The menu behind one's name: (label, url name, action asked of the actor's organization; none: everybody with
# an account). Whoever may not open a page finds no link to it.
_MENU: tuple[tuple[Any, str, str], ...] = (
    (gettext_lazy("我的履职"), "meetings:own", "meetings.meeting.list"),
    (gettext_lazy("我的提醒"), "deadlines:reminders", "deadlines.reminder.list"),
    (gettext_lazy("花名册"), "people:roster", "people.roster.read"),
    (gettext_lazy("拦截与说明"), "audit:refusals", "audit.refusals.read"),
    (gettext_lazy("责任追究台账"), "meetings:accountability", "meetings.accountability.read"),
    (gettext_lazy("工作交接"), "meetings:handovers", "meetings.work.handed_over"),
    (gettext_lazy("我的办理留痕"), "audit:mine", ""),
    (gettext_lazy("登录的设备"), "devices", ""),
    (gettext_lazy("修改密码"), "password-change", ""),
)


def register_section(
    label: Any, url_name: str, prefix: str, *, place: int, action: str, group: Any = ""
) -> None:
    """Add a section to the main navigation at a place from the left; called from an app's `ready`. A group
    stands where the first of its sections does."""
    _SECTIONS.append(Section(place, label, url_name, prefix, action, group))
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
        return {"chrome": _EMPTY | {"person_name": actor.name, "menu": _menu(actor, None)}}
    organization = actor.town(post.organization_id)
    return {
        "chrome": {
            "organization_name": organization.name,
            "person_name": actor.name,
            "post_line": post.title,
            # Asked of the policies when a frame shows them: a phone's page has neither.
            "nav": SimpleLazyObject(lambda: _nav(request, actor, organization)),
            "menu": SimpleLazyObject(lambda: _menu(actor, organization)),
            "search_url": address_of("search:page"),
            "footer_day": actor.day,
            "emergency": emergency_text(post.organization_id)
            if any(h.emergency for h in actor.posts)
            else "",
        }
    }


def _nav(request: HttpRequest, actor: Any, organization: Organization) -> list[dict[str, Any]]:
    """Entries with `label`, `url`, `current`, and in `places` the sections of a group of more than one."""
    shown = [
        (s, url)
        for s in _SECTIONS
        if (url := address_of(s.url_name)) and ask(actor, s.action, organization).allowed
    ]
    here = max((s for s, _url in shown), key=lambda s: s.covers(request.path), default=None)
    if here is not None and not here.covers(request.path):
        here = None
    groups: dict[str, list[dict[str, Any]]] = {}
    for section, url in shown:
        item = {"label": section.label, "url": url, "current": section is here}
        groups.setdefault(str(section.group or section.label), []).append(item)
    return [
        {
            "label": name if len(items) > 1 else items[0]["label"],
            "url": items[0]["url"],
            "current": any(item["current"] for item in items),
            "places": items if len(items) > 1 else [],
        }
        for name, items in groups.items()
    ]


def _menu(actor: Any, organization: Organization | None) -> list[dict[str, str]]:
    return [
        {"label": str(label), "url": url}
        for label, name, action in _MENU
        if (url := address_of(name)) and (not action or _may(actor, action, organization))
    ]


def _may(actor: Any, action: str, organization: Organization | None) -> bool:
    return organization is not None and ask(actor, action, organization).allowed


def _for_administrator(actor: Any) -> dict[str, Any]:
    menu = [{"label": _("三员管理"), "url": reverse("admin:index")}, *_menu(actor, None)]
    if actor.administrator == Account.Administrator.AUDITOR:
        menu.insert(1, {"label": _("留痕浏览"), "url": reverse("audit:browse")})
    label = Account.Administrator(actor.administrator).label
    return {"person_name": actor.name, "post_line": str(label), "menu": menu}
