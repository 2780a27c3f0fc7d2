"""What became of every number of a series: the apps say what theirs stand for, the rest are gaps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from governance.access.actor import Actor
from governance.documents.models import Document, NumberNote, NumberSeries
from governance.documents.numbering import number_as_written

_PLACE = re.compile(r"〔\d{4}〕(\d+)号$")


@dataclass(frozen=True)
class NumberUse:
    """A number and what carries it, in words the reader may see; `url` leads there where one may go."""

    number: str
    what: str
    state: str
    url: str = ""


Uses = Callable[[Actor, int, int], Iterable[NumberUse]]  # reader, town, year
_USES: dict[str, Uses] = {}


def register_uses(kind: str, uses: Uses) -> None:
    if kind in _USES:
        raise ValueError(f"uses of {kind} numbers registered twice")
    _USES[kind] = uses


@dataclass(frozen=True)
class NumberLine:
    """One number of the series: what carries it, or why nothing does; neither is a gap to be explained."""

    place: int
    number: str
    use: NumberUse | None = None
    note: NumberNote | None = None
    voided: tuple[Document, ...] = ()  # papers under this number that were declared void

    @property
    def unexplained(self) -> bool:
        return self.use is None and self.note is None


def place_of(number: str) -> int:
    """The running number in a document number: 12 in 稔委纪〔2026〕12号. ValueError without one."""
    found = _PLACE.search(number)
    if found is None:
        raise ValueError(f"no running number in {number!r}")
    return int(found[1])


def uses_of(series: NumberSeries, actor: Actor) -> dict[int, NumberUse]:
    """By place. Every number in use is there, whoever reads: what is kept from a reader is no gap."""
    found = _USES[series.kind](actor, series.organization_id, series.year)
    return {place_of(use.number): use for use in found}


def lines_of(series: NumberSeries, actor: Actor) -> list[NumberLine]:
    """Every number drawn so far, newest first. Three queries beside those of the uses."""
    uses = uses_of(series, actor)
    notes = NumberNote.objects.filter(
        organization_id=series.organization_id, kind=series.kind, year=series.year
    ).select_related("noted_by")
    noted = {note.place: note for note in notes}
    voided: dict[str, list[Document]] = {}
    for document in _voided(series):
        voided.setdefault(document.number, []).append(document)
    lines = []
    for place in range(series.last, 0, -1):
        number = _written(series, place, uses, noted)
        lines.append(
            NumberLine(place, number, uses.get(place), noted.get(place), tuple(voided.get(number, ())))
        )
    return lines


def _voided(series: NumberSeries) -> Iterable[Document]:
    return (
        Document.objects.filter(
            organization_id=series.organization_id,
            state=Document.State.VOIDED,
            number__contains=f"〔{series.year}〕",
        )
        .select_related("voided_by")
        .order_by("id")
    )


def _written(
    series: NumberSeries, place: int, uses: dict[int, NumberUse], noted: dict[int, NumberNote]
) -> str:
    known = uses.get(place) or noted.get(place)
    return known.number if known else number_as_written(series, place)
