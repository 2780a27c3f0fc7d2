"""Whether a step on paper may be taken now: asked by the page, and again by the verb under the lock on the box."""

from __future__ import annotations

from governance.ballots.models import PaperBatch, PaperCount, SealedPoll
from governance.ballots.paper import grid, joining
from governance.ballots.paper.reconciling import PaperFigures, adds_up
from governance.rules.verdict import Verdict, all_of

Status = PaperBatch.Status
GO = Verdict.without_article("order of steps with paper ballots")
_BEFORE = (SealedPoll.Status.PREPARED, SealedPoll.Status.OPEN)


def while_open(poll: SealedPoll) -> Verdict:
    """After the vote was stopped and before it is counted."""
    if poll.status == SealedPoll.Status.CLOSED:
        return GO
    if poll.status == SealedPoll.Status.VOIDED:
        return Verdict.stopped("ballots.paper.voided")
    code = "too_early" if poll.status in _BEFORE else "too_late"
    return Verdict.stopped(f"ballots.paper.{code}", have=str(poll.get_status_display()))


def for_batches(poll: SealedPoll) -> Verdict:
    most = max(len(question.options) for question in poll.sheet)
    fits = most <= grid.MOST_OPTIONS
    return all_of(
        while_open(poll),
        GO if fits else Verdict.stopped("ballots.paper.too_many_options", most=grid.MOST_OPTIONS),
    )


def for_typing(batch: PaperBatch, person_id: int | None) -> Verdict:
    if batch.status not in (Status.WAITING, Status.TYPED_ONCE):
        return all_of(while_open(batch.poll), _wrong_state(batch))
    if batch.first_by_id is not None and batch.first_by_id == person_id:
        return all_of(
            while_open(batch.poll), Verdict.stopped("ballots.paper.same_typist", batch=batch.number)
        )
    return while_open(batch.poll)


def for_settling(batch: PaperBatch, person_id: int | None) -> Verdict:
    if batch.status != Status.TYPED_TWICE:
        return all_of(while_open(batch.poll), _wrong_state(batch))
    if person_id in batch.typist_ids():
        return all_of(
            while_open(batch.poll), Verdict.stopped("ballots.paper.own_difference", batch=batch.number)
        )
    return while_open(batch.poll)


def for_clearing(batch: PaperBatch) -> Verdict:
    return all_of(while_open(batch.poll), GO if batch.stands else _wrong_state(batch))


def _wrong_state(batch: PaperBatch) -> Verdict:
    return Verdict.stopped(
        "ballots.paper.batch_state", batch=batch.number, have=str(batch.get_status_display())
    )


def figures_of(count: PaperCount, batches: list[PaperBatch]) -> PaperFigures:
    """`batches`: those of the class that stand."""
    typed = sum(batch.sheets for batch in batches if batch.status == Status.SETTLED)
    return PaperFigures(count.issued, count.returned, typed)


def _typed(poll: SealedPoll, count: PaperCount | None, batches: list[PaperBatch]) -> Verdict:
    unsettled = sum(batch.status != Status.SETTLED for batch in batches)
    return all_of(
        while_open(poll),
        Verdict.stopped("ballots.paper.unsettled", have=unsettled) if unsettled else GO,
        GO if count is not None else Verdict.stopped("ballots.paper.not_written"),
    )


def for_explaining(poll: SealedPoll, count: PaperCount | None, batches: list[PaperBatch]) -> Verdict:
    """Only a gap is explained, and only once everything is typed."""
    verdict = _typed(poll, count, batches)
    if count is None or not verdict.allowed:
        return verdict
    if count.confirmed_by_id is not None:
        return Verdict.stopped("ballots.paper.confirmed")
    return verdict if figures_of(count, batches).has_gap else Verdict.stopped("ballots.paper.no_gap")


def for_confirming(
    poll: SealedPoll, count: PaperCount | None, batches: list[PaperBatch], person_id: int | None
) -> Verdict:
    verdict = _typed(poll, count, batches)
    if count is None or not verdict.allowed:
        return verdict
    if count.confirmed_by_id is not None:
        return Verdict.stopped("ballots.paper.confirmed")
    return all_of(
        Verdict.stopped("ballots.paper.same_hand") if count.written_by_id == person_id else GO,
        GO if count.explanation else adds_up(figures_of(count, batches)),
    )


def for_printing(poll: SealedPoll) -> Verdict:
    """Once every class is confirmed; a box that was counted was."""
    if not poll.paper_counts.exists():
        return Verdict.stopped("ballots.paper.none")
    if poll.status == SealedPoll.Status.COUNTED:
        return GO
    return all_of(while_open(poll), joining.ready(poll))
