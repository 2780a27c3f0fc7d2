"""Paper joins the box as totals, in the transaction that counts it, and never afterwards (decision 0016)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.views.decorators.debug import sensitive_variables

from governance.ballots.models import PaperBatch, PaperCount, SealedPoll
from governance.ballots.paper import grid, keeping
from governance.ballots.paper.grid import Totals
from governance.ballots.uses import paper_groups
from governance.rules.verdict import Verdict

if TYPE_CHECKING:
    from governance.ballots.counting import Counted

GO = Verdict.without_article("the paper of a vote, typed and reconciled")
Status = PaperBatch.Status


def standing(poll: SealedPoll) -> dict[int, list[PaperBatch]]:
    """The batches that were not withdrawn, by class."""
    found: dict[int, list[PaperBatch]] = defaultdict(list)
    for batch in poll.paper_batches.exclude(status=Status.WITHDRAWN):
        batch.poll = poll
        found[batch.group].append(batch)
    return found


def ready(poll: SealedPoll) -> Verdict:
    """Whether every class that hands in paper was written, typed, settled and confirmed: after the count it could
    not be taken any more. A box without such classes is ready."""
    counts = {count.group: count for count in poll.paper_counts.all()}
    batches = standing(poll)
    unsettled = sum(b.status != Status.SETTLED for some in batches.values() for b in some)
    if unsettled:
        return Verdict.stopped("ballots.paper.unsettled", have=unsettled)
    open_ones = [
        group
        for group in counts.keys() | batches.keys() | paper_groups(poll).keys()
        if group not in counts or counts[group].confirmed_by_id is None
    ]
    if open_ones:
        return Verdict.stopped("ballots.paper.unconfirmed", have=len(open_ones))
    return GO


@sensitive_variables()
def totals_of_class(poll: SealedPoll, batches: list[PaperBatch]) -> Totals:
    """Of settled batches. Raises KeyLost."""
    return grid.together([keeping.totals_of(batch) for batch in batches], poll.sheet)


@sensitive_variables()
def join(poll: SealedPoll, counted: Counted) -> Verdict:
    """Add the paper of every class to what came out of the envelopes, in memory. What was confirmed has to be
    what is there."""
    batches = standing(poll)
    for count in poll.paper_counts.all():
        try:
            found = totals_of_class(poll, batches[count.group])
        except keeping.KeyLost:
            return Verdict.stopped("ballots.paper.key_lost")
        if _confirmed(count) != (found.sheets, found.valid, found.blank, found.invalid):
            return Verdict.stopped("ballots.paper.changed")
        _add(poll, counted, count, found)
    return GO


def _confirmed(count: PaperCount) -> tuple[int | None, ...]:
    return count.typed, count.valid, count.blank, count.invalid


@sensitive_variables()
def _add(poll: SealedPoll, counted: Counted, count: PaperCount, found: Totals) -> None:
    for figures in (counted.figures_of(count.group), counted.paper):
        figures.issued += count.issued
        figures.returned += found.sheets
        for name in ("valid", "blank", "invalid", "uniform"):
            setattr(figures, name, getattr(figures, name) + getattr(found, name))
    for question, marks in zip(poll.sheet, found.marks, strict=True):
        for option, number in zip(("", *question.options), marks, strict=True):
            if number:
                counted.tallies[count.group, question.key, option] += number


def surplus_explained(poll: SealedPoll) -> bool:
    """Whether a class came back with more than was handed out, and a scrutineer has said why."""
    return any(count.explanation and (count.typed or 0) > count.issued for count in poll.paper_counts.all())
