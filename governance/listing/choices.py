"""The columns a reader chose, kept for the next time."""

from __future__ import annotations

from collections.abc import Collection

from governance.listing.models import ListChoice
from governance.listing.table import Listing, Viewer


def chosen_columns(listing: Listing, actor: Viewer) -> frozenset[str]:
    """Codes of the columns shown to this reader: the chosen ones, else the list's own; the first always."""
    kept = (
        ListChoice.objects.filter(account_id=actor.account_id, listing=listing.name)
        .values_list("columns", flat=True)
        .first()
    )
    standing = {c.code for c in listing.columns}
    wanted = {c for c in kept if c in standing} if kept else {c.code for c in listing.columns if c.shown}
    return frozenset(wanted | {listing.columns[0].code})


def choose_columns(listing: Listing, actor: Viewer, codes: Collection[str]) -> None:
    """Keep the reader's columns of a list; none at all means the list's own again."""
    assert actor.account_id is not None
    columns = [c.code for c in listing.columns if c.code in codes]
    mine = ListChoice.objects.filter(account_id=actor.account_id, listing=listing.name)
    if not columns:
        mine.delete()
        return
    ListChoice.objects.update_or_create(
        account_id=actor.account_id, listing=listing.name, defaults={"columns": columns}
    )
