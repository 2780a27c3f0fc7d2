"""Articles that bind by being read, put before those who call the meeting they speak of."""

from __future__ import annotations

from datetime import date

from governance.rules.coverage import bind
from meetings.shown import ShownArticle, shown_of

# Kind of meeting → the articles on the page where it is called.
PLACES: dict[str, tuple[str, ...]] = {
    "secretary_meeting": ("S1-02:二-7", "S1-02:三", "S1-02:四-21", "S1-02:四-22", "S1-02:四-24"),
    "party_leaders_huddle": ("S1-14:二", "S1-14:四", "S1-14:七", "S1-14:八", "S1-14:九"),
}
for _kind, _cites in PLACES.items():
    bind(*_cites, by=f"meetings.bodies.shown.{_kind}", how="page")


def shown_for(kind: str, organization_id: int, day: date) -> tuple[ShownArticle, ...]:
    """The adopted articles shown to whoever calls a meeting of the kind."""
    cites = PLACES.get(kind)
    return shown_of(organization_id, day, cites) if cites else ()
