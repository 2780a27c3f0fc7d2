"""Filters of a list kept under a name, for whoever wants to ask for them again."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from governance.listing.keyset import AFTER
from governance.listing.models import SavedView
from governance.listing.table import Viewer

MOST = 12
_PLACES = ("page", AFTER)


@dataclass(frozen=True)
class ViewShown:
    pk: int
    name: str
    query: str
    current: bool


def _tidy(query: str) -> str:
    """Filters and order alone: neither empty ones, nor how far down somebody had read."""
    asked = QueryDict(query[:1000])
    kept = QueryDict(mutable=True)
    for key, values in sorted(asked.lists()):
        if key not in _PLACES and any(values):
            kept.setlist(key, [v for v in values if v])
    return kept.urlencode()


def views_of(actor: Viewer, listing: str, query: str) -> list[ViewShown]:
    now = _tidy(query)
    rows = SavedView.objects.filter(account_id=actor.account_id, listing=listing)
    return [ViewShown(row.pk, row.name, row.query, row.query == now) for row in rows]


def keep_view(actor: Viewer, listing: str, name: str, query: str) -> str:
    """Keep the filters under the name, in the place of what was called so; beyond MOST the oldest goes. Returns
    the query as it is kept; one that filters nothing is not."""
    assert actor.account_id is not None
    tidy, name = _tidy(query), " ".join(name.split())[:20]
    mine = SavedView.objects.filter(account_id=actor.account_id, listing=listing)
    if not tidy or not name:
        return tidy
    SavedView.objects.update_or_create(
        account_id=actor.account_id, listing=listing, name=name, defaults={"query": tidy}
    )
    too_many = list(mine.order_by("-id").values_list("pk", flat=True)[MOST:])
    mine.filter(pk__in=too_many).delete()
    return tidy


def drop_view(actor: Viewer, listing: str, key: str) -> None:
    if key.isascii() and key.isdigit() and len(key) < 18:
        SavedView.objects.filter(account_id=actor.account_id, listing=listing, pk=int(key)).delete()
