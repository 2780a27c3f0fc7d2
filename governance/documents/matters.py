"""What papers belong to, and which are still to be had: told by the app that owns the matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from governance.access.actor import Actor
from governance.documents.models import Document


@dataclass(frozen=True)
class MatterOf:
    """The meeting, or whatever else several papers belong to; `url` leads there where the reader may go."""

    key: str
    title: str
    url: str = ""


@dataclass(frozen=True)
class Missing:
    """A paper the matter ought to have at this point and nobody has ordered."""

    matter: MatterOf
    paper: str
    about: str = ""


MattersOf = Callable[[Actor, Sequence[Document]], Mapping[int, MatterOf]]  # by document
MissingOf = Callable[[Actor, int], Iterable[Missing]]  # reader, town
_MATTERS: list[MattersOf] = []
_MISSING: list[MissingOf] = []


def register_matters(matters: MattersOf, missing: MissingOf) -> None:
    """Both in a constant number of queries, however many papers there are."""
    _MATTERS.append(matters)
    _MISSING.append(missing)


def matters_of(actor: Actor, documents: Sequence[Document]) -> dict[int, MatterOf]:
    """By document; papers on nothing that an app groups by are left out."""
    found: dict[int, MatterOf] = {}
    for matters in _MATTERS:
        found.update(matters(actor, documents))
    return found


def missing_papers(actor: Actor, organization_id: int) -> list[Missing]:
    return [one for missing in _MISSING for one in missing(actor, organization_id)]
