"""Looking words up in the index. What is found here is not yet anybody's to know."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from governance.access.actor import Actor
from governance.search.models import SearchEntry


def matching(actor: Actor, kind: str, words: Sequence[str]) -> QuerySet[SearchEntry]:
    """Entries of the actor's towns that hold all the words; those that are called so come first."""
    found = SearchEntry.objects.filter(organization_id__in=actor.organization_ids, kind=kind)
    by_name = Q()
    for word in words:
        found = found.filter(text__contains=word)
        by_name &= Q(head__contains=word)
    return found.annotate(by_name=ExpressionWrapper(by_name, BooleanField())).order_by(
        "-by_name", "-day", "-object_id"
    )
