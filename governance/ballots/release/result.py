"""The result of a rating as it may be shown: rows, objects, ranks. Worked out from the counts once, here.

Rows are the questions of a sheet; every row belongs to one object (a team, a person). The score of an object is
the mean of its rows by their weights, that of a row the mean of its classes by theirs; classes held back stand
in it together, with their weights added up and the mean of their pool.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from governance.ballots.release.layout import Cell, Layout, held_by_size, lay_out, pool_of
from governance.ballots.release.scores import (
    Grade,
    Part,
    Share,
    Weighted,
    mean,
    shared_ranks,
    shares,
    spread,
    weighted,
)


@dataclass(frozen=True)
class RatedClass:
    key: str
    weight: Fraction
    valid: int


@dataclass(frozen=True)
class RatedRow:
    """One question: the object it is about, its weight in that object's score, and the ballots of every class
    in the order of the classes, by option in the order of the grades. `together` is the sum of the classes held
    back for their size where they were added up when they were counted; their own cells are then empty."""

    key: str
    subject: str
    weight: Fraction
    cells: tuple[Cell, ...]
    together: Cell = ()


@dataclass(frozen=True)
class ShownCell:
    """Counts that may be shown, and what follows from them. `classes` has one key, or several for a pool."""

    classes: tuple[str, ...]
    counts: Cell
    mean: Fraction | None
    top: Share
    passing: Share


@dataclass(frozen=True)
class ShownRow:
    """`total` is None where the sum of everybody would reveal what is held back."""

    key: str
    subject: str
    layout: Layout
    alone: tuple[ShownCell, ...]
    pool: ShownCell | None
    total: ShownCell | None
    score: Weighted

    def of_class(self, key: str) -> ShownCell | None:
        return next((cell for cell in self.alone if cell.classes == (key,)), None)


@dataclass(frozen=True)
class ShownSubject:
    """`by_class` has a mean for each class that stands alone in every row about the object. `apart` is how far
    these are from each other, `far_apart` whether that is beyond what the round set as worth a look.
    `partial` when a row has no score, so that the score is of the others."""

    key: str
    score: Fraction | None
    rank: int | None
    by_class: dict[str, Fraction | None]
    apart: Fraction | None
    far_apart: bool
    renormalised: bool
    partial: bool


@dataclass(frozen=True)
class Result:
    """`held` are the classes that stand alone in no row, `held_few` those of them with fewer than `k` valid
    ballots, `without` those with none at all: their weights went to the others."""

    rows: tuple[ShownRow, ...]
    subjects: tuple[ShownSubject, ...]
    held: tuple[str, ...]
    held_few: tuple[str, ...]
    without: tuple[str, ...]
    figures_apart: tuple[str, ...]  # classes whose returned, blank and invalid may be told

    def row(self, key: str) -> ShownRow:
        return next(row for row in self.rows if row.key == key)


def release(
    classes: Sequence[RatedClass],
    rows: Sequence[RatedRow],
    grades: Sequence[Grade],
    *,
    k: int,
    trimmed: bool = False,
    far: Fraction | None = None,
) -> Result:
    """What may be shown of the counts. Raises ValueError when a row's ballots are not the class's valid ones:
    then something was miscounted, and nothing may be shown."""
    sizes = [c.valid for c in classes]
    small = held_by_size(sizes, k)
    for row in rows:
        _add_up(row, sizes, small)
    shown = tuple(_row(row, classes, grades, k, trimmed) for row in rows)
    held_few = tuple(c.key for c in classes if 0 < c.valid < k)
    by_size = {classes[i].key for i in small}
    alone = {key for row in shown for cell in row.alone for key in cell.classes}
    return Result(
        rows=shown,
        subjects=_subjects(rows, shown, classes, far),
        held=tuple(c.key for c in classes if c.valid and c.key not in alone),
        held_few=held_few,
        without=tuple(c.key for c in classes if not c.valid),
        figures_apart=tuple(c.key for c in classes if c.valid and c.key not in by_size),
    )


def _add_up(row: RatedRow, sizes: Sequence[int], small: Sequence[int]) -> None:
    due = [0 if row.together and place in small else size for place, size in enumerate(sizes)]
    held = sum(sizes[place] for place in small) if row.together else 0
    if [sum(cell) for cell in row.cells] != due or sum(row.together) != held:
        raise ValueError(f"row {row.key}: ballots by option are not the valid ballots")


def _row(
    row: RatedRow, classes: Sequence[RatedClass], grades: Sequence[Grade], k: int, trimmed: bool
) -> ShownRow:
    sizes = [c.valid for c in classes]
    small = set(held_by_size(sizes, k))

    def cell(places: Sequence[int]) -> ShownCell:
        added = bool(row.together) and not small.isdisjoint(places)
        counts = pool_of([*row.cells, row.together], [*places, *([len(row.cells)] if added else [])])
        top, passing = shares(counts, grades)
        keys = tuple(classes[i].key for i in places)
        return ShownCell(keys, counts, mean(counts, grades, trimmed=trimmed), top, passing)

    layout = lay_out(row.cells, k, sizes=sizes, together=row.together)
    alone = tuple(cell([i]) for i in layout.shown)
    pool = cell(layout.together) if layout.pooled else None
    parts = [Part(classes[i].weight, c.mean) for i, c in zip(layout.shown, alone, strict=True)]
    if pool is not None:
        parts.append(Part(sum((classes[i].weight for i in layout.together), Fraction(0)), pool.mean))
    score = weighted(parts)
    lost = [*layout.empty, *(() if layout.pooled else layout.together)]
    if any(classes[i].weight for i in lost) and score.value is not None:
        score = Weighted(score.value, True)
    everybody = sorted([*layout.shown, *layout.together])
    return ShownRow(
        key=row.key,
        subject=row.subject,
        layout=layout,
        alone=alone,
        pool=pool,
        total=cell(everybody) if layout.total else None,
        score=score,
    )


def _subjects(
    rows: Sequence[RatedRow], shown: Sequence[ShownRow], classes: Sequence[RatedClass], far: Fraction | None
) -> tuple[ShownSubject, ...]:
    weights = {row.key: row.weight for row in rows}
    subjects = list(dict.fromkeys(row.subject for row in rows))
    scores: dict[str, Weighted] = {}
    by_class: dict[str, dict[str, Fraction | None]] = {}
    for subject in subjects:
        own = [row for row in shown if row.subject == subject]
        scores[subject] = weighted([Part(weights[row.key], row.score.value) for row in own])
        by_class[subject] = {}
        for one in classes:
            cells = [(row, row.of_class(one.key)) for row in own]
            if all(found is not None for _row, found in cells):
                parts = [Part(weights[row.key], found.mean) for row, found in cells if found is not None]
                by_class[subject][one.key] = weighted(parts).value
    ranks = shared_ranks({subject: scores[subject].value for subject in subjects})
    found = []
    for subject in subjects:
        own = [row for row in shown if row.subject == subject]
        apart = spread(list(by_class[subject].values()))
        found.append(
            ShownSubject(
                key=subject,
                score=scores[subject].value,
                rank=ranks[subject],
                by_class=by_class[subject],
                apart=apart,
                far_apart=far is not None and apart is not None and apart >= far,
                renormalised=any(row.score.renormalised for row in own),
                partial=any(row.score.value is None for row in own),
            )
        )
    return tuple(found)
