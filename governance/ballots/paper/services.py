"""Verbs on paper: the figures of a class, its batches, two typings, the third hand, the confirmation.

Every verb holds the box's row, so that nothing crosses its count. Marks are in no act and in no refusal.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.text import plain
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.ballots.models import PaperBatch, PaperCount, SealedPoll
from governance.ballots.paper import grid, joining, judging, keeping
from governance.ballots.paper.grid import BATCH, Sheet
from governance.ballots.paper.keeping import Part
from governance.ballots.uses import paper_groups, refuses_uniform
from governance.rules.verdict import Verdict, all_of

Status = PaperBatch.Status
MOST_SHEETS = 999


def _lock(poll_id: uuid.UUID, actor: Actor) -> SealedPoll:
    """The row of the box; whoever is casting is not held up."""
    found = SealedPoll.objects.visible_to(actor).values_list("pk", flat=True).get(pk=poll_id)
    return SealedPoll.objects.select_for_update().get(pk=found)


def _batch(poll: SealedPoll, batch_id: int) -> PaperBatch:
    batch = PaperBatch.objects.select_for_update().get(pk=batch_id, poll_id=poll.pk)
    batch.poll = poll
    return batch


def _class(poll: SealedPoll, group: int) -> str:
    """The class as acts call it; SealedPoll.DoesNotExist for one the box does not have."""
    names = paper_groups(poll)
    if group not in names:
        raise SealedPoll.DoesNotExist("no such class")
    return names[group]


def _reopen(poll: SealedPoll, group: int) -> None:
    """What was confirmed or explained was about other figures."""
    count = poll.paper_counts.filter(group=group).first()
    if count is not None and (count.confirmed_by_id or count.explanation):
        _take_back(count)
        count.save()


def _take_back(count: PaperCount) -> None:
    count.confirmed_by = count.explained_by = None
    count.explanation = ""
    count.typed = count.valid = count.blank = count.invalid = count.wrong_marks = None


def _within(number: int, least: int, most: int, field: str) -> int:
    if not least <= number <= most:
        text = _("请填%(least)s到%(most)s之间的数。") % {"least": least, "most": most}
        raise ValidationError({field: text})
    return number


@verb("ballots.paper_count.written")
def write_count(*, poll_id: uuid.UUID, group: int, actor: Actor, issued: int, returned: int) -> PaperCount:
    """How many sheets of a class were handed out and came back. Written again, it has to be confirmed again."""
    poll = _lock(poll_id, actor)
    decision = require(actor, "ballots.paper_count.written", poll)
    name = _class(poll, group)
    _within(issued, 0, MOST_SHEETS, "issued")
    _within(returned, 0, MOST_SHEETS, "returned")
    count = poll.paper_counts.filter(group=group).first() or PaperCount(
        organization_id=poll.organization_id, poll=poll, group=group
    )
    facts = {"class": name, "issued": issued, "returned": returned}
    with act(decision, judging.while_open(poll), on=poll, facts=facts):
        _take_back(count)
        count.issued, count.returned = issued, returned
        count.written_by_id = actor.person_id
        count.save()
    return count


@verb("ballots.paper_batches.added")
def add_batches(*, poll_id: uuid.UUID, group: int, actor: Actor, sheets: int) -> list[PaperBatch]:
    """Sheets as they were counted by hand, bound in batches of 25; numbers go on from the last."""
    poll = _lock(poll_id, actor)
    decision = require(actor, "ballots.paper_batches.added", poll)
    name = _class(poll, group)
    _within(sheets, 1, MOST_SHEETS, "sheets")
    last = poll.paper_batches.filter(group=group).order_by("-number").first()
    start = last.number + 1 if last is not None else 1
    sizes = [min(BATCH, sheets - done) for done in range(0, sheets, BATCH)]
    batches = [
        PaperBatch(organization_id=poll.organization_id, poll=poll, group=group, number=number, sheets=size)
        for number, size in enumerate(sizes, start=start)
    ]
    facts = {"class": name, "sheets": sheets, "batches": len(batches)}
    with act(decision, judging.for_batches(poll), on=poll, facts=facts):
        record_many(batches)
        made = list(poll.paper_batches.filter(group=group, number__gte=start))
        keeping.make_parts(made)
        _reopen(poll, group)
    return made


@verb("ballots.paper_batch.typed")
@sensitive_variables()
def type_batch(*, poll_id: uuid.UUID, batch_id: int, actor: Actor, sheets: Sequence[Sheet]) -> PaperBatch:
    """The first typing, or the second by somebody else; two that are the same settle the batch at once.
    ValueError for marks the sheet does not have."""
    poll = _lock(poll_id, actor)
    batch = _batch(poll, batch_id)
    decision = require(actor, "ballots.paper_batch.typed", batch)
    typed = list(sheets)
    verdict = judging.for_typing(batch, actor.person_id)
    if verdict.allowed and len(typed) != batch.sheets:
        verdict = Verdict.stopped(
            "ballots.paper.sheets_differ", batch=batch.number, need=batch.sheets, have=len(typed)
        )
    second = batch.status == Status.TYPED_ONCE
    first: list[Sheet] = []
    if verdict.allowed:
        try:
            if second:
                first = keeping.sheets_of(batch, Part.FIRST)
            keeping.keep_sheets(batch, Part.SECOND if second else Part.FIRST, typed)
        except keeping.KeyLost:
            verdict = Verdict.stopped("ballots.paper.key_lost")
    found = len(grid.differences(first, typed)) if second and verdict.allowed else None
    facts = {
        "class": _class(poll, batch.group),
        "batch": batch.number,
        "typing": 2 if second else 1,
        "sheets": len(typed),
        "differences": found,
    }
    with act(decision, verdict, on=batch, facts=facts):
        if not second:
            batch.first_by_id = actor.person_id
            batch.status = Status.TYPED_ONCE
        else:
            batch.second_by_id = actor.person_id
            batch.differences = found
            batch.status = Status.TYPED_TWICE if found else Status.SETTLED
            if not found:
                keeping.keep_totals(batch, _totals(poll, typed))
        batch.save()
    return batch


@sensitive_variables()
def _totals(poll: SealedPoll, sheets: Sequence[Sheet]) -> grid.Totals:
    return grid.totals(sheets, poll.sheet, uniform_invalid=refuses_uniform(poll))


@sensitive_variables()
def differences_of(batch: PaperBatch) -> tuple[list[grid.Difference], list[Sheet], list[Sheet]]:
    """(where the two typings part, the first, the second): for whoever settles them. Raises KeyLost."""
    first, second = keeping.sheets_of(batch, Part.FIRST), keeping.sheets_of(batch, Part.SECOND)
    return grid.differences(first, second), first, second


@verb("ballots.paper_batch.settled")
@sensitive_variables()
def settle_batch(
    *, poll_id: uuid.UUID, batch_id: int, actor: Actor, decided: Mapping[tuple[int, int | None], int]
) -> PaperBatch:
    """A third person looks at the paper where the typings part. Only totals stay; both typings are emptied."""
    poll = _lock(poll_id, actor)
    batch = _batch(poll, batch_id)
    decision = require(actor, "ballots.paper_batch.settled", batch)
    verdict = judging.for_settling(batch, actor.person_id)
    sheets: list[Sheet] = []
    if verdict.allowed:
        try:
            _differing, first, second = differences_of(batch)
            sheets = grid.settled(first, second, decided)
        except keeping.KeyLost:
            verdict = Verdict.stopped("ballots.paper.key_lost")
        except ValueError:
            verdict = Verdict.stopped("ballots.paper.not_different")
    facts = {
        "class": _class(poll, batch.group),
        "batch": batch.number,
        "differences": batch.differences,
    }
    with act(decision, verdict, on=batch, facts=facts):
        keeping.keep_totals(batch, _totals(poll, sheets))
        batch.settled_by_id = actor.person_id
        batch.status = Status.SETTLED
        batch.save()
    return batch


@verb("ballots.paper_batch.cleared")
def clear_batch(*, poll_id: uuid.UUID, batch_id: int, actor: Actor, sheets: int, because: str) -> PaperBatch:
    """Everything typed of a batch is dropped, to be typed again; with another number of sheets where it was
    counted wrongly, with none where there is no such batch."""
    poll = _lock(poll_id, actor)
    batch = _batch(poll, batch_id)
    decision = require(actor, "ballots.paper_batch.cleared", batch)
    _within(sheets, 0, BATCH, "sheets")
    try:
        because = plain(because, _("理由"), 200)
    except ValidationError as unfit:
        raise ValidationError({"because": unfit.messages}) from None
    facts = {
        "class": _class(poll, batch.group),
        "batch": batch.number,
        "sheets": sheets,
        "because": because,
    }
    with act(decision, judging.for_clearing(batch), on=batch, facts=facts):
        keeping.empty(batch)
        batch.sheets = sheets
        batch.first_by = batch.second_by = batch.settled_by = None
        batch.differences = None
        batch.status = Status.WAITING if sheets else Status.WITHDRAWN
        batch.save()
        _reopen(poll, batch.group)
    return batch


def _count_and_batches(poll: SealedPoll, group: int) -> tuple[PaperCount | None, list[PaperBatch]]:
    count = poll.paper_counts.filter(group=group).first()
    return count, joining.standing(poll)[group]


@verb("ballots.paper_gap.explained")
def explain_gap(*, poll_id: uuid.UUID, group: int, actor: Actor, because: str) -> PaperCount:
    """A scrutineer says why the figures of a class do not add up; figures written anew ask again."""
    poll = _lock(poll_id, actor)
    decision = require(actor, "ballots.paper_gap.explained", poll)
    name = _class(poll, group)
    try:
        because = plain(because, _("说明"), 200)
    except ValidationError as unfit:
        raise ValidationError({"because": unfit.messages}) from None
    count, batches = _count_and_batches(poll, group)
    verdict = judging.for_explaining(poll, count, batches)
    facts: dict[str, object] = {"class": name}
    if count is not None:
        figures = judging.figures_of(count, batches)
        facts |= {
            "issued": figures.issued,
            "returned": figures.returned,
            "typed": figures.typed,
            "because": because,
        }
    with act(decision, verdict, on=poll, facts=facts):
        assert count is not None
        count.explanation = because
        count.explained_by_id = actor.person_id
        count.save()
    return count


@verb("ballots.paper_count.confirmed")
@sensitive_variables()
def confirm_count(*, poll_id: uuid.UUID, group: int, actor: Actor) -> PaperCount:
    """A scrutineer confirms the sheet of a class; its figures are frozen for the count."""
    poll = _lock(poll_id, actor)
    decision = require(actor, "ballots.paper_count.confirmed", poll)
    name = _class(poll, group)
    count, batches = _count_and_batches(poll, group)
    verdict = judging.for_confirming(poll, count, batches, actor.person_id)
    found = grid.no_totals(poll.sheet)
    if verdict.allowed:
        try:
            found = joining.totals_of_class(poll, batches)
        except keeping.KeyLost:
            verdict = Verdict.stopped("ballots.paper.key_lost")
    facts = {
        "class": name,
        "typed": found.sheets,
        "valid": found.valid,
        "blank": found.blank,
        "invalid": found.invalid,
    }
    with act(decision, all_of(judging.GO, verdict), on=poll, facts=facts):
        assert count is not None
        count.typed, count.valid = found.sheets, found.valid
        count.blank, count.invalid = found.blank, found.invalid
        count.wrong_marks = found.wrong
        count.confirmed_by_id = actor.person_id
        count.save()
    return count
