"""Articles that bind by being read: shown in the town's own edition where they matter, not in a book on a shelf.

An article of the level `display` forbids nothing a program could judge. It is put before the people whom it
speaks to at the moment it speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from governance.rulebook.book import book_for
from governance.rules.coverage import bind

# Place on a page → the articles shown there, in this order.
PLACES: dict[str, tuple[str, ...]] = {
    # Who proposes a topic reads what belongs before the committee.
    "proposing": ("S0-04:一-4", "S1-01:四-4"),
    # Who plans a meeting reads when one may be called at once, and by which principles it is held.
    "planning": ("S0-04:三-1f", "S1-01:二-1", "S1-04:一-1", "S1-04:一-4"),
    # Who is invited reads that topics are to be looked into beforehand, and that taking part goes by procedure.
    "notice": ("S0-04:二-3b", "S1-06:他-5"),
    # Once something is decided: one may keep and report another opinion, and carries out the decision.
    "decided": (
        "S0-04:三-4a",
        "S0-04:三-4b",
        "S1-01:十一-2",
        "S1-01:十二-6",
        "S1-01:十二-8",
        "S1-01:十三-3",
    ),
}
for _place, _cites in PLACES.items():
    bind(*_cites, by=f"meetings.shown.{_place}", how="page")


@dataclass(frozen=True)
class ShownArticle:
    cite: str
    statement: str


def shown(organization_id: int, day: date, place: str) -> tuple[ShownArticle, ...]:
    """The adopted ones among the articles of a place, as they read on the day."""
    return shown_of(organization_id, day, PLACES[place])


def shown_of(organization_id: int, day: date, cites: tuple[str, ...]) -> tuple[ShownArticle, ...]:
    book = book_for(organization_id, day)
    found = ((cite, book.article(cite)) for cite in cites)
    return tuple(ShownArticle(cite, article.statement) for cite, article in found if article is not None)
